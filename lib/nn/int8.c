/* Products of 8-bit numbers, by oneDNN or by own kernels: see int8.h. */
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
	PIECE = 16,    /* rows of a weight that a thread turns at a time */
	CHUNK = 128,   /* rows of a batch that oneDNN multiplies at a time */
	AT_A_TIME = 4, /* of these, what one thread turns */
	OUTLIERS = 32, /* a row of so many numbers may have one */
	OWN_ROWS = 8,  /* whose sums are always made by own kernels */
	FEW_ROWS = 4,  /* without packing the weight */
	FEW_COLUMNS = 512, /* of these that are turned back at a time */
	ROWS = 128,        /* of more rows, for which it is packed once */
	OWN_CHUNK = 512,   /* rows that are turned before that */
	SERIAL = 1 << 17,  /* weights not worth a second thread */
	SERIAL_NUMBERS = 1 << 13, /* numbers whose turning is not */
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
	return int8_is_fast() ? "int8 by oneDNN" : "int8 by own kernels";
}

/* A product for some rows of a batch, from `in` wide to `out` wide. */
struct product {
	const struct int8_kernels *kernels;
	const struct int8_sum_kernels *sums;
	const struct int8_matrix *w;
	bool gradient; /* nn */
	size_t t, in, out;
	size_t most; /* outliers of a row */
	const float *x;
	int8_t *q;                     /* [t][in] */
	float *scale;                  /* [t] */
	struct int8_outlier *outliers; /* [t][most] */
	size_t *n_outliers;            /* [t] */
	int32_t *pairs;                /* [t][ld_pairs], q for own kernels */
	size_t ld_pairs, ld_sum, blocks, share;
	int32_t *sum; /* [t][out], or [threads][ROWS][INT8_COLUMNS] */
	int add;
	float *y;
};

static void
narrow_rows(void *ctx, size_t i, unsigned worker)
{
	const struct product *o = ctx;
	size_t end = size_min(o->t, (i + 1) * AT_A_TIME);

	(void)worker;
	for (size_t r = i * AT_A_TIME; r < end; r++) {
		int8_t *q = o->q + r * o->in;

		o->scale[r] = o->kernels->narrow(o->in, o->x + r * o->in,
		    o->gradient ? o->w->scale : NULL, q, o->most,
		    o->outliers + r * o->most, o->n_outliers + r);
		if (o->pairs != NULL)
			o->sums->widen(o->in, q, o->pairs + r * o->ld_pairs);
	}
}

static void
narrow_all(struct product *o, unsigned threads)
{
	par_for(threads, (o->t + AT_A_TIME - 1) / AT_A_TIME, narrow_rows, o);
}

/* n columns of row r of the result, from their sums. */
static void
widen_row(
    const struct product *o, size_t r, size_t first, size_t n, int32_t *sum)
{
	struct int8_widen row = {
		.n = n,
		.sum = sum,
		.row = o->scale[r],
		.factor = o->gradient ? NULL : o->w->scale + first,
		.outliers = o->outliers + r * o->most,
		.n_outliers = o->n_outliers[r],
		.q = o->w->q + first,
		.ldq = o->w->rows,
		.add = o->add,
		.y = o->y + r * o->out + first,
	};

	o->kernels->widen(&row);
}

static void
widen_rows(void *ctx, size_t i, unsigned worker)
{
	const struct product *o = ctx;
	size_t end = size_min(o->t, (i + 1) * AT_A_TIME);

	(void)worker;
	for (size_t r = i * AT_A_TIME; r < end; r++)
		widen_row(o, r, 0, o->out, o->sum + r * o->out);
}

/* oneDNN's; -1: it makes none, and nothing was done. */
static int
library_product(struct product *o, unsigned threads)
{
	size_t n = o->w->rows, pieces = (o->t + AT_A_TIME - 1) / AT_A_TIME;
	struct matmul_operand a = { o->q, o->in, 1 };
	struct matmul_operand b = { o->w->q, o->gradient ? 1 : n,
		o->gradient ? n : 1 };

	narrow_all(o, threads);
	if (matmul(MATMUL_INT8, o->t, o->out, o->in, a, b, 0, o->sum, o->out,
		threads) != 0)
		return -1;
	par_for(threads, pieces, widen_rows, o);
	return 0;
}

/* Some rows and INT8_COLUMNS columns of the result. */
static void
own_block(void *ctx, size_t i, unsigned worker)
{
	const struct product *o = ctx;
	size_t row = i / o->blocks * ROWS, m = size_min(ROWS, o->t - row);
	size_t col = i % o->blocks * INT8_COLUMNS;
	size_t n = size_min(INT8_COLUMNS, o->out - col), ldq = o->w->rows;
	int32_t *sum = o->sum + worker * ROWS * INT8_COLUMNS;

	o->sums->block(o->gradient, m, n, o->in, o->pairs + row * o->ld_pairs,
	    o->ld_pairs, o->w->q + (o->gradient ? col * ldq : col), ldq, sum);
	for (size_t r = 0; r < m; r++)
		widen_row(o, row + r, col, n, sum + r * INT8_COLUMNS);
}

