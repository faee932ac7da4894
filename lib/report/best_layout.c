/* The better layout of each task: see best_layout.h. */
#include "report/best_layout.h"

#include <stdlib.h>

#include "base/mem.h"
#include "report/bootstrap.h"

static bool
same_but_layout(const struct row *a, const struct row *b)
{
	return a->run == b->run && a->task == b->task && a->k == b->k &&
	       a->method == b->method && a->variant == b->variant &&
	       a->metric == b->metric;
}

static double
mean_of(const struct row *row, enum f1_policy f1)
{
	struct bootstrap *b = bootstrap_new(row, NULL, f1);
	size_t n = bootstrap_n_seeds(b);
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += bootstrap_metric(b, i);
	bootstrap_free(b);
	return sum / (double)n;
}

/* Whether no row like it but for the layout has a greater mean. */
static bool
is_best(const struct results *results, const double *means, size_t i)
{
	const struct row *row = results_row(results, i);

	for (size_t j = 0; j < results_n_rows(results); j++)
		if (same_but_layout(results_row(results, j), row) &&
		    (j < i ? means[j] >= means[i] : means[j] > means[i]))
			return false;
	return true;
}

int
best_layout_choose(struct results *results, enum best_layout how,
    struct interner *names, enum f1_policy f1, uint64_t seed, struct err *e)
{
	size_t n = results_n_rows(results);
	double *means;
	bool *keep;

	if (how == BEST_LAYOUT_HALF && results_halve(results, seed, 0, e))
		return -1;
	means = mem_new(n, sizeof *means);
	keep = mem_new(n, sizeof *keep);
	for (size_t i = 0; i < n; i++)
		means[i] = mean_of(results_row(results, i), f1);
	for (size_t i = 0; i < n; i++)
		keep[i] = is_best(results, means, i);
	results_keep(results, keep, interner_add(names, STR("best")));
	free(means);
	free(keep);
	return how == BEST_LAYOUT_HALF ? results_halve(results, seed, 1, e) : 0;
}
