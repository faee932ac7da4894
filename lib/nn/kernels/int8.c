/* Numbers of 8 bits with a scale for each row: see nn/int8.h. */

/* The same bits with every instruction set: a product is rounded before it is
 * added. */
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#else
#pragma GCC optimize("fp-contract=off")
#endif

#include "nn/kernels/kernels.h"
#include "nn/kernels/simd.h"

typedef int8_t v8 __attribute__((vector_size(VF)));

enum { INFINITY_BITS = 0x7f800000 };

/* The bits of the largest size; of numbers without sign they have the order
 * of the numbers, infinity and NaN last. */
static int32_t
largest(size_t n, const float *x, const float *factor)
{
	const vi no_sign = 0x7fffffff - (vi){ 0 };
	vi most = { 0 };
	int32_t max = 0;

	for (size_t i = 0; i < n; i += VF) {
		vf v = vf_get(x + i, n - i);
		vi bits, larger;

		if (factor != NULL)
			v *= vf_get(factor + i, n - i);
		bits = (vi)v & no_sign;
		larger = bits > most;
		most = (bits & larger) | (most & ~larger);
	}
	for (size_t i = 0; i < VF; i++)
		max = most[i] > max ? most[i] : max;
	return max;
}

/* To the nearest whole number, as an int; up to 2^22. */
INLINE vi
rounded(vf x)
{
	const vf magic = vf_all(12582912.0F); /* 1.5 * 2^23 */

	return (vi)(x + magic) - (vi)magic;
}

INLINE vf
size_of(vf x)
{
	return (vf)((vi)x & 0x7fffffff);
}

/* Whole numbers of -127 to 127; the compiler's own goes number by number. */
INLINE v8
small_of(vi x)
{
#if defined(__AVX512F__)
	return (v8)_mm512_cvtepi32_epi8((__m512i)x);
#elif defined(__AVX2__)
	__m128i low = _mm256_castsi256_si128((__m256i)x);
	__m128i half =
	    _mm_packs_epi32(low, _mm256_extracti128_si256((__m256i)x, 1));
	int64_t q = _mm_cvtsi128_si64(_mm_packs_epi16(half, half));
	v8 y;

	memcpy(&y, &q, sizeof y);
	return y;
#else
	return __builtin_convertvector(x, v8);
#endif
}

enum { PASSES = 6, SPREAD = 6, UNIT = 1 << 14 };

/* The sum of sizes up to the limit, in 2^-14 of that; exact in any order. */
static int64_t
clipped_sum(size_t n, const float *x, float limit)
{
	vf by = vf_all((float)UNIT / limit);
	vi sums = { 0 };
	int64_t sum = 0;

	for (size_t i = 0; i < n; i += VF) {
		vf v = size_of(vf_get(x + i, n - i));

		sums += rounded(vf_min(v, vf_all(limit)) * by);
	}
	for (size_t i = 0; i < VF; i++)
		sum += sums[i];
	return sum;
}

static size_t
count_above(size_t n, const float *x, float limit)
{
	vi counts = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < n; i += VF)
		counts -= size_of(vf_get(x + i, n - i)) > vf_all(limit);
	for (size_t i = 0; i < VF; i++)
		count += (size_t)counts[i];
	return count;
}

/*
 * Numbers beyond it are outliers: SPREAD times the mean size, itself of sizes
 * up to the limit, but so that at most so many are beyond.
 */
static float
limit_of(size_t n, const float *x, float max, size_t most)
{
	float limit = max;

	for (int pass = 0; pass < PASSES; pass++) {
		double mean = (double)clipped_sum(n, x, limit) * (double)limit /
			      UNIT / (double)n;

		if (!(SPREAD * mean < (double)limit))
			break;
		limit = (float)(SPREAD * mean);
	}
	while (count_above(n, x, limit) > most)
		limit *= 1.25F;
	return limit < max ? limit : max;
}

/* Those of a few vectors, in their order, and 0 as their numbers of 8 bits. */
static size_t
take_apart(size_t first, size_t end, const float *x, float limit, int8_t *q,
    struct int8_outlier *to)
{
	size_t n = 0;

	for (size_t i = first; i < end; i++) {
		float size = x[i] < 0 ? -x[i] : x[i];

		if (!(size > limit))
			continue;
		q[i] = 0;
		to[n++] = (struct int8_outlier){ (uint32_t)i, x[i] };
	}
	return n;
}

