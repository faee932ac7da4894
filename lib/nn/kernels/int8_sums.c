/*
 * Whole sums of products of 8-bit numbers: see nn/int8.h.
 *
 * Two numbers of 16 bits lie in a lane of 32, the first in the lower half: the
 * processors that have no instruction for products of 8-bit numbers have one
 * that multiplies such pairs and adds both products, twice as many as fp32's.
 */
#include <stdbool.h>

#include "nn/kernels/kernels.h"
#include "nn/kernels/tile.h"

#if defined(__aarch64__)
#include <arm_neon.h> /* always inline */
#elif defined(__SSE2__)
#include <emmintrin.h> /* likewise */
#endif

typedef int32_t vi_any
    __attribute__((vector_size(VF_BYTES), aligned(4), may_alias));

INLINE vi
vi_load(const int32_t *p)
{
	return *(const vi_any *)p;
}

INLINE void
vi_store(int32_t *p, vi x)
{
	*(vi_any *)p = x;
}

/*
 * pairs_of: the numbers at a and b as pairs, lane by lane.  pairs_in: numbers
 * 2 i and 2 i + 1 at p in lane i.  pair_sums: sum + both products.
 */
#if defined(__AVX512F__)
INLINE vi
pairs_of(const int8_t *a, const int8_t *b)
{
	__m128i x = _mm_loadu_si128((const __m128i *)(const void *)a);
	__m128i y = _mm_loadu_si128((const __m128i *)(const void *)b);
	__m128i low = _mm_unpacklo_epi8(x, y), high = _mm_unpackhi_epi8(x, y);

	return (vi)_mm512_cvtepi8_epi16(_mm256_set_m128i(high, low));
}

INLINE vi
pairs_in(const int8_t *p)
{
	return (vi)_mm512_cvtepi8_epi16(
	    _mm256_loadu_si256((const __m256i *)(const void *)p));
}

INLINE vi
pair_sums(vi sum, vi x, vi y)
{
	return sum + (vi)_mm512_madd_epi16((__m512i)x, (__m512i)y);
}
#elif defined(__AVX2__)
INLINE vi
pairs_of(const int8_t *a, const int8_t *b)
{
	__m128i x = _mm_loadl_epi64((const __m128i *)(const void *)a);
	__m128i y = _mm_loadl_epi64((const __m128i *)(const void *)b);

	return (vi)_mm256_cvtepi8_epi16(_mm_unpacklo_epi8(x, y));
}

INLINE vi
pairs_in(const int8_t *p)
{
	return (vi)_mm256_cvtepi8_epi16(
	    _mm_loadu_si128((const __m128i *)(const void *)p));
}

INLINE vi
pair_sums(vi sum, vi x, vi y)
{
	return sum + (vi)_mm256_madd_epi16((__m256i)x, (__m256i)y);
}
#else
INLINE vi
pairs_of(const int8_t *a, const int8_t *b)
{
	vi x, y;

	for (size_t i = 0; i < VF; i++) {
		x[i] = a[i];
		y[i] = b[i];
	}
	return (x & 0xffff) | y << 16;
}

INLINE vi
pairs_in(const int8_t *p)
{
	vi x, y;

	for (size_t i = 0; i < VF; i++) {
		x[i] = p[2 * i];
		y[i] = p[2 * i + 1];
	}
	return (x & 0xffff) | y << 16;
}

INLINE vi
pair_sums(vi sum, vi x, vi y)
{
#if defined(__aarch64__)
	int16x8_t a = (int16x8_t)x, b = (int16x8_t)y;

	return sum + (vi)vpaddq_s32(vmull_s16(vget_low_s16(a), vget_low_s16(b)),
			 vmull_high_s16(a, b));
#elif defined(__SSE2__)
	return sum + (vi)_mm_madd_epi16((__m128i)x, (__m128i)y);
#else
	return sum + (x << 16 >> 16) * (y << 16 >> 16) + (x >> 16) * (y >> 16);
#endif
}
#endif

