/*
 * Products of few rows with weights as their files hold them (16-bit numbers,
 * or blocks of few bits that share scales; base/tensor_type.h): generation and
 * short queries.  The bytes are read once and turned to fp32 in registers.
 *
 * The bits are those of gemm_nt with the same weights in fp32, whatever the
 * number of threads and of rows up to GEMM_FEW_ROWS.
 */
#ifndef ICL_NN_QUANT_GEMM_H
#define ICL_NN_QUANT_GEMM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/tensor_type.h"

/*
 * n rows of k numbers, row_bytes apart, at any alignment.  Row j is the one at
 * row_of[j] of p; row_of NULL: j itself.  All is borrowed.
 */
struct quant_rows {
	enum tensor_type type;
	const unsigned char *p;
	size_t row_bytes;
	const uint32_t *row_of;
};

/*
 * Whether there is such a product: m <= GEMM_FEW_ROWS, a type other than F32,
 * Q2_K and Q3_K, k whole blocks of it, and of 32 numbers at least.
 */
bool quant_gemm_suits(enum tensor_type type, size_t m, size_t k);

/* y[m][n] = x[m][k] w^T + beta y, beta 0 or 1; only where it suits. */
void quant_gemm(size_t m, size_t n, size_t k, const float *x, size_t ldx,
    const struct quant_rows *w, float beta, float *y, size_t ldy,
    unsigned threads);

#endif
