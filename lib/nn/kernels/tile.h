/*
 * The register tile that products and attention are made of: up to MR rows by
 * NV vectors of sums are held in registers while the contraction runs.  12 sums
 * of two vectors' width fill 16 registers, 24 of four vectors' 32 of them.
 */
#ifndef ICL_NN_KERNELS_TILE_H
#define ICL_NN_KERNELS_TILE_H

#include "nn/kernels/pairs.h"

enum {
	MR = 6,
	NV = VF_REGISTERS == 32 ? 4 : 2,
	NR = NV * VF,
};

/*
 * c[mr][nv VF] = (add ? c : 0) + sum over p < k of a(i,p) b[p], where a(i,p) is
 * a[i a_row + p a_col] and b's and c's rows are ldb and ldc apart.  Of pairs,
 * each p stands for two numbers.  pairs, mr and nv are constants where this is
 * inlined, so that the loops unroll.
 */
INLINE void
tile_fixed(int pairs, size_t mr, size_t nv, size_t k, const float *a,
    size_t a_row, size_t a_col, const float *b, size_t ldb, int add, float *c,
    size_t ldc)
{
	vf sum[MR][NV];

#pragma GCC unroll 6
	for (size_t i = 0; i < mr; i++)
#pragma GCC unroll 4
		for (size_t j = 0; j < nv; j++)
			sum[i][j] =
			    add ? vf_load(c + i * ldc + j * VF) : (vf){ 0 };
#pragma GCC unroll 2
	for (size_t p = 0; p < k; p++, a += a_col, b += ldb) {
		vf row[NV];

#pragma GCC unroll 4
		for (size_t j = 0; j < nv; j++)
			row[j] = vf_load(b + j * VF);
#pragma GCC unroll 6
		for (size_t i = 0; i < mr; i++) {
			const float *at = a + i * a_row;
			vf x = pairs ? pair_all(at) : vf_all(*at);

#pragma GCC unroll 4
			for (size_t j = 0; j < nv; j++)
				sum[i][j] = pairs
						? pair_dot(sum[i][j], x, row[j])
						: sum[i][j] + x * row[j];
		}
	}
#pragma GCC unroll 6
	for (size_t i = 0; i < mr; i++)
#pragma GCC unroll 4
		for (size_t j = 0; j < nv; j++)
			vf_store(c + i * ldc + j * VF, sum[i][j]);
}

#define TILE_ROWS(mr, nv)                                                      \
	case mr:                                                               \
		if (pairs)                                                     \
			tile_fixed(1, mr, nv, k, a, a_row, a_col, b, ldb, add, \
			    c, ldc);                                           \
		else                                                           \
			tile_fixed(0, mr, nv, k, a, a_row, a_col, b, ldb, add, \
			    c, ldc);                                           \
		break

#define TILE_WIDTH(nv)                    \
	case nv:                          \
		switch (mr) {             \
			TILE_ROWS(1, nv); \
			TILE_ROWS(2, nv); \
			TILE_ROWS(3, nv); \
			TILE_ROWS(4, nv); \
			TILE_ROWS(5, nv); \
			TILE_ROWS(6, nv); \
		}                         \
		break

/* tile_fixed for what is left at the borders: 1 <= mr <= MR, 1 <= nv <= NV. */
static __attribute__((noinline)) void
tile_rest(int pairs, size_t mr, size_t nv, size_t k, const float *a,
    size_t a_row, size_t a_col, const float *b, size_t ldb, int add, float *c,
    size_t ldc)
{
	switch (nv) {
		TILE_WIDTH(1);
		TILE_WIDTH(2);
#if VF_REGISTERS == 32
		TILE_WIDTH(3);
		TILE_WIDTH(4);
#endif
	}
}

/* tile_fixed for any mr and nv; fast where they are MR and NV. */
INLINE void
tile(int pairs, size_t mr, size_t nv, size_t k, const float *a, size_t a_row,
    size_t a_col, const float *b, size_t ldb, int add, float *c, size_t ldc)
{
	if (mr < MR || nv < NV)
		tile_rest(
		    pairs, mr, nv, k, a, a_row, a_col, b, ldb, add, c, ldc);
	else if (pairs)
		tile_fixed(1, MR, NV, k, a, a_row, a_col, b, ldb, add, c, ldc);
	else
		tile_fixed(0, MR, NV, k, a, a_row, a_col, b, ldb, add, c, ldc);
}

typedef float v4 __attribute__((vector_size(16)));
typedef float v4_any __attribute__((vector_size(16), aligned(4), may_alias));

/* to[4][4] = from[4][4] transposed. */
INLINE void
transpose_4x4(const float *from, size_t ld_from, float *to, size_t ld_to)
{
	v4 a = *(const v4_any *)from;
	v4 b = *(const v4_any *)(from + ld_from);
	v4 c = *(const v4_any *)(from + 2 * ld_from);
	v4 d = *(const v4_any *)(from + 3 * ld_from);
	v4 ab = __builtin_shufflevector(a, b, 0, 4, 1, 5);
	v4 cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);

	*(v4_any *)to = __builtin_shufflevector(ab, cd, 0, 1, 4, 5);
	*(v4_any *)(to + ld_to) = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
	ab = __builtin_shufflevector(a, b, 2, 6, 3, 7);
	cd = __builtin_shufflevector(c, d, 2, 6, 3, 7);
	to += 2 * ld_to;
	*(v4_any *)to = __builtin_shufflevector(ab, cd, 0, 1, 4, 5);
	*(v4_any *)(to + ld_to) = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
}

/* to[cols][rows] = from[rows][cols] transposed. */
static inline void
transpose(size_t rows, size_t cols, const float *from, size_t ld_from,
    float *to, size_t ld_to)
{
	size_t whole = rows / 4 * 4, wide = cols / 4 * 4;

	for (size_t i = 0; i < whole; i += 4)
		for (size_t j = 0; j < wide; j += 4)
			transpose_4x4(from + i * ld_from + j, ld_from,
			    to + j * ld_to + i, ld_to);
	for (size_t i = 0; i < rows; i++)
		for (size_t j = i < whole ? wide : 0; j < cols; j++)
			to[j * ld_to + i] = from[i * ld_from + j];
}

#endif
