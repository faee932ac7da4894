/*
 * Matrix products of bf16 numbers with sums in fp32: the forms of nn/gemm.h.
 *
 * oneDNN's matmul makes them where it was there at build time and has bf16 on
 * this processor (AVX-512; fast with avx512_bf16 or AMX).  Elsewhere they are
 * fp32 products of the same rounded numbers, which is correct but slower than
 * fp32 alone.  Both multiply exactly; only the order of the sums differs.
 *
 * A bf16 number is the upper half of a float, here a uint16_t.
 */
#ifndef ICL_NN_BF16_H
#define ICL_NN_BF16_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether oneDNN makes the products; asked of it once. */
bool bf16_is_fast(void);

/* Which of both it is, in words, for logs and keys of caches. */
const char *bf16_kernels(void);

/* y[n] = x[n], rounded to nearest even; NaN stays NaN. */
void bf16_of(size_t n, const float *x, uint16_t *y, unsigned threads);

/*
 * y[m][n] = x[m][k] w[n][k]^T + beta y, x[m][k] = y[m][n] w[n][k] + beta x,
 * w[n][k] = y[m][n]^T x[m][k] + beta w, as in nn/gemm.h, but rows without
 * gaps.  Only after gemm_begin.
 */
void bf16_nt(size_t m, size_t n, size_t k, const uint16_t *x, const uint16_t *w,
    float beta, float *y, unsigned threads);
void bf16_nn(size_t m, size_t k, size_t n, const uint16_t *y, const uint16_t *w,
    float beta, float *x, unsigned threads);
void bf16_tn(size_t n, size_t k, size_t m, const uint16_t *y, const uint16_t *x,
    float beta, float *w, unsigned threads);

#endif
