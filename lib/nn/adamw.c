/* AdamW and the gradient's norm on several threads: see adamw.h. */
#include "nn/adamw.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/par.h"
#include "nn/kernels/kernels.h"
#include "nn/row_blocks.h"

struct flat {
	const struct array_kernels *kernels;
	const struct adamw_kernels *adamw_kernels;
	struct row_blocks blocks;
	const struct adamw *adamw;
	const struct adamw_arrays *arrays;
	size_t at;
	const float *in;
	double *sums; /* [blocks.n] */
};

static void
adamw_block(void *ctx, size_t i, unsigned worker)
{
	const struct flat *o = ctx;
	const struct adamw_arrays *x = o->arrays;
	size_t at = o->at + row_blocks_first(&o->blocks, i);
	size_t n = row_blocks_size(&o->blocks, i), block = at / ADAMW8_BLOCK;

	(void)worker;
	if (x->m8 != NULL)
		o->adamw_kernels->codes(o->adamw, n, x->param + at,
		    x->grad + at, x->m8 + at, x->v8 + at, x->m + block,
		    x->v + block);
	else
		o->adamw_kernels->fp32(o->adamw, n, x->param + at, x->grad + at,
		    x->m + at, x->v + at);
	if (x->bf16 != NULL)
		o->kernels->to_bf16(n, x->param + at, x->bf16 + at);
}

void
adamw_step(const struct adamw *a, const struct adamw_arrays *x, size_t at,
    size_t n, unsigned threads)
{
	struct flat o = { .kernels = KERNELS_CHOOSE(array_kernels),
		.adamw_kernels = KERNELS_CHOOSE(adamw_kernels),
		.blocks = row_blocks_of(n, 1),
		.adamw = a,
		.arrays = x,
		.at = at };

	assert(a->step > 0);
	assert(x->m8 == NULL || at % ADAMW8_BLOCK == 0);
	assert(o.blocks.each % ADAMW8_BLOCK == 0);
	par_for(threads, o.blocks.n, adamw_block, &o);
}

static void
square_block(void *ctx, size_t i, unsigned worker)
{
	const struct flat *o = ctx;

	(void)worker;
	o->sums[i] = o->kernels->square_sum(row_blocks_size(&o->blocks, i),
	    o->in + row_blocks_first(&o->blocks, i));
}

double
sum_of_squares(size_t n, const float *x, unsigned threads)
{
	struct flat o = { .kernels = KERNELS_CHOOSE(array_kernels),
		.blocks = row_blocks_of(n, 1),
		.in = x };
	double sum = 0;

	o.sums = mem_new(o.blocks.n, sizeof *o.sums);
	par_for(threads, o.blocks.n, square_block, &o);
	for (size_t i = 0; i < o.blocks.n; i++)
		sum += o.sums[i];
	free(o.sums);
	return sum;
}
