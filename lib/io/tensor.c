/* Stored numbers to fp32, one block format at a time: see tensor.h. */
#include "io/tensor.h"

#include <assert.h>
#include <string.h>

enum { GROUP = 32, SUPER = 256 }; /* numbers in a block of the two families */

struct format {
	size_t numbers, bytes; /* of one block */
	void (*expand)(const unsigned char *p, float *y);
};

static uint16_t
read_u16(const unsigned char *p)
{
	return (uint16_t)(p[0] | p[1] << 8);
}

static uint32_t
read_u32(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	       (uint32_t)p[3] << 24;
}

static float
float_of(uint32_t bits)
{
	float x;

	memcpy(&x, &bits, sizeof x);
	return x;
}

static float
read_f16(const unsigned char *p)
{
	uint32_t h = read_u16(p), sign = (h & 0x8000u) << 16;
	uint32_t exponent = h >> 10 & 31, fraction = h & 1023;
	float x;

	if (exponent == 31)
		return float_of(sign | 0x7f800000u | fraction << 13);
	if (exponent > 0)
		return float_of(sign | (exponent + 112) << 23 | fraction << 13);
	x = (float)fraction * 0x1p-24f;
	return sign ? -x : x;
}

static void
expand_f32(const unsigned char *p, float *y)
{
	*y = float_of(read_u32(p));
}

static void
expand_f16(const unsigned char *p, float *y)
{
	*y = read_f16(p);
}

static void
expand_bf16(const unsigned char *p, float *y)
{
	*y = float_of((uint32_t)read_u16(p) << 16);
}

/* d q + m in two roundings: a fused one would differ in the last bit. */
static float
scaled(float d, int q, float m)
{
	float product = d * (float)q;

	return product + m;
}

/* The low nibbles are the first half of a group, the high ones the second. */
static void
expand_q4_0(const unsigned char *p, float *y)
{
	float d = read_f16(p);

	for (size_t j = 0; j < GROUP / 2; j++) {
		y[j] = d * (float)((p[2 + j] & 15) - 8);
		y[j + GROUP / 2] = d * (float)((p[2 + j] >> 4) - 8);
	}
}

static void
expand_q4_1(const unsigned char *p, float *y)
{
	float d = read_f16(p), m = read_f16(p + 2);

	for (size_t j = 0; j < GROUP / 2; j++) {
		y[j] = scaled(d, p[4 + j] & 15, m);
		y[j + GROUP / 2] = scaled(d, p[4 + j] >> 4, m);
	}
}

/* The fifth bit of number i is bit i of `high`. */
static int
fifth(uint32_t high, size_t i, int low)
{
	return low | (int)(high >> i & 1) << 4;
}

static void
expand_q5_0(const unsigned char *p, float *y)
{
	float d = read_f16(p);
	uint32_t high = read_u32(p + 2);
	const unsigned char *q = p + 6;

	for (size_t j = 0; j < GROUP / 2; j++) {
		size_t k = j + GROUP / 2;

		y[j] = d * (float)(fifth(high, j, q[j] & 15) - 16);
		y[k] = d * (float)(fifth(high, k, q[j] >> 4) - 16);
	}
}

static void
expand_q5_1(const unsigned char *p, float *y)
{
	float d = read_f16(p), m = read_f16(p + 2);
	uint32_t high = read_u32(p + 4);
	const unsigned char *q = p + 8;

	for (size_t j = 0; j < GROUP / 2; j++) {
		size_t k = j + GROUP / 2;

		y[j] = scaled(d, fifth(high, j, q[j] & 15), m);
		y[k] = scaled(d, fifth(high, k, q[j] >> 4), m);
	}
}

static void
expand_q8_0(const unsigned char *p, float *y)
{
	float d = read_f16(p);

	for (size_t j = 0; j < GROUP; j++)
		y[j] = d * (float)(signed char)p[2 + j];
}

/* Number i of a super-block of which four numbers share a byte. */
static int
pair_of_bits(const unsigned char *q, size_t i)
{
	return q[i / 128 * 32 + i % 32] >> i % 128 / 32 * 2 & 3;
}

/* A scale and a minimum of four bits for every 16 numbers. */
static void
expand_q2_k(const unsigned char *p, float *y)
{
	float d = read_f16(p + 80), dmin = read_f16(p + 82);

	for (size_t i = 0; i < SUPER; i++) {
		int s = p[i / 16];
		float scale = d * (float)(s & 15), m = dmin * (float)(s >> 4);

		y[i] = scaled(scale, pair_of_bits(p + 16, i), -m);
	}
}

