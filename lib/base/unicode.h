/*
 * Unicode normal forms and lower case: the door to utf8proc, which a build may
 * be without; the forms and lower case then fail and say so.
 *
 * Both follow the tables of the reference library, the tokenizers library's
 * Unicode 9 for normal forms and 16 for lower case, whatever utf8proc's are.
 */
#ifndef ICL_BASE_UNICODE_H
#define ICL_BASE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum unicode_form { UNICODE_NFC, UNICODE_NFD, UNICODE_NFKC, UNICODE_NFKD };

/* Whether this build has utf8proc. */
bool unicode_present(void);

/* White space as Unicode defines it; needs no utf8proc. */
bool unicode_is_space(uint32_t code);

/* Adds valid UTF-8 in a normal form. */
int unicode_normalize(struct buf *out, struct str text, enum unicode_form form,
    struct err *e) MUST_CHECK;

/* Adds valid UTF-8 with each code point in lower case. */
int unicode_lower(struct buf *out, struct str text, struct err *e) MUST_CHECK;

/*
 * The code points that a code point is in compatibility decomposition and full
 * case folding (NFKC_Casefold without composing), by the tables of the library:
 * how many, at least 1.  Itself alone where none are known, and without
 * utf8proc.
 */
enum { UNICODE_PARTS_MAX = 20 };
size_t unicode_parts(uint32_t code, uint32_t parts[UNICODE_PARTS_MAX]);

const char *unicode_version(void); /* of the library, "none" without it */

#endif
