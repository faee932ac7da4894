/* Drawing demonstrations: see demo_sampling.h. */
#include "episode/demo_sampling.h"

#include <assert.h>
#include <string.h>

struct drawing {
	const struct pool_task *task;
	const struct pool_example *query;
	struct rng *rng;
	struct arena *arena;
	size_t *picks;
	size_t n;
	uint64_t *seen; /* hash table of the texts that are there; 0: empty */
	size_t n_seen;  /* its size, a power of two */
};

/* False when the text was there already. */
static bool
see(struct drawing *d, uint64_t same)
{
	size_t i = (size_t)same & (d->n_seen - 1);

	same += same == 0;
	while (d->seen[i] != 0 && d->seen[i] != same)
		i = (i + 1) & (d->n_seen - 1);
	if (d->seen[i] == same)
		return false;
	d->seen[i] = same;
	return true;
}

/* Takes back all picks but the first n. */
static void
see_only(struct drawing *d, size_t n)
{
	d->n = n;
	memset(d->seen, 0, d->n_seen * sizeof *d->seen);
	if (d->query != NULL)
		see(d, d->query->same);
	for (size_t i = 0; i < n; i++)
		see(d, d->task->v[d->picks[i]]->same);
}

/*
 * Adds want of the n examples in list (all of the task when NULL).  A few more
 * than wanted are drawn for those that do not fit, then twice as many.
 */
static void
add_from(struct drawing *d, const size_t *list, size_t n, size_t want)
{
	const size_t spare = 4, before = d->n;
	size_t m = want + spare;

	for (; want > 0; m *= 2) {
		size_t *trial;

		m = m < n ? m : n;
		trial = arena_alloc(d->arena, m, sizeof *trial);
		rng_sample(d->rng, n, trial, m);
		for (size_t i = 0; i < m && d->n < before + want; i++) {
			size_t x = list == NULL ? trial[i] : list[trial[i]];

			if (see(d, d->task->v[x]->same))
				d->picks[d->n++] = x;
		}
		if (m == n || d->n == before + want)
			return;
		see_only(d, before);
	}
}

static void
add_label(struct drawing *d, size_t label, size_t want)
{
	const struct pool_task *t = d->task;
	size_t from = t->starts[label];

	add_from(d, t->by_label + from, t->starts[label + 1] - from, want);
}

/* The query's label comes first when not all of them can be shown. */
static void
query_first(const struct drawing *d, size_t *order, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (order[i] != d->query->label)
			continue;
		order[i] = order[0];
		order[0] = d->query->label;
	}
}

static void
cover_labels(struct drawing *d, size_t want, enum cover cover)
{
	size_t n = d->task->labels.n;
	size_t *order = arena_alloc(d->arena, n, sizeof *order);
	size_t each = cover == COVER_EVENLY ? want / n : 1;
	size_t more = cover == COVER_EVENLY ? want % n : 0;

	rng_shuffle(d->rng, order, n);
	if (want < n && d->query != NULL)
		query_first(d, order, n);
	for (size_t i = 0; i < n && d->n < want; i++)
		add_label(d, order[i], each + (i < more ? 1 : 0));
}

size_t
demo_sampling_draw(const struct pool_task *t, const struct pool_example *query,
    size_t want, enum cover cover, struct rng *r, struct arena *a,
    size_t *picks)
{
	struct drawing d = { t, query, r, a, picks, 0, NULL, 4 };

	while (d.n_seen < 2 * (want + 1))
		d.n_seen *= 2;
	d.seen = arena_alloc(a, d.n_seen, sizeof *d.seen);
	see_only(&d, 0);
	if (cover != COVER_ANY && t->labels.n > 0)
		cover_labels(&d, want, cover);
	add_from(&d, NULL, t->n, want - d.n);
	assert(d.n <= want && d.n <= t->n);
	return d.n;
}

void
demo_sampling_shuffle(struct rng *r, size_t *v, size_t n)
{
	rng_permute(r, v, n, sizeof *v);
}
