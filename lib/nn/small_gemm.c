/* Own products for small and flat matrices: see small_gemm.h. */
#include "nn/small_gemm.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/par.h"
#include "base/size.h"
#include "nn/kernels/kernels.h"

enum {
	DEPTH = 256,          /* of the sums made in registers at a time */
	ROWS = 96,            /* of a block of the result, a multiple of mr */
	FLAT_MOST = 512,      /* rows of x; the library is as fast with more */
	MAX_RIGHT = 1 << 18,  /* floats of a right matrix: stays in cache */
	MAX_RESULT = 1 << 17, /* floats of a transposed product's result */
	MAX_CHUNKS = 8,       /* shares of a long sum */
	MIN_CHUNK = 256,      /* rows of a share */
	DOT_COLUMNS = 64,     /* of a block of the result */
	SERIAL = 1 << 18,     /* operations not worth a second thread */
};

static unsigned
threads_for(size_t m, size_t n, size_t k, unsigned threads)
{
	return m * n * k < SERIAL ? 1 : threads;
}

struct product {
	const struct gemm_kernels *kernels;
	size_t m, n, k;
	const float *a, *b;
	size_t lda, b_row, b_col;
	float *y;
	size_t ldy;
	int add;
	struct gemm_depth depth;
	size_t slice;
	float *panels;    /* of each slice of columns, each depth, each panel */
	size_t row_parts; /* blocks of the result: rows by columns of panels */
	size_t panels_each;
};

/* How deep the sums are that begin at p0. */
static size_t
deep(const struct product *o, size_t p0)
{
	size_t left = o->k - p0;

	return left <= o->depth.last ? left : o->depth.each;
}

/* Where the panel that begins at depth p0 and column j0 lies. */
static float *
panel_at(const struct product *o, size_t p0, size_t j0)
{
	size_t first = j0 / o->slice * o->slice;
	size_t wide =
	    size_min(o->slice, size_round_up(o->n - first, o->kernels->nr));

	return o->panels + first * o->k + p0 * wide +
	       (j0 - first) * deep(o, p0);
}

static void
pack_column(void *ctx, size_t i, unsigned worker)
{
	const struct product *o = ctx;
	size_t nr = o->kernels->nr, j0 = i * nr;

	(void)worker;
	for (size_t p0 = 0; p0 < o->k; p0 += deep(o, p0))
		o->kernels->pack_panel(deep(o, p0), size_min(nr, o->n - j0),
		    o->b + p0 * o->b_row + j0 * o->b_col, o->b_row, o->b_col,
		    panel_at(o, p0, j0));
}

/* Packs all of the right matrix; the caller frees the panels. */
static void
pack(struct product *o, unsigned threads)
{
	size_t nr = o->kernels->nr, n_panels = (o->n + nr - 1) / nr;

	o->panels = mem_room(n_panels * nr * o->k, sizeof *o->panels);
	par_for(
	    o->n * o->k < SERIAL / 16 ? 1 : threads, n_panels, pack_column, o);
}

static void
product_block(void *ctx, size_t i, unsigned worker)
{
	const struct product *o = ctx;
	size_t i0 = i % o->row_parts * ROWS, nr = o->kernels->nr;
	size_t first = i / o->row_parts * o->panels_each * nr;
	size_t end = size_min(o->n, first + o->panels_each * nr);

	(void)worker;
	for (size_t p0 = 0; p0 < o->k; p0 += deep(o, p0))
		for (size_t j0 = first; j0 < end; j0 += nr)
			o->kernels->rows_product(size_min(ROWS, o->m - i0),
			    size_min(nr, o->n - j0), deep(o, p0),
			    o->a + i0 * o->lda + p0, o->lda,
			    panel_at(o, p0, j0), o->add || p0 > 0,
			    o->y + i0 * o->ldy + j0, o->ldy);
}

bool
small_gemm_packed_suits(size_t m, size_t n, size_t k)
{
	return m > 0 && n > 0 && k > 0 && n * k <= MAX_RIGHT;
}

