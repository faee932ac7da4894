/* Scores and lengths of candidates: see length_bias.h. */
#include "report/length_bias.h"

#include <assert.h>
#include <math.h>

#include "report/stat.h"

void
length_bias_add(struct length_bias *b, const double *scores,
    const double *lengths, size_t n)
{
	double mean_score = stat_mean(scores, n);
	double mean_length = stat_mean(lengths, n);

	for (size_t i = 0; i < n; i++) {
		double far = lengths[i] - mean_length;

		b->products += far * (scores[i] - mean_score);
		b->squares += far * far;
	}
}

double
length_bias_slope(const struct length_bias *b)
{
	assert(b->squares >= 0);
	return b->squares > 0 ? b->products / b->squares : 0;
}

double
length_bias_tau(const double *x, const double *y, size_t n)
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
