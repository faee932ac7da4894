/*
 * Code points that got a general category after Unicode 14, up to 16: what
 * the reference libraries know and older PCRE2 tables do not.
 */
#ifndef ICL_TOK_UNICODE_LATE_H
#define ICL_TOK_UNICODE_LATE_H

#include "base/str.h"

/* Adds those of a category ("Lu", or "L" for all that begin so) as ranges
 * for the inside of a class. */
void unicode_late_ranges(struct buf *out, struct str category);

#endif
