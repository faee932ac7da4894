/*
 * Dot products of few rows with rows of stored numbers: see nn/quant_gemm.h.
 *
 * A group of GROUP numbers is turned to fp32 in registers and multiplied by
 * all rows of x, so that the bytes are read once and nothing is written.  The
 * numbers are those of io/tensor.c, each operation rounded by itself, so this
 * file is compiled without contraction to fused multiply-add; the sums are
 * fused as those of `dots` in gemm.c are, and go in the same order.
 */
#include "nn/kernels/kernels.h"
#include "nn/kernels/simd.h"

#include <stdbool.h>

#if defined(__aarch64__)
#include <arm_neon.h> /* always inline */
#endif

enum {
	GROUP = 32,      /* numbers at a time */
	GV = GROUP / VF, /* vectors of them */
	SUPER = 256,     /* numbers of a block of the K types */
	MAX_ROWS = 6,
};

/* sum + x y, as the compiler makes it where it may contract. */
INLINE vf
multiply_add(vf sum, vf x, vf y)
{
#if defined(__AVX512F__)
	return (vf)_mm512_fmadd_ps((__m512)x, (__m512)y, (__m512)sum);
#elif defined(__AVX2__)
	return (vf)_mm256_fmadd_ps((__m256)x, (__m256)y, (__m256)sum);
#elif defined(__aarch64__)
	return (vf)vfmaq_f32((float32x4_t)sum, (float32x4_t)x, (float32x4_t)y);
#else
	return sum + x * y;
#endif
}

/*
 * VF bytes, signed bytes or fp16 numbers in the lanes.  The compiler's own
 * conversion of vectors goes a number at a time.
 */
#if defined(__AVX512F__)
INLINE vi
load_bytes(const unsigned char *p)
{
	return (vi)_mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)p));
}

INLINE vi
load_signed(const unsigned char *p)
{
	return (vi)_mm512_cvtepi8_epi32(_mm_loadu_si128((const __m128i *)p));
}

INLINE vi
load_shorts(const unsigned char *p)
{
	return (vi)_mm512_cvtepu16_epi32(
	    _mm256_loadu_si256((const __m256i *)p));
}

INLINE vf
load_f16(const unsigned char *p)
{
	return (vf)_mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)p));
}

INLINE vf
f16_all(const unsigned char *p)
{
	int16_t h;

	memcpy(&h, p, sizeof h);
	return (vf)_mm512_cvtph_ps(_mm256_set1_epi16(h));
}
#elif defined(__AVX2__)
INLINE vi
load_bytes(const unsigned char *p)
{
	return (vi)_mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)p));
}

INLINE vi
load_signed(const unsigned char *p)
{
	return (vi)_mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i *)p));
}

INLINE vi
load_shorts(const unsigned char *p)
{
	return (vi)_mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)p));
}

INLINE vf
load_f16(const unsigned char *p)
{
	return (vf)_mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)p));
}

INLINE vf
f16_all(const unsigned char *p)
{
	int16_t h;

	memcpy(&h, p, sizeof h);
	return (vf)_mm256_cvtph_ps(_mm_set1_epi16(h));
}
#elif defined(__aarch64__)
INLINE vi
load_bytes(const unsigned char *p)
{
	uint32_t x;

	memcpy(&x, p, sizeof x);
	return (vi)vmovl_u16(vget_low_u16(vmovl_u8(vcreate_u8(x))));
}

INLINE vi
load_signed(const unsigned char *p)
{
	uint32_t x;

	memcpy(&x, p, sizeof x);
	return (vi)vmovl_s16(vget_low_s16(vmovl_s8(vcreate_s8(x))));
}

INLINE vi
load_shorts(const unsigned char *p)
{
	uint64_t x;

	memcpy(&x, p, sizeof x);
	return (vi)vmovl_u16(vcreate_u16(x));
}

INLINE vf
load_f16(const unsigned char *p)
{
	uint64_t x;

	memcpy(&x, p, sizeof x);
	return (vf)vcvt_f32_f16(vcreate_f16(x));
}

