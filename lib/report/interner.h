/*
 * Texts by number, so that rows and queries hold four bytes in place of a name
 * and are compared by it: equal texts have one number, counted from 0 in the
 * order of their first coming.  Memory grows with the distinct texts.
 */
#ifndef ICL_REPORT_INTERNER_H
#define ICL_REPORT_INTERNER_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define INTERNER_NONE UINT32_MAX

struct interner;
struct interner *interner_new(void);
void interner_free(struct interner *n);

/* The text's number, a new one when it was not there; the text is copied. */
uint32_t interner_add(struct interner *n, struct str s);

/* The text of a number that interner_add gave; a NUL follows it.  Good until
 * interner_free. */
struct str interner_str(const struct interner *n, uint32_t id);

#endif
