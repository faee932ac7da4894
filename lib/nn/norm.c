/* LayerNorm and RMSNorm: see norm.h. */
#include "nn/norm.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/par.h"
#include "nn/kernels/kernels.h"
#include "nn/row_blocks.h"

struct norm {
	const struct norm_kernels *kernels;
	struct row_blocks blocks;
	size_t c;
	float eps;
	const float *x, *w, *b, *dy;
	float *y, *dx, *mean, *rstd;
	float *parts; /* [blocks.n][2][C]: each piece's share of dw and db */
};

static void
layer_forward_block(void *ctx, size_t i, unsigned worker)
{
	const struct norm *o = ctx;
	size_t first = row_blocks_first(&o->blocks, i), at = first * o->c;

	(void)worker;
	o->kernels->layer_forward(row_blocks_size(&o->blocks, i), o->c, o->eps,
	    o->x + at, o->w, o->b, o->y + at, o->mean + first, o->rstd + first);
}

void
layernorm_forward(size_t t, size_t c, float eps, const float *x, const float *w,
    const float *b, float *y, float *mean, float *rstd, unsigned threads)
{
	struct norm o = { KERNELS_CHOOSE(norm_kernels), row_blocks_of(t, c),
		.c = c, .eps = eps, .x = x, .w = w, .b = b, .y = y,
		.mean = mean, .rstd = rstd };

	assert(c > 0);
	par_for(threads, o.blocks.n, layer_forward_block, &o);
}

static void
rms_forward_block(void *ctx, size_t i, unsigned worker)
{
	const struct norm *o = ctx;
	size_t first = row_blocks_first(&o->blocks, i), at = first * o->c;

	(void)worker;
	o->kernels->rms_forward(row_blocks_size(&o->blocks, i), o->c, o->eps,
	    o->x + at, o->w, o->y + at, o->rstd + first);
}

void
rmsnorm_forward(size_t t, size_t c, float eps, const float *x, const float *w,
    float *y, float *rstd, unsigned threads)
{
	struct norm o = { KERNELS_CHOOSE(norm_kernels), row_blocks_of(t, c),
		.c = c, .eps = eps, .x = x, .w = w, .y = y, .rstd = rstd };

	assert(c > 0);
	par_for(threads, o.blocks.n, rms_forward_block, &o);
}

static void
layer_backward_block(void *ctx, size_t i, unsigned worker)
{
	const struct norm *o = ctx;
	size_t first = row_blocks_first(&o->blocks, i), at = first * o->c;
	float *part = o->parts + i * 2 * o->c;

	(void)worker;
	o->kernels->layer_backward(row_blocks_size(&o->blocks, i), o->c,
	    o->x + at, o->w, o->mean + first, o->rstd + first, o->dy + at,
	    o->dx + at, part, part + o->c);
}

static void
rms_backward_block(void *ctx, size_t i, unsigned worker)
{
	const struct norm *o = ctx;
	size_t first = row_blocks_first(&o->blocks, i), at = first * o->c;

	(void)worker;
	o->kernels->rms_backward(row_blocks_size(&o->blocks, i), o->c,
	    o->x + at, o->w, o->rstd + first, o->dy + at, o->dx + at,
	    o->parts + i * 2 * o->c);
}

/* The pieces' shares are added in their order. */
static void
backward(struct norm *o, par_fn *piece, float *dw, float *db, unsigned threads)
{
	o->parts = mem_aligned(o->blocks.n * 2, o->c * sizeof *o->parts);
	par_for(threads, o->blocks.n, piece, o);
	if (dw != NULL)
		o->kernels->add_rows(o->blocks.n, o->c, o->parts, 2 * o->c, dw);
	if (db != NULL)
		o->kernels->add_rows(
		    o->blocks.n, o->c, o->parts + o->c, 2 * o->c, db);
	free(o->parts);
}

void
layernorm_backward(size_t t, size_t c, const float *x, const float *w,
    const float *mean, const float *rstd, const float *dy, float *dx, float *dw,
    float *db, unsigned threads)
{
	struct norm o = { KERNELS_CHOOSE(norm_kernels), row_blocks_of_sums(t),
		.c = c, .x = x, .w = w, .dy = dy, .dx = dx,
		.mean = (float *)mean, .rstd = (float *)rstd };

	backward(&o, layer_backward_block, dw, db, threads);
}

void
rmsnorm_backward(size_t t, size_t c, const float *x, const float *w,
    const float *rstd, const float *dy, float *dx, float *dw, unsigned threads)
{
	struct norm o = { KERNELS_CHOOSE(norm_kernels), row_blocks_of_sums(t),
		.c = c, .x = x, .w = w, .dy = dy, .dx = dx,
		.rstd = (float *)rstd };

	backward(&o, rms_backward_block, dw, NULL, threads);
}
