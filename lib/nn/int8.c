/* Products of 8-bit numbers, by oneDNN or by plain loops: see int8.h. */
#include "nn/int8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/par.h"
#include "base/size.h"
#include "nn/cpu.h"
#include "nn/kernels/kernels.h"
#include "nn/matmul.h"

enum {
	PIECE = 16,    /* rows of a weight that one thread turns at a time */
	CHUNK = 128,   /* rows of a batch whose sums are made at a time */
	AT_A_TIME = 4, /* of these, what one thread turns */
	OUTLIERS = 32, /* a row of so many numbers may have one */
};

bool
int8_suits(const struct matrix *w)
{
	return w->rows <= INT8_MAX_SUM && w->cols <= INT8_MAX_SUM;
}

struct turning {
	const struct int8_kernels *kernels;
	const struct matrix *from;
	struct int8_matrix *to;
	float *scratch; /* [threads][PIECE][cols] */
	int8_t *q;      /* [threads][PIECE][cols] */
};

static void
turn_piece(void *ctx, size_t i, unsigned worker)
{
	const struct turning *o = ctx;
	size_t k = o->from->cols, first = i * PIECE, none;
	size_t n = size_min(PIECE, o->from->rows - first);
	float *rows = o->scratch + worker * PIECE * k;
	int8_t *q = o->q + worker * PIECE * k, *to = o->to->q + first;

	matrix_read(o->from, first, n, rows);
	for (size_t r = 0; r < n; r++)
		o->to->scale[first + r] = o->kernels->narrow(
		    k, rows + r * k, NULL, q + r * k, 0, NULL, &none);
	for (size_t c = 0; c < k; c++)
		for (size_t r = 0; r < n; r++)
			to[c * o->from->rows + r] = q[r * k + c];
}

void
int8_init(struct int8_matrix *m, const struct matrix *w, unsigned threads)
{
	size_t scratch = (size_t)threads * PIECE * w->cols;
	struct turning o = { KERNELS_CHOOSE(int8_kernels), w, m,
		mem_resize(NULL, scratch, sizeof *o.scratch),
		mem_resize(NULL, scratch, sizeof *o.q) };

	assert(int8_suits(w));
	*m = (struct int8_matrix){
		.rows = w->rows,
		.cols = w->cols,
		.q = mem_aligned(w->rows * w->cols, 1),
		.scale = mem_aligned(w->rows, sizeof *m->scale),
	};
	par_for(threads, (w->rows + PIECE - 1) / PIECE, turn_piece, &o);
	free(o.q);
	free(o.scratch);
}

void
int8_release(struct int8_matrix *m)
{
	free(m->q);
	free(m->scale);
	*m = (struct int8_matrix){ 0 };
}

size_t
int8_bytes(const struct int8_matrix *m)
{
	return m->rows * m->cols + m->rows * sizeof *m->scale;
}

/*
 * Asked once.  Processors without these instructions may have products in the
 * library whose sums saturate: the largest sum must be right.
 */
bool
int8_is_fast(void)
{
	enum { K = 64, LEAST = -127 };
	static int known; /* 1: no, 2: yes */
	int8_t x[K];
	struct matmul_operand a = { x, K, 1 }, b = { x, 1, K };
	int32_t y = 0;

	if (cpu_isa() == ISA_PORTABLE)
		return false; /* so that tests have the other way too */
	if (known != 0)
		return known == 2;
	memset(x, LEAST, sizeof x);
	known = cpu_here().vnni &&
			matmul(MATMUL_INT8, 1, 1, K, a, b, 0, &y, 1, 1) == 0 &&
			y == K * LEAST * LEAST
		    ? 2
		    : 1;
	return known == 2;
}

const char *
int8_kernels(void)
{
	return int8_is_fast() ? "int8 by oneDNN" : "int8 by plain loops (slow)";
}

/* A product for some rows of a batch, from `in` wide to `out` wide. */
struct product {
	const struct int8_kernels *kernels;
	const struct int8_matrix *w;
	bool gradient; /* nn */
	size_t t, in, out;
	size_t most; /* outliers of a row */
	const float *x;
	int8_t *q;                     /* [t][in] */
	float *scale;                  /* [t] */
	struct int8_outlier *outliers; /* [t][most] */
	size_t *n_outliers;            /* [t] */
	int32_t *sum;                  /* [t][out] */
	int add;
	float *y;
};

