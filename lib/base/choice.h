/*
 * A list of names as one text, "mean|sum|char": what an option offers, in the
 * order of the enum that is named.  The text is written once, beside
 * that enum, and the option table, messages and records all take it from there.
 */
#ifndef ICL_BASE_CHOICE_H
#define ICL_BASE_CHOICE_H

#include <stddef.h>

#include "base/str.h"

/* How many names there are, at least one. */
size_t choice_count(const char *names);

/* Name i, which must be there: good as long as the list. */
struct str choice_name(const char *names, size_t i);

/* Index of the name, choice_count(names) when it is not there. */
size_t choice_find(const char *names, struct str name);

#endif
