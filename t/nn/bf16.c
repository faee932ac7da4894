/* Products of bf16 numbers against fp64, by whatever way there is. */
#include "nn.h"
#include "nn/gemm.h"
#include "nn/bf16.h"
#include "nn/matmul.h"

/* Both sides of the chunk of the slow way. */
static const size_t shapes[][3] = { { 1, 1, 1 }, { 33, 70, 31 },
	{ 20, 5000, 24 } };

static float
wide(uint16_t x)
{
	uint32_t bits = (uint32_t)x << 16;
	float y;

	memcpy(&y, &bits, sizeof y);
	return y;
}

static uint16_t *
random_bf16(size_t n, uint64_t seed)
{
	float *x = random_floats(n, seed, 1);
	uint16_t *y = mem_new(n, sizeof *y);

	bf16_of(n, x, y, 2);
	free(x);
	return y;
}

/* want[m][n] += sum of a(i, p) b(p, j). */
static void
plain(size_t m, size_t n, size_t k, struct matmul_operand a,
    struct matmul_operand b, double *want)
{
	const uint16_t *x = a.p, *y = b.p;

	for (size_t i = 0; i < m; i++)
		for (size_t j = 0; j < n; j++)
			for (size_t p = 0; p < k; p++)
				want[i * n + j] +=
				    (double)wide(x[i * a.row + p * a.col]) *
				    (double)wide(y[p * b.row + j * b.col]);
}

/* Once with what y holds, once over it. */
static void
compare(const char *what, const size_t s[3], int form, const uint16_t *a,
    const uint16_t *b)
{
	size_t m = s[0], n = s[1], k = s[2];
	float *y = random_floats(m * n, 3, 1);
	double *want = mem_new(m * n, sizeof *want);

	for (int add = 1; add >= 0; add--) {
		for (size_t i = 0; i < m * n; i++) {
			want[i] = add ? (double)y[i] : 0;
			y[i] = add ? y[i] : NAN; /* must not be read */
		}
		if (form == 0) {
			bf16_nt(m, n, k, a, b, (float)add, y, 2);
			plain(m, n, k, (struct matmul_operand){ a, k, 1 },
			    (struct matmul_operand){ b, 1, k }, want);
		} else if (form == 1) {
			bf16_nn(m, n, k, a, b, (float)add, y, 2);
			plain(m, n, k, (struct matmul_operand){ a, k, 1 },
			    (struct matmul_operand){ b, n, 1 }, want);
		} else {
			bf16_tn(m, n, k, a, b, (float)add, y, 2);
			plain(m, n, k, (struct matmul_operand){ a, 1, m },
			    (struct matmul_operand){ b, n, 1 }, want);
		}
		ok_close(m * n, y, want, 1e-6 * sqrt((double)k + 1), what);
	}
	free(want);
	free(y);
}

/* The library's own arguments, by fp32, which it has on every processor. */
static void
test_fp32(void)
{
	enum { M = 40, N = 50, K = 60, GAP = 7 };
	float *a = random_floats(M * K, 1, 1), *b = random_floats(N * K, 2, 1);
	float *y = random_floats(M * (N + GAP), 3, 1);
	float *same = copy_floats(y, M * (N + GAP));
	double *want = mem_new(M * (N + GAP), sizeof *want);
	struct matmul_operand x = { a, 1, M }, w = { b, 1, K };

	if (matmul(MATMUL_F32, M, N, K, x, w, 1, y, N + GAP, 2)) {
		printf("# no oneDNN here\n");
		ok(same_bits(M * (N + GAP), y, same), "nothing is written");
	} else {
		for (size_t i = 0; i < M * (N + GAP); i++)
			want[i] = (double)same[i];
		for (size_t i = 0; i < M; i++)
			for (size_t j = 0; j < N; j++)
				for (size_t p = 0; p < K; p++)
					want[i * (N + GAP) + j] +=
					    (double)a[p * M + i] *
					    (double)b[j * K + p];
		ok_close(M * (N + GAP), y, want, 1e-5, "oneDNN's fp32");
	}
	free(want);
	free(same);
	free(y);
	free(b);
	free(a);
}

static void
test_rounding(void)
{
	static const float from[] = { 1, 1.00390625F, 1.01171875F, -3.14159265F,
		NAN, INFINITY };
	static const uint16_t to[] = { 0x3f80, 0x3f80, 0x3f82, 0xc049 };
	uint16_t got[6];

	bf16_of(6, from, got, 1);
	ok(memcmp(got, to, sizeof to) == 0, "to nearest, ties to even");
	ok(isnan(wide(got[4])) && isinf(wide(got[5])), "NaN and infinity stay");
}

int
main(void)
{
	static const char *const names[] = { "nt", "nn", "tn" };

	gemm_begin(2);
	printf("# bf16 by oneDNN: %s\n", bf16_is_fast() ? "yes" : "no");
	EACH_ISA
	{
		test_rounding();
		for (size_t i = 0; i < 3; i++)
			for (int form = 0; form < 3; form++) {
				const size_t *s = shapes[i];
				uint16_t *a = random_bf16(s[0] * s[2], 1);
				uint16_t *b = random_bf16(s[1] * s[2], 2);

				compare(names[form], s, form, a, b);
				free(a);
				free(b);
			}
	}
	test_fp32();
	return tap_end();
}
