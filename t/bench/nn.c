/*
 * How fast the kernels are, as shares of the multiply-add peak measured before
 * and after.  usage: nn [-j threads] [part of a line's name]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "base/par.h"
#include "nn/activation.h"
#include "nn/attention.h"
#include "nn/backend.h"
#include "nn/gemm.h"
#include "nn/loss.h"
#include "nn/norm.h"
#include "nn/quant_gemm.h"
#include "nn/adamw.h"
#include "nn/peak.h"

static unsigned n_threads;
static double peak;
static const char *only = "";

/* On one thread the process's own time: others' work then disturbs less. */
static double
seconds(void)
{
	struct timespec t;

	clock_gettime(
	    n_threads == 1 ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static float *
floats(size_t n)
{
	float *x = mem_aligned(n, sizeof *x);

	for (size_t i = 0; i < n; i++)
		x[i] = (float)((i * 2654435761U >> 7) % 1000) / 1000 - 0.5F;
	return x;
}

/* The best of several runs within a fifth of a second or so. */
static double
best_of(void (*fn)(void *), void *ctx)
{
	double best = 1e9, began = seconds();

	for (int i = 0; i < 5 || seconds() - began < 0.2; i++) {
		double start = seconds(), took;

		fn(ctx);
		took = seconds() - start;
		best = took < best ? took : best;
	}
	return best;
}

static void
report(const char *name, double ops, double bytes, double took)
{
	printf("%-40s %9.1f us", name, took * 1e6);
	if (ops > 0)
		printf(" %7.1f GFLOP/s %4.0f %%", ops / took / 1e9,
		    100 * ops / took / 1e9 / peak);
	if (bytes > 0)
		printf(" %7.1f GB/s", bytes / took / 1e9);
	putchar('\n');
}

struct gemm {
	int form; /* 0 nt, 1 nn, 2 tn of the layer m x n over k */
	size_t m, n, k;
	float *x, *w, *y;
};

static void
run_gemm(void *ctx)
{
	struct gemm *g = ctx;
	size_t m = g->m, n = g->n, k = g->k;

	if (g->form == 0)
		gemm_nt(m, n, k, g->x, k, g->w, k, 0, g->y, n);
	else if (g->form == 1)
		gemm_nn(m, k, n, g->y, n, g->w, k, 0, g->x, k);
	else
		gemm_tn(n, k, m, g->y, n, g->x, k, 1, g->w, k);
}

static void
bench_gemm(const char *what, size_t m, size_t n, size_t k)
{
	static const char *const forms[] = { "fwd", "dX", "dW" };
	struct gemm g = { 0, m, n, k, NULL, NULL, NULL };
	double flops = 2.0 * (double)m * (double)n * (double)k;
	char name[100];

	snprintf(name, sizeof name, "gemm %s %zux%zux%zu", what, m, n, k);
	if (strstr(name, only) == NULL)
		return;
	g.x = floats(m * k);
	g.w = floats(n * k);
	g.y = floats(m * n);
	for (; g.form < 3; g.form++) {
		double bytes = m < 64 ? 4.0 * (double)(n * k) : 0;

		snprintf(name, sizeof name, "gemm %s %zux%zux%zu %s", what, m,
		    n, k, forms[g.form]);
		report(name, flops, bytes, best_of(run_gemm, &g));
	}
	free(g.x);
	free(g.w);
	free(g.y);
}

struct attend {
	struct attention a;
	size_t t;
	float *q, *k, *v, *out, *lse, *d_out, *dq, *dk, *dv;
};

static void
run_attention(void *ctx)
{
	struct attend *a = ctx;

	attention_forward(&a->a, a->t, a->q, a->k, a->v, a->out, a->lse);
}

static void
run_attention_back(void *ctx)
{
	struct attend *a = ctx;

	attention_backward(&a->a, a->t, a->q, a->k, a->v, a->out, a->lse,
	    a->d_out, a->dq, a->dk, a->dv);
}

static void
bench_attention(size_t segments, size_t n, size_t h, size_t h_kv, size_t d)
{
	struct segment *s = mem_new(segments, sizeof *s);
	size_t t = segments * n, w = (h + 2 * h_kv) * d;
	struct attend a = { .t = t };
	double flops =
	    2.0 * (double)(segments * n) * (double)n * (double)(d * h);
	char name[100];

	snprintf(name, sizeof name, "attention %zux%zu %zu/%zu heads of %zu",
	    segments, n, h, h_kv, d);
	if (strstr(name, only) == NULL) {
		free(s);
		return;
	}
	for (size_t i = 0; i < segments; i++)
		s[i] = (struct segment){ i * n, n, 0, NO_PARENT };
	a.a = (struct attention){
		.n_heads = h,
		.n_kv_heads = h_kv,
		.head_dim = d,
		.scale = 0.125F,
		.q_stride = w,
		.kv_stride = w,
		.out_stride = h * d,
		.threads = n_threads,
		.segments = s,
		.n_segments = segments,
	};
	a.q = floats(t * w);
	a.dq = floats(t * w);
	a.k = a.q + h * d;
	a.v = a.k + h_kv * d;
	a.dk = a.dq + h * d;
	a.dv = a.dk + h_kv * d;
	a.out = floats(t * h * d);
	a.d_out = floats(t * h * d);
	a.lse = floats(t * h);
	report(name, flops, 0, best_of(run_attention, &a));
	report("  backward", 2.5 * flops, 0, best_of(run_attention_back, &a));
	a.a.bf16 = true;
	report("  bf16", flops, 0, best_of(run_attention, &a));
	report("  backward", 2.5 * flops, 0, best_of(run_attention_back, &a));
	free(a.q);
	free(a.dq);
	free(a.out);
	free(a.d_out);
	free(a.lse);
	free(s);
}

struct rows {
	size_t t, c;
	float *x, *y, *z, *w, *b, *m, *r;
	uint32_t *ids;
	double *out;
};

static void
run_norm(void *ctx)
{
	struct rows *o = ctx;

	layernorm_forward(
	    o->t, o->c, 1e-5F, o->x, o->w, o->b, o->y, o->m, o->r, n_threads);
}

static void
run_norm_back(void *ctx)
{
	struct rows *o = ctx;

	layernorm_backward(o->t, o->c, o->x, o->w, o->m, o->r, o->y, o->z, o->w,
	    o->b, n_threads);
}

static void
run_gelu(void *ctx)
{
	struct rows *o = ctx;

	activation_forward(
	    ACT_GELU_TANH, o->t, o->c, o->x, o->b, o->y, n_threads);
}

static void
run_gelu_back(void *ctx)
{
	struct rows *o = ctx;

	activation_backward(
	    ACT_GELU_TANH, o->t, o->c, o->x, o->y, o->z, n_threads);
}

static void
run_loss(void *ctx)
{
	struct rows *o = ctx;

	loss_logprobs(o->t, o->c, o->x, o->c, o->ids, o->out, n_threads);
}

static void
run_loss_back(void *ctx)
{
	struct rows *o = ctx;

	loss_backward(o->t, o->c, o->x, o->c, o->ids, o->m, o->out, n_threads);
}

static void
run_adamw(void *ctx)
{
	struct rows *o = ctx;
	struct adamw a = { 1e-9, 0.9, 0.95, 1e-8, 0.1, 1, 5 };
	struct adamw_arrays x = { o->x, o->y, o->z, o->z, NULL, NULL, NULL };

	adamw_step(&a, &x, 0, o->t * o->c, n_threads);
}

static void
run_adamw8(void *ctx)
{
	struct rows *o = ctx;
	struct adamw a = { 1e-9, 0.9, 0.95, 1e-8, 0.1, 1, 5 };
	size_t n = o->t * o->c;
	uint8_t *codes = (uint8_t *)o->z;
	struct adamw_arrays x = { o->x, o->y, o->z + n / 2, o->z + n / 4 * 3,
		codes, codes + n, NULL };

	adamw_step(&a, &x, 0, n, n_threads);
}

static void
run_square(void *ctx)
{
	struct rows *o = ctx;

	o->out[0] = sum_of_squares(o->t * o->c, o->x, n_threads);
}

static void
bench_rows(const char *what, void (*fn)(void *), size_t t, size_t c)
{
	struct rows o = { .t = t, .c = c };
	char name[100];
	double took;

	snprintf(name, sizeof name, "%s %zux%zu", what, t, c);
	if (strstr(name, only) == NULL)
		return;
	o.x = floats(t * c);
	o.y = floats(t * c);
	o.z = floats(t * c);
	o.w = floats(c);
	o.b = floats(c);
	o.m = floats(t);
	o.r = floats(t);
	o.ids = mem_new(t, sizeof *o.ids);
	o.out = mem_new(t, sizeof *o.out);
	took = best_of(fn, &o);
	printf("%-40s %9.1f us %7.3f ns an element\n", name, took * 1e6,
	    took * 1e9 / (double)(t * c));
	free(o.out);
	free(o.ids);
	free(o.r);
	free(o.m);
	free(o.b);
	free(o.w);
	free(o.z);
	free(o.y);
	free(o.x);
}

struct stored {
	struct quant_rows w;
	size_t m, n, k;
	const float *x;
	float *y;
	unsigned char *bytes;
};

static void
run_stored(void *ctx)
{
	struct stored *o = ctx;

	quant_gemm(
	    o->m, o->n, o->k, o->x, o->k, &o->w, 0, o->y, o->n, n_threads);
}

/* Rows of stored numbers: the bytes of them that are used a second. */
static void
bench_stored(const char *what, enum tensor_type type, size_t numbers,
    size_t bytes, size_t m)
{
	enum { STORED_N = 16384, STORED_K = 2048 };
	struct stored o = { { type, NULL, STORED_K / numbers * bytes, NULL }, m,
		STORED_N, STORED_K, NULL, NULL, NULL };
	float *x = floats(STORED_K * m);
	char name[100];
	double took;

	snprintf(name, sizeof name, "stored %s, %zu rows", what, m);
	if (strstr(name, only) != NULL) {
		o.bytes = mem_aligned(STORED_N, o.w.row_bytes);
		memset(o.bytes, 0x21, STORED_N * o.w.row_bytes);
		o.w.p = o.bytes;
		o.x = x;
		o.y = floats(STORED_N * m);
		took = best_of(run_stored, &o);
		printf("%-40s %9.1f us %7.2f GB/s %7.2f G weights/s\n", name,
		    took * 1e6, STORED_N * (double)o.w.row_bytes / took / 1e9,
		    (double)STORED_N * STORED_K / took / 1e9);
		free(o.y);
		free(o.bytes);
	}
	free(x);
}

static void
bench_quantised(void)
{
	for (size_t m = 1; m <= 4; m *= 4) {
		bench_stored("BF16", TENSOR_BF16, 1, 2, m);
		bench_stored("Q4_0", TENSOR_Q4_0, 32, 18, m);
		bench_stored("Q8_0", TENSOR_Q8_0, 32, 34, m);
		bench_stored("Q4_K", TENSOR_Q4_K, 256, 144, m);
		bench_stored("Q6_K", TENSOR_Q6_K, 256, 210, m);
	}
}

static void
bench_products(void)
{
	bench_gemm("gpt2 qkv", 1024, 2304, 768);
	bench_gemm("gpt2 proj", 1024, 768, 768);
	bench_gemm("gpt2 fc", 1024, 3072, 768);
	bench_gemm("gpt2 fcproj", 1024, 768, 3072);
	bench_gemm("smol qkv", 1024, 960, 576);
	bench_gemm("smol gate+up", 1024, 3072, 576);
	bench_gemm("smol down", 1024, 576, 1536);
	bench_gemm("head", 256, 49152, 576);
	bench_gemm("demo qkv", 4096, 192, 64);
	bench_gemm("demo proj", 4096, 64, 64);
	bench_gemm("demo fc", 4096, 256, 64);
	bench_gemm("demo fcproj", 4096, 64, 256);
	bench_gemm("demo128 qkv", 4096, 384, 128);
	bench_gemm("demo128 fc", 4096, 512, 128);
	bench_gemm("demo128 fcproj", 4096, 128, 512);
	bench_gemm("demo head", 1000, 512, 128);
	for (size_t m = 1; m <= 64; m *= 2)
		bench_gemm("few rows", m, 3072, 768);
	bench_gemm("few rows", 11, 3072, 768);
}

static void
bench_rest(void)
{
	bench_attention(4, 1024, 12, 12, 64);
	bench_attention(4, 1024, 9, 3, 64);
	bench_attention(16, 256, 12, 12, 64);
	bench_attention(100, 40, 4, 4, 16);
	bench_attention(100, 40, 4, 4, 32);
	bench_rows("layernorm", run_norm, 4096, 768);
	bench_rows("layernorm back", run_norm_back, 4096, 768);
	bench_rows("layernorm", run_norm, 4096, 64);
	bench_rows("layernorm back", run_norm_back, 4096, 64);
	bench_rows("gelu", run_gelu, 1024, 3072);
	bench_rows("gelu back", run_gelu_back, 1024, 3072);
	bench_rows("gelu", run_gelu, 4096, 256);
	bench_rows("loss", run_loss, 100, 50257);
	bench_rows("loss and gradient", run_loss_back, 100, 50257);
	bench_rows("loss and gradient", run_loss_back, 1000, 512);
	bench_rows("adamw", run_adamw, 4096, 4096);
	bench_rows("adamw8", run_adamw8, 4096, 4096);
	bench_rows("sum of squares", run_square, 4096, 4096);
	bench_rows("adamw", run_adamw, 1, 65536);
	bench_rows("sum of squares", run_square, 1, 65536);
}

static void
print_peak(const char *when)
{
	double one = peak_flops(1, false) / 1e9;

	peak = n_threads == 1 ? one : peak_flops(n_threads, false) / 1e9;
	printf("peak %s: %.1f GFLOP/s on one thread, %.1f on %u", when, one,
	    peak, n_threads);
	printf("; bf16 %.1f on %u\n", peak_flops(n_threads, true) / 1e9,
	    n_threads);
}

int
main(int argc, char **argv)
{
	struct buf kernels = { 0 };

	n_threads = par_cores();
	if (argc > 2 && strcmp(argv[1], "-j") == 0) {
		n_threads = (unsigned)strtoul(argv[2], NULL, 10);
		argc -= 2;
		argv += 2;
	}
	if (argc > 1)
		only = argv[1];
	gemm_begin(n_threads);
	backend_describe(&kernels);
	printf("%s; a product of 320 x 320 x 320 is at %.0f %% of the peak\n",
	    kernels.p, 100 * gemm_share_of_peak());
	buf_release(&kernels);
	print_peak("before");
	bench_products();
	bench_quantised();
	bench_rest();
	print_peak("after");
	return 0;
}
