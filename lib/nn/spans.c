/* The chain of parents of a segment: see spans.h. */
#include "nn/spans.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"

static struct span
span_of(
    const struct attention *a, const struct kv_rows *rows, int at, int *parent)
{
	if (at >= 0) {
		const struct segment *s = &a->segments[at];
		size_t offset = s->first * a->kv_stride;
		struct span span = { rows->k + offset, rows->v + offset, s->n,
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
		return (struct span){ b->k, b->v, b->n, b->stride, b->dk, b->dv,
			b->d_stride };
	}
}

void
spans_of(struct spans *s, const struct attention *a, const struct kv_rows *rows,
    size_t i)
{
	s->n = 0;
	for (int at = (int)i, parent; at != NO_PARENT; at = parent) {
		s->spans =
		    mem_grow(s->spans, &s->cap, s->n + 1, sizeof *s->spans);
		s->spans[s->n++] = span_of(a, rows, at, &parent);
	}
	for (size_t lo = 0, hi = s->n - 1; lo < hi; lo++, hi--) {
		struct span swap = s->spans[lo];

		s->spans[lo] = s->spans[hi];
		s->spans[hi] = swap;
	}
}

void
spans_release(struct spans *s)
{
	free(s->spans);
	*s = (struct spans){ 0 };
}
