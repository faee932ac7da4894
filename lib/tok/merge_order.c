/* Merges one after another: see merge_order.h. */
#include "tok/merge_order.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	PRODUCTS_MAX = 64,          /* pieces that pairs of one rank may make */
	INITIAL_SYMBOLS_MAX = 4096, /* of a piece that pairs of one rank make */
};

struct order {
	const struct vocab *v;
	struct vocab_pair *ranked; /* by rank, then left and right */
	size_t n;
	size_t *by_left, *by_right; /* places in ranked by an id of the pair */
	size_t *first; /* of the pairs of the same rank, by place */
	size_t *after; /* the end of these */
};

static uint32_t
left_of(const struct vocab_pair *p)
{
	return (uint32_t)(p->key >> 32);
}

static uint32_t
right_of(const struct vocab_pair *p)
{
	return (uint32_t)p->key;
}

/* The pairs with an id are at [at[id], at[id + 1]) of places. */
static size_t *
index_by(const struct order *o, uint32_t (*of)(const struct vocab_pair *),
    size_t **places)
{
	size_t *at = mem_new((size_t)o->v->n + 2, sizeof *at);

	*places = mem_new(o->n, sizeof **places);
	for (size_t i = 0; i < o->n; i++)
		at[of(&o->ranked[i]) + 2]++;
	for (size_t id = 2; id < (size_t)o->v->n + 2; id++)
		at[id] += at[id - 1];
	for (size_t i = 0; i < o->n; i++)
		(*places)[at[of(&o->ranked[i]) + 1]++] = i;
	return at;
}

static bool
contains(struct str s, struct str part)
{
	return s.n >= part.n && memmem(s.p, s.n, part.p, part.n) != NULL;
}

/* Whether a piece may hold one that pairs of the rank of place i make. */
static bool
holds_product(const struct order *o, uint32_t id, size_t i)
{
	struct str s = o->v->piece[id];

	if (o->after[i] - o->first[i] > PRODUCTS_MAX)
		return true;
	for (size_t k = o->first[i]; k < o->after[i]; k++)
		if (contains(s, o->v->piece[o->ranked[k].id]))
			return true;
	return false;
}

static int
refuse(const struct order *o, size_t a, size_t b, struct err *e)
{
	return err_set(e,
	    "the merges that make '%.*s' and '%.*s' share a rank, and no list "
	    "of merges says which is first; use the tokenizer's own file",
	    STR_ARG(o->v->piece[o->ranked[a].id]),
	    STR_ARG(o->v->piece[o->ranked[b].id]));
}

/*
 * Looks for pairs that merge before the pairs of place m's rank have all had
 * their turn: one side holds what one of these made, the other is a part of
 * another.
 */
static int
check_side(const struct order *o, const size_t *at, const size_t *places,
    size_t i, uint32_t part, uint32_t whole, struct err *e)
{
	for (size_t k = at[part]; k < at[part + 1]; k++) {
		size_t m = places[k];

		if (o->ranked[m].rank >= o->ranked[i].rank &&
		    o->after[m] - o->first[m] > 1 && holds_product(o, whole, m))
			return refuse(o, i, m, e);
	}
	return 0;
}

/* A part of a group is ready when nothing that must come before it is left. */
struct group {
	const struct order *o;
	size_t begin, end;
	const size_t *at, *places; /* by the left id */
	unsigned *before;          /* by place: how many must come first */
};

/* Calls of those whose left side is the right side of place i. */
static void
count(const struct group *g, size_t i, int by, size_t *ready, size_t *n_ready)
{
	uint32_t id = right_of(&g->o->ranked[i]);

	for (size_t k = g->at[id]; k < g->at[id + 1]; k++) {
		size_t m = g->places[k];

		if (m < g->begin || m >= g->end || m == i)
			continue;
		g->before[m] += (unsigned)by;
		if (by < 0 && g->before[m] == 0)
			ready[(*n_ready)++] = m;
	}
}

static int
sort_group(const struct group *g, struct vocab_pair *out, struct err *e)
{
	size_t n = g->end - g->begin, n_ready = 0, done = 0;
	size_t *ready = mem_new(n, sizeof *ready);

	for (size_t i = g->begin; i < g->end; i++)
		count(g, i, 1, ready, &n_ready);
	for (size_t i = g->begin; i < g->end; i++)
		if (g->before[i] == 0)
			ready[n_ready++] = i;
	for (; done < n_ready; done++) {
		out[g->begin + done] = g->o->ranked[ready[done]];
		count(g, ready[done], -1, ready, &n_ready);
	}
	assert(done <= n);
	free(ready);
	return done == n ? 0 : refuse(g->o, g->begin, g->end - 1, e);
}

