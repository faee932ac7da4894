/*
 * Unicode normal forms and lower case: the door to utf8proc, which a build may
 * be without; these then fail and say so.
 */
#ifndef ICL_TOK_UNICODE_H
#define ICL_TOK_UNICODE_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

enum unicode_form { UNICODE_NFC, UNICODE_NFD, UNICODE_NFKC, UNICODE_NFKD };

bool unicode_present(void);

/* Adds valid UTF-8 in a normal form. */
int unicode_normalize(struct buf *out, struct str text, enum unicode_form form,
    struct err *e) MUST_CHECK;

/* Adds valid UTF-8 with each code point in lower case. */
int unicode_lower(struct buf *out, struct str text, struct err *e) MUST_CHECK;

const char *unicode_version(void); /* of the library, "none" without it */

#endif
