/*
 * A rule for each task or run, out of a file of lines
 * {"task","run","rule","calibrate"}, as OLMES judges ARC by pmi and HellaSwag
 * by the character, or as a warmup is compared with a calibrated raw model.
 */
#ifndef ICL_REPORT_TASK_RULES_H
#define ICL_REPORT_TASK_RULES_H

#include "base/err.h"
#include "base/str.h"
#include "report/rule.h"

struct task_rules;

/*
 * Reads the file.  A line has a task, a run or both.  Without "rule" or
 * "calibrate" it leaves that as it is for all; a name that is none, and a line
 * for what an earlier one is for, are errors, NULL.
 */
struct task_rules *task_rules_load(const char *path, struct err *e) MUST_CHECK;
void task_rules_free(struct task_rules *t);

/* The rule that judges the task in the run: the file's first line that fits
 * over how, or how.  t may be NULL.
 */
struct judgement task_rules_of(const struct task_rules *t, struct str task,
    struct str run, struct judgement how);

#endif
