/* Products with stored numbers against those with the same in fp32. */
#include "io/tensor.h"
#include "nn.h"
#include "nn/gemm.h"
#include "nn/quant_gemm.h"

enum { K = 768, N = 131, MOST_BYTES = 2 * K };

/* A block of a type, and where its fp16 scales are, -1 after the last. */
struct format {
	const char *name;
	enum tensor_type type;
	size_t numbers, bytes;
	int scales[3];
};

static const struct format formats[] = {
	{ "F16", TENSOR_F16, 1, 2, { 0, -1 } },
	{ "BF16", TENSOR_BF16, 1, 2, { 0, -1 } },
	{ "Q4_0", TENSOR_Q4_0, 32, 18, { 0, -1 } },
	{ "Q4_1", TENSOR_Q4_1, 32, 20, { 0, 2, -1 } },
	{ "Q5_0", TENSOR_Q5_0, 32, 22, { 0, -1 } },
	{ "Q5_1", TENSOR_Q5_1, 32, 24, { 0, 2, -1 } },
	{ "Q8_0", TENSOR_Q8_0, 32, 34, { 0, -1 } },
	{ "Q4_K", TENSOR_Q4_K, 256, 144, { 0, 2, -1 } },
	{ "Q5_K", TENSOR_Q5_K, 256, 176, { 0, 2, -1 } },
	{ "Q6_K", TENSOR_Q6_K, 256, 210, { 208, -1 } },
};

/* Arbitrary bytes, but scales of 2^-14 to 2 with either sign: all finite. */
static unsigned char *
random_rows(const struct format *f, size_t rows)
{
	size_t blocks = rows * K / f->numbers;
	unsigned char *p = mem_new(blocks, f->bytes);
	struct rng r = rng_at(7, f->name, (struct str){ 0 }, 0);

	for (size_t i = 0; i < blocks * f->bytes; i++)
		p[i] = (unsigned char)rng_below(&r, 256);
	for (size_t b = 0; b < blocks; b++)
		for (const int *at = f->scales; *at >= 0; at++) {
			unsigned char *high = p + b * f->bytes + *at + 1;

			*high = (unsigned char)((*high & 0x83) |
						(*high & 0x3c) % 60);
		}
	return p;
}

static float *
in_fp32(const struct format *f, const unsigned char *p, size_t rows)
{
	struct tensor t = { .type = f->type,
		.n_dims = 1,
		.dims = { rows * K },
		.bytes = p,
		.n_bytes = rows * K / f->numbers * f->bytes };
	float *w = mem_aligned(rows * K, sizeof *w);
	struct err e;

	if (tensor_f32(&t, w, &e))
		ok(false, "%s", e.msg);
	return w;
}

static bool
same_product(const struct quant_rows *q, const float *w, size_t m, float beta,
    unsigned threads)
{
	static float x[GEMM_FEW_ROWS * (K + 1)], y[2][GEMM_FEW_ROWS * (N + 2)];
	float *some = random_floats(sizeof x / sizeof *x, m, 1);

	memcpy(x, some, sizeof x);
	free(some);
	for (size_t i = 0; i < sizeof y[0] / sizeof *y[0]; i++)
		y[0][i] = y[1][i] = (float)i;
	gemm_nt(m, N, K, x, K + 1, w, K, beta, y[0], N + 2);
	quant_gemm(m, N, K, x, K + 1, q, beta, y[1], N + 2, threads);
	return memcmp(y[0], y[1], sizeof y[0]) == 0;
}

static void
test_format(const struct format *f)
{
	unsigned char *p = random_rows(f, N);
	struct quant_rows q = { f->type, p, K / f->numbers * f->bytes, NULL };
	float *w = in_fp32(f, p, N);
	bool same = true;

	for (size_t m = 1; m <= GEMM_FEW_ROWS; m++)
		for (unsigned threads = 1; threads <= 3; threads++)
			same = same && same_product(&q, w, m, 0, threads) &&
			       same_product(&q, w, m, 1, threads);
	ok(same, "%s of %s has the bits of fp32", cpu_isa_name(cpu_isa()),
	    f->name);
	free(w);
	free(p);
}

/* Every second row, from the last one down. */
static void
test_row_map(void)
{
	const struct format *f = &formats[7];
	unsigned char *p = random_rows(f, 2 * N);
	uint32_t row_of[N];
	struct quant_rows q = { f->type, p, K / f->numbers * f->bytes, row_of };
	float *all = in_fp32(f, p, 2 * N), *w = mem_aligned(N * K, sizeof *w);

	for (uint32_t j = 0; j < N; j++) {
		row_of[j] = 2 * (N - 1 - j);
		memcpy(w + j * K, all + row_of[j] * K, K * sizeof *w);
	}
	ok(same_product(&q, w, 3, 0, 2), "rows in another order");
	free(w);
	free(all);
	free(p);
}

int
main(void)
{
	gemm_begin(2);
	EACH_ISA
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		test_format(&formats[i]);
	cpu_limit(N_ISA);
	test_row_map();
	ok(!quant_gemm_suits(TENSOR_F32, 1, K) &&
		!quant_gemm_suits(TENSOR_Q2_K, 1, K),
	    "types without such a product");
	ok(!quant_gemm_suits(TENSOR_Q8_0, GEMM_FEW_ROWS + 1, K) &&
		!quant_gemm_suits(TENSOR_F16, 1, 33),
	    "shapes without one");
	return tap_end();
}