void
small_gemm_packed(size_t m, size_t n, size_t k, const float *a, size_t lda,
    const float *b, size_t b_row, size_t b_col, float beta, float *y,
    size_t ldy, unsigned threads)
{
	struct product o = { KERNELS_CHOOSE(gemm_kernels), m, n, k, a, b, lda,
		b_row, b_col, y, ldy, beta != 0, { DEPTH, DEPTH }, SIZE_MAX,
		NULL, (m + ROWS - 1) / ROWS, 0 };
	size_t n_panels = (n + o.kernels->nr - 1) / o.kernels->nr;
	size_t columns =
	    size_min(n_panels, o.row_parts >= 8 ? 1 : 8 / o.row_parts);

	assert(small_gemm_packed_suits(m, n, k) && lda >= k && ldy >= n);
	threads = threads_for(m, n, k, threads);
	pack(&o, threads);
	o.panels_each = (n_panels + columns - 1) / columns;
	columns = (n_panels + o.panels_each - 1) / o.panels_each;
	par_for(threads, o.row_parts * columns, product_block, &o);
	free(o.panels);
}

/* FLAT_ROWS rows of w: they stay in cache from slice to slice of x. */
static void
flat_block(void *ctx, size_t i, unsigned worker)
{
	const struct product *o = ctx;
	size_t first = i * FLAT_ROWS;

	(void)worker;
	for (size_t j = 0; j < o->n; j += FLAT_COLUMNS)
		o->kernels->flat(size_min(FLAT_ROWS, o->m - first),
		    size_min(FLAT_COLUMNS, o->n - j), o->k, o->depth,
		    o->a + first * o->lda, o->lda, panel_at(o, 0, j), o->add,
		    o->y + j * o->ldy + first, o->ldy);
}

bool
small_gemm_flat_suits(size_t m, size_t n, size_t k)
{
	return m > 0 && n > 0 && k > 0 && m <= FLAT_MOST;
}

void
small_gemm_flat(size_t m, size_t n, size_t k, struct gemm_depth depth,
    const float *x, size_t ldx, const float *w, size_t ldw, float beta,
    float *y, size_t ldy, unsigned threads)
{
	struct product o = { KERNELS_CHOOSE(gemm_kernels), n, m, k, w, x, ldw,
		1, ldx, y, ldy, beta != 0, depth, FLAT_COLUMNS, NULL, 0, 0 };

	assert(depth.last >= depth.each);
	assert(small_gemm_flat_suits(m, n, k) && depth.each > 0);
	assert(ldx >= k && ldw >= k && ldy >= n);
	assert(FLAT_ROWS % (2 * o.kernels->mr) == 0);
	assert(FLAT_COLUMNS % o.kernels->nr == 0);
	threads = threads_for(m, n, k, threads);
	pack(&o, threads);
	par_for(threads, (n + FLAT_ROWS - 1) / FLAT_ROWS, flat_block, &o);
	free(o.panels);
}

struct transposed {
	const struct gemm_kernels *kernels;
	size_t n, k, m;
	const float *a, *b;
	size_t lda, ldb;
	float *y;
	size_t ldy;
	int add;
	size_t chunk;  /* rows of each share of the sum */
	float *parts;  /* [shares][N][K], without the first */
	float *packed; /* each worker's tiles and panel */
	size_t packed_size;
};

/* One share of the sum: into y if the first, else into a part of its own. */
static void
transposed_chunk(void *ctx, size_t i, unsigned worker)
{
	const struct transposed *o = ctx;
	size_t nr = o->kernels->nr, end = size_min(o->m, (i + 1) * o->chunk);
	float *tiles = o->packed + worker * o->packed_size;
	float *panel = tiles + size_round_up(o->n, o->kernels->mr) * DEPTH;
	float *y = i == 0 ? o->y : o->parts + (i - 1) * o->n * o->k;
	size_t ldy = i == 0 ? o->ldy : o->k;

	for (size_t p0 = i * o->chunk; p0 < end; p0 += DEPTH) {
		size_t depth = size_min(DEPTH, end - p0);
		int add = p0 > i * o->chunk || (i == 0 && o->add);

		o->kernels->pack_transposed(
		    o->n, depth, o->a + p0 * o->lda, o->lda, tiles);
		for (size_t j = 0; j < o->k; j += nr) {
			size_t width = size_min(nr, o->k - j);

			o->kernels->pack_panel(depth, width,
			    o->b + p0 * o->ldb + j, o->ldb, 1, panel);
			o->kernels->transposed_product(
			    o->n, width, depth, tiles, panel, add, y + j, ldy);
		}
	}
}

