/* A trie through the decoder in few passes: see trie_forward.h. */
#include "score/trie_forward.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "score/contexts.h"
#include "nn/gemm.h"

/*
 * A node whose subtree is larger than a pass is computed once and its keys and
 * values are kept, if it has this many rows; a smaller one is cheaper to put
 * into each pass that needs it.  A context is kept for later ones as well.
 */
enum { PLAN_ROWS = 1024, KEPT_ROWS = 64 };

/* Keys and values of contexts that later ones may begin with. */
#define FORMER_BYTES ((size_t)256 << 20)

struct trie_forward {
	struct decoder *decoder;       /* the caller's */
	const struct adapter *adapter; /* that it goes through */
	struct contexts *former;
	size_t micro_tokens;
	struct batch batch;
	size_t *slots; /* of each target of the batch, in the trie */
	size_t slots_cap;
	double *values; /* of each target */
	bool *greedy;
	size_t values_cap, greedy_cap;
	struct kv_cache **blocks; /* of the nodes being gone through */
	size_t n_blocks, blocks_cap;
	struct trie *trie; /* the caller's */
	int *segments;     /* of each node: in this pass, or its kept block */
	size_t segments_cap;
	uint64_t *in_pass; /* the pass a node's segment is in */
	size_t in_pass_cap;
	uint64_t pass;
	struct trie_forward_cost cost;
	work_watch *watch; /* NULL: nobody */
	void *watch_ctx;
	size_t n_rows; /* computed of this trie */
};

#define PASS_ALL UINT64_MAX /* a kept block is in every pass */

struct trie_forward *
trie_forward_new(struct decoder *d, size_t micro_tokens)
{
	struct trie_forward *s = mem_new(1, sizeof *s);

	s->former = contexts_new(FORMER_BYTES);
	s->micro_tokens = micro_tokens;
	s->decoder = d;
	return s;
}

void
trie_forward_free(struct trie_forward *s)
{
	if (s == NULL)
		return;
	assert(s->n_blocks == 0);
	contexts_free(s->former);
	batch_release(&s->batch);
	free(s->slots);
	free(s->values);
	free(s->greedy);
	free(s->blocks);
	free(s->segments);
	free(s->in_pass);
	free(s);
}

void
trie_forward_adapt(struct trie_forward *s, const struct adapter *a)
{
	s->adapter = a;
	decoder_adapt(s->decoder, a);
}

void
trie_forward_watch(struct trie_forward *s, work_watch *watch, void *ctx)
{
	s->watch = watch;
	s->watch_ctx = ctx;
}

struct trie_forward_cost
trie_forward_cost(const struct trie_forward *s)
{
	return s->cost;
}

/* Rows that nothing asks for, so that few rows get the bits of many. */
static void
fill_batch(struct trie_forward *s)
{
	static const uint32_t none[GEMM_FEW_ROWS + 1];
	size_t n = s->batch.n_rows;

	if (n <= GEMM_FEW_ROWS)
		batch_segment(
		    &s->batch, none, GEMM_FEW_ROWS + 1 - n, 0, NO_PARENT);
}

/* A context that was computed before makes the rows fewer than planned. */
static void
tell(struct trie_forward *s)
{
	size_t planned = s->trie->nodes[0].rows_below;

	s->n_rows += s->batch.n_rows;
	if (s->watch != NULL)
		s->watch(s->watch_ctx, s->n_rows < planned
					   ? (double)s->n_rows / (double)planned
					   : 1);
}

