/*
 * Stored numbers to fp32, all types of nn/matrix.h; io/tensor.c has the same
 * in readable form.  Of both the bits are those of the gguf package: d q and
 * d q + m are rounded after each operation, so this file is compiled without
 * contraction to fused multiply-add.
 */
#include "nn/kernels/kernels.h"
#include "nn/kernels/simd.h"

enum { GROUP = 32, SUPER = 256, SIXTEEN = 16 };

INLINE uint32_t
read_u16(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

INLINE uint32_t
read_u32(const unsigned char *p)
{
	return read_u16(p) | read_u16(p + 2) << 16;
}

INLINE float
float_of(uint32_t bits)
{
	float x;

	memcpy(&x, &bits, sizeof x);
	return x;
}

/* The exponent is moved by a product, which is exact for small numbers too. */
INLINE float
half_float(uint32_t h)
{
	uint32_t magnitude = (h & 0x7fff) << 13;
	float x = float_of(magnitude) * 0x1p112F;
	uint32_t bits, special = (h & 0x7c00) == 0x7c00 ? ~0U : 0;

	memcpy(&bits, &x, sizeof bits);
	bits = (bits & ~special) | ((0x7f800000 | magnitude) & special);
	return float_of(bits | (h & 0x8000) << 16);
}

static void
expand_f32(size_t n, const unsigned char *p, float *y)
{
	for (size_t i = 0; i < n; i++)
		y[i] = float_of(read_u32(p + 4 * i));
}

static void
expand_f16(size_t n, const unsigned char *p, float *y)
{
	for (size_t i = 0; i < n; i++)
		y[i] = half_float(read_u16(p + 2 * i));
}

static void
expand_bf16(size_t n, const unsigned char *p, float *y)
{
	for (size_t i = 0; i < n; i++)
		y[i] = float_of(read_u16(p + 2 * i) << 16);
}

/* Sixteen small numbers are put together as bytes, then widened at once. */
typedef int8_t bytes __attribute__((vector_size(SIXTEEN)));
typedef int8_t bytes_any
    __attribute__((vector_size(SIXTEEN), aligned(1), may_alias));

INLINE bytes
load(const unsigned char *p)
{
	return *(const bytes_any *)p;
}

/* Bits shift ... of each byte, as many as mask has; shift is a constant. */
INLINE bytes
bits_of(bytes x, int shift, int mask)
{
	typedef uint16_t pairs __attribute__((vector_size(SIXTEEN)));

	return (bytes)((pairs)x >> (uint16_t)shift) & (int8_t)mask;
}

#if defined(__AVX2__)
/* The numbers of q from VF i on as floats. */
INLINE vf
lanes(bytes q, size_t i)
{
#if defined(__AVX512F__)
	(void)i;
	return (vf)_mm512_cvtepi32_ps(_mm512_cvtepi8_epi32((__m128i)q));
#else
	__m128i half = i == 0 ? (__m128i)q : _mm_srli_si128((__m128i)q, 8);

	return (vf)_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(half));
#endif
}

/* y[16] = d q + m, or d q without a sum. */
INLINE void
put_any(bytes q, float d, int sum, float m, float *y)
{
#pragma GCC unroll 2
	for (size_t i = 0; i < SIXTEEN / VF; i++) {
		vf x = lanes(q, i) * d;

		vf_store(y + i * VF, sum ? x + m : x);
	}
}
#else
INLINE void
put_any(bytes q, float d, int sum, float m, float *y)
{
	int8_t lane[SIXTEEN];

	memcpy(lane, &q, sizeof lane);
	for (size_t j = 0; j < SIXTEEN; j++) {
		float x = d * (float)lane[j];

		y[j] = sum ? x + m : x;
	}
}
#endif

INLINE void
put(bytes q, float d, float *y)
{
	put_any(q, d, 0, 0, y);
}

INLINE void
put_sum(bytes q, float d, float m, float *y)
{
	put_any(q, d, 1, m, y);
}

static void
expand_q4_0(size_t n, const unsigned char *p, float *y)
{
	for (; n > 0; n--, p += 18, y += GROUP) {
		float d = half_float(read_u16(p));
		bytes q = load(p + 2);

		put(bits_of(q, 0, 15) - 8, d, y);
		put(bits_of(q, 4, 15) - 8, d, y + SIXTEEN);
	}
}