/* pairs_of 2 VF numbers. */
INLINE void
two_pairs_of(const int8_t *a, const int8_t *b, vi to[2])
{
#if defined(__AVX2__) && !defined(__AVX512F__)
	__m128i x = _mm_loadu_si128((const __m128i *)(const void *)a);
	__m128i y = _mm_loadu_si128((const __m128i *)(const void *)b);

	to[0] = (vi)_mm256_cvtepi8_epi16(_mm_unpacklo_epi8(x, y));
	to[1] = (vi)_mm256_cvtepi8_epi16(_mm_unpackhi_epi8(x, y));
#else
	to[0] = pairs_of(a, b);
	to[1] = pairs_of(a + VF, b + VF);
#endif
}

/* The first n lanes of pairs_of, n <= VF; the rest are 0. */
INLINE vi
some_pairs_of(const int8_t *a, const int8_t *b, size_t n)
{
	int8_t first[VF] = { 0 }, second[VF] = { 0 };

	if (n >= VF)
		return pairs_of(a, b);
	memcpy(first, a, n);
	memcpy(second, b, n);
	return pairs_of(first, second);
}

/* Of n numbers at p, the last paired with 0 if n is odd. */
INLINE vi
some_pairs_in(const int8_t *p, size_t n)
{
	int8_t numbers[2 * VF] = { 0 };

	if (n >= 2 * VF)
		return pairs_in(p);
	memcpy(numbers, p, n);
	return pairs_in(numbers);
}

static void
widen(size_t n, const int8_t *q, int32_t *pairs)
{
	for (size_t i = 0; i < n; i += 2 * VF)
		vi_store(pairs + i / 2, some_pairs_in(q + i, n - i));
}

enum {
	COLUMNS = INT8_COLUMNS,
	LINE = 64, /* bytes that memory gives at a time */
	FEW = 4,   /* rows of x at a time, and pairs of rows of q */
	TOGETHER = 4,
	WIDEST = 4096,    /* sums that stay in the nearest cache */
	AHEAD = 12 << 10, /* bytes before which reads are asked for */
	NEXT = 32,        /* or rows */
	DEPTH = 256,      /* numbers of a sum whose part of a block is packed */
};

/* Rows 2 c and 2 c + 1 of q[k] at column j, of which n are left; an odd last
 * row is paired with itself, as its pair in x is 0. */
INLINE vi
pairs_at(const int8_t *q, size_t ldq, size_t c, size_t k, size_t j, size_t n)
{
	const int8_t *first = q + 2 * c * ldq + j;

	return some_pairs_of(first, first + (2 * c + 1 < k ? ldq : 0), n);
}

/* sum[mr][2 VF] += x[mr] q, of whole pairs of rows of q. */
INLINE void
two_vectors(size_t mr, size_t pairs, const vi x[][TOGETHER], const int8_t *q,
    size_t ldq, int32_t *sum, size_t ld)
{
	vi sums[FEW][2];

#pragma GCC unroll 4
	for (size_t i = 0; i < mr; i++) {
		sums[i][0] = vi_load(sum + i * ld);
		sums[i][1] = vi_load(sum + i * ld + VF);
	}
#pragma GCC unroll 4
	for (size_t c = 0; c < pairs; c++, q += 2 * ldq) {
		vi w[2];

		two_pairs_of(q, q + ldq, w);
#pragma GCC unroll 4
		for (size_t i = 0; i < mr; i++) {
			sums[i][0] = pair_sums(sums[i][0], x[i][c], w[0]);
			sums[i][1] = pair_sums(sums[i][1], x[i][c], w[1]);
		}
	}
#pragma GCC unroll 4
	for (size_t i = 0; i < mr; i++) {
		vi_store(sum + i * ld, sums[i][0]);
		vi_store(sum + i * ld + VF, sums[i][1]);
	}
}

/* sum[mr][n] += x[mr][k] q[k][n], what is left of a block at its borders. */
INLINE void
border(size_t mr, size_t n, size_t k, const vi x[][TOGETHER], const int8_t *q,
    size_t ldq, int32_t *sum, size_t ld)
{
	for (size_t j = 0; j < n; j += VF)
		for (size_t c = 0; 2 * c < k; c++) {
			vi w = pairs_at(q, ldq, c, k, j, n - j);

			for (size_t i = 0; i < mr; i++) {
				int32_t *to = sum + i * ld + j;

				vi_store(
				    to, pair_sums(vi_load(to), x[i][c], w));
			}
		}
}

