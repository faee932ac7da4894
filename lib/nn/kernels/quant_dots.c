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
	MAX_ROWS = 6,    /* of x */
	MAX_BLOCKS = 4,  /* of rows of w at a time */
	MAX_SUMS = 12,   /* under way at a time */
	LINE = 64,       /* bytes that come from memory at once */
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

/* The bytes of a group, two in a lane: what a shift moves from one into the
 * other is masked off. */
typedef uint16_t pairs
    __attribute__((vector_size(GROUP), aligned(1), may_alias));

typedef unsigned char octets __attribute__((vector_size(GROUP)));

/* The compiler must leave x in memory: parts of it come faster from there than
 * out of a register. */
#define IN_MEMORY(x) __asm__("" : "+m"(x))

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

/* Low nibbles of 16 bytes are the first half of a group, high ones the rest.
 * Where no bit is put to them this is faster than four_bits, by a quarter. */
INLINE vi
halves(const unsigned char *q, size_t v)
{
	return v < GV / 2 ? load_bytes(q + v * VF) & 15
			  : load_bytes(q + (v - GV / 2) * VF) >> 4;
}

/* Scales of a block of the K types, of every 32 numbers, of Q6_K of 16, and
 * what is added, the least number. */
struct scales {
	float scale[16], less[8];
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
		s->less[i] = -dmin[0] * x[8 + i];
	}
}

INLINE void
scales_q6_k(const unsigned char *p, struct scales *s)
{
	vf d = f16_all(p + 208);

	for (size_t v = 0; v < 16; v += VF)
		vf_store(s->scale + v, d * floats_of(load_signed(p + 192 + v)));
}

/*
 * The numbers.  A scale times a whole number is exact in fp32 for all of these
 * types, so that a multiply-add rounds as the sum of io/tensor.c does.
 */

/* The whole numbers of group g of a block of a K type, of Q6_K signed: see
 * io/tensor.c. */
INLINE void
bytes_k(
    enum tensor_type type, const unsigned char *p, size_t g, unsigned char *to)
{
	const unsigned char *low = p + (type == TENSOR_Q4_K ? 16 : 48);
	pairs x, high;

	if (type == TENSOR_Q6_K) {
		x = *(const pairs *)(p + g / 4 * 64 + g % 2 * GROUP);
		high = *(const pairs *)(p + 128 + g / 4 * GROUP);
		high = high >> (uint16_t)(g % 4 * 2) & 0x0303;
		x = (x >> (uint16_t)(g % 4 / 2 * 4) & 0x0f0f) | high << 4;
		x = (pairs)((octets)x - 32);
	} else {
		x = *(const pairs *)(low + g / 2 * GROUP);
		x = x >> (uint16_t)(g % 2 * 4) & 0x0f0f;
	}
	if (type == TENSOR_Q5_K) {
		high = *(const pairs *)(p + 16) >> (uint16_t)g & 0x0101;
		x |= high << 4;
	}
	*(pairs *)to = x;
}

INLINE vf
numbers_k(enum tensor_type type, const unsigned char *bytes, size_t g, size_t v,
    const struct scales *s)
{
	if (type == TENSOR_Q6_K)
		return vf_all(s->scale[2 * g + v * VF / 16]) *
		       floats_of(load_signed(bytes + v * VF));
	return multiply_add(vf_all(s->less[g]), vf_all(s->scale[g]),
	    floats_of(load_bytes(bytes + v * VF)));
}

/* 0xff in each byte whose bit of the 32 at p is not set. */
INLINE void
unset_bits(const unsigned char *p, octets *to)
{
#if defined(__AVX2__)
	const __m256i which = _mm256_set_epi64x(
	    0x0303030303030303, 0x0202020202020202, 0x0101010101010101, 0);
	const __m256i bit = _mm256_set1_epi64x((long long)0x8040201008040201);
	__m256i x = _mm256_set1_epi32((int)read_u32(p));

	x = _mm256_and_si256(_mm256_shuffle_epi8(x, which), bit);
	*to = (octets)_mm256_cmpeq_epi8(x, _mm256_setzero_si256());
#else
	for (int i = 0; i < GROUP; i++)
		(*to)[i] = p[i / 8] >> i % 8 & 1 ? 0 : 0xff;
#endif
}

