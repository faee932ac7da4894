/* Classification of text: original, shuffled, other or mixed. */
#include "mktask/task_context.h"

#include <string.h>

enum {
	DRAWS = 128,      /* places looked at for a twin */
	ATTEMPTS = 2,     /* sets of them */
	STYLE_STEPS = 64, /* that another typography counts for */
};

/* As many sentences as the unit has, in a document of the window. */
struct run {
	const struct passage *p;
	size_t first;
	size_t far; /* how unlike the unit it looks */
};

/* A run of another document; false: no luck. */
static bool
draw_run(const struct task_context *s, struct rng *r, struct run *run)
{
	const struct window *w = s->window;
	size_t doc = (size_t)rng_below(r, w->n - 1);
	const struct passage *p;

	doc += doc >= s->own;
	p = &w->v[doc];
	if (p->n < s->unit.n || !task_context_elsewhere(s, doc))
		return false;
	run->p = p;
	run->first = (size_t)rng_below(r, p->n - s->unit.n + 1);
	return true;
}

/* How unlike two runs look. */
static size_t
distance(const struct run *a, const struct run *b, size_t n)
{
	return (a->p->style == b->p->style ? 0 : STYLE_STEPS) +
	       profile_distance(
		   a->p->profiles + a->first, b->p->profiles + b->first, n);
}

/* Sentences of different profiles differ, and the profiles are at hand. */
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
 * Those looked at, that could be units of their documents.  What is known of
 * them is scattered over the window: it is sent for first, then read.
 */
static size_t
draw_runs(const struct task_context *s, struct rng *r, struct run v[DRAWS])
{
	size_t drawn = 0, n = 0;

	for (unsigned i = 0; i < DRAWS; i++) {
		struct run *run = &v[drawn];

		if (!draw_run(s, r, run))
			continue;
		drawn++;
		__builtin_prefetch(run->p->movable + run->first);
		__builtin_prefetch(run->p->profiles + run->first);
		__builtin_prefetch(run->p->profiles + run->first + 3);
	}
	for (size_t i = 0; i < drawn; i++)
		if (v[i].p->movable[v[i].first] >= s->unit.n)
			v[n++] = v[i];
	return n;
}

/*
 * One attempt at find_twin.  The closest alone would not do: it prefers what
 * is common, so that an original would be the odder of the two.  Two that
 * choose one another could change places, whatever is common.
 */
static bool
find_mutual(
    const struct task_context *s, struct rng *r, const struct str **found)
{
	const struct run unit = { .p = &s->window->v[s->own],
		.first = s->unit.first };
	const size_t len = s->unit.n;
	struct run v[DRAWS];
	const struct run *twin = NULL;
	size_t n = draw_runs(s, r, v);

	for (size_t i = 0; i < n; i++) {
		v[i].far = distance(&unit, &v[i], len);
		if ((twin == NULL || v[i].far < twin->far) &&
		    !share_sentence(&unit, &v[i], len))
			twin = &v[i];
	}
	if (twin == NULL)
		return false;
	/* what is twice as far from the unit is no closer to the twin */
	for (size_t i = 0; i < n; i++)
		if (v[i].far < 2 * twin->far && v[i].p != twin->p &&
		    distance(twin, &v[i], len) < twin->far)
			return false;
	*found = twin->p->sents + twin->first;
	return true;
}

/*
 * The sentences of a twin: a run from elsewhere such that, of all the places
 * looked at and the unit itself, it looks most like the unit and the unit most
 * like it.  What is taken from it then tells the classes apart neither by what
 * it looks like nor by how it goes with the rest.
 */
static bool
find_twin(const struct task_context *s, const struct str **found)
{
	struct rng r = task_context_rng(s, N_TEXT_TYPES);

	if (s->window->n < 2)
		return false;
	for (unsigned i = 0; i < ATTEMPTS; i++)
		if (find_mutual(s, &r, found))
			return true;
	return false;
}

/* Another order of the sentences, any but the one they have. */
static bool
shuffle(const struct task_context *s, const struct str *own, struct rng *r,
    struct str *to)
{
	size_t n = s->unit.n, *order = arena_alloc(s->arena, n, sizeof *order);
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
 * Which sentences of n are replaced.  Other: all but the first, so that there
 * is something they do not follow from.  Mixed: half, with the document's own
 * before and after.
 */
static void
replaced(enum text_type type, size_t n, struct rng *r, size_t *at, size_t *m)
{
	if (type == OTHER) {
		*at = 1;
		*m = n - 1;
		return;
	}
	*m = n / 2;
	if (*m > n - 2)
		*m = n - 2;
	*at = 1 + (size_t)rng_below(r, n - 1 - *m);
}

/* With a twin, if the type takes anything from it. */
static enum skip_reason
make_text(const struct task_context *s, enum text_type type,
    const struct str *twin, struct str *to)
{
	const struct passage *p = &s->window->v[s->own];
	const struct str *own = p->sents + s->unit.first;
	struct rng r = task_context_rng(s, type);
	size_t at, m;

	memcpy(to, own, s->unit.n * sizeof *to);
	if (type == ORIGINAL)
		return SKIP_NONE;
	if (type == SHUFFLED)
		return shuffle(s, own, &r, to) ? SKIP_NONE : SKIP_ORDER;
	replaced(type, s->unit.n, &r, &at, &m);
	memcpy(to + at, twin + at, m * sizeof *to);
	return SKIP_NONE;
}

/* A quotation that goes on in the next sentence would betray what is moved. */
static bool
is_movable(const struct task_context *s)
{
	return s->window->v[s->own].movable[s->unit.first] >= s->unit.n;
}

/* Every class must be possible, so that none is met more often than another. */
enum skip_reason
cls_make(const struct task_context *s, struct example *x)
{
	static const struct str two[] = { { "True", 4 }, { "False", 5 } };
	static const struct str names[] = { { "original", 8 },
		{ "shuffled", 8 }, { "other", 5 }, { "mixed", 5 } };
	const struct str *twin = NULL;
	size_t n = s->task->n_types;
	struct str *text = arena_alloc(s->arena, s->unit.n, sizeof *text);
	struct str *options = arena_alloc(s->arena, n, sizeof *options);

	if (!is_movable(s))
		return SKIP_QUOTES;
	if (task_lends(s->task) && !find_twin(s, &twin))
		return SKIP_ELSEWHERE;
	for (size_t i = 0; i < n; i++) {
		enum skip_reason why =
		    make_text(s, s->task->types[i], twin, text);

		if (why != SKIP_NONE)
			return why;
		if (i == s->class_no)
			x->input = task_context_join(s, text, s->unit.n);
		options[i] = n == 2 ? two[i] : names[s->task->types[i]];
	}
	x->options = options;
	x->n_options = n;
	task_context_output(s, x, options[s->class_no]);
	return SKIP_NONE;
}
