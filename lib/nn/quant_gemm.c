/* Products of few rows with stored numbers: see quant_gemm.h. */
#include "nn/quant_gemm.h"

#include <assert.h>

#include "base/par.h"
#include "nn/gemm.h"
#include "nn/kernels/kernels.h"

enum {
	GROUP = 32,       /* numbers of a block */
	SUPER = 256,      /* and of one of the K types */
	COLUMNS = 32,     /* rows of w of a block of the work */
	SERIAL = 1 << 16, /* operations not worth a second thread */
};

struct product {
	const struct quant_kernels *kernels;
	size_t m, n, k;
	const float *x;
	size_t ldx;
	const struct quant_rows *w;
	int add;
	float *y;
	size_t ldy;
};

static void
product_block(void *ctx, size_t i, unsigned worker)
{
	const struct product *o = ctx;
	size_t first = i * COLUMNS;
	size_t n = o->n - first < COLUMNS ? o->n - first : COLUMNS;
	const unsigned char *rows[COLUMNS];

	(void)worker;
	for (size_t j = 0; j < n; j++) {
		size_t row = first + j;

		if (o->w->row_of != NULL)
			row = o->w->row_of[row];
		rows[j] = o->w->p + row * o->w->row_bytes;
	}
	o->kernels->dots[o->w->type](
	    o->m, n, o->k, o->x, o->ldx, rows, o->add, o->y + first, o->ldy);
}

bool
quant_gemm_suits(enum tensor_type type, size_t m, size_t k)
{
	bool super =
	    type == TENSOR_Q4_K || type == TENSOR_Q5_K || type == TENSOR_Q6_K;

	return type < TENSOR_OTHER &&
	       KERNELS_CHOOSE(quant_kernels)->dots[type] != NULL && m > 0 &&
	       m <= GEMM_FEW_ROWS && k > 0 && k % (super ? SUPER : GROUP) == 0;
}

void
quant_gemm(size_t m, size_t n, size_t k, const float *x, size_t ldx,
    const struct quant_rows *w, float beta, float *y, size_t ldy,
    unsigned threads)
{
	struct product o = { KERNELS_CHOOSE(quant_kernels), m, n, k, x, ldx, w,
		beta != 0, y, ldy };

	assert(quant_gemm_suits(w->type, m, k));
	assert(ldx >= k && ldy >= n);
	par_for(m * n * k < SERIAL ? 1 : threads, (n + COLUMNS - 1) / COLUMNS,
	    product_block, &o);
}