/* Low nibbles of the 16 bytes at p, then high ones. */
INLINE void
four_bits(const unsigned char *p, octets *to)
{
#if defined(__AVX2__)
	__m128i low = _mm_loadu_si128((const __m128i *)p);
	__m256i x = _mm256_set_m128i(_mm_srli_epi16(low, 4), low);

	*to = (octets)_mm256_and_si256(x, _mm256_set1_epi8(15));
#else
	for (int i = 0; i < GROUP / 2; i++) {
		(*to)[i] = p[i] & 15;
		(*to)[i + GROUP / 2] = p[i] >> 4;
	}
#endif
}

/* The whole numbers of a block of Q5_0, less 16 where the fifth bit, 0xf0 with
 * the four below, is not set; or of Q5_1. */
INLINE void
bytes_q5(enum tensor_type type, const unsigned char *p, unsigned char *to)
{
	size_t at = type == TENSOR_Q5_0 ? 2 : 4;
	octets unset, x;

	unset_bits(p + at, &unset);
	four_bits(p + at + 4, &x);
	x |= type == TENSOR_Q5_0 ? unset & 0xf0 : ~unset & 16;
	memcpy(to, &x, sizeof x);
}

/* Of a block of one group; bytes: its whole numbers, of Q5_0 and Q5_1. */
INLINE vf
numbers_of_block(enum tensor_type type, const unsigned char *p,
    const unsigned char *bytes, size_t v)
{
	vf d = f16_all(p), m = f16_all(p + 2);

	switch (type) {
	case TENSOR_F16:
		return load_f16(p + 2 * v * VF);
	case TENSOR_BF16:
		return (vf)(load_shorts(p + 2 * v * VF) << 16);
	case TENSOR_Q8_0:
		return d * floats_of(load_signed(p + 2 + v * VF));
	case TENSOR_Q4_0:
		return d * floats_of(halves(p + 2, v) - 8);
	case TENSOR_Q4_1:
		return multiply_add(m, d, floats_of(halves(p + 4, v)));
	case TENSOR_Q5_0:
		return d * floats_of(load_signed(bytes + v * VF));
	default:
		return multiply_add(
		    m, d, floats_of(load_bytes(bytes + v * VF)));
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

/* sum[i] += x[i][at ...] w for mr rows of x. */
INLINE void
add_products(size_t mr, const float *const *x, size_t at, vf w, vf *sum,
    size_t sum_stride)
{
#pragma GCC unroll 6
	for (size_t i = 0; i < mr; i++)
		sum[i * sum_stride] =
		    multiply_add(sum[i * sum_stride], vf_load(x[i] + at), w);
}

/* The products of a block of one group. */
INLINE void
group_dots(enum tensor_type type, size_t mr, const float *const *x, size_t at,
    const unsigned char *p, vf *sum, size_t sum_stride)
{
	unsigned char bytes[GROUP];

	if (type == TENSOR_Q5_0 || type == TENSOR_Q5_1) {
		bytes_q5(type, p, bytes);
		IN_MEMORY(bytes);
	}
#pragma GCC unroll 8
	for (size_t v = 0; v < GV; v++)
		add_products(mr, x, at + v * VF,
		    numbers_of_block(type, p, bytes, v), sum, sum_stride);
}

/*
 * Those of a block of a K type of each of nr rows.  The rows take turns at each
 * group: a sum that waits for itself for longer would hold up all that follows.
 */
INLINE void
super_dots(enum tensor_type type, size_t mr, size_t nr, const float *const *x,
    size_t at, const unsigned char *const *p, vf *sum)
{
	struct scales s[MAX_BLOCKS];
	unsigned char bytes[MAX_BLOCKS][GROUP];

	for (size_t j = 0; j < nr; j++)
		if (type == TENSOR_Q6_K)
			scales_q6_k(p[j], &s[j]);
		else
			scales_k(p[j], &s[j]);
	IN_MEMORY(s);
#pragma GCC unroll 1
	for (size_t g = 0; g < SUPER / GROUP; g++) {
		for (size_t j = 0; j < nr; j++)
			bytes_k(type, p[j], g, bytes[j]);
		IN_MEMORY(bytes);
#pragma GCC unroll 4
		for (size_t j = 0; j < nr; j++)
#pragma GCC unroll 8
			for (size_t v = 0; v < GV; v++)
				add_products(mr, x, at + g * GROUP + v * VF,
				    numbers_k(type, bytes[j], g, v, &s[j]),
				    sum + j, nr);
	}
}

INLINE void
block_dots(enum tensor_type type, size_t mr, size_t nr, const float *const *x,
    size_t at, const unsigned char *const *p, vf *sum)
{
	if (blocks[type].numbers == SUPER) {
		super_dots(type, mr, nr, x, at, p, sum);
		return;
	}
#pragma GCC unroll 4
	for (size_t j = 0; j < nr; j++)
		group_dots(type, mr, x, at, p[j], sum + j, nr);
}

/*
 * mr x nr sums; mr and nr are constants where this is inlined.  Meanwhile the
 * bytes at next, as many, are asked of memory.
 */
INLINE void
dots_fixed(enum tensor_type type, size_t mr, size_t nr, size_t k,
    const float *const *x, const unsigned char *const *rows,
    const unsigned char *next, float *y)
{
	size_t bytes = blocks[type].bytes, n_blocks = k / blocks[type].numbers;
	vf sum[MAX_SUMS];

	for (size_t i = 0; i < mr * nr; i++)
		sum[i] = (vf){ 0 };
	for (size_t b = 0; b < n_blocks; b++) {
		const unsigned char *p[MAX_BLOCKS];

		for (size_t i = 0; i < nr * bytes; i += LINE)
			__builtin_prefetch(next + b * nr * bytes + i);
		for (size_t j = 0; j < nr; j++)
			p[j] = rows[j] + b * bytes;
		block_dots(type, mr, nr, x, b * blocks[type].numbers, p, sum);
	}
	for (size_t i = 0; i < mr * nr; i++)
		y[i] = vf_sum(sum[i]);
}

/*
 * Several rows of w are taken at once, and the next ones are asked of memory
 * meanwhile.  The rows of x are filled up to 4 or 6.  The rows beyond m and n
 * are the last one again, and their sums are dropped.
 */
INLINE void
dots_of(enum tensor_type type, size_t m, size_t n, size_t k, const float *x,
    size_t ldx, const unsigned char *const *rows, int add, float *y, size_t ldy)
{
	size_t nr = m == 1 ? MAX_BLOCKS : 2;
	const float *from[MAX_ROWS];

	for (size_t i = 0; i < MAX_ROWS; i++)
		from[i] = x + (i < m ? i : m - 1) * ldx;
	for (size_t j = 0; j < n; j += nr) {
		const unsigned char *now[MAX_BLOCKS], *next;
		float sums[MAX_SUMS];

		for (size_t i = 0; i < nr; i++)
			now[i] = rows[j + i < n ? j + i : n - 1];
		next = j + nr < n ? rows[j + nr]
				  : now[0] + (ptrdiff_t)nr * (now[1] - now[0]);
		if (m == 1)
			dots_fixed(
			    type, 1, MAX_BLOCKS, k, from, now, next, sums);
		else if (m == 2)
			dots_fixed(type, 2, 2, k, from, now, next, sums);
		else if (m <= 4)
			dots_fixed(type, 4, 2, k, from, now, next, sums);
		else
			dots_fixed(type, MAX_ROWS, 2, k, from, now, next, sums);
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
