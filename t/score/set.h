/* What tests of scoring and of generation put before a tiny model. */
#ifndef ICL_T_SCORE_SET_H
#define ICL_T_SCORE_SET_H

#include "base/mem.h"
#include "base/rng.h"
#include "io/tokens.h"

#include "../model/tiny.h"

/* A tiny model for longer texts, its weights large enough to tell ids apart. */
static inline struct model_config
tiny_long(struct model_config c, size_t n_positions)
{
	c.n_positions = n_positions;
	c.init_std = 0.4F;
	return c;
}

static inline struct ids
random_ids(struct arena *a, struct rng *r, size_t n)
{
	uint32_t *v = arena_alloc(a, n, sizeof *v);

	for (size_t i = 0; i < n; i++)
		v[i] = (uint32_t)rng_below(r, VOCAB);
	return (struct ids){ v, n };
}

/* All that stands before a query's candidates or answer; how many ids. */
static inline size_t
context_of(
    const struct token_set *s, const struct token_query *q, uint32_t *ids)
{
	size_t n = 0;

	for (size_t i = 0; i < s->head; i++)
		ids[n++] = s->ids.v[i];
	for (size_t i = s->head + q->skip[0]; i < s->ids.n; i++)
		ids[n++] = s->ids.v[i];
	for (size_t i = 0; i < q->shared.n; i++)
		ids[n++] = q->shared.v[i];
	return n;
}

#endif