/*
 * A line of each of some rows of q at a time.  What is read some kilobytes on
 * is asked for beforehand, in the order of memory where the rows lie without
 * gaps, else the next rows'.
 */
INLINE void
lines_fixed(size_t mr, size_t n, size_t k, const int32_t *x, size_t ldx,
    const int8_t *q, size_t ldq, int32_t *sum, size_t ld)
{
	enum { ROWS = 2 * TOGETHER };
	bool gaps = n < ldq;
	const int8_t *next = q + (gaps ? ROWS * ldq : AHEAD);
	size_t each = gaps ? ldq : LINE, on = gaps ? LINE : ROWS * LINE;
	vi all[FEW][TOGETHER];
	size_t j = 0;

#pragma GCC unroll 4
	for (size_t i = 0; i < mr; i++)
#pragma GCC unroll 4
		for (size_t c = 0; c < TOGETHER; c++)
			all[i][c] =
			    (2 * c < k ? x[i * ldx + c] : 0) - (vi){ 0 };
	for (; k == ROWS && j + LINE <= n; j += LINE, next += on) {
#pragma GCC unroll 8
		for (size_t r = 0; r < ROWS; r++)
			__builtin_prefetch(next + r * each);
		for (size_t i = j; i < j + LINE; i += 2 * VF)
			two_vectors(mr, TOGETHER, all, q + i, ldq, sum + i, ld);
	}
	if (j < n)
		border(mr, n - j, k, all, q + j, ldq, sum + j, ld);
}

static __attribute__((noinline)) void
lines(size_t m, size_t n, size_t k, const int32_t *x, size_t ldx,
    const int8_t *q, size_t ldq, int32_t *sum, size_t ld)
{
	switch (m) {
	case 1:
		lines_fixed(1, n, k, x, ldx, q, ldq, sum, ld);
		break;
	case 2:
		lines_fixed(2, n, k, x, ldx, q, ldq, sum, ld);
		break;
	case 3:
		lines_fixed(3, n, k, x, ldx, q, ldq, sum, ld);
		break;
	default:
		lines_fixed(FEW, n, k, x, ldx, q, ldq, sum, ld);
	}
}

/* Some rows of q after the others, as wide as the sums stay in the cache. */
static void
few(size_t m, size_t n, size_t k, const int32_t *x, size_t ldx, const int8_t *q,
    size_t ldq, int32_t *sum, size_t ld)
{
	size_t wide = WIDEST / (m < FEW ? m : FEW) / LINE * LINE;

	for (size_t i = 0; i < m; i++)
		memset(sum + i * ld, 0, (n + VF - 1) / VF * sizeof(vi));
	for (size_t j = 0; j < n; j += wide)
		for (size_t p = 0; p < k; p += 2 * TOGETHER)
			for (size_t i = 0; i < m; i += FEW)
				lines(m - i < FEW ? m - i : FEW,
				    n - j < wide ? n - j : wide,
				    k - p < 2 * TOGETHER ? k - p : 2 * TOGETHER,
				    x + i * ldx + p / 2, ldx, q + p * ldq + j,
				    ldq, sum + i * ld + j, ld);
}

/* panels[][k / 2, rounded up][NR] of q[k][n], the columns that are left 0. */
static __attribute__((noinline)) void
pack_rows(size_t n, size_t k, const int8_t *q, size_t ldq, int32_t *panels)
{
	size_t each = (k + 1) / 2 * NR;

	for (size_t p = 0; p < k; p += 2, q += 2 * ldq, panels += NR) {
		/* the same columns further on are on their way meanwhile */
		__builtin_prefetch(q + NEXT * ldq);
		__builtin_prefetch(q + (NEXT + 1) * ldq);
		if (n == COLUMNS && p + 1 < k)
#pragma GCC unroll 16
			for (size_t j = 0; j < COLUMNS; j += VF)
				vi_store(panels + j / NR * each + j % NR,
				    pairs_of(q + j, q + ldq + j));
		else
			for (size_t j = 0; j < COLUMNS; j += VF)
				vi_store(panels + j / NR * each + j % NR,
				    pairs_at(q, ldq, 0, k - p, j,
					j < n ? n - j : 0));
	}
}