static void
add_row(void *ctx, size_t i, unsigned worker)
{
	const struct transposed *o = ctx;
	size_t shares = (o->m + o->chunk - 1) / o->chunk;
	float *y = o->y + i * o->ldy;

	(void)worker;
	for (size_t s = 1; s < shares; s++) {
		const float *part = o->parts + ((s - 1) * o->n + i) * o->k;

		for (size_t j = 0; j < o->k; j++)
			y[j] += part[j];
	}
}

bool
small_gemm_transposed_suits(size_t n, size_t k, size_t m)
{
	return m > 0 && n > 0 && k > 0 && n * k <= MAX_RESULT;
}

/* y = a^T b + beta y. */
static void
transposed_product(struct transposed *o, unsigned threads)
{
	size_t shares = (o->m + o->chunk - 1) / o->chunk;

	o->parts = mem_room((shares - 1) * o->n * o->k, sizeof *o->parts);
	o->packed_size = size_round_up(
	    (size_round_up(o->n, o->kernels->mr) + o->kernels->nr) * DEPTH, 16);
	o->packed = mem_room(threads * o->packed_size, sizeof *o->packed);
	par_for(threads, shares, transposed_chunk, o);
	if (shares > 1)
		par_for(o->n * o->k * shares < SERIAL ? 1 : threads, o->n,
		    add_row, o);
	free(o->packed);
	free(o->parts);
}

/* y^T = b^T a + beta y^T: the same products, whose sums are wider. */
static void
transposed_swapped(struct transposed *o, unsigned threads)
{
	struct transposed to = *o;

	to.n = o->k;
	to.k = o->n;
	to.a = o->b;
	to.lda = o->ldb;
	to.b = o->a;
	to.ldb = o->lda;
	to.y = mem_room(o->n * o->k, sizeof *to.y);
	to.ldy = o->n;
	if (o->add)
		o->kernels->transpose(o->n, o->k, o->y, o->ldy, to.y, to.ldy);
	transposed_product(&to, threads);
	o->kernels->transpose(o->k, o->n, to.y, to.ldy, o->y, o->ldy);
	free(to.y);
}

void
small_gemm_transposed(size_t n, size_t k, size_t m, const float *a, size_t lda,
    const float *b, size_t ldb, float beta, float *y, size_t ldy,
    unsigned threads)
{
	struct transposed o = { KERNELS_CHOOSE(gemm_kernels), n, k, m, a, b,
		lda, ldb, y, ldy, beta != 0, 0, NULL, NULL, 0 };

	assert(small_gemm_transposed_suits(n, k, m));
	assert(lda >= n && ldb >= k && ldy >= k);
	threads = threads_for(m, n, k, threads);
	o.chunk = (m + MAX_CHUNKS - 1) / MAX_CHUNKS;
	o.chunk = o.chunk < MIN_CHUNK ? MIN_CHUNK : o.chunk;
	if (k < o.kernels->nr && k < n)
		transposed_swapped(&o, threads);
	else
		transposed_product(&o, threads);
}

struct dots {
	const struct gemm_kernels *kernels;
	size_t m, n, k;
	const float *x, *w;
	size_t ldx, ldw;
	float *y;
	size_t ldy;
	int add;
};

static void
dots_block(void *ctx, size_t i, unsigned worker)
{
	const struct dots *o = ctx;
	size_t j = i * DOT_COLUMNS;

	(void)worker;
	o->kernels->dots(o->m, size_min(DOT_COLUMNS, o->n - j), o->k, o->x,
	    o->ldx, o->w + j * o->ldw, o->ldw, o->add, o->y + j, o->ldy);
}

void
small_gemm_dots(size_t m, size_t n, size_t k, const float *x, size_t ldx,
    const float *w, size_t ldw, float beta, float *y, size_t ldy,
    unsigned threads)
{
	struct dots o = { KERNELS_CHOOSE(gemm_kernels), m, n, k, x, w, ldx, ldw,
		y, ldy, beta != 0 };

	assert(ldx >= k && ldw >= k && ldy >= n);
	par_for(threads_for(m, n, k, threads),
	    (n + DOT_COLUMNS - 1) / DOT_COLUMNS, dots_block, &o);
}
