/* The area under the ROC curve of a row: see auroc.h. */
#include "report/auroc.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/stat.h"

/* A query by one label: its share of probability, whether it is the answer. */
struct ranked {
	double share;
	bool right;
};

static int
by_share(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return (x->share > y->share) - (x->share < y->share);
}

/* Where the class stands among the query's options; n of them: nowhere. */
static size_t
find_class(const struct seed_run *s, const struct prediction *p, uint32_t class)
{
	size_t i = 0;

	while (i < p->n && s->classes[p->at + i] != class)
		i++;
	return i;
}

static double
share_of(const double *scores, size_t n, size_t which)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += exp(scores[i] - scores[which]);
	return 1 / sum;
}

/* The pairs that stand right, over all pairs; NAN without a pair. */
static double
area(struct ranked *v, size_t n)
{
	double below = 0, right = 0, won = 0;

	qsort(v, n, sizeof *v, by_share);
	for (size_t i = 0, end; i < n; i = end) {
		double equal_right = 0, equal_wrong = 0;

		for (end = i; end < n && v[end].share == v[i].share; end++)
			*(v[end].right ? &equal_right : &equal_wrong) += 1;
		won += equal_right * (below + equal_wrong / 2);
		below += equal_wrong;
		right += equal_right;
	}
	return won / (right * below);
}

/* Of one label; *known is false when a query does not have it. */
static double
label_area(
    const struct seed_run *s, uint32_t class, struct ranked *v, bool *known)
{
	for (size_t i = 0; i < s->n_predictions; i++) {
		const struct prediction *p = &s->predictions[i];
		size_t at = find_class(s, p, class);

		*known &= at < p->n && p->n == s->predictions[0].n;
		if (!*known)
			return NAN;
		v[i] = (struct ranked){ share_of(s->scores + p->at, p->n, at),
			p->gold == class };
	}
	return area(v, s->n_predictions);
}

static double
seed_area(const struct seed_run *s)
{
	struct ranked *v = mem_new(s->n_predictions, sizeof *v);
	const struct prediction *first = s->predictions;
	double sum = 0, n = 0;
	bool known = s->n_predictions > 0;

	for (size_t i = 0; known && i < first->n; i++) {
		double x = label_area(s, s->classes[first->at + i], v, &known);

		if (isnan(x))
			continue; /* no query's answer, or all queries' */
		sum += x;
		n++;
	}
	free(v);
	return known ? sum / n : NAN;
}

double
auroc_of(const struct row *row)
{
	double *seeds = mem_new(row->n_seeds, sizeof *seeds);
	double mean;

	for (size_t i = 0; i < row->n_seeds; i++)
		seeds[i] = seed_area(&row->seeds[i]);
	mean = stat_mean(seeds, row->n_seeds);
	free(seeds);
	return mean;
}