INLINE vf
f16_all(const unsigned char *p)
{
	uint16_t h;

	memcpy(&h, p, sizeof h);
	return (vf)vcvt_f32_f16(vreinterpret_f16_u16(vdup_n_u16(h)));
}
#else
INLINE vi
load_bytes(const unsigned char *p)
{
	vi x;

	for (int i = 0; i < VF; i++)
		x[i] = p[i];
	return x;
}

INLINE vi
load_signed(const unsigned char *p)
{
	vi x;

	for (int i = 0; i < VF; i++)
		x[i] = (signed char)p[i];
	return x;
}

INLINE vi
load_shorts(const unsigned char *p)
{
	vi x;

	for (int i = 0; i < VF; i++)
		x[i] = p[2 * i] | p[2 * i + 1] << 8;
	return x;
}

/*
 * The exponent is moved by a product, which is exact for numbers below the
 * normal ones too; infinity and NaN keep theirs.
 */
INLINE vf
floats_of_f16(vi h)
{
	vi magnitude = (h & 0x7fff) << 13, special = (h & 0x7c00) == 0x7c00;
	vi bits = (vi)((vf)magnitude * vf_all(0x1p112F));

	bits = (bits & ~special) | ((magnitude | 0x7f800000) & special);
	return (vf)(bits | (h & 0x8000) << 16);
}

INLINE vf
load_f16(const unsigned char *p)
{
	return floats_of_f16(load_shorts(p));
}

INLINE vf
f16_all(const unsigned char *p)
{
	return floats_of_f16((p[0] | p[1] << 8) - (vi){ 0 });
}
#endif

INLINE vf
floats_of(vi q)
{
	return __builtin_convertvector(q, vf);
}

INLINE uint32_t
read_u32(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	       (uint32_t)p[3] << 24;
}

/* Bits 0, 1, ... of x in the lanes, as 0 or 16: the fifth bits of numbers. */
INLINE vi
fifth_bits(uint32_t x)
{
	vi lane;

	for (int i = 0; i < VF; i++)
		lane[i] = i;
	return (((int32_t)x - (vi){ 0 }) >> lane & 1) << 4;
}

/* Low nibbles of 16 bytes are the first half of a group, high ones the rest. */
INLINE vi
halves(const unsigned char *q, size_t v)
{
	return v < GV / 2 ? load_bytes(q + v * VF) & 15
			  : load_bytes(q + (v - GV / 2) * VF) >> 4;
}

/* Scales of a block of the K types: of every 32 numbers, of Q6_K of 16. */
struct scales {
	float scale[16], min[8];
};

/* Q4_K and Q5_K: eight scales and minima of 6 bits, packed into 12 bytes. */
INLINE void
scales_k(const unsigned char *p, struct scales *s)
{
	const uint32_t six = 0x3f3f3f3f, four = 0x0f0f0f0f, two = 0x03030303;
	uint32_t a = read_u32(p + 4), b = read_u32(p + 8);
	uint32_t c = read_u32(p + 12);
	const uint32_t packed[4] = { a & six, (c & four) | (a >> 6 & two) << 4,
		b & six, (c >> 4 & four) | (b >> 6 & two) << 4 };
	vf d = f16_all(p), dmin = f16_all(p + 2);
	unsigned char bytes[16];
	float x[16];

	for (int i = 0; i < 16; i++)
		bytes[i] = (unsigned char)(packed[i / 4] >> i % 4 * 8);
	for (size_t v = 0; v < 16; v += VF)
		vf_store(x + v, floats_of(load_bytes(bytes + v)));
	for (size_t i = 0; i < 8; i++) {
		s->scale[i] = d[0] * x[i];
		s->min[i] = dmin[0] * x[8 + i];
	}
}

INLINE void
scales_q6_k(const unsigned char *p, struct scales *s)
{
	vf d = f16_all(p + 208);

	for (size_t v = 0; v < 16; v += VF)
		vf_store(s->scale + v, d * floats_of(load_signed(p + 192 + v)));
}

/* Group g of a block of Q4_K, or of Q5_K, whose fifth bits are at high. */
INLINE void
group_k(const unsigned char *high, const unsigned char *q, size_t g,
    const struct scales *s, vf *w)
{
	for (size_t v = 0; v < GV; v++) {
		vi x = load_bytes(q + g / 2 * GROUP + v * VF);

		x = g % 2 ? x >> 4 : x & 15;
		if (high != NULL)
			x |= (load_bytes(high + v * VF) >> (int)g & 1) << 4;
		w[v] = vf_all(s->scale[g]) * floats_of(x) - vf_all(s->min[g]);
	}
}

