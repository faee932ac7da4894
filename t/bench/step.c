/*
 * A training step beside the matrix products it is made of, both as shares of
 * the multiply-add peak measured before and after, in the same order each
 * round.  usage: step [-j threads] [-n rounds] [-bkrs] MODEL SEQUENCES LENGTH
 * PERCENT.  MODEL is gpt2, gpt2-large or smollm2 (shapes alone, arbitrary
 * weights), PERCENT of the rows bear loss.  -b: bf16 products; -k: 8-bit
 * moments; -r: activations recomputed; -s: the step alone.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/par.h"
#include "base/size.h"
#include "model/decoder.h"
#include "model/layer.h"
#include "nn/attention.h"
#include "nn/gemm.h"
#include "nn/bf16.h"
#include "nn/adamw.h"
#include "nn/peak.h"

static struct model_config
gpt2(size_t width, size_t layers)
{
	struct model_config c = model_family_preset(FAMILY_GPT2);

	c.vocab_size = 50257;
	c.n_layers = layers;
	c.width = width;
	c.head_dim = 64;
	c.n_heads = c.n_kv_heads = width / 64;
	c.mlp_width = 4 * width;
	c.n_positions = 1024;
	c.tied = true;
	return c;
}

static struct model_config
smollm2(void)
{
	struct model_config c = model_family_preset(FAMILY_LLAMA);

	c.vocab_size = 49152;
	c.n_layers = 30;
	c.width = 576;
	c.head_dim = 64;
	c.n_heads = 9;
	c.n_kv_heads = 3;
	c.mlp_width = 1536;
	c.n_positions = 2048;
	c.rope.head_dim = c.rope.rotary_dim = 64;
	c.rope.theta = 1e5;
	c.tied = true;
	return c;
}

struct bench {
	struct model_config c;
	struct weights *w;
	struct decoder *d;
	struct batch batch;
	struct adamw_arrays arrays;
	float *grad, *x, *y;
	bool bf16, codes, recompute, alone;
	double *logprob;
	unsigned threads;
	uint64_t step;
};

static clockid_t clock_used = CLOCK_MONOTONIC;

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(clock_used, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void
run_step(struct bench *b)
{
	struct decoder_input in = { .batch = &b->batch };
	struct adamw a = { 1e-5, 0.9, 0.999, 1e-8, 0, 1, ++b->step };
	double norm;

	memset(b->grad, 0, b->w->n * sizeof *b->grad);
	decoder_step(b->d, &in, b->logprob, b->grad);
	norm = sum_of_squares(b->w->n, b->grad, b->threads);
	a.clip_scale = norm > 1 ? 1 / norm : 1;
	adamw_step(&a, &b->arrays, 0, b->w->n, b->threads);
}

/* The three products of a linear layer of t rows. */
static void
linear(struct bench *b, enum tensor_id id, size_t layer, size_t t)
{
	const uint16_t *x = (const uint16_t *)b->x, *y = (uint16_t *)b->y;
	size_t n, k, w = weights_at(b->w, id, layer);

	tensor_table_shape(&b->c, id, &n, &k);
	if (b->bf16) {
		const uint16_t *weight = b->w->bf16 + w;

		bf16_nt(t, n, k, x, weight, 0, b->y, b->threads);
		bf16_tn(n, k, t, y, x, 1, b->grad + w, b->threads);
		bf16_nn(t, k, n, y, weight, 0, b->x, b->threads);
		return;
	}
	gemm_nt(t, n, k, b->x, k, b->w->data + w, k, 0, b->y, n);
	gemm_tn(n, k, t, b->y, n, b->x, k, 1, b->grad + w, k);
	gemm_nn(t, k, n, b->y, n, b->w->data + w, k, 0, b->x, k);
}

static void
run_products(struct bench *b)
{
	const struct model_config *c = &b->c;
	size_t t = b->batch.n_rows, left;

	for (size_t l = 0; l < c->n_layers; l++) {
		linear(b, TENSOR_QKV_W, l, t);
		linear(b, TENSOR_OUT_W, l, t);
		linear(b, TENSOR_UP_W, l, t);
		linear(b, TENSOR_DOWN_W, l, t);
	}
	for (left = b->batch.n_targets; left > 0;) {
		size_t n = left < 512 ? left : 512;

		linear(b, TENSOR_HEAD, 0, n);
		left -= n;
	}
}

static void
run_attention(struct bench *b)
{
	const struct model_config *c = &b->c;
	size_t q = layer_qkv_width(c), hd = c->n_heads * c->head_dim;
	size_t kvd = c->n_kv_heads * c->head_dim, t = b->batch.n_rows;
	struct attention a = {
		.n_heads = c->n_heads,
		.n_kv_heads = c->n_kv_heads,
		.head_dim = c->head_dim,
		.scale = 0.125F,
		.q_stride = q,
		.kv_stride = q,
		.out_stride = hd,
		.threads = b->threads,
		.segments = b->batch.segments,
		.n_segments = b->batch.n_segments,
		.bf16 = b->w->bf16 != NULL,
	};
	float *qkv = b->x, *out = qkv + t * q, *lse = out + t * hd;

	for (size_t l = 0; l < c->n_layers; l++) {
		attention_forward(
		    &a, t, qkv, qkv + hd, qkv + hd + kvd, out, lse);
		attention_backward(&a, t, qkv, qkv + hd, qkv + hd + kvd, out,
		    lse, out, b->y, b->y + hd, b->y + hd + kvd);
	}
}

static double
timed(struct bench *b, void (*fn)(struct bench *))
{
	double start = seconds();

	fn(b);
	return seconds() - start;
}

