/* AdamW and the gradient's norm by several threads: see adamw.h. */
#include "nn/adamw.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/par.h"
#include "nn/kernels/kernels.h"
#include "nn/row_blocks.h"

struct flat {
	const struct flat_kernels *kernels;
	const struct adamw_kernels *adamw_kernels;
	struct row_blocks pieces;
	const struct adamw *adamw;
	const struct adamw_arrays *arrays;
	size_t at;
	const float *in;
	double *sums; /* [pieces.n] */
};

static void
adamw_piece(void *ctx, size_t i, unsigned worker)
{
	const struct flat *o = ctx;
	const struct adamw_arrays *x = o->arrays;
	size_t at = o->at + row_blocks_first(&o->pieces, i);
	size_t n = row_blocks_size(&o->pieces, i), block = at / ADAMW8_BLOCK;

	(void)worker;
	if (x->m8 != NULL)
		o->adamw_kernels->codes(o->adamw, n, x->param + at,
		    x->grad + at, x->m8 + at, x->v8 + at, x->m + block,
		    x->v + block);
	else
		o->adamw_kernels->fp32(o->adamw, n, x->param + at, x->grad + at,
		    x->m + at, x->v + at);
	if (x->half != NULL)
		o->kernels->to_half(n, x->param + at, x->half + at);
}

void
adamw_step(const struct adamw *a, const struct adamw_arrays *x, size_t at,
    size_t n, unsigned threads)
{
	struct flat o = { .kernels = KERNELS_CHOOSE(flat_kernels),
		.adamw_kernels = KERNELS_CHOOSE(adamw_kernels),
		.pieces = row_blocks_of(n, 1),
		.adamw = a,
		.arrays = x,
		.at = at };

	assert(a->step > 0);
	assert(x->m8 == NULL || at % ADAMW8_BLOCK == 0);
	assert(o.pieces.each % ADAMW8_BLOCK == 0);
	par_for(threads, o.pieces.n, adamw_piece, &o);
}

static void
square_piece(void *ctx, size_t i, unsigned worker)
{
	const struct flat *o = ctx;

	(void)worker;
	o->sums[i] = o->kernels->square_sum(row_blocks_size(&o->pieces, i),
	    o->in + row_blocks_first(&o->pieces, i));
}

double
sum_of_squares(size_t n, const float *x, unsigned threads)
{
	struct flat o = { .kernels = KERNELS_CHOOSE(flat_kernels),
		.pieces = row_blocks_of(n, 1),
		.in = x };
	double sum = 0;

	o.sums = mem_new(o.pieces.n, sizeof *o.sums);
	par_for(threads, o.pieces.n, square_piece, &o);
	for (size_t i = 0; i < o.pieces.n; i++)
		sum += o.sums[i];
	free(o.sums);
	return sum;
}
