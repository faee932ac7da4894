/* Products of small and of flat matrices: see nn/small_gemm.h. */
#include "nn/kernels/kernels.h"
#include "nn/kernels/tile.h"

/* panel[k][NR] = b(p, j) for j < n, the rest 0. */
static void
pack_panel(size_t k, size_t n, const float *b, size_t b_row, size_t b_col,
    float *panel)
{
	for (size_t p = 0; p < k && n < NR; p++)
		for (size_t j = n / VF; j < NV; j++)
			vf_store(panel + p * NR + j * VF, (vf){ 0 });
	if (b_row == 1) {
		transpose(n, k, b, b_col, panel, NR);
		return;
	}
	for (size_t p = 0; p < k; p++) {
		const float *from = b + p * b_row;
		size_t j = 0;

		for (; b_col == 1 && j + VF <= n; j += VF)
			vf_store(panel + p * NR + j, vf_load(from + j));
		for (; j < n; j++)
			panel[p * NR + j] = from[j * b_col];
	}
}

static void
transpose_any(size_t rows, size_t cols, const float *from, size_t ld_from,
    float *to, size_t ld_to)
{
	transpose(rows, cols, from, ld_from, to, ld_to);
}

/* A tile whose last vector is not whole goes through a copy. */
INLINE void
edge(size_t mr, size_t n, size_t k, const float *a, size_t a_row, size_t a_col,
    const float *panel, int add, float *y, size_t ldy)
{
	size_t nv = (n + VF - 1) / VF;
	float c[MR * NR];

	if (n == nv * VF) {
		tile_rest(
		    0, mr, nv, k, a, a_row, a_col, panel, NR, add, y, ldy);
		return;
	}
	for (size_t i = 0; i < mr; i++)
		for (size_t j = 0; j < nv * VF; j++)
			c[i * NR + j] = add && j < n ? y[i * ldy + j] : 0;
	tile_rest(0, mr, nv, k, a, a_row, a_col, panel, NR, 1, c, NR);
	for (size_t i = 0; i < mr; i++)
		for (size_t j = 0; j < n; j++)
			y[i * ldy + j] = c[i * NR + j];
}

/* a_row or a_col is a constant where this is inlined. */
INLINE void
panel_product(size_t m, size_t n, size_t k, const float *a, size_t a_row,
    size_t a_col, size_t a_tile, const float *panel, int add, float *y,
    size_t ldy)
{
	size_t i = 0;

	for (; n == NR && i + MR <= m; i += MR)
		tile_fixed(0, MR, NV, k, a + i / MR * a_tile, a_row, a_col,
		    panel, NR, add, y + i * ldy, ldy);
	for (; i < m; i += MR) {
		size_t mr = m - i < MR ? m - i : MR;

		edge(mr, n, k, a + i / MR * a_tile, a_row, a_col, panel, add,
		    y + i * ldy, ldy);
	}
}

static void
rows_product(size_t m, size_t n, size_t k, const float *a, size_t lda,
    const float *panel, int add, float *y, size_t ldy)
{
	panel_product(m, n, k, a, lda, 1, MR * lda, panel, add, y, ldy);
}

/* Tiles of a transposed matrix, [k][MR] each: see pack_transposed. */
static void
transposed_product(size_t m, size_t n, size_t k, const float *a,
    const float *panel, int add, float *y, size_t ldy)
{
	panel_product(m, n, k, a, 1, MR, k * MR, panel, add, y, ldy);
}

/* The m columns of a[k][m] as tiles [k][MR], the last one's rest 0. */
static void
pack_transposed(size_t m, size_t k, const float *a, size_t lda, float *tiles)
{
	for (size_t i = 0; i < m; i += MR, tiles += k * MR) {
		size_t mr = m - i < MR ? m - i : MR;

		for (size_t p = 0; p < k; p++) {
			const float *from = a + p * lda + i;

			if (mr == MR)
				memcpy(tiles + p * MR, from, MR * sizeof *from);
			else
				for (size_t j = 0; j < MR; j++)
					tiles[p * MR + j] =
					    j < mr ? from[j] : 0;
		}
	}
}

