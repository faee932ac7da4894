/* Softmax over a row of logits: see nn/loss.h. */
#include "nn/kernels/kernels.h"
#include "nn/kernels/simd.h"

#include <math.h>

enum { PART = 512 }; /* floats summed in fp32 before fp64 takes over */

static float
row_max(size_t v, const float *x)
{
	vf max = vf_all(-INFINITY);
	size_t i = 0;
	float m;

	for (; i + VF <= v; i += VF)
		max = vf_max(vf_load(x + i), max);
	m = vf_max_lane(max);
	for (; i < v; i++)
		m = x[i] > m ? x[i] : m;
	return m;
}

static double
log_sum(size_t v, const float *x, float *max)
{
	double sum = 0;

	*max = row_max(v, x);
	for (size_t first = 0; first < v; first += PART) {
		size_t end = v - first < PART ? v : first + PART;
		vf part = { 0 };

		for (size_t i = first; i < end; i += VF) {
			vf e = vf_exp(vf_get(x + i, end - i) - vf_all(*max));

			if (end - i < VF)
				e = vf_head(e, end - i);
			part += e;
		}
		sum += vf_sum_double(part);
	}
	return (double)*max + log(sum);
}

static void
softmax(size_t v, float *x, double log_sum, float weight)
{
	float near = (float)log_sum; /* and what fp32 leaves of it */
	vf shift = vf_all(near), rest = vf_all((float)(log_sum - (double)near));
	vf scale = vf_all(weight);

	for (size_t i = 0; i < v; i += VF) {
		vf e = vf_exp(vf_get(x + i, v - i) - shift - rest);

		vf_put(x + i, e * scale, v - i);
	}
}

const struct loss_kernels KERNEL(loss_kernels) = {
	.log_sum = log_sum,
	.softmax = softmax,
};
