/* Classification of text: original, shuffled, other or mixed. */
#include "text/tasks.h"

#include <string.h>

enum {
	CANDIDATES = 16, /* runs of which the closest is taken */
	TRIES = 128,     /* places looked at for them */
	SAME_STYLE = 96, /* of these, in documents of the same typography */
};

/* Sentences [first, first + n) of a document of the window. */
struct run {
	size_t doc, first, n;
};

static size_t
bytes_of(const struct str *v, size_t n)
{
	size_t bytes = 0;

	for (size_t i = 0; i < n; i++)
		bytes += v[i].n;
	return bytes;
}

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

/* A place for n consecutive sentences in another document; false: no luck. */
static bool
draw_run(const struct scene *s, size_t n, struct rng *r, struct run *run)
{
	const struct window *w = s->window;
	const struct passage *p;

	run->doc = (size_t)rng_below(r, w->n - 1);
	run->doc += run->doc >= s->own;
	run->n = n;
	p = &w->v[run->doc];
	if (p->n < n || str_eq(p->id, w->v[s->own].id))
		return false;
	run->first = (size_t)rng_below(r, p->n - n + 1);
	for (size_t i = 0; i < n; i++)
		if (!p->whole[run->first + i] ||
		    (i > 0 && !p->follows[run->first + i]))
			return false;
	return true;
}

/*
 * A run from elsewhere whose length is close to that of the sentences which it
 * replaces, and whose quotes and dashes are of the same make: neither shall
 * tell the classes apart.  A closer match would: it prefers what is common.
 */
static bool
find_run(const struct scene *s, const struct str *own, size_t at, size_t n,
    struct rng *r, const struct str **found)
{
	const struct passage *all = s->window->v;
	size_t wanted = bytes_of(own + at, n), best = SIZE_MAX, good = 0;
	struct run run;

	if (s->window->n < 2)
		return false;
	for (unsigned i = 0; i < TRIES && good < CANDIDATES; i++) {
		const struct str *v;
		size_t bytes, off;

		if (i >= SAME_STYLE && good > 0)
			break;
		if (!draw_run(s, n, r, &run) ||
		    (i < SAME_STYLE && all[run.doc].style != all[s->own].style))
			continue;
		v = all[run.doc].sents + run.first;
		if (shares_sentence(own, s->unit.n, v, n))
			continue;
		good++;
		bytes = bytes_of(v, n);
		off = bytes > wanted ? bytes - wanted : wanted - bytes;
		if (off < best) {
			best = off;
			*found = v;
		}
	}
	return good > 0;
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

static enum miss
make_text(const struct scene *s, enum text_type type, struct str *to)
{
	const struct passage *p = &s->window->v[s->own];
	const struct str *own = p->sents + s->unit.first, *from = NULL;
	struct rng r = scene_rng(s, type);
	size_t at, m;

	memcpy(to, own, s->unit.n * sizeof *to);
	if (type == ORIGINAL)
		return MISS_NONE;
	if (type == SHUFFLED)
		return shuffle(s, own, &r, to) ? MISS_NONE : MISS_ORDER;
	replaced(type, s->unit.n, &r, &at, &m);
	if (!find_run(s, own, at, m, &r, &from))
		return MISS_ELSEWHERE;
	memcpy(to + at, from, m * sizeof *to);
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
	size_t n = s->task->n_types;
	struct str *text = arena_alloc(s->arena, s->unit.n, sizeof *text);
	struct str *options = arena_alloc(s->arena, n, sizeof *options);

	if (!is_movable(s))
		return MISS_QUOTES;
	for (size_t i = 0; i < n; i++) {
		enum miss why = make_text(s, s->task->types[i], text);

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
