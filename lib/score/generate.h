/*
 * Greedy generation: after each query's input the most probable token, again
 * and again, the lowest id of equals.  Demonstrations are computed once, and
 * many queries go forward together, a row each.
 */
#ifndef ICL_SCORE_GENERATE_H
#define ICL_SCORE_GENERATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "io/tokens.h"
#include "model/adapter.h"
#include "model/weights.h"
#include "score/work.h"

struct generator;

/* The weights are the caller's and outlive the generator. */
struct generator *generator_new(
    const struct weights *w, size_t micro_tokens, unsigned threads);
void generator_free(struct generator *g);

/* From here on with the adapter, which is the caller's; NULL: the base. */
void generator_adapt(struct generator *g, const struct adapter *a);

/* generator_set tells how many of its tokens are there; NULL: nobody. */
void generator_watch(struct generator *g, work_watch *watch, void *ctx);

/* Whether a query has something to go on from and room for `most` tokens. */
int generator_check(const struct generator *g, const struct token_set *set,
    const struct token_query *q, size_t most, struct err *e) MUST_CHECK;

/*
 * Asked after each token of query i: whether to go on.  ids are all generated
 * so far.
 */
typedef bool generator_more(void *ctx, size_t i, const uint32_t *ids, size_t n);

/*
 * out[i] gets what was generated for queries[i], the last token that `more`
 * saw included, at most `most`; in the arena.  All queries have passed
 * generator_check.
 */
void generator_set(struct generator *g, const struct token_set *set,
    const struct token_query *queries, size_t n, size_t most,
    generator_more *more, void *ctx, struct arena *a, struct ids *out);

#endif
