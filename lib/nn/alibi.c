/* Slopes of heads times positions: see alibi.h. */
#include "nn/alibi.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "nn/bf16.h"

struct alibi {
	struct alibi_config config;
	size_t n;      /* positions that are filled */
	double *table; /* [heads][n] */
};

struct alibi *
alibi_new(const struct alibi_config *c)
{
	struct alibi *a = mem_new(1, sizeof *a);

	a->config = *c;
	return a;
}

void
alibi_free(struct alibi *a)
{
	if (a == NULL)
		return;
	free(a->table);
	free(a);
}

/* The reference has slopes of fp32. */
static float
slope(size_t n_heads, size_t h)
{
	size_t n = 1;

	while (2 * n <= n_heads)
		n *= 2;
	if (h < n)
		return (float)pow(2, -8 * (double)(h + 1) / (double)n);
	return (float)pow(2, -8 * ((double)(h - n) + 0.5) / (double)n);
}

static float
rounded(float x)
{
	uint16_t bits;
	union {
		uint32_t bits;
		float x;
	} wide;

	bf16_of(1, &x, &bits, 1);
	wide.bits = (uint32_t)bits << 16;
	return wide.x;
}

static double
product(const struct alibi_config *c, float slope, size_t position)
{
	if (!c->bf16)
		return (double)slope * (double)position;
	return (double)rounded(rounded(slope) * rounded((float)position));
}

static void
fill(struct alibi *a, size_t n)
{
	const struct alibi_config *c = &a->config;

	free(a->table);
	a->table = mem_new(c->n_heads * n, sizeof *a->table);
	a->n = n;
	for (size_t h = 0; h < c->n_heads; h++) {
		float s = slope(c->n_heads, h);

		for (size_t p = 0; p < n; p++)
			a->table[h * n + p] =
			    (double)c->scale * product(c, s, p);
	}
}

const double *
alibi_table(struct alibi *a, size_t n, size_t *stride)
{
	if (n > a->n)
		fill(a, n > 2 * a->n ? n : 2 * a->n);
	*stride = a->n;
	return a->table;
}
