/*
 * AdamW (Loshchilov and Hutter 2019) in one pass over a parameter: decay,
 * moments, clip factor.  The step counts from 1.
 */
#ifndef ICL_NN_OPTIMIZER_H
#define ICL_NN_OPTIMIZER_H

#include <stddef.h>
#include <stdint.h>

struct adamw {
	double lr, beta1, beta2, eps, weight_decay;
	double clip_scale; /* the gradient is multiplied by this first */
	uint64_t step;
};

/* param, grad, m and v are [n]. */
void adamw_step(const struct adamw *a, size_t n, float *param,
    const float *grad, float *m, float *v, unsigned threads);

/* Sum of squares in fp64, in an order that the threads do not change. */
double sum_of_squares(size_t n, const float *x, unsigned threads);

#endif
