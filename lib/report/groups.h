/* Named groups of tasks, as in MetaICL's setting files: {"NAME":[TASK,…],…} */
#ifndef ICL_REPORT_GROUPS_H
#define ICL_REPORT_GROUPS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

struct groups;

/* Members that are no lists of texts are not groups and are passed over. */
struct groups *groups_load(const char *path, struct err *e) MUST_CHECK;
void groups_free(struct groups *g);

size_t groups_count(const struct groups *g);
const char *groups_name(const struct groups *g, size_t i);
bool groups_has(const struct groups *g, size_t i, struct str task);

#endif
