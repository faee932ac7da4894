/* Metrics over seeds and queries, and their bootstrap: see bootstrap.h. */
#include "report/bootstrap.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"

struct bootstrap {
	enum metric metric;
	enum f1_policy policy;
	uint32_t *ids; /* [n_ids], rising */
	size_t n_ids;
	const struct seed_run **runs; /* [n_seeds], seeds rising */
	size_t n_seeds;
	const struct prediction **grid; /* [n_seeds][n_ids], NULL: not there */
	uint32_t *classes;              /* [n_classes], rising */
	size_t n_classes;
	size_t *gold, *pred;         /* [n_seeds][n_ids] places in classes */
	struct class_counts *counts; /* [n_classes], scratch */
};

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static int
by_seed(const void *a, const void *b)
{
	const struct seed_run *x = *(const struct seed_run *const *)a;
	const struct seed_run *y = *(const struct seed_run *const *)b;

	return (x->seed > y->seed) - (x->seed < y->seed);
}

/* Sorts and drops duplicates; returns how many are left. */
static size_t
unique(uint32_t *v, size_t n)
{
	size_t left = 0;

	qsort(v, n, sizeof *v, by_number);
	for (size_t i = 0; i < n; i++)
		if (left == 0 || v[i] != v[left - 1])
			v[left++] = v[i];
	return left;
}

/* Place of x in a rising list, n when it is not there. */
static size_t
place(const uint32_t *v, size_t n, uint32_t x)
{
	const uint32_t *at = bsearch(&x, v, n, sizeof *v, by_number);

	return at == NULL ? n : (size_t)(at - v);
}

static uint32_t *
ids_of(const struct row *row, size_t *n)
{
	uint32_t *ids;
	size_t all = 0;

	for (size_t s = 0; s < row->n_seeds; s++)
		all += row->seeds[s].n_predictions;
	ids = mem_new(all, sizeof *ids);
	all = 0;
	for (size_t s = 0; s < row->n_seeds; s++)
		for (size_t i = 0; i < row->seeds[s].n_predictions; i++)
			ids[all++] = row->seeds[s].predictions[i].id;
	*n = unique(ids, all);
	return ids;
}

static void
take_ids(struct bootstrap *b, const struct row *row, const struct row *other)
{
	uint32_t *theirs;
	size_t n, left = 0;

	b->ids = ids_of(row, &b->n_ids);
	if (other == NULL)
		return;
	theirs = ids_of(other, &n);
	for (size_t i = 0; i < b->n_ids; i++)
		if (place(theirs, n, b->ids[i]) < n)
			b->ids[left++] = b->ids[i];
	b->n_ids = left;
	free(theirs);
}

static bool
has_seed(const struct row *row, uint64_t seed)
{
	for (size_t s = 0; s < row->n_seeds; s++)
		if (row->seeds[s].seed == seed)
			return true;
	return false;
}

static void
take_seeds(struct bootstrap *b, const struct row *row, const struct row *other)
{
	b->runs = mem_new(row->n_seeds, sizeof *b->runs);
	for (size_t s = 0; s < row->n_seeds; s++)
		if (other == NULL || has_seed(other, row->seeds[s].seed))
			b->runs[b->n_seeds++] = &row->seeds[s];
	qsort(b->runs, b->n_seeds, sizeof(struct seed_run *), by_seed);
}

static void
take_grid(struct bootstrap *b)
{
	b->grid = mem_new(b->n_seeds * b->n_ids, sizeof *b->grid);
	for (size_t s = 0; s < b->n_seeds; s++) {
		for (size_t i = 0; i < b->runs[s]->n_predictions; i++) {
			const struct prediction *t =
			    &b->runs[s]->predictions[i];
			size_t at = place(b->ids, b->n_ids, t->id);

			if (at < b->n_ids)
				b->grid[s * b->n_ids + at] = t;
		}
	}
}

static void
take_places(struct bootstrap *b)
{
	size_t n = b->n_seeds * b->n_ids;

	b->gold = mem_new(n, sizeof *b->gold);
	b->pred = mem_new(n, sizeof *b->pred);
	for (size_t i = 0; i < n; i++) {
		if (b->grid[i] == NULL)
			continue;
		b->gold[i] = place(b->classes, b->n_classes, b->grid[i]->gold);
		b->pred[i] = place(b->classes, b->n_classes, b->grid[i]->pred);
		assert(b->gold[i] < b->n_classes && b->pred[i] < b->n_classes);
	}
}

