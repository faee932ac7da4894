/* Classification of text: original, shuffled, other or mixed. */
#include "mktask/task_context.h"

#include <assert.h>
#include <string.h>

enum {
	DRAWS = 128,           /* runs drawn in search of a twin */
	ATTEMPTS = 2,          /* draws of so many */
	TYPOGRAPHY_STEPS = 64, /* distance of unlike typographies */
};

/* A run of as many sentences as the unit, in a document of the window. */
struct run {
	const struct passage *p;
	size_t first;
	size_t far; /* its distance from the unit */
};

/* Draws a run of another document; false when the draw fails. */
static bool
draw_run(const struct task_context *c, struct rng *r, struct run *run)
{
	const struct window *w = c->window;
	size_t doc = (size_t)rng_below(r, w->n - 1);
	const struct passage *p;

	doc += doc >= c->doc;
	p = &w->v[doc];
	if (p->n < c->unit.n || !task_context_elsewhere(c, doc))
		return false;
	run->p = p;
	run->first = (size_t)rng_below(r, p->n - c->unit.n + 1);
	return true;
}

/* How unlike the surfaces of two runs are. */
static size_t
distance(const struct run *a, const struct run *b, size_t n)
{
	return (a->p->typography == b->p->typography ? 0 : TYPOGRAPHY_STEPS) +
	       profile_distance(
		   a->p->profiles + a->first, b->p->profiles + b->first, n);
}

/* Profiles are compared first: they are in the cache, and mostly differ. */
static bool
share_sentence(const struct run *a, const struct run *b, size_t n)
{
	const struct passage *p = a->p, *q = b->p;

	for (size_t i = a->first; i < a->first + n; i++)
		for (size_t k = b->first; k < b->first + n; k++)
			if (memcmp(&p->profiles[i], &q->profiles[k],
				sizeof *p->profiles) == 0 &&
			    str_eq(p->sents[i], q->sents[k]))
				return true;
	return false;
}

/*
 * Draws runs that may be moved, and returns how many.  Their data is scattered
 * over the window, so that all of it is prefetched before any is read.
 */
static size_t
draw_runs(const struct task_context *c, struct rng *r, struct run v[DRAWS])
{
	size_t drawn = 0, n = 0;

	for (unsigned i = 0; i < DRAWS; i++) {
		struct run *run = &v[drawn];

		if (!draw_run(c, r, run))
			continue;
		drawn++;
		__builtin_prefetch(run->p->movable + run->first);
		__builtin_prefetch(run->p->profiles + run->first);
		__builtin_prefetch(run->p->profiles + run->first + 3);
	}
	for (size_t i = 0; i < drawn; i++)
		if (v[i].p->movable[v[i].first] >= c->unit.n)
			v[n++] = v[i];
	return n;
}

/*
 * One attempt at find_twin: the nearest run, if the unit is in turn nearest to
 * it.  The nearest alone would be biased: common looks are near to everything,
 * so that an original would tend to look rarer than its replacement.  Mutual
 * nearest neighbours could change places.
 */
static bool
find_mutual_nearest(
    const struct task_context *c, struct rng *r, const struct str **found)
{
	const struct run unit = { .p = &c->window->v[c->doc],
		.first = c->unit.first };
	const size_t len = c->unit.n;
	struct run v[DRAWS];
	const struct run *twin = NULL;
	size_t n = draw_runs(c, r, v);

	for (size_t i = 0; i < n; i++) {
		v[i].far = distance(&unit, &v[i], len);
		if ((twin == NULL || v[i].far < twin->far) &&
		    !share_sentence(&unit, &v[i], len))
			twin = &v[i];
	}
	if (twin == NULL)
		return false;
	/* by the triangle inequality, farther runs need no look */
	for (size_t i = 0; i < n; i++)
		if (v[i].far < 2 * twin->far && v[i].p != twin->p &&
		    distance(twin, &v[i], len) < twin->far)
			return false;
	*found = twin->p->sents + twin->first;
	return true;
}

/*
 * The sentences of the unit's twin: of all runs drawn, the one that is its
 * mutual nearest neighbour by surface cues.  Text taken from a twin gives its
 * class away neither by its own looks nor by how they fit the rest.
 */
