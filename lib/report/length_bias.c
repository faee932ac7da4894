/* Scores and lengths of candidates: see length_bias.h. */
#include "report/length_bias.h"

#include <assert.h>
#include <math.h>

#include "report/stat.h"

/* Adds one query to the sums of the regression. */
static void
add_query(const double *score, const double *length, size_t n, double *products,
    double *squares)
{
	double mean_score = stat_mean(score, n);
	double mean_length = stat_mean(length, n);

	for (size_t i = 0; i < n; i++) {
		double far = length[i] - mean_length;

		*products += far * (score[i] - mean_score);
		*squares += far * far;
	}
}

void
length_bias_remove(struct seed_run *s)
{
	double products = 0, squares = 0;

	for (size_t i = 0; i < s->n_predictions; i++) {
		const struct prediction *p = &s->predictions[i];

		assert(p->at + p->n <= s->n_scores);
		if (p->n > 1)
			add_query(s->scores + p->at, s->lengths + p->at, p->n,
			    &products, &squares);
	}
	for (size_t i = 0; i < s->n_scores && squares > 0; i++)
		s->scores[i] -= products / squares * s->lengths[i];
}

/* Tau-b of n pairs; NAN when either has one value. */
static double
tau(const double *x, const double *y, size_t n)
{
	double sum = 0, x_pairs = 0, y_pairs = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++) {
			int a = (x[i] > x[j]) - (x[i] < x[j]);
			int b = (y[i] > y[j]) - (y[i] < y[j]);

			sum += a * b;
			x_pairs += a != 0;
			y_pairs += b != 0;
		}
	return sum / sqrt(x_pairs * y_pairs);
}

double
length_bias_tau(const struct row *row)
{
	double sum = 0, n = 0;

	for (size_t i = 0; i < row->n_seeds; i++) {
		const struct seed_run *s = &row->seeds[i];

		for (size_t j = 0; j < s->n_predictions; j++) {
			const struct prediction *p = &s->predictions[j];
			double x;

			if (p->n < 2)
				continue;
			x = tau(s->lengths + p->at, s->scores + p->at, p->n);
			if (!isfinite(x))
				continue;
			sum += x;
			n++;
		}
	}
	return n > 0 ? sum / n : NAN;
}
