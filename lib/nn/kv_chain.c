/* The chain of parents of a segment: see kv_chain.h. */
#include "nn/kv_chain.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"

static struct kv_run
segment_run(const struct kv_rows *rows, size_t i, int *parent)
{
	const struct segment *s = &rows->segments[i];
	size_t offset = s->first * rows->stride;
	struct kv_run run = { rows->k + offset, rows->v + offset, s->n,
		rows->stride, NULL, NULL, rows->stride };

	assert(i < rows->n_segments);
	assert(s->parent < (int)i);
	*parent = s->parent;
	if (rows->dk != NULL) {
		run.dk = rows->dk + offset;
		run.dv = rows->dv + offset;
	}
	return run;
}

static struct kv_run
block_run(const struct kv_rows *rows, size_t i, int *parent)
{
	const struct kv_block *b = &rows->blocks[i];

	assert(i < rows->n_blocks);
	assert(b->parent < 0);
	*parent = b->parent;
	return (struct kv_run){ b->k, b->v, b->n, b->stride, b->dk, b->dv,
		b->d_stride };
}

static void
reverse(struct kv_chain *c)
{
	for (size_t lo = 0, hi = c->n - 1; lo < hi; lo++, hi--) {
		struct kv_run swap = c->runs[lo];

		c->runs[lo] = c->runs[hi];
		c->runs[hi] = swap;
	}
}

void
kv_chain_of(struct kv_chain *c, const struct kv_rows *rows, size_t i)
{
	c->n = 0;
	for (int at = (int)i, parent; at != NO_PARENT; at = parent) {
		c->runs = mem_grow(c->runs, &c->cap, c->n + 1, sizeof *c->runs);
		c->runs[c->n++] =
		    at >= 0 ? segment_run(rows, (size_t)at, &parent)
			    : block_run(rows, (size_t)(SEGMENT_BLOCK(0) - at),
				  &parent);
		assert(c->n <= rows->n_segments + rows->n_blocks);
	}
	reverse(c);
}

void
kv_chain_release(struct kv_chain *c)
{
	free(c->runs);
	*c = (struct kv_chain){ 0 };
}
