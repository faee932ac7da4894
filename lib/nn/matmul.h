/*
 * The door to oneDNN: one matrix product with sums in fp32.
 */
#ifndef ICL_NN_MATMUL_H
#define ICL_NN_MATMUL_H

#include <stddef.h>

enum matmul_type { MATMUL_F32, MATMUL_BF16 };

/* Of a and b: where element (i, j) stands is p[i row + j col], and row or col
 * is 1.  bf16 is the upper half of a float, two bytes. */
struct matmul_operand {
	const void *p;
	size_t row, col;
};

/*
 * y[m][n] = a[m][k] b[k][n] + beta y, beta 0 or 1, rows of y ldy apart.  -1,
 * and y as it was, where oneDNN is not built in or has no such product for
 * this processor.
 */
int matmul(enum matmul_type type, size_t m, size_t n, size_t k,
    struct matmul_operand a, struct matmul_operand b, float beta, float *y,
    size_t ldy, unsigned threads);

#endif
