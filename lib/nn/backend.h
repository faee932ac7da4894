/*
 * What makes the products, in words: libraries, their releases and kernels.
 * Two runs with the same words give the same bits.
 */
#ifndef ICL_NN_BACKEND_H
#define ICL_NN_BACKEND_H

#include "base/str.h"

/*
 * Appends "BLIS 0.9.0 with skx kernels, own kernels avx512_bf16, oneDNN
 * 2.6.3", or "no oneDNN".  After gemm_begin.
 */
void backend_describe(struct buf *to);

#endif
