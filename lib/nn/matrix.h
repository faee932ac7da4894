/*
 * A matrix as a file stores it: a type, and rows that may be blocks of
 * quantised numbers, in an order of their own, spread over several tensors.
 * It is read a block of rows at a time, as fp32; products with it are in
 * nn/matrix_gemm.h.  The bytes are the caller's, most often of a mapped file.
 */
#ifndef ICL_NN_MATRIX_H
#define ICL_NN_MATRIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/tensor_type.h"

enum { MATRIX_PARTS = 3 }; /* q, k and v */

/* Rows of a matrix that follow one another and are of one tensor. */
struct matrix_part {
	size_t first, rows;    /* of the matrix; the parts are in this order */
	enum tensor_type type; /* below TENSOR_OTHER */
	const unsigned char *bytes;
	const uint32_t *row_of; /* [rows] of the tensor; NULL: the same order */
	/* The tensor is [cols][rows]: a type of single numbers, no row_of. */
	bool transposed;
};

struct matrix {
	size_t rows, cols; /* rows: the sum over the parts */
	struct matrix_part parts[MATRIX_PARTS];
	size_t n_parts;
};

/* Numbers in memory, [rows][cols], as a matrix. */
struct matrix matrix_of(const float *data, size_t rows, size_t cols);

/* Numbers and bytes of a block; 1 and its width for types without blocks. */
size_t matrix_block_numbers(enum tensor_type type);
size_t matrix_block_bytes(enum tensor_type type);

/* The numbers themselves, [rows][cols], where they lie so in memory and are
 * aligned; NULL else. */
const float *matrix_dense(const struct matrix *m);

/* Rows first ... first + n into to [n][cols]. */
void matrix_read(const struct matrix *m, size_t first, size_t n, float *to);

#endif
