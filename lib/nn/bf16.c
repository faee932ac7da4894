/* Products of bf16 numbers, by oneDNN or by rounded fp32: see bf16.h. */
#include "nn/bf16.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/par.h"
#include "base/size.h"
#include "nn/gemm.h"
#include "nn/kernels/kernels.h"
#include "nn/matmul.h"
#include "nn/row_blocks.h"

/* Rows of a weight that the slow path widens at a time. */
enum { CHUNK = 4096 };

/* Whether oneDNN has bf16 here: asked once, with the smallest product. */
bool
bf16_is_fast(void)
{
	static int known; /* 1: no, 2: yes */
	const uint16_t one = 0x3f80;
	struct matmul_operand x = { &one, 1, 1 };
	float y;

	if (known == 0)
		known = matmul(MATMUL_BF16, 1, 1, 1, x, x, 0, &y, 1, 1) == 0 &&
				y == 1
			    ? 2
			    : 1;
	return known == 2;
}

const char *
bf16_kernels(void)
{
	return bf16_is_fast() ? "bf16 by oneDNN"
			      : "bf16 numbers by fp32 products (slow)";
}

struct convert {
	const struct array_kernels *kernels;
	struct row_blocks blocks;
	size_t cols, from_ld;
	const float *wide;
	const uint16_t *narrow;
	float *to_wide;
	uint16_t *to_bf16;
};

static void
narrow_block(void *ctx, size_t i, unsigned worker)
{
	const struct convert *o = ctx;
	size_t at = row_blocks_first(&o->blocks, i);

	(void)worker;
	o->kernels->to_bf16(
	    row_blocks_size(&o->blocks, i), o->wide + at, o->to_bf16 + at);
}

void
bf16_of(size_t n, const float *x, uint16_t *y, unsigned threads)
{
	struct convert o = { .kernels = KERNELS_CHOOSE(array_kernels),
		.blocks = row_blocks_of(n, 1),
		.wide = x,
		.to_bf16 = y };

	par_for(threads, o.blocks.n, narrow_block, &o);
}

static void
widen_block(void *ctx, size_t i, unsigned worker)
{
	const struct convert *o = ctx;
	size_t first = row_blocks_first(&o->blocks, i);
	size_t end = first + row_blocks_size(&o->blocks, i);

	(void)worker;
	for (size_t r = first; r < end; r++)
		o->kernels->from_bf16(o->cols, o->narrow + r * o->from_ld,
		    o->to_wide + r * o->cols);
}

/* A copy [rows][cols] in fp32, which the caller frees. */
static float *
widened(
    size_t rows, size_t cols, const uint16_t *x, size_t ld, unsigned threads)
{
	struct convert o = { .kernels = KERNELS_CHOOSE(array_kernels),
		.blocks = row_blocks_of(rows, cols),
		.cols = cols,
		.from_ld = ld,
		.narrow = x,
		.to_wide = mem_resize(NULL, rows * cols, sizeof(float)) };

	par_for(threads, o.blocks.n, widen_block, &o);
	return o.to_wide;
}

void
bf16_nt(size_t m, size_t n, size_t k, const uint16_t *x, const uint16_t *w,
    float beta, float *y, unsigned threads)
{
	struct matmul_operand a = { x, k, 1 }, b = { w, 1, k };
	float *wide_x;

	if (bf16_is_fast() &&
	    matmul(MATMUL_BF16, m, n, k, a, b, beta, y, n, threads) == 0)
		return;
	wide_x = widened(m, k, x, k, threads);
	for (size_t i = 0; i < n; i += CHUNK) {
		size_t rows = size_min(CHUNK, n - i);
		float *wide_w = widened(rows, k, w + i * k, k, threads);

		gemm_nt(m, rows, k, wide_x, k, wide_w, k, beta, y + i, n);
		free(wide_w);
	}
	free(wide_x);
}

void
bf16_nn(size_t m, size_t k, size_t n, const uint16_t *y, const uint16_t *w,
    float beta, float *x, unsigned threads)
{
	struct matmul_operand a = { y, n, 1 }, b = { w, k, 1 };

	if (bf16_is_fast() &&
	    matmul(MATMUL_BF16, m, k, n, a, b, beta, x, k, threads) == 0)
		return;
	for (size_t i = 0; i < n; i += CHUNK) {
		size_t rows = size_min(CHUNK, n - i);
		float *wide_y = widened(m, rows, y + i, n, threads);
		float *wide_w = widened(rows, k, w + i * k, k, threads);

		gemm_nn(m, k, rows, wide_y, rows, wide_w, k, i > 0 ? 1 : beta,
		    x, k);
		free(wide_w);
		free(wide_y);
	}
}

void
bf16_tn(size_t n, size_t k, size_t m, const uint16_t *y, const uint16_t *x,
    float beta, float *w, unsigned threads)
{
	struct matmul_operand a = { y, 1, n }, b = { x, k, 1 };
	float *wide_x;

	if (bf16_is_fast() &&
	    matmul(MATMUL_BF16, n, k, m, a, b, beta, w, k, threads) == 0)
		return;
	wide_x = widened(m, k, x, k, threads);
	for (size_t i = 0; i < n; i += CHUNK) {
		size_t rows = size_min(CHUNK, n - i);
		float *wide_y = widened(m, rows, y + i, n, threads);

		gemm_tn(
		    rows, k, m, wide_y, rows, wide_x, k, beta, w + i * k, k);
		free(wide_y);
	}
	free(wide_x);
}
