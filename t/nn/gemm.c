/* Products against loops in fp64, over odd shapes and strides. */
#include "nn.h"
#include "nn/gemm.h"
#include "nn/small_gemm.h"

struct shape {
	size_t m, n, k;
};

static const struct shape shapes[] = { { 1, 1, 1 }, { 1, 70, 33 },
	{ 7, 19, 64 }, { 16, 64, 64 }, { 65, 67, 31 }, { 130, 48, 200 },
	{ 33, 513, 96 }, { 300, 96, 64 }, { 3, 300, 700 }, { 140, 150, 300 } };

enum { GAP = 3 }; /* rows lie this much further apart than they are long */

typedef void gemm_fn(size_t m, size_t n, size_t k, const float *a, size_t lda,
    const float *b, size_t ldb, float beta, float *y, size_t ldy);

/* Which of the three, by its name's letters: is a, is b read transposed? */
struct form {
	const char *name;
	gemm_fn *fn;
	int a_transposed, b_transposed;
};

static const struct form forms[] = {
	{ "nt", gemm_nt, 0, 1 },
	{ "nn", gemm_nn, 0, 0 },
	{ "tn", gemm_tn, 1, 0 },
};

/* out is m x n over k, whatever the form. */
static void
plain(const struct form *f, struct shape s, const float *a, size_t lda,
    const float *b, size_t ldb, double *y, size_t ldy)
{
	for (size_t i = 0; i < s.m; i++)
		for (size_t j = 0; j < s.n; j++)
			for (size_t p = 0; p < s.k; p++)
				y[i * ldy + j] +=
				    (double)(f->a_transposed ? a[p * lda + i]
							     : a[i * lda + p]) *
				    (double)(f->b_transposed ? b[j * ldb + p]
							     : b[p * ldb + j]);
}

static void
test(const struct form *f, struct shape s)
{
	size_t lda = (f->a_transposed ? s.m : s.k) + GAP;
	size_t ldb = (f->b_transposed ? s.k : s.n) + GAP, ldy = s.n + GAP;
	float *a = random_floats(lda * (f->a_transposed ? s.k : s.m), 1, 1);
	float *b = random_floats(ldb * (f->b_transposed ? s.n : s.k), 2, 1);
	float *y = random_floats(ldy * s.m, 3, 1), *again = NULL;
	double *want = mem_new(ldy * s.m, sizeof *want);
	char what[100];

	for (size_t i = 0; i < ldy * s.m; i++)
		want[i] = (double)y[i];
	plain(f, s, a, lda, b, ldb, want, ldy);
	snprintf(what, sizeof what, "%s %zu x %zu over %zu, adding", f->name,
	    s.m, s.n, s.k);
	f->fn(s.m, s.n, s.k, a, lda, b, ldb, 1, y, ldy);
	ok_close(ldy * s.m, y, want, 1e-6 * sqrt((double)s.k), what);
	for (size_t i = 0; i < s.m; i++)
		for (size_t j = 0; j < s.n; j++)
			want[i * ldy + j] = 0;
	plain(f, s, a, lda, b, ldb, want, ldy);
	for (size_t i = 0; i < s.m; i++)
		for (size_t j = 0; j < s.n; j++)
			y[i * ldy + j] = NAN; /* must not be read */
	gemm_begin(1);
	f->fn(s.m, s.n, s.k, a, lda, b, ldb, 0, y, ldy);
	ok_close(ldy * s.m, y, want, 1e-6 * sqrt((double)s.k), "overwriting");
	for (unsigned threads = 2; threads <= (s.m == 65 ? 3 : 2); threads++) {
		again = copy_floats(y, ldy * s.m);
		gemm_begin(threads);
		f->fn(s.m, s.n, s.k, a, lda, b, ldb, 0, again, ldy);
		ok(same_bits(ldy * s.m, y, again), "same bits, %u threads",
		    threads);
		free(again);
	}
	free(want);
	free(y);
	free(b);
	free(a);
}

/*
 * Rows of a large product against the same rows in products of fewer; they are
 * more than GEMM_FEW_ROWS, and too long for small_gemm_packed.
 */
