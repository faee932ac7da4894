/* Kernels over arrays without rows: bf16, sums of squares, rotations, the peak.
 */
#include "nn/kernels/kernels.h"
#include "nn/kernels/pairs.h"

static void
to_bf16(size_t n, const float *restrict x, uint16_t *restrict y)
{
	for (size_t i = 0; i < n; i++)
		y[i] = bf16_bits(x[i]);
}

static void
from_bf16(size_t n, const uint16_t *restrict x, float *restrict y)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t bits = (uint32_t)x[i] << 16;

		memcpy(y + i, &bits, sizeof bits);
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
rotate(size_t n, const float *restrict cos, const float *restrict sin,
    float *restrict a, float *restrict b)
{
	for (size_t i = 0; i < n; i++) {
		float x = a[i], y = b[i];

		a[i] = x * cos[i] - y * sin[i];
		b[i] = y * cos[i] + x * sin[i];
	}
}

enum { CHAINS = 12 }; /* cover the latency of two units */

INLINE double
peak_of(int pairs, size_t steps, float *sink)
{
	vf x[CHAINS], a = vf_all(0.999999F), b = vf_all(1e-6F), sum = { 0 };
	vf ones = pair_up(vf_all(1), vf_all(1));

	for (size_t j = 0; j < CHAINS; j++)
		x[j] = vf_all((float)j);
	for (size_t i = 0; i < steps; i++) {
#pragma GCC unroll 12
		for (size_t j = 0; j < CHAINS; j++)
			x[j] =
			    pairs ? pair_dot(x[j], ones, ones) : x[j] * a + b;
	}
	for (size_t j = 0; j < CHAINS; j++)
		sum += x[j];
	*sink = vf_sum(sum);
	return (pairs ? 4.0 : 2.0) * CHAINS * VF * (double)steps;
}

static double
peak(size_t steps, float *sink)
{
	return peak_of(0, steps, sink);
}

static double
peak_bf16(size_t steps, float *sink)
{
	return peak_of(PAIRS_ARE_FAST, steps, sink);
}

const struct array_kernels KERNEL(array_kernels) = {
	.to_bf16 = to_bf16,
	.from_bf16 = from_bf16,
	.square_sum = square_sum,
	.rotate = rotate,
	.peak = peak,
	.peak_bf16 = peak_bf16,
};