/* Runs what was put together. */
static void
run_pass(struct trie_forward *s, int keep)
{
	struct decoder_input in = {
		.batch = &s->batch,
		.blocks = s->blocks,
		.n_blocks = s->n_blocks,
		.keep = keep,
	};
	size_t n = s->batch.n_targets;

	if (s->batch.n_rows == 0)
		return;
	fill_batch(s);
	s->values = mem_grow(s->values, &s->values_cap, n, sizeof *s->values);
	s->greedy = mem_grow(s->greedy, &s->greedy_cap, n, sizeof *s->greedy);
	in.greedy = s->greedy;
	decoder_forward(s->decoder, &in, s->values);
	for (size_t i = 0; i < n; i++) {
		s->trie->logprob[s->slots[i]] = s->values[i];
		s->trie->greedy[s->slots[i]] = s->greedy[i];
	}
	s->cost.computed += s->batch.n_rows;
	s->cost.targets += n;
	s->cost.flops += decoder_flops(s->decoder, &s->batch, 0);
	tell(s);
}

static void
end_pass(struct trie_forward *s)
{
	run_pass(s, 0);
	batch_reset(&s->batch);
	s->pass++;
}

static void
add_target(struct trie_forward *s, size_t row, uint32_t id, size_t slot)
{
	size_t n = s->batch.n_targets;

	s->slots = mem_grow(s->slots, &s->slots_cap, n + 1, sizeof *s->slots);
	s->slots[n] = slot;
	batch_target(&s->batch, (uint32_t)row, id, 0, 0);
}

/* The targets of a node's last row: the first ids of its children. */
static void
add_firsts(struct trie_forward *s, const struct trie_node *node, size_t row)
{
	const struct trie *t = s->trie;

	for (uint32_t c = node->first_child; c != TRIE_NONE;
	     c = t->nodes[c].next)
		if (t->wanted[t->nodes[c].slot])
			add_target(
			    s, row, t->nodes[c].ids[0], t->nodes[c].slot);
}

/* The targets of a node's rows: its own later ids, its children's first. */
static void
add_targets(struct trie_forward *s, uint32_t at, size_t first)
{
	const struct trie *t = s->trie;
	const struct trie_node *node = &t->nodes[at];

	for (size_t i = 1; i <= node->n_rows && i < node->n; i++)
		if (t->wanted[node->slot + i])
			add_target(
			    s, first + i - 1, node->ids[i], node->slot + i);
	if (node->n_rows == node->n)
		add_firsts(s, node, first + node->n - 1);
}

static bool
is_here(const struct trie_forward *s, uint32_t node)
{
	return s->in_pass[node] == s->pass || s->in_pass[node] == PASS_ALL;
}

/* Nearest node above that has rows, TRIE_NONE without one. */
static uint32_t
above(const struct trie *t, uint32_t node)
{
	uint32_t up = t->nodes[node].parent;

	while (up != TRIE_NONE && t->nodes[up].n_rows == 0)
		up = t->nodes[up].parent;
	return up;
}

/* Puts a node into the pass, after those above it that are not there. */
static void
put_node(struct trie_forward *s, uint32_t at)
{
	const struct trie_node *node = &s->trie->nodes[at];
	uint32_t up = above(s->trie, at);
	int parent = NO_PARENT;

	if (up != TRIE_NONE) {
		if (!is_here(s, up))
			put_node(s, up);
		parent = s->segments[up];
	}
	s->segments[at] = (int)batch_segment(
	    &s->batch, node->ids, node->n_rows, node->depth, parent);
	s->in_pass[at] = s->pass;
}

/* Rows that the pass would get by the node and those missing above it. */
static size_t
rows_to_add(const struct trie_forward *s, uint32_t at)
{
	size_t n = 0;

	for (; at != TRIE_NONE && !is_here(s, at); at = above(s->trie, at))
		n += s->trie->nodes[at].n_rows;
	return n;
}

static void
add_node(struct trie_forward *s, uint32_t at)
{
	if (s->batch.n_rows > 0 &&
	    s->batch.n_rows + rows_to_add(s, at) > s->micro_tokens)
		end_pass(s);
	put_node(s, at);
	add_targets(s, at, s->batch.segments[s->segments[at]].first);
}