/* Group g of a block of Q6_K: see io/tensor.c. */
INLINE void
group_q6_k(const unsigned char *p, size_t g, const struct scales *s, vf *w)
{
	const unsigned char *low = p + g / 4 * 64 + g % 2 * GROUP;
	const unsigned char *high = p + 128 + g / 4 * GROUP;

	for (size_t v = 0; v < GV; v++) {
		vi x = load_bytes(low + v * VF);

		x = g % 4 < 2 ? x & 15 : x >> 4;
		x |= (load_bytes(high + v * VF) >> (int)(g % 4 * 2) & 3) << 4;
		w[v] =
		    vf_all(s->scale[2 * g + v * VF / 16]) * floats_of(x - 32);
	}
}

/* A block of one group. */
INLINE void
group_of_block(enum tensor_type type, const unsigned char *p, vf *w)
{
	vf d = f16_all(p), m = f16_all(p + 2);

	for (size_t v = 0; v < GV; v++) {
		uint32_t shift = (uint32_t)(v * VF);

		if (type == TENSOR_F16)
			w[v] = load_f16(p + 2 * v * VF);
		else if (type == TENSOR_BF16)
			w[v] = (vf)(load_shorts(p + 2 * v * VF) << 16);
		else if (type == TENSOR_Q8_0)
			w[v] = d * floats_of(load_signed(p + 2 + v * VF));
		else if (type == TENSOR_Q4_0)
			w[v] = d * floats_of(halves(p + 2, v) - 8);
		else if (type == TENSOR_Q4_1)
			w[v] = d * floats_of(halves(p + 4, v)) + m;
		else if (type == TENSOR_Q5_0) {
			vi high = fifth_bits(read_u32(p + 2) >> shift);

			w[v] = d * floats_of((halves(p + 6, v) | high) - 16);
		} else {
			vi high = fifth_bits(read_u32(p + 4) >> shift);

			w[v] = d * floats_of(halves(p + 8, v) | high) + m;
		}
	}
}

static const struct {
	size_t numbers, bytes;
} blocks[TENSOR_OTHER] = {
	[TENSOR_F16] = { GROUP, 2 * GROUP },
	[TENSOR_BF16] = { GROUP, 2 * GROUP },
	[TENSOR_Q4_0] = { GROUP, 18 },
	[TENSOR_Q4_1] = { GROUP, 20 },
	[TENSOR_Q5_0] = { GROUP, 22 },
	[TENSOR_Q5_1] = { GROUP, 24 },
	[TENSOR_Q8_0] = { GROUP, 34 },
	[TENSOR_Q4_K] = { SUPER, 144 },
	[TENSOR_Q5_K] = { SUPER, 176 },
	[TENSOR_Q6_K] = { SUPER, 210 },
};

/* sum[i] += the products of a block at p with mr rows of x, in their order. */
INLINE void
block_dots(enum tensor_type type, size_t mr, const float *const *x, size_t at,
    const unsigned char *p, vf *sum, size_t sum_stride)
{
	struct scales s;

	if (type == TENSOR_Q4_K || type == TENSOR_Q5_K)
		scales_k(p, &s);
	else if (type == TENSOR_Q6_K)
		scales_q6_k(p, &s);
	for (size_t g = 0; g < blocks[type].numbers / GROUP; g++) {
		vf w[GV];

		if (type == TENSOR_Q4_K)
			group_k(NULL, p + 16, g, &s, w);
		else if (type == TENSOR_Q5_K)
			group_k(p + 16, p + 48, g, &s, w);
		else if (type == TENSOR_Q6_K)
			group_q6_k(p, g, &s, w);
		else
			group_of_block(type, p, w);
#pragma GCC unroll 6
		for (size_t i = 0; i < mr; i++)
#pragma GCC unroll 8
			for (size_t v = 0; v < GV; v++)
				sum[i * sum_stride] =
				    multiply_add(sum[i * sum_stride],
					vf_load(x[i] + at + g * GROUP + v * VF),
					w[v]);
	}
}

