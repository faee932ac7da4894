/*
 * Named groups of tasks, as in MetaICL's setting files: {"NAME":[TASK,…],…}.
 * A task may be in several groups or in none; names keep the file's order.
 */
#ifndef ICL_REPORT_GROUPS_H
#define ICL_REPORT_GROUPS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

struct groups;

/*
 * Reads the file, of at most 16 MB.  Members that are no lists are no groups
 * and are passed over; a file without any group is an error, NULL.
 */
struct groups *groups_load(const char *path, struct err *e) MUST_CHECK;
void groups_free(struct groups *g);

/* Groups are numbered from 0; names are good until groups_free. */
size_t groups_count(const struct groups *g);
const char *groups_name(const struct groups *g, size_t i);
bool groups_has(const struct groups *g, size_t i, struct str task);

#endif
