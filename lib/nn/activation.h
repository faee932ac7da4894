/* What stands between the two halves of an MLP, and other elementwise work. */
#ifndef ICL_NN_ACTIVATION_H
#define ICL_NN_ACTIVATION_H

#include <stddef.h>

enum activation {
	ACT_GELU_TANH, /* GPT-2's: 0.5 x (1 + tanh(sqrt(2/pi)(x + 0.044715
			  x^3))) */
	ACT_GELU_ERF,
	ACT_RELU,
	ACT_SILU,
};

/* y = act(x + bias) for x [T][C]; bias [C] or NULL; x keeps x + bias. */
void activation_forward(enum activation act, size_t t, size_t c, float *x,
    const float *bias, float *y, unsigned threads);

/* dx = dy act'(x) with x as forward left it; dx may be dy. */
void activation_backward(enum activation act, size_t t, size_t c,
    const float *x, const float *dy, float *dx, unsigned threads);

/*
 * Gated: gu is [T][2C], gate then up; y[T][C] = act(gate) up.
 * Backward writes dgu [T][2C].
 */
void gated_forward(enum activation act, size_t t, size_t c, const float *gu,
    float *y, unsigned threads);
void gated_backward(enum activation act, size_t t, size_t c, const float *gu,
    const float *dy, float *dgu, unsigned threads);

/* x[T][C] += bias[C]; and its gradient, db[C] += sum over T of dy. */
void bias_forward(
    size_t t, size_t c, const float *bias, float *x, unsigned threads);
void bias_backward(
    size_t t, size_t c, const float *dy, float *db, unsigned threads);

/* y = x (n elements). */
void copy_forward(size_t n, const float *x, float *y, unsigned threads);

/* y = a + b (n elements); y may be a or b. */
void add_forward(
    size_t n, const float *a, const float *b, float *y, unsigned threads);

#endif
