/*
 * Scores of candidates: each one's log-probabilities given demonstrations and
 * input, every common beginning computed once (score/trie.h), that of contexts
 * of different sets too.
 *
 * The result is a function of the set's ids alone, to the last bit: not of the
 * order of its queries, the sets before it or the number of threads.
 */
#ifndef ICL_SCORE_SCORER_H
#define ICL_SCORE_SCORER_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "io/scores.h"
#include "io/tokens.h"
#include "model/adapter.h"
#include "model/weights.h"
#include "score/work.h"

struct scorer;

/* Rows of a forward pass at most, one longer segment apart: the default of
 * --micro-tokens. */
#define SCORER_MICRO_TOKENS 1024

/* The weights are the caller's and outlive the scorer. */
struct scorer *scorer_new(
    const struct weights *w, size_t micro_tokens, unsigned threads);
void scorer_free(struct scorer *s);

/* From here on with the adapter, which is the caller's and outlives the
 * scorer; NULL: the base. */
void scorer_adapt(struct scorer *s, const struct adapter *a);

/* scorer_set tells how much of its set is computed; NULL: nobody. */
void scorer_watch(struct scorer *s, work_watch *watch, void *ctx);

/*
 * Whether a query can be scored: it has candidates, as many options, and
 * fits the set and the model.
 */
int scorer_check(const struct scorer *s, const struct token_set *set,
    const struct token_query *q, struct err *e) MUST_CHECK;

/*
 * The queries of a set, candidates all, which point into memory that lives as
 * long as the result: out[i] is queries[i]'s record but for `set`, its lists
 * in the arena.  All have passed scorer_check; fails when the model gives a
 * number that is not finite.
 */
int scorer_set(struct scorer *s, const struct token_set *set,
    const struct token_query *queries, size_t n, struct arena *a,
    struct score_query *out, struct err *e) MUST_CHECK;

/* Since the start: what was asked for and what was computed for it. */
struct scorer_cost {
	uint64_t sets, queries, candidates;
	uint64_t asked;    /* tokens, each candidate encoded whole */
	uint64_t computed; /* rows of the batches */
	uint64_t targets;  /* log-probabilities */
	double flops;
};
struct scorer_cost scorer_cost(const struct scorer *s);

#endif
