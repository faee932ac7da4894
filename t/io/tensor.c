/*
 * Blocks of every type against the gguf package, bit for bit: blocks.py makes
 * the numbers.
 */
#include "io/tensor.h"

#include "../tap.h"

enum { N = 3, MAX_BYTES = 256, MAX_NUMBERS = 256 };

struct blocks {
	enum tensor_type type;
	size_t bytes;    /* of one */
	int halves[3];   /* where its half-precision scales stand, -1: end */
	float shown[2];  /* the second number and the last */
	uint64_t digest; /* FNV-1a of all */
};

#include "blocks.h"

static void
fill(const struct blocks *b, uint32_t seed, unsigned char *p)
{
	for (size_t i = 0; i < N * b->bytes; i++) {
		seed = seed * 1664525 + 1013904223;
		p[i] = (unsigned char)(seed >> 24);
	}
	for (size_t i = 0; i < N; i++)
		for (const int *at = b->halves; *at >= 0; at++)
			p[i * b->bytes + (size_t)*at + 1] &= 0xbf;
}

static uint64_t
digest(const float *x, size_t n)
{
	uint64_t h = 0xcbf29ce484222325;

	for (size_t i = 0; i < n; i++) {
		uint32_t bits;

		memcpy(&bits, &x[i], sizeof bits);
		for (int k = 0; k < 4; k++)
			h = (h ^ (bits >> 8 * k & 255)) * 0x100000001b3;
	}
	return h;
}

/* The format's numbers of the types, which are the seeds. */
static uint32_t
seed_of(enum tensor_type t)
{
	static const uint32_t numbers[TENSOR_OTHER] = {
		[TENSOR_F16] = 1,
		[TENSOR_BF16] = 30,
		[TENSOR_Q4_0] = 2,
		[TENSOR_Q4_1] = 3,
		[TENSOR_Q5_0] = 6,
		[TENSOR_Q5_1] = 7,
		[TENSOR_Q8_0] = 8,
		[TENSOR_Q2_K] = 10,
		[TENSOR_Q3_K] = 11,
		[TENSOR_Q4_K] = 12,
		[TENSOR_Q5_K] = 13,
		[TENSOR_Q6_K] = 14,
	};

	return numbers[t];
}

static size_t
numbers_of(enum tensor_type t)
{
	if (t <= TENSOR_BF16)
		return 1;
	return t < TENSOR_Q2_K ? 32 : 256;
}

int
main(void)
{
	static unsigned char bytes[N * MAX_BYTES];
	static float x[N * MAX_NUMBERS];

	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		const struct blocks *b = &all[i];
		size_t n = N * numbers_of(b->type);
		struct tensor t = { .type = b->type,
			.n_dims = 1,
			.dims = { n },
			.bytes = bytes,
			.n_bytes = N * b->bytes };
		struct err e = { "" };

		fill(b, seed_of(b->type), bytes);
		ok(tensor_f32(&t, x, &e) == 0 && x[1] == b->shown[0] &&
			x[n - 1] == b->shown[1] && digest(x, n) == b->digest,
		    "type %d", (int)b->type);
	}
	return tap_end();
}
