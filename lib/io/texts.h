/*
 * Lists of texts inside records: options, references, stop strings.  What they
 * point to is in the arena that they were read into, each with a NUL behind it.
 */
#ifndef ICL_IO_TEXTS_H
#define ICL_IO_TEXTS_H

#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "io/json.h"

enum { TEXTS_MAX = 1 << 20 }; /* in one list; more is an error */

struct texts {
	const struct str *v;
	size_t n;
};

/*
 * A member of the object j into the arena: a list of texts, or one text as a
 * list of one.  Absent and null are the empty list.  A whole number counts as
 * its digits, because class labels often are numbers.
 */
int texts_parse(const struct json *j, const char *name, struct arena *a,
    struct texts *out, struct err *e) MUST_CHECK;

/* One text, "" when absent or null; must says whether that is an error. */
int text_parse(const struct json *j, const char *name, int must,
    struct arena *a, struct str *out, struct err *e) MUST_CHECK;

/* Adds the list as JSON. */
void texts_write(struct buf *out, struct texts t);

/* Index of the first equal text, t.n when there is none. */
size_t texts_find(struct texts t, struct str s);

#endif