enum { LINE = 16 }; /* floats that memory gives at a time */

/*
 * c[mr][NR], nv vectors of each row: the sums over p < k of w[i][p] panel[p],
 * made in registers and then added to what was there if add says so.  The mr
 * rows of w at next are on their way meanwhile.
 */
INLINE void
flat_tile(size_t mr, size_t nv, size_t k, const float *w, size_t ldw,
    const float *panel, const float *next, int add, float *c)
{
	vf sum[2 * MR][NV] = { 0 };
	const float *third[2 * MR / 3]; /* every row a pointer is too many */
	size_t p = 0;

	for (size_t i = 0; i < mr; i += 3)
		third[i / 3] = w + i * ldw;
	while (p < k) {
		size_t end = k - p < LINE ? k : p + LINE;

		for (size_t i = 0; i < mr; i++)
			__builtin_prefetch(next + i * ldw + p);
		for (; p < end; p++) {
			vf row[NV];

#pragma GCC unroll 4
			for (size_t j = 0; j < nv; j++)
				row[j] = vf_load(panel + p * NR + j * VF);
#pragma GCC unroll 12
			for (size_t i = 0; i < mr; i++) {
				vf x = vf_all(third[i / 3][i % 3 * ldw + p]);

#pragma GCC unroll 4
				for (size_t j = 0; j < nv; j++)
					sum[i][j] += x * row[j];
			}
		}
	}
#pragma GCC unroll 12
	for (size_t i = 0; i < mr; i++)
#pragma GCC unroll 4
		for (size_t j = 0; j < nv; j++) {
			float *to = c + i * NR + j * VF;

			vf_store(to, add ? vf_load(to) + sum[i][j] : sum[i][j]);
		}
}

/* flat_tile for the rows that are left, with all vectors. */
static void
flat_rest(size_t rows, size_t k, const float *w, size_t ldw, const float *panel,
    int add, float *c)
{
	float sum[MR * NR];

	for (size_t i = 0; i < rows; i += MR, c += MR * NR) {
		size_t mr = rows - i < MR ? rows - i : MR;

		tile(0, mr, NV, k, w + i * ldw, ldw, 1, panel, NR, 0, sum, NR);
		for (size_t j = 0; j < mr * NR; j++)
			c[j] = add ? c[j] + sum[j] : sum[j];
	}
}

/* c[n][NR] by tiles of mr rows; the rows at next are read after these. */
INLINE void
flat_panel(size_t mr, size_t nv, size_t n, size_t k, const float *w, size_t ldw,
    const float *panel, const float *next, int add, float *c)
{
	size_t i = 0;

	for (; i + mr <= n; i += mr, w += mr * ldw, c += mr * NR)
		flat_tile(mr, nv, k, w, ldw, panel,
		    i + 2 * mr <= n ? w + mr * ldw : next, add, c);
	flat_rest(n - i, k, w, ldw, panel, add, c);
}

/* A narrow panel takes taller tiles, so that as many sums are under way. */
static void
flat_any(size_t m, size_t n, size_t k, const float *w, size_t ldw,
    const float *panel, const float *next, int add, float *c)
{
	if (m <= VF)
		flat_panel(2 * MR, 1, n, k, w, ldw, panel, next, add, c);
	else if (NV > 2 && m <= 2 * VF)
		flat_panel(2 * MR, 2, n, k, w, ldw, panel, next, add, c);
	else if (NV > 3 && m <= 3 * VF)
		flat_panel(MR, 3, n, k, w, ldw, panel, next, add, c);
	else
		flat_panel(MR, NV, n, k, w, ldw, panel, next, add, c);
}

/*
 * Depth by depth, so that a panel's part and the tiles multiplied by it are in
 * the nearest cache; what comes from memory is fetched a tile ahead.
 */
