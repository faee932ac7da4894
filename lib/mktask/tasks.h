/*
 * The self-supervised tasks of Chen et al. 2022: the list of --tasks, and the
 * records of one task and one document.
 *
 * Documents come in windows; a task that borrows text takes it from other
 * documents of the same window.  task_context.h has the makers of examples.
 */
#ifndef ICL_MKTASK_TASKS_H
#define ICL_MKTASK_TASKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "mktask/task_context.h"

/*
 * Fills in the tasks of a list like "nsg,mwp,cls", whose text is borrowed; -1
 * and the reason when it names no task, or one twice.
 */
int tasks_parse(
    struct task_options *o, const char *list, struct err *e) MUST_CHECK;

/* True when one of the tasks borrows text from other documents. */
bool tasks_borrow(const struct task_options *o);

/* True when one of the tasks is of that kind. */
bool tasks_have(const struct task_options *o, enum task_kind kind);

/* Counts of one task: units = made + the sum of skipped, SKIP_NONE apart. */
struct task_counts {
	uint64_t units; /* tried */
	uint64_t made;
	uint64_t skipped[N_SKIP_REASONS];
};

void task_counts_add(struct task_counts *to, const struct task_counts *c);

/*
 * Appends to out the records of one task, an index into o->tasks, and document
 * doc of the window, one a line, and adds to the counts.  The two arenas are
 * scratch memory of the calling thread.
 */
void tasks_make(const struct task_options *o, size_t task,
    const struct window *w, size_t doc, struct arena scratch[2],
    struct buf *out, struct task_counts *counts);

#endif
