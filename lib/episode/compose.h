/*
 * Carries out icl-episode's options: it reads a stream of examples, task
 * folders or a setting, and writes training episodes, plain text or evaluation
 * sets, as a stream or for people to read.
 *
 * This is the only module that knows the options as they were typed; it parses
 * their texts and hands each module below it the part that it needs.
 */
#ifndef ICL_EPISODE_COMPOSE_H
#define ICL_EPISODE_COMPOSE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/opt.h"
#include "base/str.h"
#include "io/texts.h"
#include "episode/csv.h"

/*
 * The options as the table of cmd/icl-episode.c fills them in: one member a
 * row, texts as they were typed, choices as the index of their name.
 */
struct compose_options {
	/* in all modes */
	const char *k;
	int method;              /* enum methods */
	struct opt_list layouts; /* empty: metaicl */
	struct opt_list relabel;
	bool no_relabel, terminate, show;
	const char *setting, *data, *part; /* as struct setting_options */
	const char *tokenizer;             /* read by cmd, for pieces */
	const char *instructions;          /* file; NULL: none */
	uint64_t cap;                      /* examples kept of a task */
	struct csv_options tables;
	/* training: struct episodes_options, lm_mix_options, guard_policy */
	int loss_on, draw;
	const char *mix;
	bool balance;
	uint64_t max_bytes;
	uint64_t steps, batch, tokens; /* of the run; 0: -n or a pass */
	bool lm;                       /* plain text instead of episodes */
	double lm_mix;
	const char *lm_text; /* NULL: no text between episodes */
	struct opt_list guard;
	const char *guard_aliases;
	bool guard_drop;
	/* evaluation: struct eval_options and sources */
	bool eval, from_pool;
	const char *test, *seeds, *metric, *task_info, *demo_labels;
	uint64_t limit, orders;
	uint64_t option_orders;
	int drop_equal;         /* enum drop_equal */
	int candidates, select; /* enum candidates, enum select */
	struct opt_list nulls;
};

/*
 * The options with their surroundings; all of it is borrowed.  cmd/ reads the
 * tokenizer, because this folder and lib/tok do not know each other.
 */
struct compose_setup {
	const struct compose_options *options;
	const struct opt_common *common;
	const struct opt_spec *spec; /* with config: for the header */
	const void *config;
	struct texts pieces;       /* words that are a token, for --relabel */
	const char *const *inputs; /* their files, up to a NULL; or NULL */
	say_fn *say;               /* prints a line on stderr */
};

struct compose;

/*
 * Parses the texts of the options: NULL and the reason when one of them is not
 * valid.  No file is opened.  What s points to must outlive the result.
 */
struct compose *compose_new(
    const struct compose_setup *s, struct err *e) MUST_CHECK;
void compose_free(struct compose *c);

/*
 * Reads the input and writes the output up to its commit.  On error what was
 * written has no end, so that no reader takes it for complete.
 */
int compose_run(struct compose *c, struct err *e) MUST_CHECK;

#endif