static void
expand_q4_1(size_t n, const unsigned char *p, float *y)
{
	for (; n > 0; n--, p += 20, y += GROUP) {
		float d = half_float(read_u16(p));
		float m = half_float(read_u16(p + 2));
		bytes q = load(p + 4);

		put_sum(bits_of(q, 0, 15), d, m, y);
		put_sum(bits_of(q, 4, 15), d, m, y + SIXTEEN);
	}
}

/* 16 where bit j of the two bytes at p is set, for each j. */
INLINE bytes
fifth_bits(const unsigned char *p)
{
	const bytes bit = { 1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32,
		64, -128 };
	typedef uint64_t two __attribute__((vector_size(SIXTEEN)));
	two each = { p[0] * 0x0101010101010101U, p[1] * 0x0101010101010101U };
	bytes x = (bytes)each;

	return (bytes)((x & bit) != 0) & 16;
}

static void
expand_q5_0(size_t n, const unsigned char *p, float *y)
{
	for (; n > 0; n--, p += 22, y += GROUP) {
		float d = half_float(read_u16(p));
		bytes q = load(p + 6);

		put((bits_of(q, 0, 15) | fifth_bits(p + 2)) - 16, d, y);
		put((bits_of(q, 4, 15) | fifth_bits(p + 4)) - 16, d,
		    y + SIXTEEN);
	}
}

static void
expand_q5_1(size_t n, const unsigned char *p, float *y)
{
	for (; n > 0; n--, p += 24, y += GROUP) {
		float d = half_float(read_u16(p));
		float m = half_float(read_u16(p + 2));
		bytes q = load(p + 8);

		put_sum(bits_of(q, 0, 15) | fifth_bits(p + 4), d, m, y);
		put_sum(
		    bits_of(q, 4, 15) | fifth_bits(p + 6), d, m, y + SIXTEEN);
	}
}

static void
expand_q8_0(size_t n, const unsigned char *p, float *y)
{
	for (; n > 0; n--, p += 34, y += GROUP) {
		float d = half_float(read_u16(p));

		put(load(p + 2), d, y);
		put(load(p + 2 + SIXTEEN), d, y + SIXTEEN);
	}
}

/* Group g of 16 numbers: its bytes, each shared by four groups. */
#define PAIRS_OF(p, g) ((p) + (g) / 8 * 32 + (g) % 2 * 16)
#define SHIFT_OF(g) ((g) % 8 / 2 * 2)

static void
expand_q2_k(size_t n, const unsigned char *p, float *y)
{
	for (; n > 0; n--, p += 84) {
		float d = half_float(read_u16(p + 80));
		float dmin = half_float(read_u16(p + 82));

#pragma GCC unroll 16
		for (int g = 0; g < SUPER / SIXTEEN; g++, y += SIXTEEN) {
			bytes q = load(PAIRS_OF(p + 16, g));
			float scale = d * (float)(p[g] & 15);
			float m = dmin * (float)(p[g] >> 4);

			put_sum(bits_of(q, SHIFT_OF(g), 3), scale, -m, y);
		}
	}
}

/* Of 16 scales of six bits: four low bits, then pairs of high ones. */
INLINE int
scale_q3_k(const unsigned char *s, int g)
{
	int low = g < 8 ? s[g] & 15 : s[g - 8] >> 4;
	int high = s[8 + g % 4] >> g / 4 * 2 & 3;

	return (low | high << 4) - 32;
}

static void
expand_q3_k(size_t n, const unsigned char *p, float *y)
{
	for (; n > 0; n--, p += 110) {
		float d = half_float(read_u16(p + 108));

#pragma GCC unroll 16
		for (int g = 0; g < SUPER / SIXTEEN; g++, y += SIXTEEN) {
			bytes q = load(PAIRS_OF(p + 32, g));
			bytes third = bits_of(load(p + g % 2 * 16), g / 2, 1);
			float scale = d * (float)scale_q3_k(p + 96, g);

			put(bits_of(q, SHIFT_OF(g), 3) + third * 4 - 4, scale,
			    y);
		}
	}
}

