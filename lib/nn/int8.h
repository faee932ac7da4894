/*
 * Products of frozen weights as numbers of 8 bits, a scale for each row, with
 * rows of activations, or of gradients, turned to 8 bits as they come, a scale
 * for each row.  Sums are whole numbers of 32 bits, exact in any order: the
 * bits depend neither on the threads nor on the other rows of a batch.
 *
 * A scale for a row serves badly where a few numbers of it are far larger than
 * the rest, as in language models they are.  Of activations those beyond six
 * times the mean size, at most one in 32, are outliers: they are multiplied in
 * fp32 and the scale is that of the others.  Errors are then those of a scale
 * for each 32 numbers.
 *
 * oneDNN's matmul makes them where it was there at build time and the
 * processor multiplies 8-bit numbers (VNNI), four times as fast as fp32; with
 * turning rows to 8 bits and back a model is read 1.7 times as fast.  Own
 * kernels make those of few rows everywhere, as oneDNN repacks a weight for
 * each product, and all of them elsewhere, about as fast as fp32.
 *
 * A row with a number that is not finite gives NaN.  After gemm_begin.
 */
#ifndef ICL_NN_INT8_H
#define ICL_NN_INT8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "nn/matrix.h"

enum { INT8_MAX_SUM = 1 << 17 }; /* numbers that a sum may have */

/*
 * Row i, column j stands for q[j rows + i] scale[i]; -127 ... 127.  The columns
 * are outermost, as outliers are multiplied by one each.
 */
struct int8_matrix {
	size_t rows, cols;
	int8_t *q; /* [cols][rows] */
	float *scale;
};

/* Whether a sum of so many numbers stays within 32 bits both ways. */
bool int8_suits(const struct matrix *w);

/* All of w, each row to the nearest of 255 steps. */
void int8_init(struct int8_matrix *m, const struct matrix *w, unsigned threads);
void int8_release(struct int8_matrix *m);
size_t int8_bytes(const struct int8_matrix *m);

/* Whether oneDNN makes the products of many rows; asked of it once. */
bool int8_is_fast(void);

/* Which of both it is, in words, for logs and keys of caches. */
const char *int8_kernels(void);

/* y[t][rows] = x[t][cols] w^T + beta y, beta 0 or 1, rows without gaps. */
void int8_nt(const struct int8_matrix *w, size_t t, const float *x, float beta,
    float *y, unsigned threads);

/* x[t][cols] = y[t][rows] w: the gradient of the input, without outliers. */
void int8_nn(const struct int8_matrix *w, size_t t, const float *y, float *x,
    unsigned threads);

#endif
