/* AdamW and the gradient's norm by several threads: see optimizer.h. */
#include "nn/optimizer.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/par.h"
#include "nn/kernels/kernels.h"
#include "nn/pieces.h"

struct flat {
	const struct flat_kernels *kernels;
	struct pieces pieces;
	const struct adamw *adamw;
	const float *in;
	float *param, *m, *v;
	double *sums; /* [pieces.n] */
};

static void
adamw_piece(void *ctx, size_t i, unsigned worker)
{
	const struct flat *o = ctx;
	size_t at = pieces_first(&o->pieces, i);

	(void)worker;
	o->kernels->adamw(o->adamw, pieces_size(&o->pieces, i), o->param + at,
	    o->in + at, o->m + at, o->v + at);
}

void
adamw_step(const struct adamw *a, size_t n, float *param, const float *grad,
    float *m, float *v, unsigned threads)
{
	struct flat o = { KERNELS_CHOOSE(flat_kernels), pieces_of_rows(n, 1), a,
		grad, param, m, v, NULL };

	assert(a->step > 0);
	par_for(threads, o.pieces.n, adamw_piece, &o);
}

static void
square_piece(void *ctx, size_t i, unsigned worker)
{
	const struct flat *o = ctx;

	(void)worker;
	o->sums[i] = o->kernels->square_sum(
	    pieces_size(&o->pieces, i), o->in + pieces_first(&o->pieces, i));
}

double
sum_of_squares(size_t n, const float *x, unsigned threads)
{
	struct flat o = { KERNELS_CHOOSE(flat_kernels), pieces_of_rows(n, 1),
		NULL, x, NULL, NULL, NULL, NULL };
	double sum = 0;

	o.sums = mem_new(o.pieces.n, sizeof *o.sums);
	par_for(threads, o.pieces.n, square_piece, &o);
	for (size_t i = 0; i < o.pieces.n; i++)
		sum += o.sums[i];
	free(o.sums);
	return sum;
}
