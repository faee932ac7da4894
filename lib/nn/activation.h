/*
 * The functions between the two products of an MLP, and other elementwise
 * work.  Arrays are rows of C floats without gaps.  Backward takes what
 * forward left, so nothing else is stored.
 */
#ifndef ICL_NN_ACTIVATION_H
#define ICL_NN_ACTIVATION_H

#include <stddef.h>

enum activation {
	ACT_GELU_TANH, /* GPT-2's: 0.5 x (1 + tanh(sqrt(2/pi)(x + 0.044715
			  x^3))) */
	ACT_GELU_ERF,  /* 0.5 x (1 + erf(x / sqrt(2))) */
	ACT_RELU,
	ACT_SILU, /* x / (1 + e^-x) */
};

/* y = act(x + bias) for x [T][C]; bias [C] or NULL; x keeps x + bias. */
void activation_forward(enum activation act, size_t t, size_t c, float *x,
    const float *bias, float *y, unsigned threads);

/* dx = dy act'(x) with x as forward left it; dx may be dy. */
void activation_backward(enum activation act, size_t t, size_t c,
    const float *x, const float *dy, float *dx, unsigned threads);

/*
 * A gated MLP's function: gu is [T][2C], each row gate and then up, and
 * y[T][C] = act(gate) up.  Backward writes dgu [T][2C].
 */
void gated_forward(enum activation act, size_t t, size_t c, const float *gu,
    float *y, unsigned threads);
void gated_backward(enum activation act, size_t t, size_t c, const float *gu,
    const float *dy, float *dgu, unsigned threads);

/*
 * x[T][C] += bias[C]; and its gradient, db[C] += sum over T of dy, in an order
 * that the threads do not change.
 */
void bias_forward(
    size_t t, size_t c, const float *bias, float *x, unsigned threads);
void bias_backward(
    size_t t, size_t c, const float *dy, float *db, unsigned threads);

/* y[n] = x[n]; they do not overlap. */
void copy_forward(size_t n, const float *x, float *y, unsigned threads);

/* y[n] = factor x[n]; y may be x. */
void scale_forward(
    size_t n, float factor, const float *x, float *y, unsigned threads);

/* x[n] becomes cap tanh(x / cap); and dx[n], the gradient of that, becomes that
 * of what x was, x as forward left it. */
void cap_forward(size_t n, float cap, float *x, unsigned threads);
void cap_backward(
    size_t n, float cap, const float *x, float *dx, unsigned threads);

/* y[n] = a[n] + b[n]; y may be a or b. */
void add_forward(
    size_t n, const float *a, const float *b, float *y, unsigned threads);

#endif