static void
test_rows(unsigned threads)
{
	enum { M = 520, N = 300, K = 1100, STEP = 101 };
	float *x = random_floats(M * K, 1, 1), *w = random_floats(N * K, 2, 1);
	float *y = random_floats(M * N, 3, 1), *part = copy_floats(y, M * N);
	bool same = true;

	gemm_begin(threads);
	for (int add = 1; add >= 0; add--) {
		gemm_nt(M, N, K, x, K, w, K, (float)add, y, N);
		for (size_t m = GEMM_FEW_ROWS + 1; m <= M; m += STEP) {
			float *z = copy_floats(part, m * N);

			gemm_nt(m, N, K, x, K, w, K, (float)add, z, N);
			same = same && same_bits(m * N, y, z);
			free(z);
		}
	}
	ok(same, "%s: a row's bits whatever the rows, %u threads",
	    cpu_isa_name(cpu_isa()), threads);
	free(part);
	free(y);
	free(w);
	free(x);
}

/* How deep the library's sums are, by the name of its kernels. */
static struct gemm_depth
library_depth(void)
{
	static const struct {
		const char *name;
		struct gemm_depth depth;
	} known[] = {
		{ "skx", { 384, 480 } },
		{ "haswell", { 256, 256 } },
	};

	for (size_t i = 0; i < 2; i++)
		if (strcmp(known[i].name, gemm_kernels()) == 0)
			return known[i].depth;
	return (struct gemm_depth){ 0, 0 };
}

/* Rows of the library's product, of more rows than are made here, and here. */
static void
test_flat(void)
{
	enum { M = 520, FEW = 40, N = 380, K = 865 };
	static const size_t depths[] = { 700, 834, 864, 865 };
	struct gemm_depth depth = library_depth();
	float *x = random_floats(M * K, 1, 1), *w = random_floats(N * K, 2, 1);
	float *y = mem_new(M * N, sizeof *y), *z = mem_new(M * N, sizeof *z);
	bool same = true;

	for (size_t i = 0; depth.each > 0 && i < 4; i++) {
		size_t k = depths[i];

		gemm_nt(M, N, k, x, K, w, K, 0, y, N);
		small_gemm_flat(FEW, N, k, depth, x, K, w, K, 0, z, N, 1);
		same = same && same_bits((size_t)FEW * N, y, z);
	}
	ok(same, "%s: flat products have the bits of the library's",
	    cpu_isa_name(cpu_isa()));
	free(z);
	free(y);
	free(w);
	free(x);
}

/* Sizes that none but the library takes. */
static void
test_threads(const struct form *f)
{
	enum { M = 520, N = 520, K = 510 };
	size_t lda = f->a_transposed ? M : K, ldb = f->b_transposed ? K : N;
	float *a = random_floats(M * K, 1, 1), *b = random_floats(N * K, 2, 1);
	float *one = random_floats(M * N, 3, 1), *y = copy_floats(one, M * N);
	float *begin = copy_floats(one, M * N);

	gemm_begin(1);
	f->fn(M, N, K, a, lda, b, ldb, 1, one, N);
	for (unsigned threads = 2; threads <= 3; threads++) {
		gemm_begin(threads);
		memcpy(y, begin, M * N * sizeof *y);
		f->fn(M, N, K, a, lda, b, ldb, 1, y, N);
		ok(same_bits(M * N, one, y),
		    "the library's %s: same bits, %u threads", f->name,
		    threads);
	}
	free(begin);
	free(y);
	free(one);
	free(b);
	free(a);
}

int
main(void)
{
	gemm_begin(2);
	printf("# kernels: %s\n", gemm_kernels());
	ok(strlen(gemm_kernels()) > 0, "the kernels have a name");
	ok(gemm_warning() == NULL ||
		strstr(gemm_warning(), gemm_release()) != NULL,
	    "a release that is slow is named");
	ok(gemm_share_of_peak() > 0, "the share of the peak is measured");
	test_flat();
	EACH_ISA
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		for (size_t f = 0; f < sizeof forms / sizeof *forms; f++)
			test(&forms[f], shapes[i]);
	EACH_ISA
	for (unsigned threads = 1; threads <= 2; threads++)
		test_rows(threads);
	for (size_t f = 0; f < sizeof forms / sizeof *forms; f++)
		test_threads(&forms[f]);
	return tap_end();
}
