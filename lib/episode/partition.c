/* One pass over a task: see partition.h. */
#include "episode/partition.h"

#include <assert.h>
#include <stdlib.h>

struct dealing {
	struct partition *partition;
	const struct pool_task *task;
	const struct partition_options *rule;
	struct rng rng;
	size_t *order;    /* of all examples */
	bool *taken;      /* by example */
	size_t first;     /* all before it in order are taken */
	size_t *cursor;   /* by label: all before it in by_label are taken */
	size_t *by_label; /* the task's, each label's in random order */
	size_t *group;
	size_t n; /* of the group so far */
	size_t bytes;
};

static bool
is_new(const struct dealing *d, size_t i)
{
	uint64_t same = d->task->v[i]->same;

	for (size_t j = 0; j < d->n; j++)
		if (d->task->v[d->group[j]]->same == same)
			return false;
	return true;
}

static size_t
size_of(const struct dealing *d, size_t i)
{
	return example_size_of(&d->rule->size, d->task->v[i]);
}

static void
take(struct dealing *d, size_t i)
{
	d->taken[i] = true;
	d->group[d->n++] = i;
	if (d->rule->max_bytes > 0)
		d->bytes += size_of(d, i);
}

/*
 * False when i does not fit behind what is there.  A first example so long
 * that nothing fits behind it would end every pass here: the longer of the two
 * is left out of this pass.
 */
static bool
has_room(struct dealing *d, size_t i, bool *dropped)
{
	size_t bytes;

	*dropped = false;
	if (d->rule->max_bytes == 0)
		return true;
	bytes = size_of(d, i);
	if (d->bytes + bytes <= d->rule->max_bytes)
		return true;
	if (d->n > 1)
		return false;
	*dropped = true;
	d->partition->n_long++;
	if (d->n == 1 && d->bytes > bytes) {
		d->group[0] = i;
		d->bytes = bytes;
	}
	d->taken[i] = true;
	return false;
}

/* Takes the next of list[*from .. n) that fits; false when there is none. */
static bool
take_next(struct dealing *d, const size_t *list, size_t *from, size_t n)
{
	bool dropped;

	while (*from < n && d->taken[list[*from]])
		++*from;
	for (size_t i = *from; i < n; i++) {
		if (d->taken[list[i]] || !is_new(d, list[i]))
			continue;
		if (has_room(d, list[i], &dropped)) {
			take(d, list[i]);
			return true;
		}
		if (!dropped)
			return false;
	}
	return false;
}

/* A label each in turn, once or until the group is as large as wanted. */
static void
take_labels(struct dealing *d, size_t want)
{
	const struct pool_task *t = d->task;
	size_t n = t->labels.n, before;

	if (d->rule->cover == COVER_ANY || n == 0 || want < n)
		return;
	do {
		before = d->n;
		for (size_t c = 0; c < n && d->n < want; c++)
			take_next(
			    d, d->by_label, &d->cursor[c], t->starts[c + 1]);
	} while (d->rule->cover == COVER_EVENLY && d->n > before &&
		 d->n + n <= want);
}

static size_t
count_label(const struct dealing *d, size_t label)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n; i++)
		n += d->task->v[d->group[i]]->label == label;
	return n;
}

/*
 * Shuffles the group and puts the query last: where labels are covered one
 * whose label a demonstration has too.  False when none may be a query.
 */
static bool
seat_query(struct dealing *d)
{
	size_t best = SIZE_MAX;

	demo_sampling_shuffle(&d->rng, d->group, d->n);
	for (size_t i = d->n; i-- > 0;) {
		const struct pool_example *x = d->task->v[d->group[i]];

		if (x->demo_only)
			continue;
		if (best == SIZE_MAX)
			best = i;
		if (d->rule->cover == COVER_ANY || x->label == NO_LABEL ||
		    count_label(d, x->label) > 1) {
			best = i;
			break;
		}
	}
	if (best == SIZE_MAX)
		return false;
	for (size_t query = d->group[best]; best < d->n - 1; best++) {
		d->group[best] = d->group[best + 1];
		d->group[best + 1] = query;
	}
	return true;
}

