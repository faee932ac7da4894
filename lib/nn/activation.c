/* Elementwise work on several threads: see activation.h. */
#include "nn/activation.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/par.h"
#include "nn/kernels/kernels.h"
#include "nn/row_blocks.h"

struct elementwise {
	const struct activation_kernels *kernels;
	struct row_blocks blocks;
	enum activation act;
	size_t c;
	const float *in, *in2;
	float *x, *out;
};

static void
forward_block(void *ctx, size_t i, unsigned worker)
{
	const struct elementwise *o = ctx;
	size_t at = row_blocks_first(&o->blocks, i) * o->c;

	(void)worker;
	o->kernels->forward(o->act, row_blocks_size(&o->blocks, i), o->c,
	    o->x + at, o->in, o->out + at);
}

void
activation_forward(enum activation act, size_t t, size_t c, float *x,
    const float *bias, float *y, unsigned threads)
{
	struct elementwise o = { KERNELS_CHOOSE(activation_kernels),
		row_blocks_of(t, c), act, c, bias, NULL, x, y };

	par_for(threads, o.blocks.n, forward_block, &o);
}

static void
backward_block(void *ctx, size_t i, unsigned worker)
{
	const struct elementwise *o = ctx;
	size_t at = row_blocks_first(&o->blocks, i) * o->c;

	(void)worker;
	o->kernels->backward(o->act, row_blocks_size(&o->blocks, i) * o->c,
	    o->in + at, o->in2 + at, o->out + at);
}

void
activation_backward(enum activation act, size_t t, size_t c, const float *x,
    const float *dy, float *dx, unsigned threads)
{
	struct elementwise o = { KERNELS_CHOOSE(activation_kernels),
		row_blocks_of(t, c), act, c, x, dy, NULL, dx };

	par_for(threads, o.blocks.n, backward_block, &o);
}

static void
gated_forward_block(void *ctx, size_t i, unsigned worker)
{
	const struct elementwise *o = ctx;
	size_t at = row_blocks_first(&o->blocks, i) * o->c;

	(void)worker;
	o->kernels->gated_forward(o->act, row_blocks_size(&o->blocks, i), o->c,
	    o->in + 2 * at, o->out + at);
}

void
gated_forward(enum activation act, size_t t, size_t c, const float *gu,
    float *y, unsigned threads)
{
	struct elementwise o = { KERNELS_CHOOSE(activation_kernels),
		row_blocks_of(t, c), act, c, gu, NULL, NULL, y };

	par_for(threads, o.blocks.n, gated_forward_block, &o);
}

static void
gated_backward_block(void *ctx, size_t i, unsigned worker)
{
	const struct elementwise *o = ctx;
	size_t at = row_blocks_first(&o->blocks, i) * o->c;

	(void)worker;
	o->kernels->gated_backward(o->act, row_blocks_size(&o->blocks, i), o->c,
	    o->in + 2 * at, o->in2 + at, o->out + 2 * at);
}

void
gated_backward(enum activation act, size_t t, size_t c, const float *gu,
    const float *dy, float *dgu, unsigned threads)
{
	struct elementwise o = { KERNELS_CHOOSE(activation_kernels),
		row_blocks_of(t, c), act, c, gu, dy, NULL, dgu };

	par_for(threads, o.blocks.n, gated_backward_block, &o);
}

static void
bias_block(void *ctx, size_t i, unsigned worker)
{
	const struct elementwise *o = ctx;
	size_t at = row_blocks_first(&o->blocks, i) * o->c;

	(void)worker;
	o->kernels->bias(
	    row_blocks_size(&o->blocks, i), o->c, o->in, o->x + at);
}

void
bias_forward(size_t t, size_t c, const float *bias, float *x, unsigned threads)
{
	struct elementwise o = { KERNELS_CHOOSE(activation_kernels),
		row_blocks_of(t, c), ACT_RELU, c, bias, NULL, x, NULL };

	par_for(threads, o.blocks.n, bias_block, &o);
}

struct row_sum {
	const struct norm_kernels *kernels;
	struct row_blocks blocks;
	size_t c;
	const float *dy;
	float *parts; /* [blocks.n][C] */
};

