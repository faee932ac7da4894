/* Classification of text: original, shuffled, other or mixed. */
#include "text/tasks.h"

#include <string.h>

enum {
	DRAWS = 128,      /* places looked at for a twin */
	ATTEMPTS = 2,     /* sets of them */
	STYLE_STEPS = 64, /* that another typography counts for */
};

/* As many sentences as the unit has, in a document of the window. */
struct run {
	size_t doc, first;
};

static bool
shares_sentence(
    const struct str *a, size_t n_a, const struct str *b, size_t n_b)
{
	for (size_t i = 0; i < n_a; i++)
		for (size_t k = 0; k < n_b; k++)
			if (str_eq(a[i], b[k]))
				return true;
	return false;
}

/* A run of another document that could be a unit of it; false: no luck. */
static bool
draw_run(const struct scene *s, struct rng *r, struct run *run)
{
	const struct window *w = s->window;
	const struct passage *p;

	run->doc = (size_t)rng_below(r, w->n - 1);
	run->doc += run->doc >= s->own;
	p = &w->v[run->doc];
	if (p->n < s->unit.n || !scene_elsewhere(s, run->doc))
		return false;
	run->first = (size_t)rng_below(r, p->n - s->unit.n + 1);
	for (size_t i = 0; i < s->unit.n; i++)
		if (!p->whole[run->first + i] ||
		    (i > 0 && !p->follows[run->first + i]))
			return false;
	return true;
}

/* How unlike two runs look; SIZE_MAX for runs of one document. */
static size_t
distance(const struct scene *s, struct run a, struct run b)
{
	const struct passage *p = &s->window->v[a.doc];
	const struct passage *q = &s->window->v[b.doc];

	if (a.doc == b.doc)
		return SIZE_MAX;
	return (p->style == q->style ? 0 : STYLE_STEPS) +
	       profile_distance(
		   p->profiles + a.first, q->profiles + b.first, s->unit.n);
}

/*
 * One attempt at find_twin.  The closest alone would not do: it prefers what
 * is common, so that an original would be the odder of the two.  Two that
 * choose one another could change places, whatever is common.
 */
static bool
find_mutual(const struct scene *s, struct rng *r, const struct str **found)
{
	const struct passage *all = s->window->v;
	const struct run unit = { s->own, s->unit.first };
	const struct str *own = all[s->own].sents + s->unit.first;
	size_t n = 0, best = SIZE_MAX;
	struct run v[DRAWS], twin = { 0 };

	for (unsigned i = 0; i < DRAWS; i++) {
		struct run *run = &v[n];
		const struct str *sents;
		size_t far;

		if (!draw_run(s, r, run))
			continue;
		n++;
		far = distance(s, unit, *run);
		sents = all[run->doc].sents + run->first;
		if (far < best &&
		    !shares_sentence(own, s->unit.n, sents, s->unit.n)) {
			best = far;
			twin = *run;
			*found = sents;
		}
	}
	if (best == SIZE_MAX)
		return false;
	for (size_t i = 0; i < n; i++)
		if (distance(s, twin, v[i]) < best)
			return false;
	return true;
}

/*
 * The sentences of a twin: a run from elsewhere such that, of all the places
 * looked at and the unit itself, it looks most like the unit and the unit most
 * like it.  What is taken from it then tells the classes apart neither by what
 * it looks like nor by how it goes with the rest.
 */
static bool
find_twin(const struct scene *s, const struct str **found)
{
	struct rng r = scene_rng(s, N_TEXT_TYPES);

	if (s->window->n < 2)
		return false;
	for (unsigned i = 0; i < ATTEMPTS; i++)
		if (find_mutual(s, &r, found))
			return true;
	return false;
}

/* Another order of the sentences, any but the one they have. */
static bool
shuffle(
    const struct scene *s, const struct str *own, struct rng *r, struct str *to)
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
static enum miss
make_text(const struct scene *s, enum text_type type, const struct str *twin,
    struct str *to)
{
	const struct passage *p = &s->window->v[s->own];
	const struct str *own = p->sents + s->unit.first;
	struct rng r = scene_rng(s, type);
	size_t at, m;

	memcpy(to, own, s->unit.n * sizeof *to);
	if (type == ORIGINAL)
		return MISS_NONE;
	if (type == SHUFFLED)
		return shuffle(s, own, &r, to) ? MISS_NONE : MISS_ORDER;
	replaced(type, s->unit.n, &r, &at, &m);
	memcpy(to + at, twin + at, m * sizeof *to);
	return MISS_NONE;
}

/* A quotation that goes on in the next sentence would betray what is moved. */
static bool
is_movable(const struct scene *s)
{
	const struct passage *p = &s->window->v[s->own];

	for (size_t i = 0; i < s->unit.n; i++)
		if (!p->whole[s->unit.first + i])
			return false;
	return true;
}

/* Every class must be possible, so that none is met more often than another. */
enum miss
cls_make(const struct scene *s, struct example *x)
{
	static const struct str two[] = { { "True", 4 }, { "False", 5 } };
	static const struct str names[] = { { "original", 8 },
		{ "shuffled", 8 }, { "other", 5 }, { "mixed", 5 } };
	const struct str *twin = NULL;
	size_t n = s->task->n_types;
	struct str *text = arena_alloc(s->arena, s->unit.n, sizeof *text);
	struct str *options = arena_alloc(s->arena, n, sizeof *options);

	if (!is_movable(s))
		return MISS_QUOTES;
	if (task_lends(s->task) && !find_twin(s, &twin))
		return MISS_ELSEWHERE;
	for (size_t i = 0; i < n; i++) {
		enum miss why = make_text(s, s->task->types[i], twin, text);

		if (why != MISS_NONE)
			return why;
		if (i == s->class_no)
			x->input = scene_join(s, text, s->unit.n);
		options[i] = n == 2 ? two[i] : names[s->task->types[i]];
	}
	x->options = options;
	x->n_options = n;
	scene_output(s, x, options[s->class_no]);
	return MISS_NONE;
}
