/*
 * A rule for each task, out of a file of lines {"task","rule","calibrate"}, as
 * OLMES judges ARC by pmi and HellaSwag by the character.
 */
#ifndef ICL_REPORT_TASK_RULES_H
#define ICL_REPORT_TASK_RULES_H

#include "base/err.h"
#include "base/str.h"
#include "report/rule.h"

struct task_rules;

/*
 * Reads the file.  A line without "rule" or "calibrate" leaves that as it is
 * for all; a name that is none, and a task that comes twice, are errors, NULL.
 */
struct task_rules *task_rules_load(const char *path, struct err *e) MUST_CHECK;
void task_rules_free(struct task_rules *t);

/* The rule that judges the task: the file's line over how, or how.  t may be
 * NULL.
 */
struct judgement task_rules_of(
    const struct task_rules *t, struct str task, struct judgement how);

#endif
