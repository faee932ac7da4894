/* Scores of candidates over shared beginnings: see scorer.h. */
#include "model/scorer.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "model/decoder.h"
#include "model/prompt.h"
#include "model/trie.h"
#include "nn/gemm.h"

/*
 * A node whose subtree is larger than a pass is computed once and its keys and
 * values are kept, if it has this many rows; a smaller one is cheaper to put
 * into each pass that needs it.  Constants, so that the plan is a function of
 * the set alone.
 */
enum { PLAN_ROWS = 1024, KEPT_ROWS = 64 };

struct scorer {
	const struct weights *w;
	struct decoder *decoder;
	size_t micro_tokens;
	struct batch batch;
	size_t *slots; /* of each target of the batch, in the trie */
	size_t slots_cap;
	double *values; /* of each target */
	size_t values_cap;
	struct kv_cache **blocks; /* of the nodes being gone through */
	size_t n_blocks, blocks_cap;
	struct trie trie;
	int *segments; /* of each node: in this pass, or its kept block */
	size_t segments_cap;
	uint64_t *passes; /* the pass a node's segment is in */
	size_t passes_cap;
	uint64_t pass;
	struct scorer_cost cost;
};

#define PASS_ALL UINT64_MAX /* a kept block is in every pass */

struct scorer *
scorer_new(const struct weights *w, size_t micro_tokens, unsigned threads)
{
	struct scorer *s = mem_new(1, sizeof *s);

	s->w = w;
	s->micro_tokens = micro_tokens;
	s->decoder = decoder_new(w, 0, threads);
	return s;
}

void
scorer_free(struct scorer *s)
{
	if (s == NULL)
		return;
	assert(s->n_blocks == 0);
	decoder_free(s->decoder);
	batch_release(&s->batch);
	trie_release(&s->trie);
	free(s->slots);
	free(s->values);
	free(s->blocks);
	free(s->segments);
	free(s->passes);
	free(s);
}

void
scorer_adapt(struct scorer *s, const struct adapter *a)
{
	decoder_adapt(s->decoder, a);
}

struct scorer_cost
scorer_cost(const struct scorer *s)
{
	return s->cost;
}

/* Rows that nothing asks for, so that few rows get the bits of many. */
static void
fill_batch(struct scorer *s)
{
	static const uint32_t none[GEMM_FEW_ROWS + 1];
	size_t n = s->batch.n_rows;

	if (n <= GEMM_FEW_ROWS)
		batch_segment(
		    &s->batch, none, GEMM_FEW_ROWS + 1 - n, 0, NO_PARENT);
}

/* Runs what was put together. */
static void
run_pass(struct scorer *s, int keep)
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
	decoder_forward(s->decoder, &in, s->values);
	for (size_t i = 0; i < n; i++)
		s->trie.logprob[s->slots[i]] = s->values[i];
	s->cost.computed += s->batch.n_rows;
	s->cost.targets += n;
	s->cost.flops += decoder_flops(&s->w->config, &s->batch, 0);
}

static void
end_pass(struct scorer *s)
{
	run_pass(s, 0);
	batch_reset(&s->batch);
	s->pass++;
}

static void
add_target(struct scorer *s, size_t row, uint32_t id, size_t slot)
{
	size_t n = s->batch.n_targets;

	s->slots = mem_grow(s->slots, &s->slots_cap, n + 1, sizeof *s->slots);
	s->slots[n] = slot;
	batch_target(&s->batch, (uint32_t)row, id, 0, 0);
}

/* What is asked of a node's rows: its own later ids, its children's first. */
static void
add_targets(struct scorer *s, uint32_t at, size_t first)
{
	const struct trie *t = &s->trie;
	const struct trie_node *node = &t->nodes[at];

	for (size_t i = 1; i <= node->n_rows && i < node->n; i++)
		if (t->wanted[node->slot + i])
			add_target(
			    s, first + i - 1, node->ids[i], node->slot + i);
	if (node->n_rows < node->n)
		return;
	for (uint32_t c = node->first_child; c != TRIE_NONE;
	     c = t->nodes[c].next)
		if (t->wanted[t->nodes[c].slot])
			add_target(s, first + node->n - 1, t->nodes[c].ids[0],
			    t->nodes[c].slot);
}

