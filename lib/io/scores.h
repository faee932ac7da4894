/*
 * Records of kind scores: what a model gave each candidate of each query, so
 * that every rule of choosing can be applied later without running it again.
 *
 * A set's record comes before its queries' and readers renumber sets, as in
 * episodes.  All sums are of natural logarithms of probabilities (nats).
 */
#ifndef ICL_IO_SCORES_H
#define ICL_IO_SCORES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "io/texts.h"

struct score_set {
	uint64_t set, k, seed;
	struct str task, method, layout, metric;
	struct str variant, adapter; /* "": none */
	struct str model, run;
	struct texts options;
	const int64_t *labels; /* the option of each demonstration, -1: not
				  known */
	size_t n_labels;       /* 0: nothing is known of them */
	uint64_t n_dropped;    /* shots or queries left out by --drop-equal */
};

struct score_sum {
	double sum; /* of log-probabilities, finite */
	uint64_t tokens;
};

struct score_candidate {
	struct score_sum all;
	struct score_sum diff; /* after the tokens that all candidates share */
	double first;          /* of diff's first token */
	bool has_greedy;       /* greedy is known */
	bool greedy;           /* each token was the most probable */
	bool has_text;         /* chars and bytes are known: not in channel */
	uint64_t chars, bytes; /* of the option without layout text */
};

/* A generated answer, in place of candidates; the numbers are in [0, 1]. */
struct score_generation {
	struct str text;
	struct texts refs;
	double exact, em, f1, rouge_l;
	bool has_stem; /* rouge_l_stem is known: not in older streams */
	double rouge_l_stem;
};

struct score_query {
	uint64_t set;
	struct str id;
	uint64_t k_kept; /* demonstrations that were left by the context */
	struct texts options;
	int64_t gold;            /* index among the candidates, -1: not known */
	bool is_null, is_domain; /* as in an episode's query */
	struct str null;
	struct score_candidate *candidates;
	size_t n_candidates;
	bool is_generation;
	struct score_generation generation;
};

/* A training record: each example's loss, given those before it. */
struct score_episode {
	struct str id, task;
	struct score_sum *examples;
	size_t n_examples;
	bool has_gain;
	double gain; /* nats a token that the demonstrations save */
};

enum score_type { SCORE_SET, SCORE_QUERY, SCORE_EPISODE };

struct score_record {
	enum score_type type;
	struct score_set set;
	struct score_query query;
	struct score_episode episode;
};

/*
 * Into the arena; which of the three it is, is told from its members.  Checked:
 * numbers finite, as many options as candidates, gold and labels among them.
 */
int score_parse(struct str line, struct arena *a, struct score_record *r,
    struct err *e) MUST_CHECK;

/*
 * Add the record without its newline; numbers are written so that they are read
 * back to the bit.
 */
void score_set_write(struct buf *out, const struct score_set *s);
void score_query_write(struct buf *out, const struct score_query *q);
void score_episode_write(struct buf *out, const struct score_episode *ep);

#endif