/* The classes of a macro-F1: every option of every query. */
static void
take_classes(struct bootstrap *b)
{
	size_t n = 0, all = 0;

	if (b->metric != METRIC_MACRO_F1)
		return;
	for (size_t s = 0; s < b->n_seeds; s++)
		all += b->runs[s]->n_scores;
	b->classes = mem_new(all, sizeof *b->classes);
	for (size_t s = 0; s < b->n_seeds; s++) {
		memcpy(b->classes + n, b->runs[s]->classes,
		    b->runs[s]->n_scores * sizeof *b->classes);
		n += b->runs[s]->n_scores;
	}
	b->n_classes = unique(b->classes, n);
	b->counts = mem_new(b->n_classes, sizeof *b->counts);
	take_places(b);
}

struct bootstrap *
bootstrap_new(
    const struct row *row, const struct row *other, enum f1_policy policy)
{
	struct bootstrap *b = mem_new(1, sizeof *b);

	b->metric = row->metric;
	b->policy = policy;
	take_ids(b, row, other);
	take_seeds(b, row, other);
	take_grid(b);
	take_classes(b);
	return b;
}

void
bootstrap_free(struct bootstrap *b)
{
	if (b == NULL)
		return;
	free(b->ids);
	free(b->runs);
	free(b->grid);
	free(b->classes);
	free(b->gold);
	free(b->pred);
	free(b->counts);
	free(b);
}

size_t
bootstrap_n_seeds(const struct bootstrap *b)
{
	return b->n_seeds;
}

size_t
bootstrap_n_queries(const struct bootstrap *b)
{
	return b->n_ids;
}

static const struct prediction *const *
line(const struct bootstrap *b, size_t seed)
{
	return b->grid + seed * b->n_ids;
}

static void
count_classes(struct bootstrap *b, size_t seed, const double *weights)
{
	const struct prediction *const *t = line(b, seed);

	for (size_t c = 0; c < b->n_classes; c++)
		b->counts[c] = (struct class_counts){ .declared = true };
	for (size_t i = 0; i < b->n_ids; i++) {
		double w = weights == NULL ? 1 : weights[i];
		size_t gold, pred;

		if (t[i] == NULL || w == 0)
			continue;
		gold = b->gold[seed * b->n_ids + i];
		pred = b->pred[seed * b->n_ids + i];
		b->counts[gold].gold += w;
		b->counts[pred].predicted += w;
		if (gold == pred)
			b->counts[gold].right += w;
	}
}

static double
mean_value(const struct bootstrap *b, size_t seed, const double *weights)
{
	const struct prediction *const *t = line(b, seed);
	double sum = 0, total = 0;

	for (size_t i = 0; i < b->n_ids; i++) {
		double w = weights == NULL ? 1 : weights[i];

		if (t[i] == NULL)
			continue;
		sum += w * t[i]->value;
		total += w;
	}
	return total > 0 ? sum / total : 0;
}

static double
metric(struct bootstrap *b, size_t seed, const double *weights)
{
	assert(seed < b->n_seeds);
	if (b->metric != METRIC_MACRO_F1)
		return mean_value(b, seed, weights);
	count_classes(b, seed, weights);
	return metric_macro_f1(b->counts, b->n_classes, b->policy);
}

double
bootstrap_metric(struct bootstrap *b, size_t seed)
{
	return metric(b, seed, NULL);
}

double
bootstrap_accuracy(const struct bootstrap *b, size_t seed)
{
	assert(seed < b->n_seeds);
	return mean_value(b, seed, NULL);
}

uint64_t
bootstrap_key(const struct bootstrap *b)
{
	uint64_t key = 0;

	for (size_t s = 0; s < b->n_seeds; s++) {
		key = rng_hash(key, &b->runs[s]->seed, sizeof(uint64_t));
		for (size_t i = 0; i < b->n_ids; i++)
			if (b->grid[s * b->n_ids + i] != NULL)
				key =
				    rng_hash(key, &b->ids[i], sizeof b->ids[i]);
	}
	return key;
}

void
bootstrap_interval(struct bootstrap *b, enum bootstrap_over over, uint64_t seed,
    struct str key, double *out, size_t n)
{
	double *weights = mem_new(b->n_ids, sizeof *weights);
	double *times = mem_new(b->n_seeds, sizeof *times);

