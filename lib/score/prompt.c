/* The ids before an answer: see prompt.h. */
#include "score/prompt.h"

#include <assert.h>
#include <string.h>

size_t
prompt_skip(const struct token_query *q, size_t candidate)
{
	assert(q->n_skip == 1 || candidate < q->n_skip);
	return q->skip[q->n_skip == 1 ? 0 : candidate];
}

size_t
prompt_dropped(const struct token_set *set, size_t skip)
{
	size_t demos = set->ids.n - set->head;

	return skip < demos ? skip : demos;
}

static struct ids
joined(struct ids x, struct ids y, struct arena *a)
{
	uint32_t *ids = arena_alloc(a, x.n + y.n, sizeof *ids);

	if (x.n > 0)
		memcpy(ids, x.v, x.n * sizeof *ids);
	if (y.n > 0)
		memcpy(ids + x.n, y.v, y.n * sizeof *ids);
	return (struct ids){ ids, x.n + y.n };
}

struct ids
prompt_context(const struct token_set *set, size_t dropped, struct arena *a)
{
	size_t from = set->head + dropped;
	struct ids head = { set->ids.v, set->head };
	struct ids demos = { set->ids.v + from, set->ids.n - from };

	assert(from <= set->ids.n);
	return joined(head, demos, a);
}

struct ids
prompt_tail(const struct token_set *set, const struct token_query *q,
    size_t skip, struct ids last, struct arena *a)
{
	size_t from = skip - prompt_dropped(set, skip);
	struct ids own = { q->shared.v + from, q->shared.n - from };

	assert(from <= q->shared.n);
	return joined(own, last, a);
}

uint64_t
prompt_k_kept(const struct token_set *set, const struct token_query *q)
{
	size_t skip = 0, kept = 0;

	for (size_t i = 0; i < q->n_skip; i++)
		if (q->skip[i] > skip)
			skip = q->skip[i];
	for (size_t i = 0; i < set->n_demos; i++)
		kept += set->starts[i] >= set->head + skip;
	return kept;
}
