/* LayerNorm and RMSNorm over rows: see nn/norm.h. */
#include "nn/kernels/kernels.h"
#include "nn/kernels/simd.h"

#include <math.h>

static float
row_sum(size_t c, const float *x)
{
	vf sum = { 0 };

	for (size_t i = 0; i < c; i += VF)
		sum += vf_get(x + i, c - i);
	return vf_sum(sum);
}

static float
row_square_sum(size_t c, const float *x, float mean)
{
	vf sum = { 0 };

	for (size_t i = 0; i < c; i += VF) {
		vf d = vf_get(x + i, c - i) - vf_all(mean);

		if (c - i < VF)
			d = vf_head(d, c - i);
		sum += d * d;
	}
	return vf_sum(sum);
}

static void
layer_forward(size_t r, size_t c, float eps, const float *x, const float *w,
    const float *b, float *y, float *mean, float *rstd)
{
	for (size_t t = 0; t < r; t++, x += c, y += c) {
		float m = row_sum(c, x) / (float)c;
		float s = 1 / sqrtf(row_square_sum(c, x, m) / (float)c + eps);

		for (size_t i = 0; i < c; i += VF) {
			size_t n = c - i;
			vf z = (vf_get(x + i, n) - vf_all(m)) * vf_all(s);

			z = z * vf_get(w + i, n) +
			    (b == NULL ? (vf){ 0 } : vf_get(b + i, n));
			vf_put(y + i, z, n);
		}
		mean[t] = m;
		rstd[t] = s;
	}
}

/*
 * With z = (x - mean) rstd and g = dy w:
 * dx = rstd (g - mean(g) - z mean(g z)).
 */
static void
layer_backward(size_t r, size_t c, const float *x, const float *w,
    const float *mean, const float *rstd, const float *dy, float *dx, float *dw,
    float *db)
{
	for (size_t t = 0; t < r; t++, x += c, dy += c, dx += c) {
		vf m = vf_all(mean[t]), s = vf_all(rstd[t]);
		vf sum = { 0 }, dot = { 0 };

		for (size_t i = 0; i < c; i += VF) {
			size_t n = c - i;
			vf z = (vf_get(x + i, n) - m) * s;
			vf d = vf_get(dy + i, n);
			vf g = d * vf_get(w + i, n);

			vf_put(dw + i, vf_get(dw + i, n) + d * z, n);
			vf_put(db + i, vf_get(db + i, n) + d, n);
			sum += g;
			dot += g * z;
		}
		sum = vf_all(vf_sum(sum) / (float)c);
		dot = vf_all(vf_sum(dot) / (float)c);
		for (size_t i = 0; i < c; i += VF) {
			size_t n = c - i;
			vf z = (vf_get(x + i, n) - m) * s;
			vf g = vf_get(dy + i, n) * vf_get(w + i, n);

			g = (g - sum - z * dot) * s;
			vf_put(dx + i, vf_get(dx + i, n) + g, n);
		}
	}
}

static void
rms_forward(size_t r, size_t c, float eps, const float *x, const float *w,
    float *y, float *rstd)
{
	for (size_t t = 0; t < r; t++, x += c, y += c) {
		float s = 1 / sqrtf(row_square_sum(c, x, 0) / (float)c + eps);

		for (size_t i = 0; i < c; i += VF) {
			size_t n = c - i;
			vf z = vf_get(x + i, n) * vf_all(s);

			vf_put(y + i, z * vf_get(w + i, n), n);
		}
		rstd[t] = s;
	}
}

/* With z = x rstd and g = dy w: dx = rstd (g - z mean(g z)). */
static void
rms_backward(size_t r, size_t c, const float *x, const float *w,
    const float *rstd, const float *dy, float *dx, float *dw)
{
	for (size_t t = 0; t < r; t++, x += c, dy += c, dx += c) {
		vf s = vf_all(rstd[t]), dot = { 0 };

		for (size_t i = 0; i < c; i += VF) {
			size_t n = c - i;
			vf z = vf_get(x + i, n) * s, d = vf_get(dy + i, n);

			vf_put(dw + i, vf_get(dw + i, n) + d * z, n);
			dot += d * vf_get(w + i, n) * z;
		}
		dot = vf_all(vf_sum(dot) / (float)c);
		for (size_t i = 0; i < c; i += VF) {
			size_t n = c - i;
			vf z = vf_get(x + i, n) * s;
			vf g = vf_get(dy + i, n) * vf_get(w + i, n);

			g = (g - z * dot) * s;
			vf_put(dx + i, vf_get(dx + i, n) + g, n);
		}
	}
}

static void
add_rows(size_t r, size_t c, const float *x, size_t ld, float *sum)
{
	for (size_t t = 0; t < r; t++, x += ld) {
		for (size_t i = 0; i < c; i++)
			sum[i] += x[i];
	}
}

const struct norm_kernels KERNEL(norm_kernels) = {
	.layer_forward = layer_forward,
	.layer_backward = layer_backward,
	.rms_forward = rms_forward,
	.rms_backward = rms_backward,
	.add_rows = add_rows,
};