/* Keeps a node's keys and values, a parent in all passes to come. */
static void
push_block(struct trie_forward *s, struct kv_cache *block)
{
	s->blocks = mem_grow(
	    s->blocks, &s->blocks_cap, s->n_blocks + 1, sizeof(*s->blocks));
	s->blocks[s->n_blocks++] = block;
}

static void
set_kept(struct trie_forward *s, uint32_t at)
{
	batch_reset(&s->batch);
	s->pass++;
	s->segments[at] = SEGMENT_BLOCK(s->n_blocks - 1);
	s->in_pass[at] = PASS_ALL;
}

/* Computes a node on its own and keeps its keys and values. */
static void
keep_node(struct trie_forward *s, uint32_t at)
{
	end_pass(s);
	put_node(s, at);
	add_targets(s, at, s->batch.segments[s->segments[at]].first);
	run_pass(s, 1);
	push_block(
	    s, decoder_cache(s->decoder, &s->batch, (size_t)s->segments[at]));
	set_kept(s, at);
}

/* The same of the context, whose own ids nobody asks for: what a former one
 * had as well is taken from there. */
static void
keep_context(struct trie_forward *s)
{
	const struct trie_node *node = &s->trie->nodes[0];
	struct ids ids = { node->ids, node->n };
	struct kv_cache *block = contexts_take(s->former, s->adapter, ids);
	size_t had = block == NULL ? 0 : block->n;

	if (block != NULL)
		push_block(s, block);
	batch_segment(&s->batch, ids.v + had, ids.n - had, had,
	    block != NULL ? SEGMENT_BLOCK(0) : NO_PARENT);
	add_firsts(s, node, ids.n - had - 1);
	run_pass(s, 1);
	if (block != NULL)
		decoder_cache_add(s->decoder, &s->batch, 0, block);
	else
		push_block(s, decoder_cache(s->decoder, &s->batch, 0));
	set_kept(s, 0);
}

static void
drop_context(struct trie_forward *s)
{
	const struct trie_node *node = &s->trie->nodes[0];

	end_pass(s);
	contexts_put(s->former, s->adapter, (struct ids){ node->ids, node->n },
	    s->blocks[--s->n_blocks]);
}

static void
drop_block(struct trie_forward *s)
{
	end_pass(s);
	kv_cache_free(s->blocks[--s->n_blocks]);
}

static bool
is_kept(const struct trie_node *node)
{
	return node->n_rows >= KEPT_ROWS && node->rows_below > PLAN_ROWS &&
	       node->rows_below > node->n_rows;
}

/* Goes through the trie in its order, parents before children. */
static void
add_tree(struct trie_forward *s, uint32_t at)
{
	const struct trie_node *node = &s->trie->nodes[at];
	bool keep = at > 0 && is_kept(node);

	if (keep)
		keep_node(s, at);
	else if (node->n_rows > 0 && !is_here(s, at))
		add_node(s, at);
	for (uint32_t c = node->first_child; c != TRIE_NONE;
	     c = s->trie->nodes[c].next)
		if (s->trie->nodes[c].rows_below > 0)
			add_tree(s, c);
	if (keep)
		drop_block(s);
}

void
trie_forward_run(struct trie_forward *s, struct trie *t)
{
	size_t n = t->n_nodes;
	bool keep;

	s->trie = t;
	s->n_rows = 0;
	s->segments =
	    mem_grow(s->segments, &s->segments_cap, n, sizeof *s->segments);
	s->in_pass =
	    mem_grow(s->in_pass, &s->in_pass_cap, n, sizeof *s->in_pass);
	s->pass = 1;
	memset(s->in_pass, 0, n * sizeof *s->in_pass);
	keep = t->nodes[0].n_rows >= KEPT_ROWS &&
	       t->nodes[0].rows_below > t->nodes[0].n_rows;
	if (keep)
		keep_context(s);
	add_tree(s, 0);
	if (keep)
		drop_context(s);
	else
		end_pass(s);
}
