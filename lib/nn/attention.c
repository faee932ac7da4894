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
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/par.h"
#include "base/size.h"
#include "nn/kernels/kernels.h"

_Static_assert(ATTENTION_CUT % ATTENTION_TILE == 0, "cuts end tiles");

/* Tiles that a thread takes at a time, at most, and at least so many times. */
enum { BATCHED = 8, TIMES = 4 };

/* Rows q0, ... of a segment. */
struct query_tile {
	size_t segment, q0;
};

struct attend {
	const struct attention *a;
	const struct attention_kernels *kernels;
	size_t t_total;
	const float *q;
	struct kv_rows rows;
	float *out, *lse;
	const float *d_out;
	float *dq;
	struct query_tile *tiles;
	size_t n_tiles, tiles_cap;
	size_t batched; /* tiles that a thread takes at a time */
	size_t *order;  /* segments, tree after tree */
	size_t *trees;  /* where each tree begins in order, and the end */
	size_t n_trees;
	struct kv_block *blocks; /* [trees][a->n_blocks], as a tree sees them */
	float *block_grads;      /* that these add to; NULL: none are wanted */
	float *memory;           /* [threads][memory_each] */
	size_t memory_each;
	struct kv_chain *chains; /* [threads] */
};

static struct kv_rows
rows_of(const struct attention *a, const float *k, const float *v, float *dk,
    float *dv)
{
	return (struct kv_rows){ k, v, dk, dv, a->kv_stride, a->segments,
		a->n_segments, a->blocks, a->n_blocks };
}

static void
begin(struct attend *o)
{
	size_t each = o->kernels->scratch(o->a->head_dim);

	assert(o->a->n_heads % o->a->n_kv_heads == 0);
	assert(o->a->bias == NULL || o->a->cap == 0);
	assert(o->a->q_stride >= o->a->n_heads * o->a->head_dim);
	assert(o->a->out_stride >= o->a->n_heads * o->a->head_dim);
	assert(o->a->kv_stride >= o->a->n_kv_heads * o->a->head_dim);
	o->memory_each = size_round_up(each, 16);
	o->memory = mem_room(o->a->threads, o->memory_each * sizeof *o->memory);
	o->chains = mem_new(o->a->threads, sizeof *o->chains);
}

static void
end(struct attend *o)
{
	for (size_t i = 0; i < o->a->threads; i++)
		kv_chain_release(&o->chains[i]);
	free(o->chains);
	free(o->memory);
	free(o->tiles);
	free(o->order);
	free(o->trees);
	free(o->blocks);
	free(o->block_grads);
}

