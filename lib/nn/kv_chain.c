/* The chain of parents of a segment: see kv_chain.h. */
#include "nn/kv_chain.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"

static struct kv_run
span_of(
    const struct attention *a, const struct kv_rows *rows, int at, int *parent)
{
	if (at >= 0) {
		const struct segment *s = &a->segments[at];
		size_t offset = s->first * a->kv_stride;
		struct kv_run span = { rows->k + offset, rows->v + offset, s->n,
			a->kv_stride, NULL, NULL, a->kv_stride };

		assert((size_t)at < a->n_segments);
		assert(s->parent < at);
		*parent = s->parent;
		if (rows->dk != NULL) {
			span.dk = rows->dk + offset;
			span.dv = rows->dv + offset;
		}
		return span;
	} else {
		size_t i = (size_t)(SEGMENT_BLOCK(0) - at);
		const struct kv_block *b = &a->blocks[i];

		assert(i < a->n_blocks);
		*parent = b->parent;
		return (struct kv_run){ b->k, b->v, b->n, b->stride, b->dk,
			b->dv, b->d_stride };
	}
}

void
kv_chain_of(struct kv_chain *s, const struct attention *a,
    const struct kv_rows *rows, size_t i)
{
	s->n = 0;
	for (int at = (int)i, parent; at != NO_PARENT; at = parent) {
		s->spans =
		    mem_grow(s->spans, &s->cap, s->n + 1, sizeof *s->spans);
		s->spans[s->n++] = span_of(a, rows, at, &parent);
	}
	for (size_t lo = 0, hi = s->n - 1; lo < hi; lo++, hi--) {
		struct kv_run swap = s->spans[lo];

		s->spans[lo] = s->spans[hi];
		s->spans[hi] = swap;
	}
}

void
kv_chain_release(struct kv_chain *s)
{
	free(s->spans);
	*s = (struct kv_chain){ 0 };
}
