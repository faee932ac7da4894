/*
 * Stored matrices: numbers of every type as io/tensor.c has them, and products
 * of the bits of the same matrix in fp32.
 */
#include "nn/matrix.h"

#include <stdlib.h>

#include "../tap.h"
#include "base/mem.h"
#include "base/rng.h"
#include "io/tensor.h"
#include "nn/cpu.h"
#include "nn/gemm.h"
#include "nn/matrix_gemm.h"

static const struct kind {
	const char *name;
	enum tensor_type type;
	int scales[3]; /* where halves are in a block, -1: end */
} kinds[] = {
	{ "F32", TENSOR_F32, { 2, -1 } },
	{ "F16", TENSOR_F16, { 0, -1 } },
	{ "BF16", TENSOR_BF16, { 0, -1 } },
	{ "Q4_0", TENSOR_Q4_0, { 0, -1 } },
	{ "Q4_1", TENSOR_Q4_1, { 0, 2, -1 } },
	{ "Q5_0", TENSOR_Q5_0, { 0, -1 } },
	{ "Q5_1", TENSOR_Q5_1, { 0, 2, -1 } },
	{ "Q8_0", TENSOR_Q8_0, { 0, -1 } },
	{ "Q2_K", TENSOR_Q2_K, { 80, 82, -1 } },
	{ "Q3_K", TENSOR_Q3_K, { 108, -1 } },
	{ "Q4_K", TENSOR_Q4_K, { 0, 2, -1 } },
	{ "Q5_K", TENSOR_Q5_K, { 0, 2, -1 } },
	{ "Q6_K", TENSOR_Q6_K, { 208, -1 } },
};

enum { N_KINDS = sizeof kinds / sizeof kinds[0] };

/* Random blocks whose scales are small numbers; the caller frees them. */
static unsigned char *
blocks_of(const struct kind *k, size_t n, size_t *size)
{
	struct rng r = rng_at(1, "test", str_of(k->name), n);
	size_t bytes = matrix_block_bytes(k->type);
	unsigned char *p = mem_new(n, bytes);

	*size = n * bytes;
	for (size_t i = 0; i < *size; i++)
		p[i] = (unsigned char)rng_below(&r, 256);
	for (size_t i = 0; i < n; i++)
		for (const int *at = k->scales; *at >= 0; at++) {
			unsigned char *high = &p[i * bytes + (size_t)*at + 1];

			*high = (unsigned char)((*high & 0x83) | 0x34);
		}
	return p;
}

static void
check_numbers(const struct kind *k, enum isa isa)
{
	enum { N = 7 };
	size_t each = matrix_block_numbers(k->type), size;
	unsigned char *p = blocks_of(k, N, &size);
	struct tensor t = { .type = k->type,
		.n_dims = 1,
		.dims = { N * each },
		.bytes = p,
		.n_bytes = size };
	struct matrix m = { .rows = N,
		.cols = each,
		.parts = { { .rows = N, .type = k->type, .bytes = p } },
		.n_parts = 1 };
	float want[N * 256], have[N * 256];
	struct err e = { "" };

	cpu_limit(isa);
	matrix_read(&m, 0, N, have);
	ok(tensor_f32(&t, want, &e) == 0 &&
		memcmp(want, have, N * each * sizeof *want) == 0,
	    "%s by %s kernels", k->name, cpu_isa_name(isa));
	free(p);
}

/* Every half but the NaNs, of which only that they are is the same. */
static void
check_halves(void)
{
	size_t bad = 0;

	for (unsigned h = 0; h < 1 << 16; h++) {
		unsigned char p[2] = { (unsigned char)h,
			(unsigned char)(h >> 8) };
		struct matrix m = { 1, 1,
			{ { .rows = 1, .type = TENSOR_F16, .bytes = p } }, 1 };
		struct tensor t = {
			.type = TENSOR_F16, .bytes = p, .n_bytes = 2
		};
		float want, have;
		struct err e;

		matrix_read(&m, 0, 1, &have);
		bad += tensor_f32(&t, &want, &e) != 0 ||
		       (memcmp(&want, &have, sizeof want) != 0 &&
			   (want == want || have == have));
	}
	ok(bad == 0, "all %d halves", 1 << 16);
}

static void
fill(float *x, size_t n, uint64_t seed)
{
	struct rng r = rng_at(seed, "test", STR("fill"), 0);

	for (size_t i = 0; i < n; i++)
		x[i] = (float)rng_normal(&r);
}

