/*
 * Pairs of bf16 numbers in the 32 bits of a float, the first of a pair in the
 * lower half: what the instructions of avx512_bf16 multiply.  Rounding is to
 * nearest even and NaN stays one, as nn/bf16.h has it; the instructions take
 * what lies below 2^-126 for 0.
 */
#ifndef ICL_NN_KERNELS_PAIRS_H
#define ICL_NN_KERNELS_PAIRS_H

#include "nn/kernels/simd.h"

#if defined(__AVX512BF16__)
enum { PAIRS_ARE_FAST = 1 };
#else
enum { PAIRS_ARE_FAST = 0 };
#endif

typedef uint32_t vu __attribute__((vector_size(VF_BYTES)));

INLINE uint16_t
bf16_bits(float x)
{
	uint32_t bits, rounded;

	memcpy(&bits, &x, sizeof bits);
	rounded = bits + 0x7fff + (bits >> 16 & 1);
	if ((bits & 0x7fffffff) > 0x7f800000)
		rounded = bits | 0x400000;
	return (uint16_t)(rounded >> 16);
}

/* The pair at p in all lanes. */
INLINE vf
pair_all(const float *p)
{
	uint32_t bits;

	memcpy(&bits, p, sizeof bits);
	return (vf)(bits - (vu){ 0 });
}

/* sum + the products of both numbers of x and y, which are exact. */
INLINE vf
pair_dot(vf sum, vf x, vf y)
{
#if defined(__AVX512BF16__)
	return (vf)_mm512_dpbf16_ps((__m512)sum, (__m512bh)x, (__m512bh)y);
#else
	const vu upper = 0xffff0000 - (vu){ 0 };

	sum += (vf)((vu)x & upper) * (vf)((vu)y & upper);
	return sum + (vf)((vu)x << 16) * (vf)((vu)y << 16);
#endif
}

/* bf16_bits of all lanes, not shifted yet: a loop over lanes is a quarter
 * slower. */
INLINE vu
rounded(vf x)
{
	vu bits = (vu)x, up = bits + 0x7fff + (bits >> 16 & 1);
	vu nan = (vu)(x != x);

	return (up & ~nan) | ((bits | 0x400000) & nan);
}

/* Lane by lane a pair of both. */
INLINE vf
pair_up(vf first, vf second)
{
#if defined(__AVX512BF16__)
	const __m512i order = _mm512_set_epi16(31, 15, 30, 14, 29, 13, 28, 12,
	    27, 11, 26, 10, 25, 9, 24, 8, 23, 7, 22, 6, 21, 5, 20, 4, 19, 3, 18,
	    2, 17, 1, 16, 0);

	return (vf)_mm512_permutexvar_epi16(
	    order, (__m512i)_mm512_cvtne2ps_pbh((__m512)second, (__m512)first));
#else
	return (vf)((rounded(first) >> 16) | (rounded(second) & 0xffff0000));
#endif
}

/* to[n][cols] = rows 2 i and 2 i + 1 of from[n_from][cols] paired, times
 * scale; a row that is missing is 0.  Whole vectors are written; to may be
 * from where the rows of both are equally far apart. */
static inline void
pair_rows(size_t n_from, size_t cols, const float *from, size_t ld_from,
    float scale, float *to, size_t ld_to)
{
	for (size_t i = 0; i < n_from; i += 2, from += 2 * ld_from, to += ld_to)
		for (size_t x = 0; x < cols; x += VF) {
			vf second = { 0 };

			if (i + 1 < n_from)
				second = vf_get(from + ld_from + x, cols - x);
			vf_store(to + x,
			    pair_up(vf_get(from + x, cols - x) * vf_all(scale),
				second * vf_all(scale)));
		}
}

/* to[n / 2, rounded up] = the n numbers of a row; whole vectors are written. */
static inline void
pair_row(size_t n, const float *from, float *to)
{
	size_t x = 0;

	for (; x + 2 * VF <= n; x += 2 * VF, from += 2 * VF, to += VF) {
#if defined(__AVX512BF16__)
		vf_store(to, (vf)_mm512_cvtne2ps_pbh((__m512)vf_load(from + VF),
				 (__m512)vf_load(from)));
#else
		for (size_t i = 0; i < VF; i++) {
			uint32_t pair = bf16_bits(from[2 * i]) |
					(uint32_t)bf16_bits(from[2 * i + 1])
					    << 16;

			memcpy(to + i, &pair, sizeof pair);
		}
#endif
	}
	if (x < n) {
		float rest[2 * VF] = { 0 };

		memcpy(rest, from, (n - x) * sizeof *from);
		pair_row(2 * VF, rest, to);
	}
}

#endif
