/* Rules and calibrations: see rule.h. */
#include "report/rule.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static double
per(double sum, uint64_t n)
{
	return sum / (double)(n > 0 ? n : 1);
}

double
rule_score(const struct score_candidate *c, enum rule rule)
{
	switch (rule) {
	case RULE_MEAN:
		return per(c->all.sum, c->all.tokens);
	case RULE_SUM:
	case RULE_DEBIASED: /* lengths are looked at with all queries there */
		return c->all.sum;
	case RULE_CHAR:
		return c->has_text ? per(c->all.sum, c->chars) : c->all.sum;
	case RULE_BYTE:
		return c->has_text ? per(c->all.sum, c->bytes) : c->all.sum;
	case RULE_DIFF:
		return per(c->diff.sum, c->diff.tokens);
	case RULE_FIRST:
		return c->first;
	}
	return 0;
}

double
rule_prior(
    const int64_t *labels, size_t n_labels, size_t n_options, size_t option)
{
	double known = 0, same = 0;

	for (size_t i = 0; i < n_labels; i++) {
		known += labels[i] >= 0;
		same += labels[i] == (int64_t)option;
	}
	return log((same + 1) / (known + (double)n_options));
}

void
rule_shift(struct score_candidate *c, double x)
{
	c->all.sum += x;
	c->diff.sum += x;
	c->first += x;
}

void
rule_normalise(double *s, size_t n)
{
	double most = -INFINITY, sum = 0;

	for (size_t i = 0; i < n; i++)
		most = fmax(most, s[i]);
	for (size_t i = 0; i < n; i++)
		sum += exp(s[i] - most);
	for (size_t i = 0; i < n; i++)
		s[i] -= most + log(sum);
}

static void
mean_score(const double *lists, size_t m, size_t n, double *bias)
{
	for (size_t i = 0; i < n; i++) {
		bias[i] = 0;
		for (size_t j = 0; j < m; j++)
			bias[i] += lists[j * n + i] / (double)m;
	}
}

static void
mean_probability(const double *lists, size_t m, size_t n, double *bias)
{
	double *p = mem_new(n, sizeof *p);

	memset(bias, 0, n * sizeof *bias);
	for (size_t j = 0; j < m; j++) {
		memcpy(p, lists + j * n, n * sizeof *p);
		rule_normalise(p, n);
		for (size_t i = 0; i < n; i++)
			bias[i] += exp(p[i]) / (double)m;
	}
	for (size_t i = 0; i < n; i++)
		bias[i] = log(fmax(bias[i], 0x1p-1000));
	free(p);
}

void
rule_bias(
    enum calibration how, const double *lists, size_t m, size_t n, double *bias)
{
	assert(m > 0 && how != CALIBRATE_NONE);
	if (how == CALIBRATE_PMI)
		mean_score(lists, m, n, bias);
	else
		mean_probability(lists, m, n, bias);
}

double
rule_share(const double *s, size_t n, size_t i)
{
	double all = 0;

	assert(i < n);
	for (size_t j = 0; j < n; j++)
		all += exp(s[j] - s[i]);
	return 1 / all;
}

size_t
rule_choose(const double *s, size_t n)
{
	double most = -INFINITY;
	size_t i = 0;

	assert(n > 0);
	for (size_t j = 0; j < n; j++)
		most = fmax(most, s[j]);
	most -= 1e-9 * fmax(1, fabs(most));
	while (i + 1 < n && !(s[i] >= most))
		i++;
	return i;
}
