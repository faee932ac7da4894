/*
 * Attention by several threads: see attention.h.
 *
 * Forward, a piece of work is a tile of queries of one head.  Backward, it is
 * one head of keys and values (and all the query heads that share it) in one
 * tree of segments: nobody else adds to those gradients, and the order in
 * which they are added to is fixed.
 */
#include "nn/attention.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/par.h"
#include "nn/kernels/kernels.h"

enum { BATCHED = 8 }; /* small pieces done at a time */

/* Rows q0, ... of a segment. */
struct query_tile {
	size_t segment, q0;
};

struct attend {
	const struct attention *a;
	const struct attention_kernels *kernels;
	size_t t_total;
	const float *q, *k, *v;
	float *out, *lse;
	const float *d_out;
	float *dq, *dk, *dv;
	struct query_tile *tiles;
	size_t n_tiles, tiles_cap;
	size_t *order; /* segments, tree after tree */
	size_t *trees; /* where each tree begins in order, and the end */
	size_t n_trees;
	float *memory; /* [threads][memory_each] */
	size_t memory_each;
	struct spans *spans; /* [threads] */
};

static size_t
min(size_t a, size_t b)
{
	return a < b ? a : b;
}

static void
begin(struct attend *o)
{
	size_t each = o->kernels->scratch(o->a->head_dim);

	assert(o->a->n_heads % o->a->n_kv_heads == 0);
	o->memory_each = (each + 15) / 16 * 16;
	o->memory =
	    mem_aligned(o->a->threads, o->memory_each * sizeof *o->memory);
	o->spans = mem_new(o->a->threads, sizeof *o->spans);
}

static void
end(struct attend *o)
{
	for (size_t i = 0; i < o->a->threads; i++)
		spans_release(&o->spans[i]);
	free(o->spans);
	free(o->memory);
	free(o->tiles);
	free(o->order);
	free(o->trees);
}

/* What a tile of queries of head h is to the kernels. */
static struct attention_tile
tile_of(const struct attend *o, struct query_tile q, size_t h,
    const struct spans *spans)
{
	const struct attention *a = o->a;
	const struct segment *s = &a->segments[q.segment];
	size_t row = s->first + q.q0, d = a->head_dim;
	size_t at_q = row * a->q_stride + h * d;
	size_t at_out = row * a->out_stride + h * d;
	struct attention_tile t = { .d = d, .scale = a->scale, .q0 = q.q0 };

	t.nq = min(ATTENTION_TILE, s->n - q.q0);
	t.spans = spans->spans;
	t.n_spans = spans->n;
	t.kv_offset = h / (a->n_heads / a->n_kv_heads) * d;
	t.q_stride = a->q_stride;
	t.kv_stride = a->kv_stride;
	t.out_stride = a->out_stride;
	t.q = o->q + at_q;
	t.out = o->out + at_out;
	t.lse = o->lse + h * o->t_total + row;
	if (o->d_out != NULL) {
		t.d_out = o->d_out + at_out;
		t.dq = o->dq + at_q;
		t.dk = o->dk;
		t.dv = o->dv;
	}
	return t;
}

/* The tiles, the last of each segment first: it has the most to do. */
static void
cut_tiles(struct attend *o)
{
	for (size_t i = 0; i < o->a->n_segments; i++) {
		size_t n = o->a->segments[i].n;

		n = (n + ATTENTION_TILE - 1) / ATTENTION_TILE;
		o->tiles = mem_grow(
		    o->tiles, &o->tiles_cap, o->n_tiles + n, sizeof *o->tiles);
		while (n-- > 0)
			o->tiles[o->n_tiles++] =
			    (struct query_tile){ i, n * ATTENTION_TILE };
	}
}

static void
forward_tiles(void *ctx, size_t i, unsigned worker)
{
	const struct attend *o = ctx;
	size_t first = i * BATCHED;
	size_t n = min(first + BATCHED, o->n_tiles * o->a->n_heads);
	struct spans *spans = &o->spans[worker];

	for (size_t j = first; j < n; j++) {
		struct query_tile q = o->tiles[j / o->a->n_heads];
		struct attention_tile t;

		spans_of(spans, o->a, o->k, o->v, q.segment);
		t = tile_of(o, q, j % o->a->n_heads, spans);
		o->kernels->forward(&t, o->memory + worker * o->memory_each);
	}
}

