/* Accuracy and macro-F1: see metric.h. */
#include "report/metric.h"

#include <assert.h>
#include <math.h>

static double
ratio(double a, double b)
{
	return b > 0 ? a / b : 0;
}

double
metric_f1(struct class_counts c)
{
	assert(c.right >= 0 && c.right <= c.gold * (1 + 1e-9));
	return ratio(2 * c.right, c.gold + c.predicted);
}

static bool
counts(const struct class_counts *c, enum f1_policy policy)
{
	switch (policy) {
	case F1_GOLD:
		return c->gold > 0;
	case F1_UNION:
		return c->gold > 0 || c->predicted > 0;
	case F1_DECLARED:
		return c->declared || c->gold > 0;
	}
	return false;
}

double
metric_macro_f1(const struct class_counts *c, size_t n, enum f1_policy policy)
{
	double sum = 0, classes = 0;

	for (size_t i = 0; i < n; i++) {
		if (!counts(&c[i], policy))
			continue;
		sum += metric_f1(c[i]);
		classes++;
	}
	return ratio(sum, classes);
}

void
metric_bin(struct calibration_bins *b, double confidence, double right)
{
	/* what rounding puts above a bin's end belongs to it */
	double at = ceil(confidence * METRIC_BINS - 1e-9) - 1;
	size_t i = at < 0              ? 0
		   : at >= METRIC_BINS ? METRIC_BINS - 1
				       : (size_t)at;

	assert(confidence >= 0 && right >= 0 && right <= 1);
	b->n[i]++;
	b->confidence[i] += confidence;
	b->right[i] += right;
}

double
metric_ece(const struct calibration_bins *b)
{
	double n = 0, far = 0;

	for (size_t i = 0; i < METRIC_BINS; i++) {
		n += b->n[i];
		far += fabs(b->confidence[i] - b->right[i]);
	}
	return n > 0 ? far / n : NAN;
}

double
metric_accuracy(const struct class_counts *c, size_t n)
{
	double right = 0, gold = 0;

	for (size_t i = 0; i < n; i++) {
		right += c[i].right;
		gold += c[i].gold;
	}
	return ratio(right, gold);
}

static double
total(const struct class_counts *c, size_t n)
{
	double gold = 0;

	for (size_t i = 0; i < n; i++)
		gold += c[i].gold;
	return gold;
}

double
metric_chance_f1(const struct class_counts *c, size_t n, enum f1_policy policy,
    double n_options)
{
	double sum = 0, classes = 0, each = total(c, n) / n_options;

	for (size_t i = 0; i < n; i++) {
		struct class_counts guess = c[i];

		guess.predicted = guess.declared ? each : 0;
		guess.right = guess.declared ? c[i].gold / n_options : 0;
		if (!counts(&guess, policy))
			continue;
		sum += metric_f1(guess);
		classes++;
	}
	return ratio(sum, classes);
}

double
metric_majority_f1(
    const struct class_counts *c, size_t n, enum f1_policy policy)
{
	size_t most = 0;
	double classes = 0;

	for (size_t i = 1; i < n; i++)
		if (c[i].gold > c[most].gold)
			most = i;
	for (size_t i = 0; i < n; i++) {
		struct class_counts named = c[i];

		named.predicted = i == most;
		classes += counts(&named, policy);
	}
	return n == 0 ? 0
		      : ratio(2 * c[most].gold, c[most].gold + total(c, n)) /
			    classes;
}
