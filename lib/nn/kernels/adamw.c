/* AdamW with fp32 moments and with codes of 8 bits: see nn/adamw.h. */
#include "nn/kernels/kernels.h"
#include "nn/kernels/simd.h"

#include <math.h>

enum { BLOCK = ADAMW8_BLOCK, M_DECADES = 7, V_DECADES = 8, SIGN = 1 << 7 };

/* The numbers of a step, the same for all parameters. */
struct step {
	float b1, b2, keep, rate, root, eps, clip;
};

/*
 * The moments are corrected for their start at zero through the step size and
 * epsilon: lr m/(1-b1^t) / (sqrt(v/(1-b2^t)) + eps).
 */
static struct step
step_of(const struct adamw *a)
{
	double t = (double)a->step;

	return (struct step){
		.b1 = (float)a->beta1,
		.b2 = (float)a->beta2,
		.keep = (float)(1 - a->lr * a->weight_decay),
		.rate = (float)(a->lr / (1 - pow(a->beta1, t))),
		.root = (float)(1 / sqrt(1 - pow(a->beta2, t))),
		.eps = (float)a->eps,
		.clip = (float)a->clip_scale,
	};
}

/* One parameter by its moments, which are brought forward first. */
INLINE float
adamw_one(const struct step *s, float param, float grad, float *m, float *v)
{
	float g = grad * s->clip;

	*m = s->b1 * *m + (1 - s->b1) * g;
	*v = s->b2 * *v + (1 - s->b2) * g * g;
	return s->keep * param - s->rate * *m / (sqrtf(*v) * s->root + s->eps);
}

static void
adamw(const struct adamw *a, size_t n, float *restrict param,
    const float *restrict grad, float *restrict m, float *restrict v)
{
	const struct step s = step_of(a);

	for (size_t i = 0; i < n; i++)
		param[i] = adamw_one(&s, param[i], grad[i], &m[i], &v[i]);
}

/* Table of the numbers whose codes have so many decades. */
static void
fill_table(int decades, float *table)
{
	double decade = 1;

	table[0] = 0;
	for (int d = decades - 1; d >= 0; d--, decade /= 10)
		for (int n = 1 << d, c = n; c < 2 * n; c++)
			table[c] =
			    (float)(decade * (0.1 + 0.9 * (c - n + 1) / n));
}

/* Where decade d begins, and the line from x >= 0 to the code in it. */
struct decade {
	float above, slope, shift;
};

static void
fill_decades(int decades, struct decade *to)
{
	double decade = 1;

	for (int d = decades - 1; d >= 0; d--, decade /= 10) {
		double n = 1 << d;

		to[d].above = d == 0 ? 0 : (float)(decade / 10);
		to[d].slope = (float)(n / 0.9 / decade);
		to[d].shift = (float)(n - 0.5 - n / 9); /* and 0.5 to round */
	}
}

/* The nearest code of x, 0 <= x <= 1. */
INLINE int32_t
code_of(int decades, const struct decade *t, float x)
{
	float slope = t[0].slope, shift = t[0].shift;
	int32_t code;

#pragma GCC unroll 8
	for (int d = 1; d < decades; d++) {
		slope = x > t[d].above ? t[d].slope : slope;
		shift = x > t[d].above ? t[d].shift : shift;
	}
	code = (int32_t)(x * slope + shift);
	return code < (1 << decades) ? code : (1 << decades) - 1;
}

struct codes {
	float m_table[1 << M_DECADES], v_table[1 << V_DECADES];
	struct decade m[M_DECADES], v[V_DECADES];
};

/* 0 also of what has no finite inverse: codes are 0 then. */
static float
inverse_or_zero(float x)
{
	return x > 0x1p-126F ? 1 / x : 0;
}

/* A block of n <= BLOCK; the root of v is what is stored. */
static void
adamw_block(const struct step *s, const struct codes *t, size_t n,
    float *restrict param, const float *restrict grad, uint8_t *restrict m8,
    uint8_t *restrict v8, float *restrict m_scale, float *restrict v_scale)
{
	float m[BLOCK], v[BLOCK], m_max = 0, v_max = 0, to_m, to_v;

	for (size_t i = 0; i < n; i++) {
		float x = t->m_table[m8[i] & (SIGN - 1)] * *m_scale;
		float r = t->v_table[v8[i]] * *v_scale;

		m[i] = m8[i] & SIGN ? -x : x;
		v[i] = r * r;
	}
	for (size_t i = 0; i < n; i++) {
		param[i] = adamw_one(s, param[i], grad[i], &m[i], &v[i]);
		v[i] = sqrtf(v[i]);
	}
	for (size_t i = 0; i < n; i++) {
		m_max = fabsf(m[i]) > m_max ? fabsf(m[i]) : m_max;
		v_max = v[i] > v_max ? v[i] : v_max;
	}
	to_m = inverse_or_zero(m_max);
	to_v = inverse_or_zero(v_max);
	for (size_t i = 0; i < n; i++) {
		int32_t cm = code_of(M_DECADES, t->m, fabsf(m[i]) * to_m);
		int32_t cv = code_of(V_DECADES, t->v, v[i] * to_v);

		cv = cv == 0 && v[i] > 0 ? 1 : cv;
		m8[i] = (uint8_t)(cm | (m[i] < 0 ? SIGN : 0));
		v8[i] = (uint8_t)cv;
	}
	*m_scale = m_max;
	*v_scale = v_max;
}

static void
adamw8(const struct adamw *a, size_t n, float *param, const float *grad,
    uint8_t *m8, uint8_t *v8, float *m_scale, float *v_scale)
{
	const struct step s = step_of(a);
	struct codes t;

	fill_table(M_DECADES, t.m_table);
	fill_table(V_DECADES, t.v_table);
	fill_decades(M_DECADES, t.m);
	fill_decades(V_DECADES, t.v);
	for (size_t i = 0; i < n; i += BLOCK)
		adamw_block(&s, &t, n - i < BLOCK ? n - i : BLOCK, param + i,
		    grad + i, m8 + i, v8 + i, m_scale + i / BLOCK,
		    v_scale + i / BLOCK);
}

const struct adamw_kernels KERNEL(adamw_kernels) = {
	.fp32 = adamw,
	.codes = adamw8,
};