/* Likewise of q[n][k], whose numbers that go into a sum lie side by side. */
static __attribute__((noinline)) void
pack_columns(size_t n, size_t k, const int8_t *q, size_t ldq, int32_t *panels)
{
	int32_t rows[NR * DEPTH / 2];
	size_t pairs = (k + 1) / 2;

	for (size_t j = 0; j < n; j += NR, panels += pairs * NR) {
		for (size_t i = 0; i < NR; i++)
			if (j + i < n)
				widen(
				    k, q + (j + i) * ldq, rows + i * DEPTH / 2);
			else
				memset(rows + i * DEPTH / 2, 0,
				    DEPTH / 2 * sizeof *rows);
		transpose(NR, pairs, (const float *)(const void *)rows,
		    DEPTH / 2, (float *)(void *)panels, NR);
	}
}

/* sum[mr][NR] += x[mr] panel, k pairs each. */
INLINE void
tile_of(size_t mr, size_t k, const int32_t *x, size_t ldx, const int32_t *panel,
    int32_t *sum)
{
	vi sums[MR][NV];

#pragma GCC unroll 6
	for (size_t i = 0; i < mr; i++)
#pragma GCC unroll 4
		for (size_t v = 0; v < NV; v++)
			sums[i][v] = vi_load(sum + i * COLUMNS + v * VF);
	for (size_t p = 0; p < k; p++, panel += NR) {
		vi row[NV];

#pragma GCC unroll 4
		for (size_t v = 0; v < NV; v++)
			row[v] = vi_load(panel + v * VF);
#pragma GCC unroll 6
		for (size_t i = 0; i < mr; i++) {
			vi pair = x[i * ldx + p] - (vi){ 0 };

#pragma GCC unroll 4
			for (size_t v = 0; v < NV; v++)
				sums[i][v] =
				    pair_sums(sums[i][v], pair, row[v]);
		}
	}
#pragma GCC unroll 6
	for (size_t i = 0; i < mr; i++)
#pragma GCC unroll 4
		for (size_t v = 0; v < NV; v++)
			vi_store(sum + i * COLUMNS + v * VF, sums[i][v]);
}

static __attribute__((noinline)) void
tile_any(size_t mr, size_t k, const int32_t *x, size_t ldx,
    const int32_t *panel, int32_t *sum)
{
	switch (mr) {
	case 1:
		tile_of(1, k, x, ldx, panel, sum);
		break;
	case 2:
		tile_of(2, k, x, ldx, panel, sum);
		break;
	case 3:
		tile_of(3, k, x, ldx, panel, sum);
		break;
	case 4:
		tile_of(4, k, x, ldx, panel, sum);
		break;
	case 5:
		tile_of(5, k, x, ldx, panel, sum);
		break;
	default:
		tile_of(MR, k, x, ldx, panel, sum);
	}
}

/* Tiles of few rows are of equal height: 4 and 4, not 6 and 2. */
static void
block(int turned, size_t m, size_t n, size_t k, const int32_t *x, size_t ldx,
    const int8_t *q, size_t ldq, int32_t *sum)
{
	int32_t panels[COLUMNS * DEPTH / 2];
	size_t tiles = (m + MR - 1) / MR, each = (m + tiles - 1) / tiles;

	memset(sum, 0, m * COLUMNS * sizeof *sum);
	for (size_t p = 0; p < k; p += DEPTH, x += DEPTH / 2) {
		size_t deep = k - p < DEPTH ? k - p : DEPTH;
		size_t pairs = (deep + 1) / 2;

		if (turned)
			pack_columns(n, deep, q + p, ldq, panels);
		else
			pack_rows(n, deep, q + p * ldq, ldq, panels);
		for (size_t j = 0; j < n; j += NR)
			for (size_t i = 0; i < m; i += each)
				tile_any(m - i < each ? m - i : each, pairs,
				    x + i * ldx, ldx, panels + j * pairs,
				    sum + i * COLUMNS + j);
	}
}

const struct int8_sum_kernels KERNEL(int8_sum_kernels) = {
	.widen = widen,
	.few = few,
	.block = block,
};
