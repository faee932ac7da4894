/*
 * LayerNorm and RMSNorm over the last axis: x, y and gradients are [T][C]
 * without gaps.  Forward stores one or two numbers a row (the mean, and rstd,
 * which is one over the standard deviation), and backward recomputes
 * (x - mean) * rstd from x.  Sums over rows are made in an order that the
 * number of threads does not change.
 */
#ifndef ICL_NN_NORM_H
#define ICL_NN_NORM_H

#include <stddef.h>

/* y = (x - mean) rstd w + b; mean and rstd are [T], w and b [C]. */
void layernorm_forward(size_t t, size_t c, float eps, const float *x,
    const float *w, const float *b, float *y, float *mean, float *rstd,
    unsigned threads);

/* dx is added to; so are dw and db, if they are not NULL. */
void layernorm_backward(size_t t, size_t c, const float *x, const float *w,
    const float *mean, const float *rstd, const float *dy, float *dx, float *dw,
    float *db, unsigned threads);

/* y = x rstd w, rstd = 1/sqrt(mean(x^2) + eps). */
void rmsnorm_forward(size_t t, size_t c, float eps, const float *x,
    const float *w, float *y, float *rstd, unsigned threads);

/* dx is added to; so is dw, if it is not NULL. */
void rmsnorm_backward(size_t t, size_t c, const float *x, const float *w,
    const float *rstd, const float *dy, float *dx, float *dw, unsigned threads);

#endif
