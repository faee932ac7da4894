/*
 * The self-supervised tasks of Chen et al. 2022: examples made of sentences.
 * icl-mktask(1) says what each holds.
 *
 * Documents come in windows, and material from elsewhere comes from other
 * documents of the same window; task_context.h says what an example is made
 * from.
 */
#ifndef ICL_MKTASK_TASKS_H
#define ICL_MKTASK_TASKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "mktask/task_context.h"

/* Fills in the tasks of a list like "nsg,mwp,cls". */
int tasks_parse(
    struct task_options *o, const char *list, struct err *e) MUST_CHECK;

/* True when one of the tasks takes material from other documents. */
bool tasks_lend(const struct task_options *o);

/* True when one of the tasks is of that kind. */
bool tasks_have(const struct task_options *o, enum task_kind kind);

struct task_counts {
	uint64_t units, made, skipped[N_SKIP_REASONS];
};

void task_counts_add(struct task_counts *to, const struct task_counts *c);

/* Adds the records of one task and document own of the window. */
void tasks_make(const struct task_options *o, size_t task,
    const struct window *w, size_t own, struct arena scratch[2],
    struct buf *out, struct task_counts *counts);

#endif
