/*
 * The door to oneDNN: one matrix product with sums in fp32, of 8-bit numbers
 * in 32 bits.  Primitives are made at first use and kept by the library, which
 * finds them by their shapes.
 *
 * Operands lie as the caller has them.  A layout of the library's own choice
 * was 5 % faster at 128 rows of 8-bit numbers on a Zen 4 and slower or equal
 * else: both multiply at nine tenths of the peak.
 */
#ifndef ICL_NN_MATMUL_H
#define ICL_NN_MATMUL_H

#include <stddef.h>

#include "base/str.h"

enum matmul_type { MATMUL_F32, MATMUL_BF16, MATMUL_INT8 };

/*
 * Element (i, j) of an operand is p[i row + j col]; row or col is 1.  Its type
 * is float, uint16_t for bf16, the upper half of a float, or int8_t.
 */
struct matmul_operand {
	const void *p;
	size_t row, col;
};

/*
 * y[m][n] = a[m][k] b[k][n] + beta y, beta 0 or 1, rows of y ldy apart; y is
 * of floats, of int32_t for INT8.
 * Returns -1 and leaves y as it was where oneDNN is not built in or has no
 * such product for this processor.
 */
int matmul(enum matmul_type type, size_t m, size_t n, size_t k,
    struct matmul_operand a, struct matmul_operand b, float beta, void *y,
    size_t ldy, unsigned threads);

/* Appends "oneDNN 2.6.3" or so, or "no oneDNN". */
void matmul_describe(struct buf *to);

#endif
