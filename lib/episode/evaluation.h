/*
 * Evaluation sets: for a task, one set a layout, k, seed and order (one for all
 * seeds at k 0), each followed by its queries.  The queries of a task are the
 * same for every k, seed, layout and method.
 */
#ifndef ICL_EPISODE_EVALUATION_H
#define ICL_EPISODE_EVALUATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/opt.h"
#include "io/stream.h"
#include "episode/demo_controls.h"
#include "episode/task_folder.h"
#include "episode/layout.h"
#include "episode/relabel.h"
#include "episode/shot_spec.h"

enum eval_options {
	EVAL_RECORD,  /* the options of each record */
	EVAL_COLLECT, /* the outputs that shots and queries have, sorted */
	EVAL_NONE,    /* free-form, whatever the records say */
};

struct eval_config {
	uint64_t seed;
	bool channel, terminate, skip_bad, show;
	uint64_t count; /* records wanted; 0: all */
	struct layout *const *layouts;
	size_t n_layouts;
	struct numbers ks, seeds;
	uint64_t limit;        /* queries a task; 0: all */
	const char *metric;    /* NULL: by task_info, else by the options */
	const char *task_info; /* folder of T.json files, or NULL */
	enum eval_options options;
	struct opt_list nulls; /* texts, or domain:N */
	const struct relabel *relabel;
	struct demo_controls controls;
};

/* Where a task's shots and queries come from. */
struct eval_source {
	struct str task;
	void *ctx;
	bool one_seed; /* the shots are the same for all seeds */
	size_t n_same; /* queries left out: they have the text of a shot */
	/* k shots of a seed or more, of which those for a smaller k come
	 * first; what out holds is replaced */
	int (*shots)(void *ctx, uint64_t k, uint64_t seed,
	    struct example_list *out, struct err *e);
	/* the queries, a name for messages, and whether they are other ones
	 * than the last time */
	const struct example_list *(*queries)(void *ctx, uint64_t k,
	    uint64_t seed, const char **name, bool *changed, struct err *e);
};

struct eval_counts {
	uint64_t n_tasks, n_sets, n_queries, n_nulls, n_written;
	/* of the examples that could be queries: those asked, and the others
	 * by reason (see struct queries) */
	uint64_t n_read, n_asked, n_over, n_demo_only, n_bad;
	struct err first_bad;
	uint64_t n_same;  /* and those with the text of a shot (pools) */
	uint64_t n_shown; /* queries that are among their demonstrations */
};

/* Whether a metric or a null text is none. */
int evaluation_check(
    const struct eval_config *config, struct err *e) MUST_CHECK;

/* config must outlive it; out is not taken over. */
struct evaluation;
struct evaluation *evaluation_new(
    const struct eval_config *config, struct writer *out);
void evaluation_free(struct evaluation *ev);

/* All sets of a task: 0, 1 when the count wanted is reached, -1 on error. */
int evaluation_task(struct evaluation *ev, const struct eval_source *source,
    struct err *e) MUST_CHECK;

const struct eval_counts *evaluation_counted(const struct evaluation *ev);

/* What was made, and what became of the queries, for people. */
void evaluation_tell(const struct eval_counts *n, struct buf *out);

#endif
