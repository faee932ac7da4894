/* Rows of stored matrices as fp32: see matrix.h. */
#include "nn/matrix.h"

#include <assert.h>

#include "nn/kernels/kernels.h"

static const struct block {
	size_t numbers, bytes;
} blocks[TENSOR_OTHER] = {
	[TENSOR_F32] = { 1, 4 },
	[TENSOR_F16] = { 1, 2 },
	[TENSOR_BF16] = { 1, 2 },
	[TENSOR_Q4_0] = { 32, 18 },
	[TENSOR_Q4_1] = { 32, 20 },
	[TENSOR_Q5_0] = { 32, 22 },
	[TENSOR_Q5_1] = { 32, 24 },
	[TENSOR_Q8_0] = { 32, 34 },
	[TENSOR_Q2_K] = { 256, 84 },
	[TENSOR_Q3_K] = { 256, 110 },
	[TENSOR_Q4_K] = { 256, 144 },
	[TENSOR_Q5_K] = { 256, 176 },
	[TENSOR_Q6_K] = { 256, 210 },
};

size_t
matrix_block_numbers(enum tensor_type type)
{
	assert(type < TENSOR_OTHER);
	return blocks[type].numbers;
}

size_t
matrix_block_bytes(enum tensor_type type)
{
	assert(type < TENSOR_OTHER);
	return blocks[type].bytes;
}

struct matrix
matrix_of(const float *data, size_t rows, size_t cols)
{
	return (struct matrix){
		.rows = rows,
		.cols = cols,
		.parts = { { .rows = rows,
		    .type = TENSOR_F32,
		    .bytes = (const unsigned char *)data } },
		.n_parts = 1,
	};
}

const float *
matrix_dense(const struct matrix *m)
{
	const struct matrix_part *p = &m->parts[0];

	if (m->n_parts > 1 || p->type != TENSOR_F32 || p->transposed ||
	    p->row_of != NULL || (uintptr_t)p->bytes % sizeof(float) != 0)
		return NULL;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return (const float *)(const void *)p->bytes;
#else
	return NULL;
#endif
}

enum { STRIP = 64 }; /* numbers of a row of a transposed tensor at a time */

/* The tensor's rows are read in order, a strip of each after the other. */
static void
read_transposed(
    const struct matrix_part *p, size_t cols, size_t first, size_t n, float *to)
{
	const struct block_kernels *k = KERNELS_CHOOSE(block_kernels);
	size_t width = blocks[p->type].bytes;
	float strip[STRIP];

	for (size_t r = 0; r < n; r += STRIP) {
		size_t wide = n - r < STRIP ? n - r : STRIP;

		for (size_t c = 0; c < cols; c++) {
			k->expand[p->type](wide,
			    p->bytes + (c * p->rows + first + r) * width,
			    strip);
			for (size_t i = 0; i < wide; i++)
				to[(r + i) * cols + c] = strip[i];
		}
	}
}

static void
read_part(
    const struct matrix_part *p, size_t cols, size_t first, size_t n, float *to)
{
	const struct block_kernels *k = KERNELS_CHOOSE(block_kernels);
	size_t each = cols / blocks[p->type].numbers; /* blocks of a row */
	size_t stride = each * blocks[p->type].bytes;

	assert(cols % blocks[p->type].numbers == 0);
	if (p->transposed)
		read_transposed(p, cols, first, n, to);
	else if (p->row_of == NULL)
		k->expand[p->type](n * each, p->bytes + first * stride, to);
	else
		for (size_t i = 0; i < n; i++)
			k->expand[p->type](each,
			    p->bytes + p->row_of[first + i] * stride,
			    to + i * cols);
}

void
matrix_read(const struct matrix *m, size_t first, size_t n, float *to)
{
	assert(first + n <= m->rows);
	for (const struct matrix_part *p = m->parts; n > 0; p++) {
		size_t end = p->first + p->rows, now;

		assert(p < m->parts + m->n_parts && first >= p->first);
		if (first >= end)
			continue;
		now = n < end - first ? n : end - first;
		read_part(p, m->cols, first - p->first, now, to);
		to += now * m->cols;
		first += now;
		n -= now;
	}
}
