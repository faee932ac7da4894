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

/* Sorts and drops what stands twice; returns how many are left. */
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
take_ids(struct bootstrap *p, const struct row *row, const struct row *other)
{
	uint32_t *theirs;
	size_t n, left = 0;

	p->ids = ids_of(row, &p->n_ids);
	if (other == NULL)
		return;
	theirs = ids_of(other, &n);
	for (size_t i = 0; i < p->n_ids; i++)
		if (place(theirs, n, p->ids[i]) < n)
			p->ids[left++] = p->ids[i];
	p->n_ids = left;
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
take_seeds(struct bootstrap *p, const struct row *row, const struct row *other)
{
	p->runs = mem_new(row->n_seeds, sizeof *p->runs);
	for (size_t s = 0; s < row->n_seeds; s++)
		if (other == NULL || has_seed(other, row->seeds[s].seed))
			p->runs[p->n_seeds++] = &row->seeds[s];
	qsort(p->runs, p->n_seeds, sizeof(struct seed_run *), by_seed);
}

static void
take_grid(struct bootstrap *p)
{
	p->grid = mem_new(p->n_seeds * p->n_ids, sizeof *p->grid);
	for (size_t s = 0; s < p->n_seeds; s++) {
		for (size_t i = 0; i < p->runs[s]->n_predictions; i++) {
			const struct prediction *t =
			    &p->runs[s]->predictions[i];
			size_t at = place(p->ids, p->n_ids, t->id);

			if (at < p->n_ids)
				p->grid[s * p->n_ids + at] = t;
		}
	}
}

static void
take_places(struct bootstrap *p)
{
	size_t n = p->n_seeds * p->n_ids;

	p->gold = mem_new(n, sizeof *p->gold);
	p->pred = mem_new(n, sizeof *p->pred);
	for (size_t i = 0; i < n; i++) {
		if (p->grid[i] == NULL)
			continue;
		p->gold[i] = place(p->classes, p->n_classes, p->grid[i]->gold);
		p->pred[i] = place(p->classes, p->n_classes, p->grid[i]->pred);
		assert(p->gold[i] < p->n_classes && p->pred[i] < p->n_classes);
	}
}

/* The classes of a macro-F1: every option of every query. */
static void
take_classes(struct bootstrap *p)
{
	size_t n = 0, all = 0;

	if (p->metric != METRIC_MACRO_F1)
		return;
	for (size_t s = 0; s < p->n_seeds; s++)
		all += p->runs[s]->n_scores;
	p->classes = mem_new(all, sizeof *p->classes);
	for (size_t s = 0; s < p->n_seeds; s++) {
		memcpy(p->classes + n, p->runs[s]->classes,
		    p->runs[s]->n_scores * sizeof *p->classes);
		n += p->runs[s]->n_scores;
	}
	p->n_classes = unique(p->classes, n);
	p->counts = mem_new(p->n_classes, sizeof *p->counts);
	take_places(p);
}

struct bootstrap *
bootstrap_new(
    const struct row *row, const struct row *other, enum f1_policy policy)
{
	struct bootstrap *p = mem_new(1, sizeof *p);

	p->metric = row->metric;
	p->policy = policy;
	take_ids(p, row, other);
	take_seeds(p, row, other);
	take_grid(p);
	take_classes(p);
	return p;
}

void
bootstrap_free(struct bootstrap *p)
{
	if (p == NULL)
		return;
	free(p->ids);
	free(p->runs);
	free(p->grid);
	free(p->classes);
	free(p->gold);
	free(p->pred);
	free(p->counts);
	free(p);
}

size_t
bootstrap_n_seeds(const struct bootstrap *p)
{
	return p->n_seeds;
}

size_t
bootstrap_n_queries(const struct bootstrap *p)
{
	return p->n_ids;
}

uint64_t
bootstrap_seed(const struct bootstrap *p, size_t seed)
{
	assert(seed < p->n_seeds);
	return p->runs[seed]->seed;
}

static const struct prediction *const *
line(const struct bootstrap *p, size_t seed)
{
	return p->grid + seed * p->n_ids;
}

static void
count_classes(struct bootstrap *p, size_t seed, const double *weights)
{
	const struct prediction *const *t = line(p, seed);

	for (size_t c = 0; c < p->n_classes; c++)
		p->counts[c] = (struct class_counts){ .declared = true };
	for (size_t i = 0; i < p->n_ids; i++) {
		double w = weights == NULL ? 1 : weights[i];
		size_t gold, pred;

		if (t[i] == NULL || w == 0)
			continue;
		gold = p->gold[seed * p->n_ids + i];
		pred = p->pred[seed * p->n_ids + i];
		p->counts[gold].gold += w;
		p->counts[pred].predicted += w;
		if (gold == pred)
			p->counts[gold].right += w;
	}
}

static double
mean_value(const struct bootstrap *p, size_t seed, const double *weights)
{
	const struct prediction *const *t = line(p, seed);
	double sum = 0, total = 0;

	for (size_t i = 0; i < p->n_ids; i++) {
		double w = weights == NULL ? 1 : weights[i];

		if (t[i] == NULL)
			continue;
		sum += w * t[i]->value;
		total += w;
	}
	return total > 0 ? sum / total : 0;
}

static double
metric(struct bootstrap *p, size_t seed, const double *weights)
{
	assert(seed < p->n_seeds);
	if (p->metric != METRIC_MACRO_F1)
		return mean_value(p, seed, weights);
	count_classes(p, seed, weights);
	return metric_macro_f1(p->counts, p->n_classes, p->policy);
}

double
bootstrap_metric(struct bootstrap *p, size_t seed)
{
	return metric(p, seed, NULL);
}

void
bootstrap_interval(
    struct bootstrap *p, uint64_t seed, struct str key, double *out, size_t n)
{
	double *weights = mem_new(p->n_ids, sizeof *weights);
	double *times = mem_new(p->n_seeds, sizeof *times);

	for (size_t i = 0; i < n; i++) {
		struct rng r = rng_at(seed, "bootstrap", key, i);

		memset(weights, 0, p->n_ids * sizeof *weights);
		memset(times, 0, p->n_seeds * sizeof *times);
		for (size_t q = 0; q < p->n_ids; q++)
			weights[rng_below(&r, p->n_ids)]++;
		for (size_t s = 0; s < p->n_seeds; s++)
			times[rng_below(&r, p->n_seeds)]++;
		out[i] = 0;
		for (size_t s = 0; s < p->n_seeds; s++)
			if (times[s] > 0)
				out[i] += times[s] / (double)p->n_seeds *
					  metric(p, s, weights);
	}
	free(weights);
	free(times);
}

/* Mean number of options; 0 where something was generated. */
static double
mean_options(const struct bootstrap *p, double *chance)
{
	double options = 0, n = 0;

	*chance = 0;
	for (size_t i = 0; i < p->n_seeds * p->n_ids; i++) {
		if (p->grid[i] == NULL || p->grid[i]->n == 0)
			continue;
		options += (double)p->grid[i]->n;
		*chance += 1 / (double)p->grid[i]->n;
		n++;
	}
	if (n == 0)
		return 0;
	*chance /= n;
	return options / n;
}

double
bootstrap_chance(struct bootstrap *p)
{
	double even, options = mean_options(p, &even), sum = 0;

	if (options == 0)
		return NAN;
	if (p->metric != METRIC_MACRO_F1)
		return even;
	for (size_t s = 0; s < p->n_seeds; s++) {
		count_classes(p, s, NULL);
		sum += metric_chance_f1(
		    p->counts, p->n_classes, p->policy, options);
	}
	return sum / (double)p->n_seeds;
}

/* Share of the commonest gold, by class or, if !by_class, by its place. */
static double
commonest(const struct bootstrap *p, size_t seed, bool by_class)
{
	const struct prediction *const *t = line(p, seed);
	uint32_t *gold = mem_new(p->n_ids, sizeof *gold);
	size_t n = 0, most = 0, run = 0;

	for (size_t i = 0; i < p->n_ids; i++)
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
bootstrap_majority(struct bootstrap *p)
{
	double sum = 0;

	for (size_t s = 0; s < p->n_seeds; s++) {
		if (p->metric == METRIC_MACRO_F1) {
			count_classes(p, s, NULL);
			sum += metric_majority_f1(
			    p->counts, p->n_classes, p->policy);
		} else {
			sum +=
			    fmax(commonest(p, s, true), commonest(p, s, false));
		}
	}
	return sum / (double)p->n_seeds;
}

double
bootstrap_k_kept(const struct bootstrap *p)
{
	double sum = 0, n = 0;

	for (size_t i = 0; i < p->n_seeds * p->n_ids; i++) {
		if (p->grid[i] == NULL)
			continue;
		sum += (double)p->grid[i]->k_kept;
		n++;
	}
	return n == 0 ? NAN : sum / n;
}