static void
flat(size_t n, size_t m, size_t k, struct gemm_depth depth, const float *w,
    size_t ldw, const float *panels, int add, float *y, size_t ldy)
{
	float
	    block[FLAT_ROWS * FLAT_COLUMNS]; /* y transposed: [panels][n][NR] */
	size_t wide = (m + NR - 1) / NR * NR;

	for (size_t j = 0; add && j < m; j += NR)
		transpose(m - j < NR ? m - j : NR, n, y + j * ldy, ldy,
		    block + j * n, NR);
	for (size_t p = 0, deep; p < k; p += deep) {
		const float *panel = panels + p * wide, *after = w + n * ldw;

		deep = k - p <= depth.last ? k - p : depth.each;
		if (p + deep < k)
			after = w + p + deep;
		for (size_t j = 0; j < m; j += NR, panel += NR * deep)
			flat_any(m - j, n, deep, w + p, ldw, panel,
			    j + NR < m ? w + p : after, add || p > 0,
			    block + j * n);
	}
	for (size_t j = 0; j < m; j += NR)
		transpose(n, m - j < NR ? m - j : NR, block + j * n, NR,
		    y + j * ldy, ldy);
}

/* mr x 4 dot products at once: w is read once for mr rows of x. */
INLINE void
dots_fixed(size_t mr, size_t nr, size_t k, const float *x, size_t ldx,
    const float *w, size_t ldw, int add, float *y, size_t ldy)
{
	vf sum[3][4] = { 0 };
	size_t p = 0;

	for (; p + VF <= k; p += VF) {
#pragma GCC unroll 4
		for (size_t j = 0; j < nr; j++) {
			vf b = vf_load(w + j * ldw + p);

			/* the rows of w after these */
			__builtin_prefetch(w + (nr + j) * ldw + p);
#pragma GCC unroll 3
			for (size_t i = 0; i < mr; i++)
				sum[i][j] += vf_load(x + i * ldx + p) * b;
		}
	}
	for (size_t i = 0; i < mr; i++)
		for (size_t j = 0; j < nr; j++) {
			float s = vf_sum(sum[i][j]);

			for (size_t q = p; q < k; q++)
				s += x[i * ldx + q] * w[j * ldw + q];
			y[i * ldy + j] = add ? y[i * ldy + j] + s : s;
		}
}

INLINE void
dots_rows(size_t m, size_t nr, size_t k, const float *x, size_t ldx,
    const float *w, size_t ldw, int add, float *y, size_t ldy)
{
	size_t i = 0;

	for (; i + 3 <= m; i += 3)
		dots_fixed(
		    3, nr, k, x + i * ldx, ldx, w, ldw, add, y + i * ldy, ldy);
	if (m - i == 2)
		dots_fixed(
		    2, nr, k, x + i * ldx, ldx, w, ldw, add, y + i * ldy, ldy);
	if (m - i == 1)
		dots_fixed(
		    1, nr, k, x + i * ldx, ldx, w, ldw, add, y + i * ldy, ldy);
}

static void
dots(size_t m, size_t n, size_t k, const float *x, size_t ldx, const float *w,
    size_t ldw, int add, float *y, size_t ldy)
{
	size_t j = 0;

	/* for one row w is best read in the order of memory */
	for (; m > 1 && j + 4 <= n; j += 4)
		dots_rows(m, 4, k, x, ldx, w + j * ldw, ldw, add, y + j, ldy);
	for (; j < n; j++)
		dots_rows(m, 1, k, x, ldx, w + j * ldw, ldw, add, y + j, ldy);
}

const struct gemm_kernels KERNEL(gemm_kernels) = {
	.mr = MR,
	.nr = NR,
	.pack_panel = pack_panel,
	.rows_product = rows_product,
	.pack_transposed = pack_transposed,
	.transposed_product = transposed_product,
	.transpose = transpose_any,
	.flat = flat,
	.dots = dots,
};