static bool
deal_group(struct dealing *d)
{
	const struct partition_options *rule = d->rule;
	size_t want = 1 + (size_t)rng_range(&d->rng, rule->k_min, rule->k_max);
	struct partition *partition = d->partition;

	d->group = partition->v + partition->starts[partition->n];
	d->n = 0;
	d->bytes = 0;
	take_labels(d, want);
	while (d->n < want && take_next(d, d->order, &d->first, d->task->n))
		continue;
	if (d->n < rule->k_min + 1) {
		partition->n_left += d->n;
		return false;
	}
	if (!seat_query(d)) {
		partition->n_without += d->n;
		return true;
	}
	assert(d->n >= 1 && d->n <= rule->k_max + 1);
	partition->starts[partition->n + 1] =
	    partition->starts[partition->n] + d->n;
	partition->n++;
	return true;
}

static void
shuffle_labels(struct dealing *d)
{
	const struct pool_task *t = d->task;

	if (t->labels.n == 0 || d->rule->cover == COVER_ANY)
		return;
	d->by_label = mem_new(t->n, sizeof *d->by_label);
	d->cursor = mem_new(t->labels.n, sizeof *d->cursor);
	for (size_t c = 0; c < t->labels.n; c++) {
		size_t from = t->starts[c], n = t->starts[c + 1] - from;

		d->cursor[c] = from;
		for (size_t i = 0; i < n; i++)
			d->by_label[from + i] = t->by_label[from + i];
		demo_sampling_shuffle(&d->rng, d->by_label + from, n);
	}
}

static void
deal_groups(struct partition *partition, const struct pool_task *t,
    const struct partition_options *rule, uint64_t pass)
{
	struct dealing d = { .partition = partition, .task = t, .rule = rule };

	d.rng = rng_at(rule->seed, "partition", t->name, pass);
	d.order = mem_new(t->n, sizeof *d.order);
	d.taken = mem_new(t->n, sizeof *d.taken);
	rng_shuffle(&d.rng, d.order, t->n);
	shuffle_labels(&d);
	while (deal_group(&d))
		continue;
	/* what neither a group nor a count has is left as well */
	for (size_t i = 0; i < t->n; i++)
		partition->n_left += !d.taken[i];
	free(d.order);
	free(d.taken);
	free(d.by_label);
	free(d.cursor);
}

static void
deal_queries(struct partition *partition, const struct pool_task *t,
    const struct partition_options *rule, uint64_t pass)
{
	struct rng rng = rng_at(rule->seed, "queries", t->name, pass);

	for (size_t i = 0; i < t->n; i++)
		if (!t->v[i]->demo_only)
			partition->v[partition->n++] = i;
	partition->n_demo = t->n - partition->n;
	demo_sampling_shuffle(&rng, partition->v, partition->n);
	for (size_t i = 0; i <= partition->n; i++)
		partition->starts[i] = i;
}

void
partition_deal(struct partition *d, const struct pool_task *t,
    const struct partition_options *rule, uint64_t pass)
{
	assert(rule->k_min <= rule->k_max && t->n > 0);
	partition_release(d);
	d->v = mem_new(t->n, sizeof *d->v);
	d->starts = mem_new(t->n + 1, sizeof *d->starts);
	if (rule->partition)
		deal_groups(d, t, rule, pass);
	else
		deal_queries(d, t, rule, pass);
	d->n_in = d->starts[d->n];
	assert(
	    d->n_in + d->n_demo + d->n_left + d->n_long + d->n_without == t->n);
}

void
partition_release(struct partition *d)
{
	free(d->v);
	free(d->starts);
	*d = (struct partition){ 0 };
}