/* The j-th of eight 6-bit scales and minima packed into 12 bytes. */
INLINE void
unpack_k(const unsigned char *s, size_t j, int *scale, int *min)
{
	if (j < 4) {
		*scale = s[j] & 63;
		*min = s[j + 4] & 63;
		return;
	}
	*scale = (s[j + 4] & 15) | (s[j - 4] >> 6) << 4;
	*min = s[j + 4] >> 4 | (s[j] >> 6) << 4;
}

/* Of a pair of groups, which share 32 bytes, the low or the high nibbles. */
#define NIBBLES_OF(p, g) ((p) + (g) / 2 * GROUP)

static void
expand_q4_k(size_t n, const unsigned char *p, float *y)
{
	for (; n > 0; n--, p += 144) {
		float d = half_float(read_u16(p));
		float dmin = half_float(read_u16(p + 2));

#pragma GCC unroll 8
		for (size_t g = 0; g < SUPER / GROUP; g++, y += GROUP) {
			const unsigned char *q = NIBBLES_OF(p + 16, g);
			int sc, mn, shift = g % 2 ? 4 : 0;
			float scale, m;

			unpack_k(p + 4, g, &sc, &mn);
			scale = d * (float)sc;
			m = dmin * (float)mn;
			put_sum(bits_of(load(q), shift, 15), scale, -m, y);
			put_sum(bits_of(load(q + SIXTEEN), shift, 15), scale,
			    -m, y + SIXTEEN);
		}
	}
}

static void
expand_q5_k(size_t n, const unsigned char *p, float *y)
{
	for (; n > 0; n--, p += 176) {
		float d = half_float(read_u16(p));
		float dmin = half_float(read_u16(p + 2));

#pragma GCC unroll 8
		for (size_t g = 0; g < SUPER / GROUP; g++) {
			const unsigned char *q = NIBBLES_OF(p + 48, g);
			int sc, mn, shift = g % 2 ? 4 : 0;
			float scale, m;

			unpack_k(p + 4, g, &sc, &mn);
			scale = d * (float)sc;
			m = dmin * (float)mn;
			for (size_t l = 0; l < GROUP; l += SIXTEEN) {
				bytes high =
				    bits_of(load(p + 16 + l), (int)g, 1) * 16;

				put_sum(bits_of(load(q + l), shift, 15) | high,
				    scale, -m, y);
				y += SIXTEEN;
			}
		}
	}
}

/* Half h has 64 bytes of low nibbles, 32 of high pairs and 8 scales. */
static void
expand_q6_k(size_t n, const unsigned char *p, float *y)
{
	for (; n > 0; n--, p += 210) {
		float d = half_float(read_u16(p + 208));

#pragma GCC unroll 16
		for (int g = 0; g < SUPER / SIXTEEN; g++, y += SIXTEEN) {
			int h = g / 8, quarter = g % 8 / 2, l = g % 2 * 16;
			bytes low = load(p + h * 64 + quarter % 2 * 32 + l);
			bytes high = load(p + 128 + h * 32 + l);
			float scale = d * (float)(int8_t)p[192 + g];

			put((bits_of(low, quarter < 2 ? 0 : 4, 15) |
				bits_of(high, 2 * quarter, 3) * 16) -
				32,
			    scale, y);
		}
	}
}

const struct block_kernels KERNEL(block_kernels) = {
	.expand = {
	    [TENSOR_F32] = expand_f32,
	    [TENSOR_F16] = expand_f16,
	    [TENSOR_BF16] = expand_bf16,
	    [TENSOR_Q4_0] = expand_q4_0,
	    [TENSOR_Q4_1] = expand_q4_1,
	    [TENSOR_Q5_0] = expand_q5_0,
	    [TENSOR_Q5_1] = expand_q5_1,
	    [TENSOR_Q8_0] = expand_q8_0,
	    [TENSOR_Q2_K] = expand_q2_k,
	    [TENSOR_Q3_K] = expand_q3_k,
	    [TENSOR_Q4_K] = expand_q4_k,
	    [TENSOR_Q5_K] = expand_q5_k,
	    [TENSOR_Q6_K] = expand_q6_k,
	},
};