/* Sequences of arbitrary tokens; every so many rows bear loss. */
static void
make_batch(struct bench *b, size_t sequences, size_t n, double percent)
{
	uint32_t *ids = mem_new(n, sizeof *ids);
	double due = 0;

	for (size_t s = 0; s < sequences; s++) {
		size_t first = b->batch.n_rows;

		for (size_t i = 0; i < n; i++)
			ids[i] = (uint32_t)((s * n + i) * 2654435761U >> 8) %
				 (uint32_t)b->c.vocab_size;
		batch_segment(&b->batch, ids, n, 0, NO_PARENT);
		for (size_t i = 0; i < n; i++)
			if ((due += percent / 100) >= 1) {
				due -= 1;
				batch_target(&b->batch, (uint32_t)(first + i),
				    ids[(i + 1) % n], 0, 1e-3F);
			}
	}
	free(ids);
}

static float *
filled(size_t n)
{
	float *x = mem_aligned(n, sizeof *x);

	for (size_t i = 0; i < n; i++)
		x[i] = (float)((i * 2654435761U >> 7) % 1000) / 1000 - 0.5F;
	return x;
}

/* What the products and the attention alone work on. */
static void
begin_parts(struct bench *b)
{
	const struct model_config *c = &b->c;
	size_t t = b->batch.n_rows, wide = size_max(c->mlp_width, c->width);
	size_t out = size_max(layer_up_width(c), layer_qkv_width(c));

	b->x = filled(size_max(t * wide,
	    t * (layer_qkv_width(c) + c->n_heads * (c->head_dim + 1))));
	b->y = filled(size_max(t * out, 512 * c->vocab_size));
}

static void
begin(struct bench *b)
{
	size_t n;

	b->w = weights_plan(&b->c);
	b->w->data = filled(b->w->n);
	for (n = 0; n < b->w->n; n++)
		b->w->data[n] *= 0.04F;
	if (b->bf16)
		weights_prepare(b->w, PRECISION_BF16, b->threads);
	n = b->w->n;
	b->d = decoder_new(b->w,
	    DECODER_TRAIN | (b->recompute ? DECODER_RECOMPUTE : 0), b->threads);
	b->grad = mem_aligned(n, sizeof *b->grad);
	b->arrays = (struct adamw_arrays){
		.param = b->w->data, .grad = b->grad, .bf16 = b->w->bf16
	};
	if (b->codes) {
		b->arrays.m8 = mem_aligned(n, 1);
		b->arrays.v8 = mem_aligned(n, 1);
		n = n / ADAMW8_BLOCK + 1;
	}
	b->arrays.m = mem_aligned(n, sizeof(float));
	b->arrays.v = mem_aligned(n, sizeof(float));
	b->logprob = mem_new(b->batch.n_targets, sizeof *b->logprob);
}

static void
report(struct bench *b, size_t rounds)
{
	double flops = decoder_flops(b->d, &b->batch, 1);
	double peak = peak_flops(b->threads, b->bf16);

	if (b->bf16)
		printf("bf16 products: %s\n", bf16_kernels());
	for (size_t i = 0; i < rounds; i++) {
		double products = b->alone ? 0 : timed(b, run_products);
		double attention = b->alone ? 0 : timed(b, run_attention);
		double step = timed(b, run_step);

		printf("ours %s: step %6.2f s %7.1f tokens/s, %2.0f %% of %.0f "
		       "GFLOP/s",
		    b->bf16 ? "bf16" : "fp32", step,
		    (double)b->batch.n_rows / step, 100 * flops / step / peak,
		    peak / 1e9);
		if (!b->alone)
			printf("; products %.2f s, attention %.2f s, (step - "
			       "attention) / products %.3f",
			    products, attention, (step - attention) / products);
		putchar('\n');
		fflush(stdout);
		peak = peak_flops(b->threads, b->bf16);
	}
	printf("peak after: %.0f GFLOP/s\n", peak / 1e9);
}

/* Without the buffers of the products alone. */
static void
report_memory(const struct bench *b)
{
	size_t each = 8U + (b->codes ? 2 : 8) + (b->bf16 ? 2 : 0);
	struct rusage used;

	getrusage(RUSAGE_SELF, &used);
	printf("memory: %.3f GB at the peak, planned %.3f\n",
	    (double)used.ru_maxrss * 1024 / 1e9,
	    (double)(each * b->w->n + decoder_bytes(b->d, b->batch.n_rows)) /
		1e9);
}

int
main(int argc, char **argv)
{
	struct bench b = { .threads = par_cores() };
	size_t rounds = 1;
	int opt;

	while ((opt = getopt(argc, argv, "j:n:bkrs")) != -1)
		if (opt == 'j')
			b.threads = (unsigned)strtoul(optarg, NULL, 10);
		else if (opt == 'n')
			rounds = strtoul(optarg, NULL, 10);
		else if (opt == 'b')
			b.bf16 = true;
		else if (opt == 'k')
			b.codes = true;
		else if (opt == 'r')
			b.recompute = true;
		else if (opt == 's')
			b.alone = true;
		else
			return 2;
	if (argc - optind != 4)
		return 2;
	/* one thread's own time: others' work then disturbs less */
	if (b.threads == 1)
		clock_used = CLOCK_PROCESS_CPUTIME_ID;
	argv += optind;
	b.c = strcmp(argv[0], "smollm2") == 0      ? smollm2()
	      : strcmp(argv[0], "gpt2-large") == 0 ? gpt2(1280, 36)
						   : gpt2(768, 12);
	make_batch(&b, strtoul(argv[1], NULL, 10), strtoul(argv[2], NULL, 10),
	    strtod(argv[3], NULL));
	begin(&b);
	run_step(&b); /* touches its memory */
	report_memory(&b);
	if (!b.alone)
		begin_parts(&b);
	report(&b, rounds);
	return 0;
}
