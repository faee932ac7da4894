/* Products with stored matrices, panel by panel: see matrix_gemm.h. */
#include "nn/matrix_gemm.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/par.h"
#include "base/size.h"
#include "nn/bf16.h"
#include "nn/gemm.h"
#include "nn/kernels/kernels.h"
#include "nn/quant_gemm.h"

enum {
	PANEL = 1 << 22,  /* floats of a panel: 16 MiB */
	PANEL_ROWS = 128, /* at least */
	PIECE = 16,       /* rows that one thread reads at a time */
	FEW_COLUMNS = 64, /* of a piece of work of few rows */
};

/* Rows of a panel, a multiple of unit. */
static size_t
panel_rows(const struct matrix *w, size_t unit)
{
	size_t rows = PANEL / w->cols / unit * unit;
	size_t least = size_round_up(PANEL_ROWS, unit);

	return size_min(w->rows, rows < least ? least : rows);
}

/* Room for floats that are written before they are read. */
static float *
room(size_t rows, const struct matrix *w)
{
	return mem_resize(NULL, rows * w->cols, sizeof(float));
}

/* Rows of w in fp32, by several threads. */
struct reading {
	const struct matrix *w;
	size_t first, n;
	float *to;
};

static void
read_piece(void *ctx, size_t i, unsigned worker)
{
	const struct reading *o = ctx;
	size_t at = i * PIECE;

	(void)worker;
	matrix_read(o->w, o->first + at, size_min(PIECE, o->n - at),
	    o->to + at * o->w->cols);
}

static void
read_panel(
    const struct matrix *w, size_t first, size_t n, float *to, unsigned threads)
{
	struct reading o = { w, first, n, to };

	par_for(threads, (n + PIECE - 1) / PIECE, read_piece, &o);
}

/* Few rows t of other types: each piece of columns of y by one thread, as it
 * reads w. */
struct few {
	const struct gemm_kernels *kernels;
	const struct matrix *w;
	size_t t;
	const float *x;
	int add;
	float *y, *scratch; /* [threads][PIECE][cols] */
};

static void
few_piece(void *ctx, size_t i, unsigned worker)
{
	const struct few *o = ctx;
	size_t k = o->w->cols, n = o->w->rows;
	size_t end = size_min(n, (i + 1) * FEW_COLUMNS);
	float *rows = o->scratch + worker * PIECE * k;

	for (size_t j = i * FEW_COLUMNS; j < end; j += PIECE) {
		size_t now = size_min(PIECE, end - j);

		matrix_read(o->w, j, now, rows);
		o->kernels->dots(
		    o->t, now, k, o->x, k, rows, k, o->add, o->y + j, n);
	}
}

static void
few_rows(const struct matrix *w, size_t t, const float *x, float beta, float *y,
    unsigned threads)
{
	struct few o = { KERNELS_CHOOSE(gemm_kernels), w, t, x, beta != 0, y,
		room((size_t)threads * PIECE, w) };

	par_for(
	    threads, (w->rows + FEW_COLUMNS - 1) / FEW_COLUMNS, few_piece, &o);
	free(o.scratch);
}

/* Whether all parts can be multiplied as they are stored. */
static bool
stored_suits(const struct matrix *w, size_t t)
{
	for (size_t i = 0; i < w->n_parts; i++)
		if (w->parts[i].transposed ||
		    !quant_gemm_suits(w->parts[i].type, t, w->cols))
			return false;
	return true;
}

static void
few_stored(const struct matrix *w, size_t t, const float *x, float beta,
    float *y, unsigned threads)
{
	for (size_t i = 0; i < w->n_parts; i++) {
		const struct matrix_part *p = &w->parts[i];
		struct quant_rows rows = { .type = p->type,
			.p = p->bytes,
			.row_bytes = w->cols / matrix_block_numbers(p->type) *
				     matrix_block_bytes(p->type),
			.row_of = p->row_of };

		quant_gemm(t, p->rows, w->cols, x, w->cols, &rows, beta,
		    y + p->first, w->rows, threads);
	}
}

void
matrix_nt(const struct matrix *w, size_t t, const float *x, float beta,
    float *y, unsigned threads)
{
	const float *dense = matrix_dense(w);
	size_t n = w->rows, k = w->cols, each;
	float *panel;

	if (dense != NULL) {
		gemm_nt(t, n, k, x, k, dense, k, beta, y, n);
		return;
	}
	if (stored_suits(w, t)) {
		few_stored(w, t, x, beta, y, threads);
		return;
	}
	if (t <= GEMM_FEW_ROWS) {
		few_rows(w, t, x, beta, y, threads);
		return;
	}
	each = panel_rows(w, PIECE);
	panel = room(each, w);
	for (size_t j = 0; j < n; j += each) {
		size_t now = size_min(each, n - j);

		read_panel(w, j, now, panel, threads);
		gemm_nt_part(n, t, now, k, x, k, panel, k, beta, y + j, n);
	}
	free(panel);
}

void
matrix_nn(const struct matrix *w, size_t t, const float *y, float *x,
    unsigned threads)
{
	const float *dense = matrix_dense(w);
	size_t n = w->rows, k = w->cols, each = n, unit = gemm_nn_unit(t, k, n);
	float *panel;

	if (dense != NULL) {
		gemm_nn(t, k, n, y, n, dense, k, 0, x, k);
		return;
	}
	if (unit > 0)
		each = panel_rows(w, unit);
	panel = room(size_min(n, each + unit), w);
	for (size_t i = 0, now; i < n; i += now) {
		now = n - i < each + unit ? n - i : each;
		read_panel(w, i, now, panel, threads);
		gemm_nn_part(n, t, k, now, y + i, n, panel, k, i > 0, x, k);
	}
	free(panel);
}

void
matrix_to_bf16(const struct matrix *w, uint16_t *to, unsigned threads)
{
	size_t each = panel_rows(w, PIECE);
	float *panel = room(each, w);

	for (size_t i = 0; i < w->rows; i += each) {
		size_t now = size_min(each, w->rows - i);

		read_panel(w, i, now, panel, threads);
		bf16_of(now * w->cols, panel, to + i * w->cols, threads);
	}
	free(panel);
}