void
attention_forward(const struct attention *a, size_t t_total, const float *q,
    const float *k, const float *v, float *out, float *lse)
{
	struct attend o = { .a = a,
		.kernels = KERNELS_CHOOSE(attention_kernels),
		.t_total = t_total,
		.q = q,
		.k = k,
		.v = v,
		.out = out,
		.lse = lse };

	begin(&o);
	cut_tiles(&o);
	par_for(a->threads, (o.n_tiles * a->n_heads + BATCHED - 1) / BATCHED,
	    forward_tiles, &o);
	end(&o);
}

/* The segments in the order of their roots; a root's tree is one piece. */
static void
find_trees(struct attend *o)
{
	size_t n = o->a->n_segments, *root = mem_new(n, sizeof *root);
	size_t *count = mem_new(n + 1, sizeof *count), at = 0;

	o->order = mem_new(n, sizeof *o->order);
	o->trees = mem_new(n + 1, sizeof *o->trees);
	for (size_t i = 0; i < n; i++) {
		int parent = o->a->segments[i].parent;

		root[i] = parent >= 0 ? root[parent] : i;
		count[root[i]]++;
	}
	for (size_t i = 0; i < n; i++) {
		size_t size = count[i];

		count[i] = at;
		if (size > 0)
			o->trees[o->n_trees++] = at;
		at += size;
	}
	o->trees[o->n_trees] = at;
	for (size_t i = 0; i < n; i++)
		o->order[count[root[i]]++] = i;
	free(count);
	free(root);
}

static void
clear_keys(const struct attend *o, size_t segment, size_t kv_head)
{
	const struct attention *a = o->a;
	const struct segment *s = &a->segments[segment];

	for (size_t i = s->first; i < s->first + s->n; i++) {
		size_t at = i * a->kv_stride + kv_head * a->head_dim;

		memset(o->dk + at, 0, a->head_dim * sizeof *o->dk);
		memset(o->dv + at, 0, a->head_dim * sizeof *o->dv);
	}
}

static void
backward_segment(
    const struct attend *o, size_t segment, size_t kv_head, unsigned worker)
{
	const struct attention *a = o->a;
	size_t group = a->n_heads / a->n_kv_heads;
	struct spans *spans = &o->spans[worker];

	spans_of(spans, a, o->k, o->v, segment);
	for (size_t h = kv_head * group; h < (kv_head + 1) * group; h++)
		for (size_t q0 = 0; q0 < a->segments[segment].n;
		     q0 += ATTENTION_TILE) {
			struct query_tile q = { segment, q0 };
			struct attention_tile t = tile_of(o, q, h, spans);

			o->kernels->backward(
			    &t, o->memory + worker * o->memory_each);
		}
}

static void
backward_tree(void *ctx, size_t i, unsigned worker)
{
	const struct attend *o = ctx;
	size_t kv_head = i % o->a->n_kv_heads, tree = i / o->a->n_kv_heads;

	for (size_t j = o->trees[tree]; j < o->trees[tree + 1]; j++) {
		clear_keys(o, o->order[j], kv_head);
		backward_segment(o, o->order[j], kv_head, worker);
	}
}

void
attention_backward(const struct attention *a, size_t t_total, const float *q,
    const float *k, const float *v, const float *out, const float *lse,
    const float *d_out, float *dq, float *dk, float *dv)
{
	struct attend o = { .a = a,
		.kernels = KERNELS_CHOOSE(attention_kernels),
		.t_total = t_total,
		.q = q,
		.k = k,
		.v = v,
		.out = (float *)out,
		.lse = (float *)lse,
		.d_out = d_out,
		.dq = dq,
		.dk = dk,
		.dv = dv };

	begin(&o);
	find_trees(&o);
	par_for(a->threads, o.n_trees * a->n_kv_heads, backward_tree, &o);
	end(&o);
}
