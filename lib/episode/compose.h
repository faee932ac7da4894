/*
 * What icl-episode's options ask for, carried out: training episodes, plain
 * text or evaluation sets, made of a stream of examples, of task folders or of
 * a setting, into a stream or for people to see.
 */
#ifndef ICL_EPISODE_COMPOSE_H
#define ICL_EPISODE_COMPOSE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/opt.h"
#include "base/str.h"

struct compose_options {
	/* in all modes */
	const char *k;
	int method;              /* enum method */
	struct opt_list layouts; /* empty: metaicl */
	struct opt_list relabel;
	bool no_relabel, terminate, show;
	const char *setting, *data, *part; /* as struct setting_options */
	const char *instructions;          /* file; NULL: none */
	uint64_t cap;                      /* examples kept of a task */
	/* training: struct episodes_options, lm_mix_options, guard_policy */
	int loss_on, draw;
	const char *mix;
	bool balance;
	uint64_t max_bytes;
	bool lm; /* plain text alone */
	double lm_mix;
	const char *lm_text; /* NULL: no text between episodes */
	struct opt_list guard;
	const char *guard_aliases;
	bool guard_drop;
	/* evaluation: struct eval_options and sources */
	bool eval, from_pool;
	const char *test, *seeds, *metric, *task_info, *demo_labels;
	uint64_t limit, orders;
	int candidates, select; /* enum eval_candidates, enum select */
	struct opt_list nulls;
};

struct compose_setup {
	const struct compose_options *options;
	const struct opt_common *common;
	const struct opt_spec *spec; /* with config: for the introduction */
	const void *config;
	void (*tell)(struct str line); /* people, of what they must know */
};

struct compose;

/* NULL when an option's text is none; setup and its like must outlive it. */
struct compose *compose_new(
    const struct compose_setup *s, struct err *e) MUST_CHECK;
void compose_free(struct compose *c);

/* Reads all there is and writes all that is wanted, to its end. */
int compose_run(struct compose *c, struct err *e) MUST_CHECK;

#endif
