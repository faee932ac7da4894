/*
 * Matrix products of bf16 numbers with sums in fp32: the forms of nn/gemm.h.
 *
 * By oneDNN's matmul where it was there at build time and the processor has
 * AVX-512 (fast with avx512_bf16 or AMX); else by fp32 products of the same
 * rounded numbers, which is correct but slower than fp32 alone.  Both ways
 * multiply exactly; only the order of the sums differs.
 */
#ifndef ICL_NN_BF16_H
#define ICL_NN_BF16_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool bf16_is_fast(void);        /* by oneDNN */
const char *bf16_kernels(void); /* the way in words, for logs and caches */

/* y[n] = x[n] to nearest even. */
void bf16_of(size_t n, const float *x, uint16_t *y, unsigned threads);

/*
 * y[m][n] = x[m][k] w[n][k]^T + beta y and so on, rows without gaps; after
 * gemm_begin.
 */
void bf16_nt(size_t m, size_t n, size_t k, const uint16_t *x, const uint16_t *w,
    float beta, float *y, unsigned threads);
void bf16_nn(size_t m, size_t k, size_t n, const uint16_t *y, const uint16_t *w,
    float beta, float *x, unsigned threads);
void bf16_tn(size_t n, size_t k, size_t m, const uint16_t *y, const uint16_t *x,
    float beta, float *w, unsigned threads);

#endif
