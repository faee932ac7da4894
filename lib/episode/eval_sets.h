/*
 * Writes the evaluation sets of a task: one for each layout, k, seed and order
 * (one for all seeds at k 0), each followed by its queries.  Which examples of
 * the task are its queries does not depend on k, seed, layout or method, so
 * that results can be compared query by query.
 */
#ifndef ICL_EPISODE_EVAL_SETS_H
#define ICL_EPISODE_EVAL_SETS_H

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "io/writer.h"
#include "episode/eval_options.h"
#include "episode/eval_source.h"

/* Counts of what was written, over all tasks; n_read is the sum of its reasons.
 */
struct eval_counts {
	uint64_t n_tasks, n_sets, n_queries, n_nulls, n_written;
	/* of the examples that could be queries: those asked, and the others
	 * by reason (see struct queries) */
	uint64_t n_read, n_asked, n_over, n_demo_only, n_bad;
	struct err first_bad;
	uint64_t n_same;  /* and those with the text of a shot (pools) */
	uint64_t n_shown; /* queries that are among their demonstrations */
};

/* Borrows options and out, which stays the caller's to commit. */
struct eval_sets;
struct eval_sets *eval_sets_new(
    const struct eval_options *options, struct writer *out);
void eval_sets_free(struct eval_sets *ev);

/* Writes all sets of a task: 0, 1 once the count is reached, -1 on error. */
int eval_sets_task(struct eval_sets *ev, const struct eval_source *source,
    struct err *e) MUST_CHECK;

const struct eval_counts *eval_sets_counted(const struct eval_sets *ev);

/* Adds lines that say what was written and which queries were left out. */
void eval_sets_tell(const struct eval_counts *n, struct buf *out);

#endif