	assert(b->n_ids > 0 && b->n_seeds > 0);
	for (size_t i = 0; i < n; i++) {
		struct rng r = rng_at(seed, "bootstrap", key, i);

		memset(weights, 0, b->n_ids * sizeof *weights);
		memset(times, 0, b->n_seeds * sizeof *times);
		for (size_t q = 0; q < b->n_ids; q++)
			weights[rng_below(&r, b->n_ids)]++;
		for (size_t s = 0; s < b->n_seeds; s++)
			times[over == BOOTSTRAP_QUERY
				  ? s
				  : rng_below(&r, b->n_seeds)]++;
		out[i] = 0;
		for (size_t s = 0; s < b->n_seeds; s++)
			if (times[s] > 0)
				out[i] += times[s] / (double)b->n_seeds *
					  metric(b, s, weights);
	}
	free(weights);
	free(times);
}

void
bootstrap_tasks(
    const double *means, size_t n_means, uint64_t seed, double *out, size_t n)
{
	assert(n_means > 0);
	for (size_t i = 0; i < n; i++) {
		struct rng r = rng_at(seed, "bootstrap tasks", STR(""), i);

		out[i] = 0;
		for (size_t t = 0; t < n_means; t++)
			out[i] += means[rng_below(&r, n_means)];
		out[i] /= (double)n_means;
	}
}

/* Mean number of options; 0 where something was generated. */
static double
mean_options(const struct bootstrap *b, double *chance)
{
	double options = 0, n = 0;

	*chance = 0;
	for (size_t i = 0; i < b->n_seeds * b->n_ids; i++) {
		if (b->grid[i] == NULL || b->grid[i]->n == 0)
			continue;
		options += (double)b->grid[i]->n;
		*chance += 1 / (double)b->grid[i]->n;
		n++;
	}
	if (n == 0)
		return 0;
	*chance /= n;
	return options / n;
}

double
bootstrap_chance_accuracy(const struct bootstrap *b)
{
	double even, options = mean_options(b, &even);

	return options == 0 ? NAN : even;
}

double
bootstrap_chance(struct bootstrap *b)
{
	double even, options = mean_options(b, &even), sum = 0;

	if (options == 0)
		return NAN;
	if (b->metric != METRIC_MACRO_F1)
		return even;
	for (size_t s = 0; s < b->n_seeds; s++) {
		count_classes(b, s, NULL);
		sum += metric_chance_f1(
		    b->counts, b->n_classes, b->policy, options);
	}
	return sum / (double)b->n_seeds;
}

/* Share of the commonest gold, by class or, if !by_class, by its place. */
static double
commonest(const struct bootstrap *b, size_t seed, bool by_class)
{
	const struct prediction *const *t = line(b, seed);
	uint32_t *gold = mem_new(b->n_ids, sizeof *gold);
	size_t n = 0, most = 0, run = 0;

	for (size_t i = 0; i < b->n_ids; i++)
		if (t[i] != NULL && t[i]->n > 0)
			gold[n++] =
			    by_class ? t[i]->gold : (uint32_t)t[i]->gold_at;
	qsort(gold, n, sizeof *gold, by_number);
	for (size_t i = 0; i < n; i++) {
		run = i > 0 && gold[i] == gold[i - 1] ? run + 1 : 1;
		if (run > most)
			most = run;
	}
	free(gold);
	return n == 0 ? NAN : (double)most / (double)n;
}

double
bootstrap_majority(struct bootstrap *b)
{
	double sum = 0;

	for (size_t s = 0; s < b->n_seeds; s++) {
		if (b->metric == METRIC_MACRO_F1) {
			count_classes(b, s, NULL);
			sum += metric_majority_f1(
			    b->counts, b->n_classes, b->policy);
		} else {
			sum +=
			    fmax(commonest(b, s, true), commonest(b, s, false));
		}
	}
	return sum / (double)b->n_seeds;
}

double
bootstrap_k_kept(const struct bootstrap *b)
{
	double sum = 0, n = 0;

	for (size_t i = 0; i < b->n_seeds * b->n_ids; i++) {
		if (b->grid[i] == NULL)
			continue;
		sum += (double)b->grid[i]->k_kept;
		n++;
	}
	return n == 0 ? NAN : sum / n;
}
