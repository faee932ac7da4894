/* Matrix products; the only file that knows BLIS.  See gemm.h. */
#include "nn/gemm.h"

#include <blis.h>

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "nn/kernel_choice.h"
#include "nn/peak.h"
#include "nn/small_gemm.h"

/* Whether the library was built with these kernels. */
static bool
is_built(const char *kernels)
{
	bool built = false;

	(void)kernels;
#ifdef BLIS_CONFIG_SKX
	built = built || strcmp(kernels, "skx") == 0;
#endif
#ifdef BLIS_CONFIG_HASWELL
	built = built || strcmp(kernels, "haswell") == 0;
#endif
	return built;
}

/* The user's own choice in the environment stays. */
static void
choose_kernels(void)
{
	struct processor p = cpu_here();
	const char *kernels = kernel_choice(&p), *number;

	if (kernels == NULL || !is_built(kernels))
		return;
	number = kernel_number(gemm_release(), kernels);
	if (number != NULL &&
	    strcmp(bli_arch_string((arch_t)strtol(number, NULL, 10)),
		kernels) == 0 &&
	    setenv("BLIS_ARCH_TYPE", number, 0) != 0)
		mem_none(); /* other kernels would give other bytes */
}

const char *
gemm_release(void)
{
	return bli_info_get_version_str();
}

const char *
gemm_kernels(void)
{
	return bli_arch_string(bli_arch_query_id());
}

/*
 * y[m][n] = a b + beta y, the strides of a and b given for both ways.  The
 * library's own path for small matrices is off: its bits depend on the number
 * of threads.
 */
static void
product(size_t m, size_t n, size_t k, const float *a, size_t a_row,
    size_t a_col, const float *b, size_t b_row, size_t b_col, float beta,
    float *y, size_t ldy)
{
	float one = 1;
	rntm_t rntm;

	assert(beta == 0 || beta == 1);
	assert(ldy >= n);
	bli_rntm_init_from_global(&rntm);
	bli_rntm_disable_l3_sup(&rntm);
	bli_sgemm_ex(BLIS_NO_TRANSPOSE, BLIS_NO_TRANSPOSE, (dim_t)m, (dim_t)n,
	    (dim_t)k, &one, (float *)a, (inc_t)a_row, (inc_t)a_col, (float *)b,
	    (inc_t)b_row, (inc_t)b_col, &beta, y, (inc_t)ldy, 1, NULL, &rntm);
}

static bool begun;

static unsigned
threads(void)
{
	assert(begun); /* before, the library has no number */
	return (unsigned)bli_thread_get_num_threads();
}

/*
 * The depths at which small_gemm_flat gives the library's bits, found out by
 * first products of both; 0 where it gives others.
 */
static struct gemm_depth flat_depth;

enum { PROBE_M = 13, PROBE_N = 40 };

static bool
same_bits(struct gemm_depth depth, size_t k)
{
	float *x = mem_new((PROBE_M + PROBE_N) * k, sizeof *x);
	float *w = x + PROBE_M * k, y[2][PROBE_M * PROBE_N];

	for (size_t i = 0; i < (PROBE_M + PROBE_N) * k; i++)
		x[i] = (float)((i * 2654435761U >> 7) % 1009) / 1009 - 0.5F;
	product(PROBE_M, PROBE_N, k, x, k, 1, w, 1, k, 0, y[0], PROBE_N);
	small_gemm_flat(
	    PROBE_M, PROBE_N, k, depth, x, k, w, k, 0, y[1], PROBE_N, 1);
	free(x);
	return memcmp(y[0], y[1], sizeof y[0]) == 0;
}

static void
find_depth(void)
{
	/* BLIS 1 gives a const one; nothing here changes it. */
	cntx_t *cntx = (cntx_t *)bli_gks_query_cntx();
	struct gemm_depth depth = {
		(size_t)bli_cntx_get_blksz_def_dt(BLIS_FLOAT, BLIS_KC, cntx),
		(size_t)bli_cntx_get_blksz_max_dt(BLIS_FLOAT, BLIS_KC, cntx),
	};

	flat_depth = (struct gemm_depth){ 0, 0 };
	if (same_bits(depth, 2 * depth.each + 7) &&
	    same_bits(depth, depth.each + depth.last) &&
	    same_bits(depth, depth.each + depth.last + 1))
		flat_depth = depth;
}

enum { PROBE_SIDE = 320, PROBE_ROUNDS = 5 };

/* The thread's own time, which others' work on the machine hardly changes. */
static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double
gemm_share_of_peak(void)
{
	const size_t side = PROBE_SIDE;
	float *x = mem_new(2 * side * side, sizeof *x);
	double best = INFINITY, ops = 2.0 * (double)(side * side * side);
	unsigned before = threads();

	bli_thread_set_num_threads(1);
	for (int i = 0; i < PROBE_ROUNDS; i++) {
		double start = seconds(), took;

		product(side, side, side, x, side, 1, x, 1, side, 0,
		    x + side * side, side);
		took = seconds() - start;
		best = took < best ? took : best;
	}
	free(x);
	bli_thread_set_num_threads((dim_t)before);
	return ops / best / peak_flops(1, false);
}

