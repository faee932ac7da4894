/*
 * Names of one data set.  A task's name is cut down (inst:T:PROMPT is T) and
 * looked up among groups of names whose tasks are made of the same texts.
 */
#ifndef ICL_EPISODE_GUARD_ALIAS_H
#define ICL_EPISODE_GUARD_ALIAS_H

#include "base/err.h"
#include "base/str.h"

/* Groups of names, those of the file first; the first that fits counts. */
struct guard_alias;

/*
 * The built-in groups and those of a file (NULL: none): a group a line, shell
 * patterns with spaces between, '#' begins a remark.
 */
struct guard_alias *guard_alias_new(const char *path, struct err *e) MUST_CHECK;
void guard_alias_free(struct guard_alias *a);

/* The first name of the name's group, or without one the name cut down. */
struct str guard_alias_of(const struct guard_alias *a, struct str name);

#endif
