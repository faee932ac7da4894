/* Texts by number: equal texts have one number, counted from 0. */
#ifndef ICL_REPORT_NAMES_H
#define ICL_REPORT_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define NAME_NONE UINT32_MAX

struct names;
struct names *names_new(void);
void names_free(struct names *n);

/* The text's number, a new one when it was not there; the text is copied. */
uint32_t names_add(struct names *n, struct str s);

/* Good until names_free. */
struct str names_str(const struct names *n, uint32_t id);

#endif
