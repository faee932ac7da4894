/*
 * Stored numbers to fp32, all types of nn/matrix.h; io/tensor.c has the same
 * in readable form.  Of both the bits are those of the gguf package: d q and
 * d q + m are rounded after each operation, so this file is compiled without
 * contraction to fused multiply-add.  The inner loops have a fixed length and
 * no branch, so that the compiler makes vectors of them.
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

static void
expand_q4_0(size_t n, const unsigned char *p, float *y)
{
	for (; n > 0; n--, p += 18, y += GROUP) {
		float d = half_float(read_u16(p));

		for (size_t j = 0; j < SIXTEEN; j++)
			y[j] = d * (float)((p[2 + j] & 15) - 8);
		for (size_t j = 0; j < SIXTEEN; j++)
			y[j + SIXTEEN] = d * (float)((p[2 + j] >> 4) - 8);
	}
}

static void
expand_q4_1(size_t n, const unsigned char *p, float *y)
{
	for (; n > 0; n--, p += 20, y += GROUP) {
		float d = half_float(read_u16(p));
		float m = half_float(read_u16(p + 2));

		for (size_t j = 0; j < SIXTEEN; j++)
			y[j] = d * (float)(p[4 + j] & 15) + m;
		for (size_t j = 0; j < SIXTEEN; j++)
			y[j + SIXTEEN] = d * (float)(p[4 + j] >> 4) + m;
	}
}

/* 32 numbers of four bits and a fifth, which is bit i of `high`. */
INLINE void
five_bits(uint32_t high, const unsigned char *q, int32_t *to)
{
	for (uint32_t j = 0; j < SIXTEEN; j++)
		to[j] = (q[j] & 15) | (int32_t)((high >> j & 1) << 4);
	for (uint32_t j = 0; j < SIXTEEN; j++)
		to[j + SIXTEEN] =
		    (q[j] >> 4) | (int32_t)((high >> (j + SIXTEEN) & 1) << 4);
}

static void
expand_q5_0(size_t n, const unsigned char *p, float *y)
{
	int32_t q[GROUP];

	for (; n > 0; n--, p += 22, y += GROUP) {
		float d = half_float(read_u16(p));

		five_bits(read_u32(p + 2), p + 6, q);
		for (size_t j = 0; j < GROUP; j++)
			y[j] = d * (float)(q[j] - 16);
	}
}

static void
expand_q5_1(size_t n, const unsigned char *p, float *y)
{
	int32_t q[GROUP];

	for (; n > 0; n--, p += 24, y += GROUP) {
		float d = half_float(read_u16(p));
		float m = half_float(read_u16(p + 2));

		five_bits(read_u32(p + 4), p + 8, q);
		for (size_t j = 0; j < GROUP; j++)
			y[j] = d * (float)q[j] + m;
	}
}

static void
expand_q8_0(size_t n, const unsigned char *p, float *y)
{
	for (; n > 0; n--, p += 34, y += GROUP) {
		float d = half_float(read_u16(p));

		for (size_t j = 0; j < GROUP; j++)
			y[j] = d * (float)(int8_t)p[2 + j];
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

		for (int g = 0; g < SUPER / SIXTEEN; g++, y += SIXTEEN) {
			const unsigned char *q = PAIRS_OF(p + 16, g);
			float scale = d * (float)(p[g] & 15);
			float m = dmin * (float)(p[g] >> 4);
			int shift = SHIFT_OF(g);

			for (size_t j = 0; j < SIXTEEN; j++)
				y[j] = scale * (float)(q[j] >> shift & 3) - m;
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

		for (int g = 0; g < SUPER / SIXTEEN; g++, y += SIXTEEN) {
			const unsigned char *q = PAIRS_OF(p + 32, g);
			const unsigned char *third = p + g % 2 * 16;
			float scale = d * (float)scale_q3_k(p + 96, g);
			int shift = SHIFT_OF(g), bit = g / 2;

			for (size_t j = 0; j < SIXTEEN; j++)
				y[j] =
				    scale * (float)((q[j] >> shift & 3) - 4 +
						    (third[j] >> bit & 1) * 4);
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

static void
expand_q4_k(size_t n, const unsigned char *p, float *y)
{
	for (; n > 0; n--, p += 144) {
		float d = half_float(read_u16(p));
		float dmin = half_float(read_u16(p + 2));

		for (size_t g = 0; g < SUPER / GROUP; g++, y += GROUP) {
			const unsigned char *q = p + 16 + g / 2 * GROUP;
			int sc, mn, shift = g % 2 ? 4 : 0;
			float scale, m;

			unpack_k(p + 4, g, &sc, &mn);
			scale = d * (float)sc;
			m = dmin * (float)mn;
			for (size_t l = 0; l < GROUP; l++)
				y[l] = scale * (float)(q[l] >> shift & 15) - m;
		}
	}
}

static void
expand_q5_k(size_t n, const unsigned char *p, float *y)
{
	for (; n > 0; n--, p += 176) {
		const unsigned char *high = p + 16;
		float d = half_float(read_u16(p));
		float dmin = half_float(read_u16(p + 2));

		for (size_t g = 0; g < SUPER / GROUP; g++, y += GROUP) {
			const unsigned char *q = p + 48 + g / 2 * GROUP;
			int sc, mn, shift = g % 2 ? 4 : 0, bit = (int)g;
			float scale, m;

			unpack_k(p + 4, g, &sc, &mn);
			scale = d * (float)sc;
			m = dmin * (float)mn;
			for (size_t l = 0; l < GROUP; l++)
				y[l] =
				    scale * (float)((q[l] >> shift & 15) |
						    (high[l] >> bit & 1) << 4) -
				    m;
		}
	}
}

/* Half h has 64 bytes of low nibbles, 32 of high pairs and 8 scales. */
static void
expand_q6_k(size_t n, const unsigned char *p, float *y)
{
	for (; n > 0; n--, p += 210) {
		float d = half_float(read_u16(p + 208));

		for (int g = 0; g < SUPER / SIXTEEN; g++, y += SIXTEEN) {
			int h = g / 8, quarter = g % 8 / 2, l = g % 2 * 16;
			const unsigned char *low =
			    p + h * 64 + quarter % 2 * 32 + l;
			const unsigned char *high = p + 128 + h * 32 + l;
			int shift = quarter < 2 ? 0 : 4, pair = 2 * quarter;
			float scale = d * (float)(int8_t)p[192 + g];

			for (size_t j = 0; j < SIXTEEN; j++)
				y[j] = scale *
				       (float)(((low[j] >> shift & 15) |
						   (high[j] >> pair & 3) << 4) -
					       32);
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