static bool
find_twin(const struct task_context *c, const struct str **found)
{
	struct rng r = task_context_rng(c, N_TEXT_TYPES);

	if (c->window->n < 2)
		return false;
	for (unsigned i = 0; i < ATTEMPTS; i++)
		if (find_mutual_nearest(c, &r, found))
			return true;
	return false;
}

/* Draws an order of the sentences that differs; false if there is none. */
static bool
shuffle(const struct task_context *c, const struct str *own, struct rng *r,
    struct str *to)
{
	size_t n = c->unit.n, *order = arena_alloc(c->arena, n, sizeof *order);
	bool differs = false;

	for (size_t i = 1; i < n; i++)
		differs |= !str_eq(own[i], own[0]);
	if (!differs)
		return false;
	do {
		rng_shuffle(r, order, n);
		differs = false;
		for (size_t i = 0; i < n; i++)
			differs |= !str_eq(own[order[i]], own[i]);
	} while (!differs);
	for (size_t i = 0; i < n; i++)
		to[i] = own[order[i]];
	return true;
}

/*
 * Which of n sentences are replaced, *m from *at on.  Other: all but the first,
 * which the rest does not follow from.  Mixed: half of them, between sentences
 * of the document itself.
 */
static void
replaced(enum text_type type, size_t n, struct rng *r, size_t *at, size_t *m)
{
	if (type == TEXT_OTHER) {
		*at = 1;
		*m = n - 1;
		return;
	}
	*m = n / 2;
	if (*m > n - 2)
		*m = n - 2;
	assert(*m > 0);
	*at = 1 + (size_t)rng_below(r, n - 1 - *m);
}

/* Makes the text of a type; twin is read if the type borrows. */
static enum skip_reason
make_text(const struct task_context *c, enum text_type type,
    const struct str *twin, struct str *to)
{
	const struct passage *p = &c->window->v[c->doc];
	const struct str *own = p->sents + c->unit.first;
	struct rng r = task_context_rng(c, type);
	size_t at, m;

	memcpy(to, own, c->unit.n * sizeof *to);
	if (type == TEXT_ORIGINAL)
		return SKIP_NONE;
	if (type == TEXT_SHUFFLED)
		return shuffle(c, own, &r, to) ? SKIP_NONE : SKIP_SAME_ORDER;
	replaced(type, c->unit.n, &r, &at, &m);
	memcpy(to + at, twin + at, m * sizeof *to);
	return SKIP_NONE;
}

/* A quotation across sentences would show that one of them was moved. */
static bool
is_movable(const struct task_context *c)
{
	return c->window->v[c->doc].movable[c->unit.first] >= c->unit.n;
}

/*
 * Makes the text of every class and uses one: a unit that cannot give all of
 * them gives none, so that each class is equally likely.
 */
enum skip_reason
cls_make(const struct task_context *c, struct example *x)
{
	static const struct str two[] = { { "True", 4 }, { "False", 5 } };
	static const struct str names[] = { { "original", 8 },
		{ "shuffled", 8 }, { "other", 5 }, { "mixed", 5 } };
	const struct str *twin = NULL;
	size_t n = c->task->n_types;
	struct str *text = arena_alloc(c->arena, c->unit.n, sizeof *text);
	struct str *options = arena_alloc(c->arena, n, sizeof *options);

	assert(n >= 2 && n <= N_TEXT_TYPES && c->class_no < n);
	if (!is_movable(c))
		return SKIP_UNBALANCED;
	if (task_borrows(c->task) && !find_twin(c, &twin))
		return SKIP_NO_TWIN;
	for (size_t i = 0; i < n; i++) {
		enum skip_reason why =
		    make_text(c, c->task->types[i], twin, text);

		if (why != SKIP_NONE)
			return why;
		if (i == c->class_no)
			x->input = task_context_join(c, text, c->unit.n);
		options[i] = n == 2 ? two[i] : names[c->task->types[i]];
	}
	x->options = options;
	x->n_options = n;
	task_context_output(c, x, options[c->class_no]);
	return SKIP_NONE;
}
