/*
 * Matrix products of fp32: the door to BLIS.  Those of bf16: nn/bf16.h.
 *
 * All matrices are row-major; ld is the distance between rows in elements.
 * beta is 0 (overwrite, what was there is not read) or 1 (accumulate).
 */
#ifndef ICL_NN_GEMM_H
#define ICL_NN_GEMM_H

#include <stddef.h>

/*
 * Once, before any product: chooses the library's kernels (kernel_choice.h)
 * and the threads.  BLIS_ARCH_TYPE of the environment goes before the choice.
 * A release of BLIS that is not known here chooses itself and is probed, which
 * takes some 0.1 s.
 */
void gemm_begin(unsigned threads);

/* The release of BLIS, "0.9.0" or so. */
const char *gemm_release(void);

/* The kernel set in use, "haswell" or so; recorded with every model. */
const char *gemm_kernels(void);

/* NULL, or that the probe found products below a third of the peak. */
const char *gemm_warning(void);

/* The rate of a product of middling size on one thread, by peak_flops. */
double gemm_share_of_peak(void);

/*
 * y[m][n] = x[m][k] w[n][k]^T + beta y: a linear layer forward.  A row's bits
 * do not depend on the other rows or on m, except that up to GEMM_FEW_ROWS go
 * a faster way of their own.
 */
enum { GEMM_FEW_ROWS = 6 };
void gemm_nt(size_t m, size_t n, size_t k, const float *x, size_t ldx,
    const float *w, size_t ldw, float beta, float *y, size_t ldy);

/* x[m][k] = y[m][n] w[n][k] + beta x: gradient of its input. */
void gemm_nn(size_t m, size_t k, size_t n, const float *y, size_t ldy,
    const float *w, size_t ldw, float beta, float *x, size_t ldx);

/*
 * Parts of these with the bits of the whole: of gemm_nt the columns of y that
 * some of the rows of w give, n of n_all; of gemm_nn the sum over some of the
 * n_all rows of w, one part after the other, beta being 1 from the second on.
 * Such a part is a multiple of gemm_nn_unit rows, the last one any number from
 * the unit on; where the unit is 0, the whole is the only part.
 */
void gemm_nt_part(size_t n_all, size_t m, size_t n, size_t k, const float *x,
    size_t ldx, const float *w, size_t ldw, float beta, float *y, size_t ldy);
void gemm_nn_part(size_t n_all, size_t m, size_t k, size_t n, const float *y,
    size_t ldy, const float *w, size_t ldw, float beta, float *x, size_t ldx);
size_t gemm_nn_unit(size_t m, size_t k, size_t n_all);

/* w[n][k] = y[m][n]^T x[m][k] + beta w: gradient of its weight. */
void gemm_tn(size_t n, size_t k, size_t m, const float *y, size_t ldy,
    const float *x, size_t ldx, float beta, float *w, size_t ldw);

#endif
