/* Texts by number: equal texts have one number, counted from 0. */
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

/* Good until interner_free. */
struct str interner_str(const struct interner *n, uint32_t id);

#endif
