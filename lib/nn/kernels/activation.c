/* Elementwise functions and their derivatives: see nn/activation.h. */
#include "nn/kernels/kernels.h"
#include "nn/kernels/simd.h"

/*
 * A function and its derivative at x.  0.5 (1 + tanh(u)) is sigmoid(2u), so
 * that one exponential serves both forms of GELU's neighbours.
 */
static inline vf
gelu_tanh(vf x, vf *slope)
{
	const float a = 1.59576912F, b = 0.044715F; /* a is 2 sqrt(2/pi) */
	vf s = vf_sigmoid(vf_all(a) * x * (vf_all(1) + vf_all(b) * x * x));
	vf du = vf_all(a) * (vf_all(1) + vf_all(3 * b) * x * x);

	*slope = s + x * s * (vf_all(1) - s) * du;
	return x * s;
}

/*
 * The normal distribution's area and density: erf by Abramowitz and Stegun
 * 7.1.26, to 1.5e-7.
 */
static inline vf
gelu_erf(vf x, vf *slope)
{
	const vf one = vf_all(1);
	vf magnitude = vf_max(x, -x);
	vf bell = vf_exp(vf_all(-0.5F) * x * x);
	vf t = one / (one + vf_all(0.3275911F * 0.70710678F) * magnitude);
	vf p = vf_all(1.061405429F), tail, area;

	p = p * t + vf_all(-1.453152027F);
	p = p * t + vf_all(1.421413741F);
	p = p * t + vf_all(-0.284496736F);
	p = p * t + vf_all(0.254829592F);
	tail = vf_all(0.5F) * p * t * bell;
	area = vf_select(x > vf_all(0), one - tail, tail);
	*slope = area + x * bell * vf_all(0.39894228F);
	return x * area;
}

static inline vf
silu(vf x, vf *slope)
{
	vf s = vf_sigmoid(x);

	*slope = s + x * s * (vf_all(1) - s);
	return x * s;
}

static inline vf
relu(vf x, vf *slope)
{
	vi positive = x > vf_all(0);

	*slope = vf_select(positive, vf_all(1), vf_all(0));
	return vf_select(positive, x, vf_all(0));
}

/* act is a constant where this is inlined, by the switches below. */
static inline __attribute__((always_inline)) vf
value(enum activation act, vf x, vf *slope)
{
	if (act == ACT_GELU_TANH)
		return gelu_tanh(x, slope);
	if (act == ACT_GELU_ERF)
		return gelu_erf(x, slope);
	if (act == ACT_SILU)
		return silu(x, slope);
	return relu(x, slope);
}

#define FOR_ACT(act, call, ...)                   \
	switch (act) {                            \
	case ACT_GELU_TANH:                       \
		call(ACT_GELU_TANH, __VA_ARGS__); \
		break;                            \
	case ACT_GELU_ERF:                        \
		call(ACT_GELU_ERF, __VA_ARGS__);  \
		break;                            \
	case ACT_SILU:                            \
		call(ACT_SILU, __VA_ARGS__);      \
		break;                            \
	case ACT_RELU:                            \
		call(ACT_RELU, __VA_ARGS__);      \
		break;                            \
	}

static inline __attribute__((always_inline)) void
forward_one(
    enum activation act, size_t c, float *x, const float *bias, float *y)
{
	for (size_t i = 0; i < c; i += VF) {
		size_t n = c - i;
		vf u = vf_get(x + i, n), slope;

		if (bias != NULL) {
			u += vf_get(bias + i, n);
			vf_put(x + i, u, n);
		}
		vf_put(y + i, value(act, u, &slope), n);
	}
}

static void
forward(enum activation act, size_t r, size_t c, float *x, const float *bias,
    float *y)
{
	for (size_t t = 0; t < r; t++)
		FOR_ACT(act, forward_one, c, x + t * c, bias, y + t * c);
}

static inline __attribute__((always_inline)) void
backward_one(
    enum activation act, size_t c, const float *x, const float *dy, float *dx)
{
	for (size_t i = 0; i < c; i += VF) {
		size_t n = c - i;
		vf slope;

		value(act, vf_get(x + i, n), &slope);
		vf_put(dx + i, slope * vf_get(dy + i, n), n);
	}
}

static void
backward(
    enum activation act, size_t n, const float *x, const float *dy, float *dx)
{
	FOR_ACT(act, backward_one, n, x, dy, dx);
}

static inline __attribute__((always_inline)) void
gate_forward_one(enum activation act, size_t c, const float *gu, float *y)
{
	for (size_t i = 0; i < c; i += VF) {
		size_t n = c - i;
		vf slope, a = value(act, vf_get(gu + i, n), &slope);

		vf_put(y + i, a * vf_get(gu + c + i, n), n);
	}
}

static void
gate_forward(enum activation act, size_t r, size_t c, const float *gu, float *y)
{
	for (size_t t = 0; t < r; t++)
		FOR_ACT(act, gate_forward_one, c, gu + 2 * t * c, y + t * c);
}

static inline __attribute__((always_inline)) void
gate_backward_one(
    enum activation act, size_t c, const float *gu, const float *dy, float *dgu)
{
	for (size_t i = 0; i < c; i += VF) {
		size_t n = c - i;
		vf slope, a = value(act, vf_get(gu + i, n), &slope);
		vf d = vf_get(dy + i, n), up = vf_get(gu + c + i, n);

		vf_put(dgu + i, d * up * slope, n);
		vf_put(dgu + c + i, d * a, n);
	}
}

static void
gate_backward(enum activation act, size_t r, size_t c, const float *gu,
    const float *dy, float *dgu)
{
	for (size_t t = 0; t < r; t++)
		FOR_ACT(act, gate_backward_one, c, gu + 2 * t * c, dy + t * c,
		    dgu + 2 * t * c);
}

static void
bias_rows(size_t r, size_t c, const float *bias, float *x)
{
	for (size_t t = 0; t < r; t++, x += c) {
		for (size_t i = 0; i < c; i++)
			x[i] += bias[i];
	}
}

static void
add(size_t n, const float *a, const float *b, float *y)
{
	for (size_t i = 0; i < n; i++)
		y[i] = a[i] + b[i];
}

static void
cap(size_t n, float cap, float *x)
{
	for (size_t i = 0; i < n; i += VF)
		vf_put(x + i,
		    vf_all(cap) *
			vf_tanh(vf_get(x + i, n - i) * vf_all(1 / cap)),
		    n - i);
}

const struct activation_kernels KERNEL(activation_kernels) = {
	.forward = forward,
	.backward = backward,
	.gated_forward = gate_forward,
	.gated_backward = gate_backward,
	.bias = bias_rows,
	.add = add,
	.cap = cap,
};