static void
narrow_rows(void *ctx, size_t i, unsigned worker)
{
	const struct product *o = ctx;
	size_t end = size_min(o->t, (i + 1) * AT_A_TIME);

	(void)worker;
	for (size_t r = i * AT_A_TIME; r < end; r++)
		o->scale[r] = o->kernels->narrow(o->in, o->x + r * o->in,
		    o->gradient ? o->w->scale : NULL, o->q + r * o->in, o->most,
		    o->outliers + r * o->most, o->n_outliers + r);
}

static void
widen_rows(void *ctx, size_t i, unsigned worker)
{
	const struct product *o = ctx;
	size_t end = size_min(o->t, (i + 1) * AT_A_TIME);

	(void)worker;
	for (size_t r = i * AT_A_TIME; r < end; r++) {
		struct int8_widen row = { o->out, o->sum + r * o->out,
			o->scale[r], o->gradient ? NULL : o->w->scale,
			o->outliers + r * o->most, o->n_outliers[r], o->w->q,
			o->add, o->y + r * o->out };

		o->kernels->widen(&row);
	}
}

static void
plain_row(void *ctx, size_t r, unsigned worker)
{
	const struct product *o = ctx;
	const struct int8_matrix *w = o->w;

	(void)worker;
	(o->gradient ? o->kernels->dots : o->kernels->mix)(
	    w->cols, w->rows, o->q + r * o->in, w->q, o->sum + r * o->out);
}

static void
make_sums(struct product *o, unsigned threads)
{
	size_t n = o->w->rows;
	struct matmul_operand a = { o->q, o->in, 1 };
	struct matmul_operand b = { o->w->q, o->gradient ? 1 : n,
		o->gradient ? n : 1 };

	if (!int8_is_fast() || matmul(MATMUL_INT8, o->t, o->out, o->in, a, b, 0,
				   o->sum, o->out, threads) != 0)
		par_for(threads, o->t, plain_row, o);
}

/* Chunk by chunk, so that the sums stay in the cache. */
static void
multiply(struct product *o, size_t t, unsigned threads)
{
	size_t most = size_min(t, CHUNK);

	o->kernels = KERNELS_CHOOSE(int8_kernels);
	o->in = o->gradient ? o->w->rows : o->w->cols;
	o->out = o->gradient ? o->w->cols : o->w->rows;
	o->most = o->gradient ? 0 : o->in / OUTLIERS;
	o->q = mem_resize(NULL, most * o->in, sizeof *o->q);
	o->scale = mem_resize(NULL, most, sizeof *o->scale);
	o->outliers = mem_resize(NULL, most * o->most + 1, sizeof *o->outliers);
	o->n_outliers = mem_resize(NULL, most, sizeof *o->n_outliers);
	o->sum = mem_resize(NULL, most * o->out, sizeof *o->sum);
	for (size_t first = 0; first < t; first += o->t) {
		size_t pieces;

		o->t = size_min(CHUNK, t - first);
		pieces = (o->t + AT_A_TIME - 1) / AT_A_TIME;
		par_for(threads, pieces, narrow_rows, o);
		make_sums(o, threads);
		par_for(threads, pieces, widen_rows, o);
		o->x += o->t * o->in;
		o->y += o->t * o->out;
	}
	free(o->sum);
	free(o->n_outliers);
	free(o->outliers);
	free(o->scale);
	free(o->q);
}

void
int8_nt(const struct int8_matrix *w, size_t t, const float *x, float beta,
    float *y, unsigned threads)
{
	struct product o = { .w = w, .x = x, .add = beta != 0, .y = y };

	multiply(&o, t, threads);
}

void
int8_nn(const struct int8_matrix *w, size_t t, const float *y, float *x,
    unsigned threads)
{
	struct product o = { .w = w, .gradient = true, .x = y, .y = x };

	multiply(&o, t, threads);
}