/* The third bits lie apart, 32 numbers to a bit; scales are of six bits. */
static void
expand_q3_k(const unsigned char *p, float *y)
{
	const unsigned char *s = p + 96;
	float d = read_f16(p + 108);

	for (size_t i = 0; i < SUPER; i++) {
		size_t j = i / 16;
		int low = j < 8 ? s[j] & 15 : s[j - 8] >> 4;
		int high = s[8 + j % 4] >> j / 4 * 2 & 3;
		float scale = d * (float)((low | high << 4) - 32);
		int third = p[i % 32] >> i / 32 & 1;

		y[i] =
		    scale * (float)(pair_of_bits(p + 32, i) - (third ? 0 : 4));
	}
}

/* The j-th of eight 6-bit scales and minima packed into 12 bytes. */
static void
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

/*
 * Q4_K and Q5_K: 64 numbers share 32 bytes, low nibbles before high ones;
 * bit g of high[l] is the fifth bit of number l of group g.
 */
static void
expand_k(const unsigned char *p, const unsigned char *high,
    const unsigned char *q, float *y)
{
	float d = read_f16(p), dmin = read_f16(p + 2);

	for (size_t g = 0; g < SUPER / GROUP; g++) {
		int sc, mn;
		float scale, m;

		unpack_k(p + 4, g, &sc, &mn);
		scale = d * (float)sc;
		m = dmin * (float)mn;
		for (size_t l = 0; l < GROUP; l++) {
			int byte = q[g / 2 * GROUP + l];
			int low = g % 2 ? byte >> 4 : byte & 15;

			if (high != NULL)
				low = fifth(high[l], g, low);
			*y++ = scaled(scale, low, -m);
		}
	}
}

static void
expand_q4_k(const unsigned char *p, float *y)
{
	expand_k(p, NULL, p + 16, y);
}

static void
expand_q5_k(const unsigned char *p, float *y)
{
	expand_k(p, p + 16, p + 48, y);
}

/* Half h has 64 bytes of low nibbles, 32 of high pairs and 8 scales. */
static void
expand_q6_k(const unsigned char *p, float *y)
{
	float d = read_f16(p + 208);

	for (size_t i = 0; i < SUPER; i++) {
		size_t h = i / 128, quarter = i % 128 / 32, l = i % 32;
		int byte = p[h * 64 + quarter % 2 * 32 + l];
		int low = quarter < 2 ? byte & 15 : byte >> 4;
		int high = p[128 + h * 32 + l] >> 2 * quarter & 3;
		float scale = d * (float)(signed char)p[192 + i / 16];

		y[i] = scale * (float)((low | high << 4) - 32);
	}
}

static const struct format formats[TENSOR_OTHER] = {
	[TENSOR_F32] = { 1, 4, expand_f32 },
	[TENSOR_F16] = { 1, 2, expand_f16 },
	[TENSOR_BF16] = { 1, 2, expand_bf16 },
	[TENSOR_Q4_0] = { GROUP, 18, expand_q4_0 },
	[TENSOR_Q4_1] = { GROUP, 20, expand_q4_1 },
	[TENSOR_Q5_0] = { GROUP, 22, expand_q5_0 },
	[TENSOR_Q5_1] = { GROUP, 24, expand_q5_1 },
	[TENSOR_Q8_0] = { GROUP, 34, expand_q8_0 },
	[TENSOR_Q2_K] = { SUPER, 84, expand_q2_k },
	[TENSOR_Q3_K] = { SUPER, 110, expand_q3_k },
	[TENSOR_Q4_K] = { SUPER, 144, expand_q4_k },
	[TENSOR_Q5_K] = { SUPER, 176, expand_q5_k },
	[TENSOR_Q6_K] = { SUPER, 210, expand_q6_k },
};

uint64_t
tensor_count(const struct tensor *t)
{
	uint64_t n = 1;

	for (size_t i = 0; i < t->n_dims; i++)
		n *= t->dims[i];
	return n;
}

int
tensor_f32(const struct tensor *t, float *out, struct err *e)
{
	const struct format *f;
	const unsigned char *p = t->bytes;

	if (t->type >= TENSOR_OTHER)
		return err_set(e,
		    "tensor '%.*s' is stored as %.*s, which is not read here; "
		    "convert the model to F32, F16, BF16 or a Q type named in "
		    "icl-model(5)",
		    STR_ARG(t->name), STR_ARG(t->type_name));
	f = &formats[t->type];
	assert(t->n_bytes / f->bytes * f->numbers == tensor_count(t));
	for (size_t n = t->n_bytes / f->bytes; n > 0; n--) {
		f->expand(p, out);
		p += f->bytes;
		out += f->numbers;
	}
	return 0;
}

uint16_t
tensor_to_bf16(float x)
{
	uint32_t bits;

	memcpy(&bits, &x, sizeof bits);
	if (x != x)
		return (uint16_t)(bits >> 16 | 0x40);
	return (uint16_t)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}