/* mr x nr sums; mr and nr are constants where this is inlined. */
INLINE void
dots_fixed(enum tensor_type type, size_t mr, size_t nr, size_t k,
    const float *const *x, const unsigned char *const *rows, float *y)
{
	vf sum[MAX_ROWS * 4] = { 0 };
	size_t n_blocks = k / blocks[type].numbers;

	for (size_t b = 0; b < n_blocks; b++)
#pragma GCC unroll 4
		for (size_t j = 0; j < nr; j++)
			block_dots(type, mr, x, b * blocks[type].numbers,
			    rows[j] + b * blocks[type].bytes, sum + j, nr);
	for (size_t i = 0; i < mr * nr; i++)
		y[i] = vf_sum(sum[i]);
}

/*
 * Several rows of w are taken at once, so that enough sums are under way and
 * a block of x is used while it is near, but of large blocks one: they are
 * long to compile.  The rows of x are filled up to 4 or 6.  The rows beyond m
 * and n are the last one again, and their sums are dropped.
 */
INLINE void
dots_of(enum tensor_type type, size_t m, size_t n, size_t k, const float *x,
    size_t ldx, const unsigned char *const *rows, int add, float *y, size_t ldy)
{
	bool super = blocks[type].numbers == SUPER;
	size_t nr = super ? (m <= 4 ? 1 : 2) : m == 1 ? 4 : 2;
	const float *from[MAX_ROWS];

	for (size_t i = 0; i < MAX_ROWS; i++)
		from[i] = x + (i < m ? i : m - 1) * ldx;
	for (size_t j = 0; j < n; j += nr) {
		const unsigned char *now[4];
		float sums[MAX_ROWS * 4];

		for (size_t i = 0; i < nr; i++)
			now[i] = rows[j + i < n ? j + i : n - 1];
		if (m == 1)
			dots_fixed(type, 1, super ? 1 : 4, k, from, now, sums);
		else if (m == 2)
			dots_fixed(type, 2, super ? 1 : 2, k, from, now, sums);
		else if (m <= 4)
			dots_fixed(type, 4, super ? 1 : 2, k, from, now, sums);
		else
			dots_fixed(type, MAX_ROWS, 2, k, from, now, sums);
		for (size_t i = 0; i < m; i++)
			for (size_t l = 0; l < nr && j + l < n; l++) {
				float *to = y + i * ldy + j + l;
				float s = sums[i * nr + l];

				*to = add ? *to + s : s;
			}
	}
}

#define DOTS(name, type)                                                     \
	static void name(size_t m, size_t n, size_t k, const float *x,       \
	    size_t ldx, const unsigned char *const *rows, int add, float *y, \
	    size_t ldy)                                                      \
	{                                                                    \
		dots_of(type, m, n, k, x, ldx, rows, add, y, ldy);           \
	}

DOTS(dots_f16, TENSOR_F16)
DOTS(dots_bf16, TENSOR_BF16)
DOTS(dots_q4_0, TENSOR_Q4_0)
DOTS(dots_q4_1, TENSOR_Q4_1)
DOTS(dots_q5_0, TENSOR_Q5_0)
DOTS(dots_q5_1, TENSOR_Q5_1)
DOTS(dots_q8_0, TENSOR_Q8_0)
DOTS(dots_q4_k, TENSOR_Q4_K)
DOTS(dots_q5_k, TENSOR_Q5_K)
DOTS(dots_q6_k, TENSOR_Q6_K)

const struct quant_kernels KERNEL(quant_kernels) = {
	.dots = {
		[TENSOR_F16] = dots_f16,
		[TENSOR_BF16] = dots_bf16,
		[TENSOR_Q4_0] = dots_q4_0,
		[TENSOR_Q4_1] = dots_q4_1,
		[TENSOR_Q5_0] = dots_q5_0,
		[TENSOR_Q5_1] = dots_q5_1,
		[TENSOR_Q8_0] = dots_q8_0,
		[TENSOR_Q4_K] = dots_q4_k,
		[TENSOR_Q5_K] = dots_q5_k,
		[TENSOR_Q6_K] = dots_q6_k,
	},
};