/* Products with m against those with its numbers in fp32. */
static void
check_products(const char *name, const struct matrix *m, size_t t)
{
	size_t n = m->rows, k = m->cols;
	float *w = mem_new(n * k, sizeof *w), *x = mem_new(t * k, sizeof *x);
	float *y = mem_new(t * n, sizeof *y), *want = mem_new(t * n, sizeof *y);
	float *dx = mem_new(t * k, sizeof *x),
	      *dwant = mem_new(t * k, sizeof *x);
	bool same;

	matrix_read(m, 0, n, w);
	fill(x, t * k, 1);
	gemm_nt(t, n, k, x, k, w, k, 0, want, n);
	matrix_nt(m, t, x, 0, y, 2);
	same = memcmp(y, want, t * n * sizeof *y) == 0;
	matrix_nt(m, t, x, 1, y, 1);
	gemm_nt(t, n, k, x, k, w, k, 1, want, n);
	ok(same && memcmp(y, want, t * n * sizeof *y) == 0,
	    "%s, %zu rows: product", name, t);
	gemm_nn(t, k, n, want, n, w, k, 0, dwant, k);
	matrix_nn(m, t, want, dx, 2);
	ok(memcmp(dx, dwant, t * k * sizeof *dx) == 0,
	    "%s, %zu rows: gradient of the input", name, t);
	free(w);
	free(x);
	free(y);
	free(want);
	free(dx);
	free(dwant);
}

static void
check_sizes(const char *name, const struct matrix *m)
{
	static const size_t rows[] = { 1, 3, 6, 7, 40, 300 };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		check_products(name, m, rows[i]);
}

/* Three parts of different types, the first in an order of its own. */
static void
test_parts(void)
{
	enum { Q = 512, KV = 64, K = 512 };
	size_t size;
	unsigned char *q = blocks_of(&kinds[10], Q * K / 256, &size);
	unsigned char *k = blocks_of(&kinds[7], KV * K / 32, &size);
	unsigned char *v = blocks_of(&kinds[0], KV * K, &size);
	uint32_t order[Q];
	struct matrix m = { Q + 2 * KV, K,
		{ { 0, Q, TENSOR_Q4_K, q, order, false },
		    { Q, KV, TENSOR_Q8_0, k, NULL, false },
		    { Q + KV, KV, TENSOR_F32, v, NULL, false } },
		3 };
	float row[2][K];

	for (uint32_t i = 0; i < Q; i++)
		order[i] = (i * 5 + 3) % Q;
	check_sizes("parts", &m);
	matrix_read(&m, Q + KV + 3, 1, row[0]);
	ok(memcmp(row[0], v + 3 * K * sizeof(float), sizeof row[0]) == 0,
	    "a row of the last part");
	matrix_read(&m, 7, 1, row[0]);
	m.parts[0].row_of = NULL;
	matrix_read(&m, order[7], 1, row[1]);
	ok(memcmp(row[0], row[1], sizeof row[0]) == 0, "rows have an order");
	free(q);
	free(k);
	free(v);
}

static void
test_transposed(void)
{
	enum { N = 2300, K = 1900 }; /* of two panels */
	size_t size;
	unsigned char *p = blocks_of(&kinds[1], N * K, &size);
	struct matrix m = { N, K, { { 0, N, TENSOR_F16, p, NULL, true } }, 1 };
	struct matrix plain = { K, N, { { 0, K, TENSOR_F16, p, NULL, false } },
		1 };
	float *a = mem_new(N * K, sizeof *a), *b = mem_new(N * K, sizeof *b);
	size_t bad = 0;

	matrix_read(&m, 0, N, a);
	matrix_read(&plain, 0, K, b);
	for (size_t i = 0; i < N; i++)
		for (size_t j = 0; j < K; j++)
			bad += a[i * K + j] != b[j * N + i];
	ok(bad == 0, "transposed");
	check_sizes("transposed", &m);
	free(a);
	free(b);
	free(p);
}

static void
test_dense(void)
{
	float x[12] = { 0 };
	struct matrix m = matrix_of(x, 3, 4);

	ok(matrix_dense(&m) == x, "numbers in memory are used as they are");
	m.parts[0].bytes++;
	ok(matrix_dense(&m) == NULL, "but when they are not aligned");
}

int
main(void)
{
	gemm_begin(2);
	for (size_t i = 0; i < N_KINDS; i++)
		for (enum isa isa = 0; isa <= ISA_AVX512; isa++)
			check_numbers(&kinds[i], isa);
	cpu_limit(N_ISA - 1);
	check_halves();
	test_dense();
	test_parts();
	test_transposed();
	return tap_end();
}
