/*
 * Products with a stored matrix (nn/matrix.h), of the bits that nn/gemm.h
 * gives for the same numbers in fp32: the matrix is turned to fp32 in panels
 * of rows that stay in the cache, and each panel is multiplied as a part of
 * the whole.  A matrix that is fp32 in memory is multiplied where it is.
 *
 * Scratch memory is some MiB, whatever the matrix.  After gemm_begin.
 */
#ifndef ICL_NN_MATRIX_GEMM_H
#define ICL_NN_MATRIX_GEMM_H

#include <stdint.h>

#include "nn/matrix.h"

/* y[t][rows] = x[t][cols] w^T + beta y, beta 0 or 1, rows without gaps. */
void matrix_nt(const struct matrix *w, size_t t, const float *x, float beta,
    float *y, unsigned threads);

/* x[t][cols] = y[t][rows] w: the gradient of the input. */
void matrix_nn(const struct matrix *w, size_t t, const float *y, float *x,
    unsigned threads);

/* to [rows][cols]: all of it, to the nearest bf16. */
void matrix_to_bf16(const struct matrix *w, uint16_t *to, unsigned threads);

#endif
