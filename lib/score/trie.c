/* The token trie of a context's paths: see trie.h. */
#include "score/trie.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int
by_ids(const void *a, const void *b)
{
	const struct trie_path *x = *(struct trie_path *const *)a;
	const struct trie_path *y = *(struct trie_path *const *)b;
	size_t n = x->n < y->n ? x->n : y->n;

	for (size_t i = 0; i < n; i++)
		if (x->ids[i] != y->ids[i])
			return x->ids[i] < y->ids[i] ? -1 : 1;
	return (x->n > y->n) - (x->n < y->n);
}

static uint32_t
add_node(struct trie *t, struct trie_node node)
{
	t->nodes =
	    mem_grow(t->nodes, &t->nodes_cap, t->n_nodes + 1, sizeof *t->nodes);
	node.slot = t->n_slots;
	node.first_child = node.next = TRIE_NONE;
	t->n_slots += node.n;
	t->nodes[t->n_nodes] = node;
	return (uint32_t)t->n_nodes++;
}

/* Sorted paths have in common what the first and the last have. */
static size_t
common(const struct trie_path *first, const struct trie_path *last, size_t from)
{
	size_t n = from;

	while (n < first->n && n < last->n && first->ids[n] == last->ids[n])
		n++;
	return n;
}

/* Adds the node of sorted paths that agree in id `from`, and those below. */
static uint32_t
add_paths(struct trie *t, struct trie_path **paths, size_t n, size_t from,
    uint32_t parent)
{
	size_t to = common(paths[0], paths[n - 1], from), i = 0;
	uint32_t node, child, last = TRIE_NONE;

	assert(to > from);
	node = add_node(t, (struct trie_node){
			       .ids = paths[0]->ids + from,
			       .n = to - from,
			       .depth = t->n_context + from,
			       .parent = parent,
			   });
	for (; i < n && paths[i]->n == to; i++)
		paths[i]->leaf = node;
	while (i < n) {
		size_t m = 1;

		while (i + m < n && paths[i + m]->ids[to] == paths[i]->ids[to])
			m++;
		child = add_paths(t, paths + i, m, to, node);
		if (last == TRIE_NONE)
			t->nodes[node].first_child = child;
		else
			t->nodes[last].next = child;
		last = child;
		i += m;
	}
	return node;
}

/* Calls for each id of the path, in falling order: depth and slot. */
struct walk {
	uint32_t node;
	size_t depth; /* of the id after the one to come */
};

static bool
walk_up(const struct trie *t, struct walk *w, size_t *slot)
{
	const struct trie_node *node = &t->nodes[w->node];

	if (w->depth == node->depth) {
		w->node = node->parent;
		if (w->node == TRIE_NONE || w->node == 0)
			return false;
		node = &t->nodes[w->node];
	}
	w->depth--;
	*slot = node->slot + (w->depth - node->depth);
	return true;
}

static struct walk
walk_from(const struct trie *t, const struct trie_path *p)
{
	return (struct walk){ p->leaf, t->n_context + p->n };
}

/* Whether id i of the path is under loss and has an id before it. */
static bool
is_scored(const struct trie *t, const struct trie_path *p, size_t i)
{
	if (t->n_context + i == 0)
		return false;
	for (size_t s = 0; s < p->loss.n; s++)
		if (i >= p->loss_at + p->loss.v[s].begin &&
		    i < p->loss_at + p->loss.v[s].end)
			return true;
	return false;
}

static void
mark_wanted(struct trie *t, const struct trie_path *p)
{
	struct walk w = walk_from(t, p);
	size_t slot;

	while (walk_up(t, &w, &slot))
		if (is_scored(t, p, w.depth - t->n_context))
			t->wanted[slot] = true;
}

static bool
is_needy(const struct trie *t, const struct trie_node *node)
{
	return node->rows_below > 0 || (node->n > 0 && t->wanted[node->slot]);
}

/* From the leaves up: how many rows each node needs. */
static void
count_rows(struct trie *t)
{
	for (size_t i = t->n_nodes; i-- > 0;) {
		struct trie_node *node = &t->nodes[i];
		bool id = false;
		size_t below = 0;

		for (uint32_t c = node->first_child; c != TRIE_NONE;
		     c = t->nodes[c].next) {
			id |= is_needy(t, &t->nodes[c]);
			below += t->nodes[c].rows_below;
		}
		node->n_rows = id ? node->n : 0;
		for (size_t j = node->n; j-- > 1 && node->n_rows == 0;)
			if (t->wanted[node->slot + j])
				node->n_rows = j;
		node->rows_below = below + node->n_rows;
	}
}

void
trie_build(struct trie *t, const uint32_t *context, size_t n_context,
    struct trie_path **paths, size_t n, struct arena *a)
{
	uint32_t last = TRIE_NONE, child;

	qsort(paths, n, sizeof(struct trie_path *), by_ids);
	t->n_nodes = t->n_slots = 0;
	t->n_context = n_context;
	add_node(t, (struct trie_node){
			.ids = context, .n = n_context, .parent = TRIE_NONE });
	for (size_t i = 0, m; i < n; i += m) {
		m = 1;
		assert(paths[i]->n > 0);
		while (i + m < n && paths[i + m]->ids[0] == paths[i]->ids[0])
			m++;
		child = add_paths(t, paths + i, m, 0, 0);
		if (last == TRIE_NONE)
			t->nodes[0].first_child = child;
		else
			t->nodes[last].next = child;
		last = child;
	}
	t->wanted = arena_alloc(a, t->n_slots, sizeof *t->wanted);
	t->logprob = arena_alloc(a, t->n_slots, sizeof *t->logprob);
	t->greedy = arena_alloc(a, t->n_slots, sizeof *t->greedy);
	memset(t->wanted, 0, t->n_slots * sizeof *t->wanted);
	for (size_t i = 0; i < t->n_slots; i++)
		t->logprob[i] = NAN;
	for (size_t i = 0; i < n; i++)
		mark_wanted(t, paths[i]);
	count_rows(t);
}

void
trie_release(struct trie *t)
{
	free(t->nodes);
	*t = (struct trie){ 0 };
}

size_t
trie_scores(const struct trie *t, const struct trie_path *p, uint32_t *ids,
    double *values, bool *greedy)
{
	struct walk w = walk_from(t, p);
	size_t slot, n = 0;

	*greedy = true;
	while (walk_up(t, &w, &slot)) {
		size_t i = w.depth - t->n_context;

		if (!is_scored(t, p, i))
			continue;
		*greedy &= t->greedy[slot];
		ids[n] = p->ids[i];
		values[n++] = t->logprob[slot];
	}
	for (size_t i = 0; i < n / 2; i++) {
		uint32_t id = ids[i];
		double value = values[i];

		ids[i] = ids[n - 1 - i];
		values[i] = values[n - 1 - i];
		ids[n - 1 - i] = id;
		values[n - 1 - i] = value;
	}
	return n;
}