static size_t
outliers_of(
    size_t n, const float *x, float limit, int8_t *q, struct int8_outlier *to)
{
	enum { STRIP = 8 * VF };
	size_t found = 0;

	for (size_t i = 0; i < n; i += STRIP) {
		size_t end = n - i < STRIP ? n : i + STRIP;

		if (count_above(end - i, x + i, limit) > 0)
			found += take_apart(i, end, x, limit, q, to + found);
	}
	return found;
}

static float
narrow(size_t n, const float *x, const float *factor, int8_t *q, size_t most,
    struct int8_outlier *outliers, size_t *n_outliers)
{
	int32_t bits = largest(n, x, factor);
	float max, limit;
	vf by;

	memcpy(&max, &bits, sizeof max);
	memset(q, 0, n);
	*n_outliers = 0;
	if (bits >= INFINITY_BITS)
		return max - max; /* NaN */
	if (max < 1e-30F)
		return 0;
	limit = most > 0 ? limit_of(n, x, max, most) : max;
	by = vf_all(127 / limit);
	for (size_t i = 0; i < n; i += VF) {
		vf v = vf_get(x + i, n - i);
		v8 small;

		if (factor != NULL)
			v *= vf_get(factor + i, n - i);
		v = vf_max(vf_min(v, vf_all(limit)), vf_all(-limit));
		small = small_of(rounded(v * by));
		memcpy(q + i, &small, n - i < VF ? n - i : VF);
	}
	if (limit < max)
		*n_outliers = outliers_of(n, x, limit, q, outliers);
	return limit / 127;
}

/* Conversions of the compiler's own go number by number (gcc 12). */
INLINE vf
floats_of_q(const int8_t *p)
{
#if defined(__AVX512F__)
	__m128i q = _mm_loadu_si128((const __m128i *)(const void *)p);

	return (vf)_mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(q));
#elif defined(__AVX2__)
	__m128i q = _mm_loadl_epi64((const __m128i *)(const void *)p);

	return (vf)_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(q));
#else
	vi wide;

	for (size_t i = 0; i < VF; i++)
		wide[i] = p[i];
	return __builtin_convertvector(wide, vf);
#endif
}

INLINE vf
some_floats_of_q(const int8_t *p, size_t n)
{
	int8_t q[VF] = { 0 };

	if (n >= VF)
		return floats_of_q(p);
	memcpy(q, p, n);
	return floats_of_q(q);
}

INLINE vf
floats_of_sums(const int32_t *p, size_t n)
{
	vi s = { 0 };

	memcpy(&s, p, (n < VF ? n : VF) * sizeof *p);
	return __builtin_convertvector(s, vf);
}

enum { TOGETHER = 4 }; /* outliers between a load and a store of a row */

/* v[n] += their numbers times their columns, one outlier after the other. */
INLINE void
add_outliers(size_t n, float *v, const int8_t *q, size_t ldq,
    const struct int8_outlier *outliers, size_t n_outliers)
{
	const int8_t *column[TOGETHER];
	vf by[TOGETHER];

	for (size_t p = 0; p < n_outliers; p++) {
		column[p] = q + outliers[p].index * ldq;
		by[p] = vf_all(outliers[p].value);
	}
	for (size_t j = 0; j < n; j += VF) {
		vf sum = vf_get(v + j, n - j);

#pragma GCC unroll 4
		for (size_t p = 0; p < n_outliers; p++)
			sum += some_floats_of_q(column[p] + j, n - j) * by[p];
		vf_put(v + j, sum, n - j);
	}
}

static void
widen(const struct int8_widen *o)
{
	const struct int8_outlier *at = o->outliers;
	size_t n = o->n, left = o->n_outliers;
	/* in the place of the sums */
	float *v = left > 0 ? (float *)(void *)o->sum : NULL;

	for (size_t j = 0; left > 0 && j < n; j += VF)
		vf_put(v + j,
		    floats_of_sums(o->sum + j, n - j) * vf_all(o->row), n - j);
	for (; left >= TOGETHER; left -= TOGETHER, at += TOGETHER)
		add_outliers(n, v, o->q, o->ldq, at, TOGETHER);
	if (left > 0)
		add_outliers(n, v, o->q, o->ldq, at, left);
	for (size_t j = 0; j < n; j += VF) {
		vf y = v != NULL
			   ? vf_get(v + j, n - j)
			   : floats_of_sums(o->sum + j, n - j) * vf_all(o->row);

		if (o->factor != NULL)
			y *= vf_get(o->factor + j, n - j);
		if (o->add)
			y += vf_get(o->y + j, n - j);
		vf_put(o->y + j, y, n - j);
	}
}

const struct int8_kernels KERNEL(int8_kernels) = {
	.narrow = narrow,
	.widen = widen,
};
