/* The trend of a loss: see loss_trend.h. */
#include "train/loss_trend.h"

#include <assert.h>

enum { RING = 2 * LOSS_TREND_WINDOW };

void
loss_trend_add(struct loss_trend *t, double loss)
{
	t->last[t->n++ % RING] = loss;
}

/* The mean of n losses, the last of them `back` losses ago. */
static double
mean(const struct loss_trend *t, uint64_t back, uint64_t n)
{
	double sum = 0;

	assert(n > 0 && back + n <= t->n && back + n <= RING);
	for (uint64_t i = 1; i <= n; i++)
		sum += t->last[(t->n - back - i) % RING];
	return sum / (double)n;
}

double
loss_trend_mean(const struct loss_trend *t, double *change)
{
	uint64_t n = t->n < RING ? t->n / 2 : LOSS_TREND_WINDOW;
	double now;

	*change = 0;
	if (n == 0)
		return t->n == 0 ? 0 : t->last[0];
	now = mean(t, 0, n);
	*change = now - mean(t, n, n);
	return now;
}
