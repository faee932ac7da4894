/*
 * Own matrix products for shapes where BLIS is slow: small right matrices,
 * which it packs again for every block and whose threads it synchronises too
 * often, and few rows, where it reads memory at an eighth of its speed.
 *
 * The arguments are those of nn/gemm.h, which decides between these and BLIS
 * by the functions *_suits: these depend on the shape alone.  No bit of a
 * result depends on the number of threads.  beta is 0 or 1.
 */
#ifndef ICL_NN_SMALL_GEMM_H
#define ICL_NN_SMALL_GEMM_H

#include <stdbool.h>
#include <stddef.h>

/*
 * y[m][n] = a[m][k] b + beta y with b(p, j) = b[p b_row + j b_col].  b is
 * packed once, as a whole; it suits while that stays in the cache.
 */
bool small_gemm_packed_suits(size_t m, size_t n, size_t k);
void small_gemm_packed(size_t m, size_t n, size_t k, const float *a, size_t lda,
    const float *b, size_t b_row, size_t b_col, float beta, float *y,
    size_t ldy, unsigned threads);

/*
 * y[n][k] = a[m][n]^T b[m][k] + beta y: long sums into a small result.  A sum
 * is cut into shares by its length alone, which are added in their order.
 */
bool small_gemm_transposed_suits(size_t n, size_t k, size_t m);
void small_gemm_transposed(size_t n, size_t k, size_t m, const float *a,
    size_t lda, const float *b, size_t ldb, float beta, float *y, size_t ldy,
    unsigned threads);

/* y[m][n] = x[m][k] w[n][k]^T + beta y by dot products, for few rows m. */
void small_gemm_dots(size_t m, size_t n, size_t k, const float *x, size_t ldx,
    const float *w, size_t ldw, float beta, float *y, size_t ldy,
    unsigned threads);

/*
 * The same for up to some hundred rows: w is read once and never packed, as
 * the left matrix.  Sums of depth.each products are made in their order and
 * then added in theirs, the last of up to depth.last; with the library's own
 * depths its products have the same bits.
 */
bool small_gemm_flat_suits(size_t m, size_t n, size_t k);
struct gemm_depth {
	size_t each, last; /* last is not below each */
};
void small_gemm_flat(size_t m, size_t n, size_t k, struct gemm_depth depth,
    const float *x, size_t ldx, const float *w, size_t ldw, float beta,
    float *y, size_t ldy, unsigned threads);

#endif