/* The tile of queries of head h as the kernels want it. */
static struct attention_tile
tile_of(const struct attend *o, struct query_tile q, size_t h,
    const struct kv_chain *chain)
{
	const struct attention *a = o->a;
	const struct segment *s = &a->segments[q.segment];
	size_t row = s->first + q.q0, d = a->head_dim;
	size_t at_q = row * a->q_stride + h * d;
	size_t at_out = row * a->out_stride + h * d;
	struct attention_tile t = {
		.d = d,
		.bf16 = a->bf16,
		.scale = a->scale,
		.cap = a->cap,
		.window = a->window,
		.bias = a->bias == NULL ? NULL : a->bias + h * a->bias_stride,
		.q0 = q.q0,
	};

	t.nq = size_min(ATTENTION_TILE, s->n - q.q0);
	t.runs = chain->runs;
	t.n_runs = chain->n;
	t.kv_offset = h / (a->n_heads / a->n_kv_heads) * d;
	t.q_stride = a->q_stride;
	t.out_stride = a->out_stride;
	t.lse_stride = 1;
	t.q = o->q + at_q;
	t.out = o->out + at_out;
	t.lse = o->lse + h * o->t_total + row;
	if (o->d_out != NULL) {
		t.d_out = o->d_out + at_out;
		t.dq = o->dq + at_q;
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

/*
 * Whether the heads that share keys go together as the queries of one tile:
 * one query alone leaves most of it empty.
 */
static bool
takes_heads(const struct attend *o, size_t segment)
{
	const struct attention *a = o->a;

	return a->segments[segment].n == 1 && a->window == 0 &&
	       a->bias == NULL && a->n_heads / a->n_kv_heads <= ATTENTION_TILE;
}

/* The tile of the only query of a segment, of head h and all of its group. */
static struct attention_tile
heads_of(const struct attend *o, struct query_tile q, size_t h,
    const struct kv_chain *chain)
{
	struct attention_tile t = tile_of(o, q, h, chain);

	t.heads = 1;
	t.nq = o->a->n_heads / o->a->n_kv_heads;
	t.q_stride = t.out_stride = t.d;
	t.lse_stride = o->t_total;
	return t;
}

static void
forward_tiles(void *ctx, size_t i, unsigned worker)
{
	const struct attend *o = ctx;
	size_t first = i * o->batched, heads = o->a->n_heads;
	size_t n = size_min(first + o->batched, o->n_tiles * heads);
	struct kv_chain *chain = &o->chains[worker];

	for (size_t j = first; j < n; j++) {
		struct query_tile q = o->tiles[j / heads];
		bool together = takes_heads(o, q.segment);
		struct attention_tile t;

		if (together && j % heads % (heads / o->a->n_kv_heads) != 0)
			continue;
		kv_chain_of(chain, &o->rows, q.segment);
		t = (together ? heads_of : tile_of)(o, q, j % heads, chain);
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
		.rows = rows_of(a, k, v, NULL, NULL),
		.out = out,
		.lse = lse };
	size_t n;

	begin(&o);
	cut_tiles(&o);
	n = o.n_tiles * a->n_heads;
	o.batched = size_min(BATCHED, n / (TIMES * a->threads) + 1);
	par_for(a->threads, (n + o.batched - 1) / o.batched, forward_tiles, &o);
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

		memset(o->rows.dk + at, 0, a->head_dim * sizeof(float));
		memset(o->rows.dv + at, 0, a->head_dim * sizeof(float));
	}
}

static bool
wants_gradient(const struct kv_block *b)
{
	return b->dk != NULL;
}

/*
 * Trees run at the same time, so each adds to a copy of its own of what is
 * wanted of the external blocks.
 */
static void
make_block_grads(struct attend *o)
{
	const struct attention *a = o->a;
	size_t width = a->n_kv_heads * a->head_dim, n = 0;
	float *at;

	for (size_t i = 0; i < a->n_blocks; i++)
		n += wants_gradient(&a->blocks[i]) ? a->blocks[i].n : 0;
	if (n == 0)
		return;
	o->block_grads =
	    mem_aligned(o->n_trees, 2 * n * width * sizeof(*o->block_grads));
	o->blocks = mem_new(o->n_trees * a->n_blocks, sizeof *o->blocks);
	at = o->block_grads;
	for (size_t i = 0; i < o->n_trees * a->n_blocks; i++) {
		struct kv_block *b = &o->blocks[i];

		*b = a->blocks[i % a->n_blocks];
		if (!wants_gradient(b))
			continue;
		b->d_stride = width;
		b->dk = at;
		b->dv = at + b->n * width;
		at += 2 * b->n * width;
	}
}

/* The trees' shares, added in the order of the trees. */
static void
add_block_grads(const struct attend *o)
{
	const struct attention *a = o->a;
	size_t width = a->n_kv_heads * a->head_dim;

	if (o->block_grads == NULL)
		return;
	for (size_t i = 0; i < o->n_trees * a->n_blocks; i++) {
		const struct kv_block *to = &a->blocks[i % a->n_blocks];

		if (!wants_gradient(to))
			continue;
		for (size_t r = 0; r < to->n; r++)
			for (size_t x = 0; x < width; x++) {
				size_t from = r * width + x;

				to->dk[r * to->d_stride + x] +=
				    o->blocks[i].dk[from];
				to->dv[r * to->d_stride + x] +=
				    o->blocks[i].dv[from];
			}
	}
}

static void
backward_segment(const struct attend *o, const struct kv_rows *rows,
    size_t segment, size_t kv_head, unsigned worker)
{
	const struct attention *a = o->a;
	size_t group = a->n_heads / a->n_kv_heads;
	struct kv_chain *chain = &o->chains[worker];

	kv_chain_of(chain, rows, segment);
	for (size_t h = kv_head * group; h < (kv_head + 1) * group; h++)
		for (size_t q0 = 0; q0 < a->segments[segment].n;
		     q0 += ATTENTION_TILE) {
			struct query_tile q = { segment, q0 };
			struct attention_tile t = tile_of(o, q, h, chain);

			o->kernels->backward(
			    &t, o->memory + worker * o->memory_each);
		}
}

static void
backward_tree(void *ctx, size_t i, unsigned worker)
{
	const struct attend *o = ctx;
	size_t kv_head = i % o->a->n_kv_heads, tree = i / o->a->n_kv_heads;
	struct kv_rows rows = o->rows;

	if (o->blocks != NULL)
		rows.blocks = o->blocks + tree * rows.n_blocks;
	for (size_t j = o->trees[tree]; j < o->trees[tree + 1]; j++) {
		clear_keys(o, o->order[j], kv_head);
		backward_segment(o, &rows, o->order[j], kv_head, worker);
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
		.rows = rows_of(a, k, v, dk, dv),
		.out = (float *)out,
		.lse = (float *)lse,
		.d_out = d_out,
		.dq = dq };

	begin(&o);
	find_trees(&o);
	make_block_grads(&o);
	par_for(a->threads, o.n_trees * a->n_kv_heads, backward_tree, &o);
	add_block_grads(&o);
	end(&o);
}
