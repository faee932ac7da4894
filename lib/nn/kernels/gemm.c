/* Products of small and of flat matrices: see nn/small.h. */
#include "nn/kernels/kernels.h"
#include "nn/kernels/tile.h"

/* panel[k][NR] = b(p, j) for j < n, the rest 0. */
static void
pack_panel(size_t k, size_t n, const float *b, size_t b_row, size_t b_col,
    float *panel)
{
	if (n == NR && b_col == 1) {
		for (size_t p = 0; p < k; p++)
			for (size_t j = 0; j < NV; j++)
				vf_store(panel + p * NR + j * VF,
				    vf_load(b + p * b_row + j * VF));
		return;
	}
	if (n == NR && b_row == 1) {
		turn(NR, k, b, b_col, panel, NR);
		return;
	}
	for (size_t j = 0; j < NR; j++) {
		if (j < n)
			for (size_t p = 0; p < k; p++)
				panel[p * NR + j] = b[p * b_row + j * b_col];
		else
			for (size_t p = 0; p < k; p++)
				panel[p * NR + j] = 0;
	}
}

/* A tile whose last vector is not whole goes through memory of its own. */
static void
edge(size_t mr, size_t n, size_t k, const float *a, size_t a_row, size_t a_col,
    const float *panel, int add, float *y, size_t ldy)
{
	float c[MR * NR];

	for (size_t i = 0; i < mr; i++)
		for (size_t j = 0; j < NR; j++)
			c[i * NR + j] = add && j < n ? y[i * ldy + j] : 0;
	tile(mr, NV, k, a, a_row, a_col, panel, NR, 1, c, NR);
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
		tile_fixed(MR, NV, k, a + i / MR * a_tile, a_row, a_col, panel,
		    NR, add, y + i * ldy, ldy);
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

/* Tiles of a turned matrix, [k][MR] each: see pack_turned. */
static void
turned_product(size_t m, size_t n, size_t k, const float *a, const float *panel,
    int add, float *y, size_t ldy)
{
	panel_product(m, n, k, a, 1, MR, k * MR, panel, add, y, ldy);
}

/* The m columns of a[k][m] as tiles [k][MR], the last one's rest 0. */
static void
pack_turned(size_t m, size_t k, const float *a, size_t lda, float *tiles)
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

	for (; j + 4 <= n; j += 4)
		dots_rows(m, 4, k, x, ldx, w + j * ldw, ldw, add, y + j, ldy);
	for (; j < n; j++)
		dots_rows(m, 1, k, x, ldx, w + j * ldw, ldw, add, y + j, ldy);
}

const struct gemm_kernels KERNEL(gemm_kernels) = {
	.mr = MR,
	.nr = NR,
	.pack_panel = pack_panel,
	.rows_product = rows_product,
	.pack_turned = pack_turned,
	.turned_product = turned_product,
	.dots = dots,
};