static bool
is_here(const struct scorer *s, uint32_t node)
{
	return s->passes[node] == s->pass || s->passes[node] == PASS_ALL;
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
put_node(struct scorer *s, uint32_t at)
{
	const struct trie_node *node = &s->trie.nodes[at];
	uint32_t up = above(&s->trie, at);
	int parent = NO_PARENT;

	if (up != TRIE_NONE) {
		if (!is_here(s, up))
			put_node(s, up);
		parent = s->segments[up];
	}
	s->segments[at] = (int)batch_segment(
	    &s->batch, node->ids, node->n_rows, node->depth, parent);
	s->passes[at] = s->pass;
}

/* Rows that the pass would get by the node and those missing above it. */
static size_t
rows_to_add(const struct scorer *s, uint32_t at)
{
	size_t n = 0;

	for (; at != TRIE_NONE && !is_here(s, at); at = above(&s->trie, at))
		n += s->trie.nodes[at].n_rows;
	return n;
}

static void
add_node(struct scorer *s, uint32_t at)
{
	if (s->batch.n_rows > 0 &&
	    s->batch.n_rows + rows_to_add(s, at) > s->micro_tokens)
		end_pass(s);
	put_node(s, at);
	add_targets(s, at, s->batch.segments[s->segments[at]].first);
}

/* Computes a node on its own and keeps its keys and values. */
static void
keep_node(struct scorer *s, uint32_t at)
{
	struct kv_cache *block;

	end_pass(s);
	put_node(s, at);
	add_targets(s, at, s->batch.segments[s->segments[at]].first);
	run_pass(s, 1);
	block = decoder_cache(s->decoder, &s->batch, (size_t)s->segments[at]);
	batch_reset(&s->batch);
	s->pass++;
	s->blocks = mem_grow(
	    s->blocks, &s->blocks_cap, s->n_blocks + 1, sizeof(*s->blocks));
	s->blocks[s->n_blocks] = block;
	s->segments[at] = SEGMENT_BLOCK(s->n_blocks);
	s->passes[at] = PASS_ALL;
	s->n_blocks++;
}

static void
drop_block(struct scorer *s)
{
	end_pass(s);
	kv_cache_free(s->blocks[--s->n_blocks]);
}

/* Goes through the trie in its order, parents before children. */
static void
add_tree(struct scorer *s, uint32_t at)
{
	const struct trie_node *node = &s->trie.nodes[at];
	bool keep = node->n_rows >= KEPT_ROWS && node->rows_below > PLAN_ROWS &&
		    node->rows_below > node->n_rows;

	if (keep)
		keep_node(s, at);
	else if (node->n_rows > 0)
		add_node(s, at);
	for (uint32_t c = node->first_child; c != TRIE_NONE;
	     c = s->trie.nodes[c].next)
		if (s->trie.nodes[c].rows_below > 0)
			add_tree(s, c);
	if (keep)
		drop_block(s);
}

static void
run_trie(struct scorer *s)
{
	size_t n = s->trie.n_nodes;

	s->segments =
	    mem_grow(s->segments, &s->segments_cap, n, sizeof *s->segments);
	s->passes = mem_grow(s->passes, &s->passes_cap, n, sizeof *s->passes);
	s->pass = 1;
	memset(s->passes, 0, n * sizeof *s->passes);
	add_tree(s, 0);
	end_pass(s);
}

/* A candidate's path and what is before it. */
struct way {
	struct trie_path path;
	size_t dropped; /* ids of the demonstrations left out */
	size_t query, candidate;
};

static void
make_way(const struct token_set *set, const struct token_query *q, size_t c,
    struct arena *a, struct way *way)
{
	const struct token_candidate *candidate = &q->candidates[c];
	size_t skip = prompt_skip(q, c);
	struct ids ids = prompt_tail(set, q, skip, candidate->ids, a);

	*way = (struct way){
		.path = {
			.ids = ids.v,
			.n = ids.n,
			.loss = candidate->loss,
			.loss_at = ids.n - candidate->ids.n,
		},
		.dropped = prompt_dropped(set, skip),
		.candidate = c,
	};
}

static int
by_dropped(const void *a, const void *b)
{
	const struct way *x = *(struct way *const *)a;
	const struct way *y = *(struct way *const *)b;

	return (x->dropped > y->dropped) - (x->dropped < y->dropped);
}

/* The loss ids of a candidate and their log-probabilities. */
struct result {
	uint32_t *ids;
	double *values;
	size_t n;
};

static double
sum(const struct result *r, size_t from)
{
	double x = 0;

	for (size_t i = from; i < r->n; i++)
		x += r->values[i];
	return x;
}

/* Ids that all candidates begin with, one short of the shortest at most. */
static size_t
common_ids(const struct result *r, size_t n)
{
	size_t m = r[0].n;

	for (size_t c = 1; c < n; c++) {
		size_t i = 0;

		while (i < m && i < r[c].n && r[c].ids[i] == r[0].ids[i])
			i++;
		m = i;
	}
	for (size_t c = 0; c < n; c++)
		if (m + 1 > r[c].n)
			m = r[c].n - 1;
	return m;
}

static void
write_candidate(struct score_candidate *out, const struct result *r,
    size_t common, bool channel, struct str option)
{
	*out = (struct score_candidate){
		.all = { sum(r, 0), r->n },
		.diff = { sum(r, common), r->n - common },
		.first = r->values[common],
		.has_text = !channel,
	};
	if (channel)
		return;
	out->chars = utf8_count(option);
	out->bytes = option.n;
}

static int
write_query(const struct token_set *set, const struct token_query *q,
    const struct result *r, struct arena *a, struct score_query *out,
    struct err *e)
{
	bool channel = str_eq(set->method, STR("channel"));
	size_t common, n = q->n_candidates;

	*out = (struct score_query){
		.id = q->id,
		.k_kept = prompt_k_kept(set, q),
		.options = q->has_options ? q->options : set->options,
		.gold = q->gold,
		.is_null = q->is_null,
		.null = q->null,
		.candidates = arena_alloc(a, n, sizeof *out->candidates),
		.n_candidates = n,
	};
	for (size_t c = 0; c < n; c++)
		if (!isfinite(sum(&r[c], 0)))
			return err_set(e,
			    "query '%.*s': the model gives candidate %zu no "
			    "finite probability",
			    STR_ARG(q->id), c);
	common = channel ? 0 : common_ids(r, n);
	for (size_t c = 0; c < n; c++)
		write_candidate(&out->candidates[c], &r[c], common, channel,
		    out->options.v[c]);
	return 0;
}

/* Runs the ways that have one context. */
static void
run_ways(struct scorer *s, const struct token_set *set, struct way **ways,
    size_t n, struct result **results, struct arena *a)
{
	struct trie_path **paths = arena_alloc(a, n, sizeof(*paths));
	struct ids context = prompt_context(set, ways[0]->dropped, a);

	for (size_t i = 0; i < n; i++) {
		paths[i] = &ways[i]->path;
		s->cost.asked += context.n + ways[i]->path.n;
	}
	trie_build(&s->trie, context.v, context.n, paths, n, a);
	run_trie(s);
	for (size_t i = 0; i < n; i++) {
		struct result *r = &results[ways[i]->query][ways[i]->candidate];

		r->ids = arena_alloc(a, ways[i]->path.n, sizeof *r->ids);
		r->values = arena_alloc(a, ways[i]->path.n, sizeof *r->values);
		r->n = trie_scores(&s->trie, &ways[i]->path, r->ids, r->values);
	}
}

/* All candidates of all queries, sorted by what their contexts drop. */
static size_t
make_ways(const struct token_set *set, const struct token_query *queries,
    size_t n, struct arena *a, struct way ***out)
{
	struct way *ways;
	size_t m = 0;

	for (size_t i = 0; i < n; i++)
		m += queries[i].n_candidates;
	ways = arena_alloc(a, m, sizeof *ways);
	*out = arena_alloc(a, m, sizeof(**out));
	m = 0;
	for (size_t i = 0; i < n; i++) {
		for (size_t c = 0; c < queries[i].n_candidates; c++, m++) {
			make_way(set, &queries[i], c, a, &ways[m]);
			ways[m].query = i;
			(*out)[m] = &ways[m];
		}
	}
	qsort(*out, m, sizeof(struct way *), by_dropped);
	return m;
}

/* Loss ids of a candidate that have an id before them. */
static size_t
scored_ids(const struct token_set *set, const struct token_query *q, size_t c)
{
	const struct id_spans *loss = &q->candidates[c].loss;
	size_t before = set->ids.n + q->shared.n - prompt_skip(q, c), n = 0;

	for (size_t i = 0; i < loss->n; i++)
		n += loss->v[i].end - loss->v[i].begin;
	return n - (n > 0 && before == 0 && loss->v[0].begin == 0);
}

static int
check_candidate(const struct scorer *s, const struct token_set *set,
    const struct token_query *q, size_t c, struct err *e)
{
	size_t most = decoder_positions(s->decoder);
	size_t n = set->ids.n + q->shared.n - prompt_skip(q, c) +
		   q->candidates[c].ids.n;

	if (n > most)
		return err_set(e,
		    "query '%.*s': %zu tokens, but the model takes %zu; use "
		    "icl-tok --ctx %zu",
		    STR_ARG(q->id), n, most, most);
	if (scored_ids(set, q, c) == 0)
		return err_set(e,
		    "query '%.*s': candidate %zu has no token that can be "
		    "predicted; use icl-tok --bos yes",
		    STR_ARG(q->id), c);
	return 0;
}

int
scorer_check(const struct scorer *s, const struct token_set *set,
    const struct token_query *q, struct err *e)
{
	size_t n = q->has_options ? q->options.n : set->options.n;

	if (q->n_candidates == 0)
		return err_set(e,
		    "query '%.*s' has no candidates; use --generate N",
		    STR_ARG(q->id));
	if (n != q->n_candidates)
		return err_set(e, "query '%.*s': %zu options, %zu candidates",
		    STR_ARG(q->id), n, q->n_candidates);
	if (token_query_check(set, q, e))
		return -1;
	for (size_t c = 0; c < n; c++)
		if (check_candidate(s, set, q, c, e))
			return -1;
	return 0;
}

int
scorer_set(struct scorer *s, const struct token_set *set,
    const struct token_query *queries, size_t n, struct arena *a,
    struct score_query *out, struct err *e)
{
	struct result **results = arena_alloc(a, n, sizeof(*results));
	struct way **ways;
	size_t m = make_ways(set, queries, n, a, &ways), i = 0;

	for (size_t q = 0; q < n; q++)
		results[q] =
		    arena_alloc(a, queries[q].n_candidates, sizeof *results[q]);
	while (i < m) {
		size_t end = i;

		while (end < m && ways[end]->dropped == ways[i]->dropped)
			end++;
		run_ways(s, set, ways + i, end - i, results, a);
		i = end;
	}
	for (size_t q = 0; q < n; q++)
		if (write_query(set, &queries[q], results[q], a, &out[q], e))
			return -1;
	s->cost.sets++;
	s->cost.queries += n;
	s->cost.candidates += m;
	return 0;
}