/* A share of each sum of few rows: the weights are read in their order. */
static void
few_share(void *ctx, size_t i, unsigned worker)
{
	const struct product *o = ctx;
	size_t at = i * o->share, k = size_min(o->share, o->in - at);

	(void)worker;
	o->sums->few(o->t, o->out, k, o->pairs + at / 2, o->ld_pairs,
	    o->w->q + at * o->w->rows, o->w->rows,
	    o->sum + i * FEW_ROWS * o->ld_sum, o->ld_sum);
}

static void
few_widen(void *ctx, size_t i, unsigned worker)
{
	const struct product *o = ctx;
	size_t row = i % o->t, col = i / o->t * FEW_COLUMNS;
	size_t n = size_min(FEW_COLUMNS, o->out - col);
	int32_t *sum = o->sum + row * o->ld_sum + col;

	(void)worker;
	for (size_t at = o->share; at < o->in; at += o->share) {
		const int32_t *part =
		    sum + at / o->share * FEW_ROWS * o->ld_sum;

		for (size_t j = 0; j < n; j++)
			sum[j] += part[j];
	}
	widen_row(o, row, col, n, sum);
}

static int
few_product(struct product *o, unsigned threads)
{
	size_t columns = (o->out + FEW_COLUMNS - 1) / FEW_COLUMNS;
	unsigned few =
	    o->t * size_min(o->in, o->out) < SERIAL_NUMBERS ? 1 : threads;

	if (o->in * o->out < SERIAL)
		threads = 1;
	narrow_all(o, few);
	o->share = size_round_up((o->in + threads - 1) / threads, 8);
	par_for(threads, (o->in + o->share - 1) / o->share, few_share, o);
	par_for(few, o->t * columns, few_widen, o);
	return 0;
}

static int
many_product(struct product *o, unsigned threads)
{
	size_t parts = (o->t + ROWS - 1) / ROWS;

	narrow_all(o, threads);
	par_for(threads, parts * o->blocks, own_block, o);
	return 0;
}

/* How products are made, how many rows at a time, and what for. */
struct way {
	size_t rows; /* so many stay in the cache */
	size_t n_sums;
	bool pairs;
	int (*product)(struct product *o, unsigned threads);
};

static struct way
own_way(const struct product *o, size_t t, size_t threads)
{
	if (t <= FEW_ROWS && !o->gradient)
		return (struct way){ FEW_ROWS, threads * FEW_ROWS * o->ld_sum,
			true, few_product };
	return (struct way){ OWN_CHUNK, threads * ROWS * INT8_COLUMNS, true,
		many_product };
}

/* Of t rows the first, which are no longer the product's then. */
static size_t
multiply_rows(struct way way, struct product *o, size_t t, unsigned threads)
{
	size_t most = size_min(t, way.rows), done = 0;

	o->q = mem_resize(NULL, most * o->in, sizeof *o->q);
	o->scale = mem_resize(NULL, most, sizeof *o->scale);
	o->outliers = mem_resize(NULL, most * o->most + 1, sizeof *o->outliers);
	o->n_outliers = mem_resize(NULL, most, sizeof *o->n_outliers);
	o->sum = mem_resize(NULL, way.n_sums, sizeof *o->sum);
	if (way.pairs)
		o->pairs =
		    mem_resize(NULL, most * o->ld_pairs, sizeof *o->pairs);
	for (; done < t; done += o->t) {
		o->t = size_min(most, t - done);
		if (way.product(o, threads) != 0)
			break;
		o->x += o->t * o->in;
		o->y += o->t * o->out;
	}
	free(o->pairs);
	free(o->sum);
	free(o->n_outliers);
	free(o->outliers);
	free(o->scale);
	free(o->q);
	o->pairs = NULL;
	return done;
}

/* The library repacks a weight for each product: too dear for few rows. */
static void
multiply(struct product *o, size_t t, unsigned threads)
{
	size_t done = 0;

	o->kernels = KERNELS_CHOOSE(int8_kernels);
	o->sums = KERNELS_CHOOSE(int8_sum_kernels);
	o->in = o->gradient ? o->w->rows : o->w->cols;
	o->out = o->gradient ? o->w->cols : o->w->rows;
	o->most = o->gradient ? 0 : o->in / OUTLIERS;
	o->ld_pairs = size_round_up((o->in + 1) / 2, INT8_PAD);
	o->ld_sum = size_round_up(o->out, INT8_PAD);
	o->blocks = (o->out + INT8_COLUMNS - 1) / INT8_COLUMNS;
	if (t > OWN_ROWS && int8_is_fast())
		done = multiply_rows(
		    (struct way){ CHUNK, size_min(t, CHUNK) * o->out, false,
			library_product },
		    o, t, threads);
	if (done < t)
		multiply_rows(own_way(o, t, threads), o, t - done, threads);
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