static void
row_sum_block(void *ctx, size_t i, unsigned worker)
{
	const struct row_sum *o = ctx;

	(void)worker;
	o->kernels->add_rows(row_blocks_size(&o->blocks, i), o->c,
	    o->dy + row_blocks_first(&o->blocks, i) * o->c, o->c,
	    o->parts + i * o->c);
}

void
bias_backward(size_t t, size_t c, const float *dy, float *db, unsigned threads)
{
	struct row_sum o = { KERNELS_CHOOSE(norm_kernels),
		row_blocks_of_sums(t), c, dy, NULL };

	o.parts = mem_aligned(o.blocks.n, c * sizeof *o.parts);
	par_for(threads, o.blocks.n, row_sum_block, &o);
	o.kernels->add_rows(o.blocks.n, c, o.parts, c, db);
	free(o.parts);
}

static void
copy_block(void *ctx, size_t i, unsigned worker)
{
	const struct elementwise *o = ctx;
	size_t at = row_blocks_first(&o->blocks, i);

	(void)worker;
	memcpy(o->out + at, o->in + at,
	    row_blocks_size(&o->blocks, i) * sizeof *o->out);
}

void
copy_forward(size_t n, const float *x, float *y, unsigned threads)
{
	struct elementwise o = { NULL, row_blocks_of(n, 1), ACT_RELU, 1, x,
		NULL, NULL, y };

	par_for(threads, o.blocks.n, copy_block, &o);
}

static void
add_block(void *ctx, size_t i, unsigned worker)
{
	const struct elementwise *o = ctx;
	size_t at = row_blocks_first(&o->blocks, i);

	(void)worker;
	o->kernels->add(row_blocks_size(&o->blocks, i), o->in + at, o->in2 + at,
	    o->out + at);
}

void
add_forward(
    size_t n, const float *a, const float *b, float *y, unsigned threads)
{
	struct elementwise o = { KERNELS_CHOOSE(activation_kernels),
		row_blocks_of(n, 1), ACT_RELU, 1, a, b, NULL, y };

	par_for(threads, o.blocks.n, add_block, &o);
}

struct scaling {
	const struct activation_kernels *kernels;
	struct row_blocks blocks;
	float factor;
	const float *x;
	float *y;
};

static void
scale_block(void *ctx, size_t i, unsigned worker)
{
	const struct scaling *o = ctx;
	size_t at = row_blocks_first(&o->blocks, i);
	size_t end = at + row_blocks_size(&o->blocks, i);

	(void)worker;
	for (; at < end; at++)
		o->y[at] = o->factor * o->x[at];
}

void
scale_forward(
    size_t n, float factor, const float *x, float *y, unsigned threads)
{
	struct scaling o = { NULL, row_blocks_of(n, 1), factor, x, y };

	par_for(threads, o.blocks.n, scale_block, &o);
}

static void
cap_block(void *ctx, size_t i, unsigned worker)
{
	const struct scaling *o = ctx;
	size_t at = row_blocks_first(&o->blocks, i);

	(void)worker;
	o->kernels->cap(row_blocks_size(&o->blocks, i), o->factor, o->y + at);
}

void
cap_forward(size_t n, float cap, float *x, unsigned threads)
{
	struct scaling o = { KERNELS_CHOOSE(activation_kernels),
		row_blocks_of(n, 1), cap, NULL, x };

	par_for(threads, o.blocks.n, cap_block, &o);
}

static void
cap_backward_block(void *ctx, size_t i, unsigned worker)
{
	const struct scaling *o = ctx;
	size_t at = row_blocks_first(&o->blocks, i);
	size_t end = at + row_blocks_size(&o->blocks, i);

	(void)worker;
	for (; at < end; at++)
		o->y[at] *= 1 - (o->x[at] / o->factor) * (o->x[at] / o->factor);
}

void
cap_backward(size_t n, float cap, const float *x, float *dx, unsigned threads)
{
	struct scaling o = { NULL, row_blocks_of(n, 1), cap, x, dx };

	par_for(threads, o.blocks.n, cap_backward_block, &o);
}