/* Of the pairs side by side the one of the lowest rank, the leftmost of equals;
 * NULL when none merges. */
static const struct vocab_pair *
next_pair(const struct vocab *v, const uint32_t *ids, size_t n, size_t *at)
{
	const struct vocab_pair *least = NULL, *p;

	for (size_t i = 0; i + 1 < n; i++) {
		p = vocab_pair(v, ids[i], ids[i + 1]);
		if (p->rank < (least == NULL ? NO_RANK : least->rank)) {
			least = p;
			*at = i;
		}
	}
	return least;
}

/* The key of the last pair that a piece comes out of, all ones: it does not. */
static uint64_t
last_pair(const struct vocab *v, const struct initial_symbols *s,
    struct str piece, uint32_t *ids)
{
	size_t n = initial_symbols_of(s, v, piece, ids), at = 0;
	uint64_t key = UINT64_MAX;
	const struct vocab_pair *p;

	while (n > 1 && (p = next_pair(v, ids, n, &at)) != NULL) {
		key = p->key;
		ids[at] = p->id;
		n--;
		memmove(ids + at + 1, ids + at + 2, (n - at - 1) * sizeof *ids);
	}
	return n == 1 ? key : UINT64_MAX;
}

/* Leaves out the pairs that share a rank and never merge. */
static int
leave_out(struct order *o, const struct initial_symbols *s, struct err *e)
{
	uint32_t *ids = mem_new(INITIAL_SYMBOLS_MAX, sizeof *ids);
	size_t kept = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < o->n; i++) {
		const struct vocab_pair *p = &o->ranked[i];
		struct str piece = o->v->piece[p->id];
		bool alone = o->after[i] - o->first[i] == 1;

		if (!alone && piece.n > INITIAL_SYMBOLS_MAX)
			rc = err_set(e,
			    "a piece of %zu bytes that several "
			    "pairs make is not supported",
			    piece.n);
		else if (alone || last_pair(o->v, s, piece, ids) == p->key)
			o->ranked[kept++] = *p;
	}
	o->n = kept;
	free(ids);
	return rc;
}

static void
find_groups(struct order *o)
{
	size_t end;

	for (size_t i = 0; i < o->n; i = end) {
		for (end = i + 1;
		     end < o->n && o->ranked[end].rank == o->ranked[i].rank;
		     end++)
			;
		for (size_t k = i; k < end; k++) {
			o->first[k] = i;
			o->after[k] = end;
		}
	}
}

static int
put_in_order(struct order *o, struct vocab_pair *out, struct err *e)
{
	size_t *left = index_by(o, left_of, &o->by_left);
	size_t *right = index_by(o, right_of, &o->by_right);
	struct group g = { .o = o, .at = left, .places = o->by_left };
	int rc = 0;

	g.before = mem_new(o->n, sizeof *g.before);
	find_groups(o);
	for (size_t i = 0; rc == 0 && i < o->n; i++) {
		const struct vocab_pair *p = &o->ranked[i];

		rc = check_side(
			 o, left, o->by_left, i, right_of(p), left_of(p), e) ||
		     check_side(
			 o, right, o->by_right, i, left_of(p), right_of(p), e);
	}
	for (size_t i = 0; rc == 0 && i < o->n; i = o->after[i]) {
		g.begin = i;
		g.end = o->after[i];
		rc = sort_group(&g, out, e);
	}
	free(left);
	free(right);
	free(g.before);
	return rc ? -1 : 0;
}

struct vocab_pair *
merge_order(const struct vocab *v, const struct initial_symbols *s, size_t *n,
    struct err *e)
{
	struct order o = { .v = v, .n = v->n_pairs };
	struct vocab_pair *out = mem_new(v->n_pairs, sizeof *out);

	o.ranked = vocab_ranked(v);
	o.first = mem_new(o.n, sizeof *o.first);
	o.after = mem_new(o.n, sizeof *o.after);
	find_groups(&o);
	if (leave_out(&o, s, e) || put_in_order(&o, out, e)) {
		free(out);
		out = NULL;
	}
	*n = o.n;
	free(o.ranked);
	free(o.by_left);
	free(o.by_right);
	free(o.first);
	free(o.after);
	return out;
}
