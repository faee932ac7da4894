/*
 * The options of an evaluation, the same for all tasks of a run: eval_sources.h
 * says where its tasks come from, eval_sets.h writes the sets.
 *
 * Everything random is a function of the seed here, a task and a set, and of
 * nothing else, so that two runs that differ in a model, a layout or a method
 * ask the same queries.
 */
#ifndef ICL_EPISODE_EVAL_OPTIONS_H
#define ICL_EPISODE_EVAL_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/opt.h"
#include "episode/demo_controls.h"
#include "episode/episode_style.h"
#include "episode/relabel.h"
#include "episode/shot_spec.h"

/* The fate of a shot that has the text of a query, or of the query. */
enum drop_equal {
	DROP_NONE,  /* the query has its answer among its demonstrations */
	DROP_SHOT,  /* no shot is shown that any query of the task equals */
	DROP_QUERY, /* no query is asked that a shot of any seed equals */
};
#define DROP_EQUAL_NAMES "none|shot|query"

/*
 * All that it points to is borrowed.  A task has sets for the product of
 * layouts, ks, seeds, controls.n_orders and option_orders.
 */
struct eval_options {
	uint64_t seed; /* of every choice but the shots of a folder */
	const struct episode_style *style;
	bool skip_bad, show;
	uint64_t count; /* records wanted; 0: all */
	struct numbers ks, seeds;
	uint64_t limit;        /* queries a task; 0: all */
	const char *metric;    /* NULL: by task_info, else by the options */
	const char *task_info; /* folder of T.json files, or NULL */
	enum candidates candidates;
	struct opt_list nulls; /* texts, or domain:N */
	const struct relabel *relabel;
	struct demo_controls controls;
	enum drop_equal drop_equal;
	uint64_t option_orders; /* sets with options in so many; 1: their own */
};

/* -1 and the reason when a metric or a null input is not one. */
int eval_options_check(const struct eval_options *o, struct err *e) MUST_CHECK;

/* The most demonstrations that a set is to have. */
uint64_t eval_options_k_max(const struct eval_options *o);

#endif
