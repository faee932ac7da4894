/* Kernels over arrays without rows: optimiser, norms, turns, the peak. */
#include "nn/kernels/kernels.h"
#include "nn/kernels/simd.h"

#include <math.h>

/*
 * The moments are corrected for their start at zero through the step size and
 * epsilon: lr m/(1-b1^t) / (sqrt(v/(1-b2^t)) + eps).
 */
static void
adamw(const struct adamw *a, size_t n, float *restrict param,
    const float *restrict grad, float *restrict m, float *restrict v)
{
	double t = (double)a->step;
	const float b1 = (float)a->beta1, b2 = (float)a->beta2;
	const float keep = (float)(1 - a->lr * a->weight_decay);
	const float rate = (float)(a->lr / (1 - pow(a->beta1, t)));
	const float root = (float)(1 / sqrt(1 - pow(a->beta2, t)));
	const float eps = (float)a->eps, clip = (float)a->clip_scale;

	for (size_t i = 0; i < n; i++) {
		float g = grad[i] * clip;

		m[i] = b1 * m[i] + (1 - b1) * g;
		v[i] = b2 * v[i] + (1 - b2) * g * g;
		param[i] =
		    keep * param[i] - rate * m[i] / (sqrtf(v[i]) * root + eps);
	}
}

static double
square_sum(size_t n, const float *x)
{
	enum { PART = 512 };
	double sum = 0;

	for (size_t first = 0; first < n; first += PART) {
		size_t end = n - first < PART ? n : first + PART;
		vf part = { 0 };

		for (size_t i = first; i < end; i += VF) {
			vf y = vf_get(x + i, end - i);

			part += y * y;
		}
		sum += vf_sum_double(part);
	}
	return sum;
}

static void
turn_pairs(size_t n, const float *restrict cos, const float *restrict sin,
    float *restrict a, float *restrict b)
{
	for (size_t i = 0; i < n; i++) {
		float x = a[i], y = b[i];

		a[i] = x * cos[i] - y * sin[i];
		b[i] = y * cos[i] + x * sin[i];
	}
}

/* Enough independent chains to cover the latency of two units. */
static double
peak(size_t steps, float *sink)
{
	enum { CHAINS = 12 };
	vf x[CHAINS], a = vf_all(0.999999F), b = vf_all(1e-6F), sum = { 0 };

	for (size_t j = 0; j < CHAINS; j++)
		x[j] = vf_all((float)j);
	for (size_t i = 0; i < steps; i++) {
#pragma GCC unroll 12
		for (size_t j = 0; j < CHAINS; j++)
			x[j] = x[j] * a + b;
	}
	for (size_t j = 0; j < CHAINS; j++)
		sum += x[j];
	*sink = vf_sum(sum);
	return 2.0 * CHAINS * VF * (double)steps;
}

const struct flat_kernels KERNEL(flat_kernels) = {
	.adamw = adamw,
	.square_sum = square_sum,
	.turn = turn_pairs,
	.peak = peak,
};
