/* Small statistics: see stat.h. */
#include "report/stat.h"

#include <math.h>
#include <stdlib.h>

double
stat_mean(const double *x, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += x[i];
	return n == 0 ? NAN : sum / (double)n;
}

double
stat_least(const double *x, size_t n)
{
	double least = NAN;

	for (size_t i = 0; i < n; i++)
		least = fmin(least, x[i]);
	return least;
}

double
stat_sd(const double *x, size_t n)
{
	double mean = stat_mean(x, n), sum = 0;

	if (n < 2)
		return NAN;
	for (size_t i = 0; i < n; i++)
		sum += (x[i] - mean) * (x[i] - mean);
	return sqrt(sum / (double)(n - 1));
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

void
stat_sort(double *x, size_t n)
{
	qsort(x, n, sizeof *x, by_value);
}

double
stat_quantile(const double *sorted, size_t n, double q)
{
	double at = q * (double)(n - 1);
	size_t below = (size_t)at;

	if (n == 0)
		return NAN;
	if (below + 1 >= n)
		return sorted[n - 1];
	return sorted[below] +
	       (at - (double)below) * (sorted[below + 1] - sorted[below]);
}

double
stat_p_value(const double *differences, size_t n)
{
	size_t below = 1, above = 1;
	double p;

	for (size_t i = 0; i < n; i++) {
		below += differences[i] <= 0;
		above += differences[i] >= 0;
	}
	p = 2 * (double)(below < above ? below : above) / (double)(n + 1);
	return p > 1 ? 1 : p;
}