static char warning[KERNEL_WARNING_BYTES];

/* Of releases whose kernels were not chosen by number: see kernel_choice.h. */
static void
probe(void)
{
	static bool done;

	if (done || !kernel_needs_probe(gemm_release()))
		return;
	done = true;
	kernel_warning(
	    gemm_release(), gemm_kernels(), gemm_share_of_peak(), warning);
}

const char *
gemm_warning(void)
{
	return warning[0] == '\0' ? NULL : warning;
}

/*
 * The number of products that BLIS sums up before it adds them to the result:
 * a gemm_nn may be cut there.  0 where a first product shows other bits.
 */
static size_t sum_depth;

enum { CUT_M = 13, CUT_K = 40 };

static void
find_sum_depth(void)
{
	/* BLIS 1 gives a const one; nothing here changes it. */
	cntx_t *cntx = (cntx_t *)bli_gks_query_cntx();
	size_t unit =
	    (size_t)bli_cntx_get_blksz_def_dt(BLIS_FLOAT, BLIS_KC, cntx);
	size_t n = 3 * unit + 7;
	float *y = mem_new((CUT_M + CUT_K) * n, sizeof *y);
	float *w = y + CUT_M * n, x[2][CUT_M * CUT_K];

	for (size_t i = 0; i < (CUT_M + CUT_K) * n; i++)
		y[i] = (float)((i * 2654435761U >> 7) % 1009) / 1009 - 0.5F;
	product(CUT_M, CUT_K, n, y, n, 1, w, CUT_K, 1, 0, x[0], CUT_K);
	for (size_t i = 0; i < 3; i++)
		product(CUT_M, CUT_K, i < 2 ? unit : unit + 7, y + i * unit, n,
		    1, w + i * unit * CUT_K, CUT_K, 1, i > 0, x[1], CUT_K);
	sum_depth = memcmp(x[0], x[1], sizeof x[0]) == 0 ? unit : 0;
	free(y);
}

void
gemm_begin(unsigned threads)
{
	choose_kernels();
	bli_init();
	begun = true;
	probe();
	bli_thread_set_num_threads((dim_t)threads);
	find_depth();
	find_sum_depth();
}

void
gemm_nt_part(size_t n_all, size_t m, size_t n, size_t k, const float *x,
    size_t ldx, const float *w, size_t ldw, float beta, float *y, size_t ldy)
{
	if (m <= GEMM_FEW_ROWS && n > 0 && k > 0)
		small_gemm_dots(
		    m, n, k, x, ldx, w, ldw, beta, y, ldy, threads());
	else if (small_gemm_packed_suits(m, n_all, k))
		small_gemm_packed(
		    m, n, k, x, ldx, w, 1, ldw, beta, y, ldy, threads());
	else if (flat_depth.each > 0 && small_gemm_flat_suits(m, n, k))
		small_gemm_flat(m, n, k, flat_depth, x, ldx, w, ldw, beta, y,
		    ldy, threads());
	else
		product(m, n, k, x, ldx, 1, w, 1, ldw, beta, y, ldy);
}

void
gemm_nt(size_t m, size_t n, size_t k, const float *x, size_t ldx,
    const float *w, size_t ldw, float beta, float *y, size_t ldy)
{
	gemm_nt_part(n, m, n, k, x, ldx, w, ldw, beta, y, ldy);
}

size_t
gemm_nn_unit(size_t m, size_t k, size_t n_all)
{
	return small_gemm_packed_suits(m, k, n_all) ? 0 : sum_depth;
}

void
gemm_nn_part(size_t n_all, size_t m, size_t k, size_t n, const float *y,
    size_t ldy, const float *w, size_t ldw, float beta, float *x, size_t ldx)
{
	if (small_gemm_packed_suits(m, k, n_all))
		small_gemm_packed(
		    m, k, n, y, ldy, w, ldw, 1, beta, x, ldx, threads());
	else
		product(m, k, n, y, ldy, 1, w, ldw, 1, beta, x, ldx);
}

void
gemm_nn(size_t m, size_t k, size_t n, const float *y, size_t ldy,
    const float *w, size_t ldw, float beta, float *x, size_t ldx)
{
	gemm_nn_part(n, m, k, n, y, ldy, w, ldw, beta, x, ldx);
}

void
gemm_tn(size_t n, size_t k, size_t m, const float *y, size_t ldy,
    const float *x, size_t ldx, float beta, float *w, size_t ldw)
{
	if (small_gemm_transposed_suits(n, k, m))
		small_gemm_transposed(
		    n, k, m, y, ldy, x, ldx, beta, w, ldw, threads());
	else
		product(n, k, m, y, 1, ldy, x, ldx, 1, beta, w, ldw);
}
