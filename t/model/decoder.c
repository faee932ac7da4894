/* The decoder: gradients, packing, shared keys and values, threads. */
#include "model/decoder.h"

#include <stdlib.h>

#include "../tap.h"
#include "base/mem.h"
#include "model/layer.h"
#include "model/tensor_table.h"
#include "slope.h"

/* The worst of four directions, relative to the slope. */
static double
tensor_off(struct decoder *d, const struct batch *b, struct weights *w,
    size_t at, size_t n, const float *grad)
{
	double worst = 0;

	for (uint64_t seed = 0; seed < 4; seed++) {
		double want;
		double got =
		    slope(d, b, w->data + at, n, grad + at, seed, &want);

		worst = fmax(worst, fabs(got - want) / (0.05 + fabs(want)));
	}
	return worst;
}

static void
check_gradients(const char *name, const struct model_config *c)
{
	struct weights *w = random_model(c);
	struct decoder *d = decoder_new(w, 1, 1);
	struct batch b = { 0 };
	float *grad = mem_new(w->n, sizeof *grad);
	double worst = 0;
	size_t n = 0;

	pack(&b, 0, 3);
	step_of(d, &b, grad);
	for (enum tensor_id which = 0; which < N_TENSORS; which++) {
		size_t rows, cols;

		if (!tensor_has(c, which))
			continue;
		tensor_table_shape(c, which, &rows, &cols);
		for (size_t l = 0; l < c->n_layers; l++) {
			if (l > 0 && !tensor_per_layer(which))
				break;
			worst = fmax(
			    worst, tensor_off(d, &b, w, weights_at(w, which, l),
				       rows * cols, grad));
			n++;
		}
	}
	ok(worst < 0.01, "%s: gradient of all %zu tensors (worst %.2g)", name,
	    n, worst);
	free(grad);
	batch_release(&b);
	decoder_free(d);
	weights_free(w);
}

static void
check_packing(const char *name, const struct model_config *c)
{
	struct weights *w = random_model(c);
	struct decoder *d = decoder_new(w, 1, 1), *f = decoder_new(w, 0, 1);
	struct batch all = { 0 }, one = { 0 };
	float *grad = mem_new(w->n, sizeof *grad);
	float *sum = mem_new(w->n, sizeof *sum);
	double packed, apart = 0, off = 0;

	pack(&all, 0, 3);
	packed = step_of(d, &all, grad);
	for (size_t s = 0; s < 3; s++) {
		batch_reset(&one);
		pack(&one, s, s + 1);
		apart += step_of(d, &one, sum);
	}
	ok_near(apart, packed, 1e-5, "packed loss is the sum of each one's");
	ok_near(loss_of(f, &all), packed, 1e-6, "without training the same");
	for (size_t i = 0; i < w->n; i++)
		off = fmax(off, fabs((double)(grad[i] - sum[i])));
	ok(off < 1e-5, "%s: gradients add up however split (%.2g)", name, off);
	free(grad);
	free(sum);
	batch_release(&all);
	batch_release(&one);
	decoder_free(d);
	decoder_free(f);
	weights_free(w);
}

static void
check_threads(const char *name, const struct model_config *c)
{
	struct weights *w = random_model(c);
	struct batch b = { 0 };
	float *grad[2];

	pack(&b, 0, 3);
	for (unsigned i = 0; i < 2; i++) {
		struct decoder *d = decoder_new(w, 1, i + 1);

		grad[i] = mem_new(w->n, sizeof *grad[i]);
		step_of(d, &b, grad[i]);
		decoder_free(d);
	}
	ok(memcmp(grad[0], grad[1], w->n * sizeof *grad[0]) == 0,
	    "%s: the same bits with one thread and two", name);
	free(grad[0]);
	free(grad[1]);
	batch_release(&b);
	weights_free(w);
}

static void
check_recompute(const char *name, const struct model_config *c)
{
	struct weights *w = random_model(c);
	struct batch b = { 0 };
	float *grad[2];
	double loss[2];
	size_t bytes[2];

	pack(&b, 0, 3);
	for (unsigned i = 0; i < 2; i++) {
		struct decoder *d = decoder_new(
		    w, DECODER_TRAIN | (i ? DECODER_RECOMPUTE : 0), 1);

		grad[i] = mem_new(w->n, sizeof *grad[i]);
		loss[i] = step_of(d, &b, grad[i]);
		bytes[i] = decoder_bytes(d, b.n_rows);
		decoder_free(d);
	}
	ok(loss[0] == loss[1] &&
		memcmp(grad[0], grad[1], w->n * sizeof *grad[0]) == 0,
	    "%s: recomputing gives the same bits", name);
	ok(bytes[1] < bytes[0], "and takes less memory");
	free(grad[0]);
	free(grad[1]);
	batch_release(&b);
	weights_free(w);
}

/* Length of the difference over that of what is wanted. */
static double
distance(size_t n, const float *got, const float *want)
{
	double off = 0, length = 0;

	for (size_t i = 0; i < n; i++) {
		double d = (double)(got[i] - want[i]);

		off += d * d;
		length += (double)(want[i] * want[i]);
	}
	return sqrt(off / length);
}

static void
check_bf16(const char *name, const struct model_config *c)
{
	struct weights *w = random_model(c);
	struct batch b = { 0 };
	float *grad[4];
	double loss[4];

	pack(&b, 0, 3);
	for (unsigned i = 0; i < 4; i++) {
		struct decoder *d;

		if (i == 1)
			weights_prepare(w, PRECISION_BF16, 1);
		d = decoder_new(w,
		    DECODER_TRAIN | (i == 3 ? DECODER_RECOMPUTE : 0),
		    1 + i / 2);
		grad[i] = mem_new(w->n, sizeof *grad[i]);
		loss[i] = step_of(d, &b, grad[i]);
		decoder_free(d);
	}
	ok(loss[1] != loss[0] && fabs(loss[1] / loss[0] - 1) < 0.02,
	    "%s: the loss by bf16 is near that by fp32 (%.2g)", name,
	    loss[1] / loss[0] - 1);
	ok(distance(w->n, grad[1], grad[0]) < 0.05, "so is the gradient (%.2g)",
	    distance(w->n, grad[1], grad[0]));
	ok(memcmp(grad[1], grad[2], w->n * sizeof *grad[0]) == 0 &&
		memcmp(grad[1], grad[3], w->n * sizeof *grad[0]) == 0,
	    "%s: bf16 too: the same bits again, two threads, recomputed", name);
	for (unsigned i = 0; i < 4; i++)
		free(grad[i]);
	batch_release(&b);
	weights_free(w);
}

enum { SHARED = 7, MIDDLE = 5, TAIL = 4 };

/* Log-probabilities of the tail after all that comes before it, plainly. */
static void
plain(struct decoder *d, size_t tail_at, double *logprob)
{
	uint32_t ids[SHARED + MIDDLE + TAIL];
	struct batch b = { 0 };
	struct decoder_input in = { .batch = &b };
	size_t before = SHARED + MIDDLE;

	memcpy(ids, text, before * sizeof *ids);
	memcpy(ids + before, text + tail_at, TAIL * sizeof *ids);
	batch_segment(&b, ids, before + TAIL, 0, NO_PARENT);
	for (size_t i = 0; i < TAIL; i++)
		batch_target(
		    &b, (uint32_t)(before + i - 1), text[tail_at + i], 0, 1);
	decoder_forward(d, &in, logprob);
	batch_release(&b);
}

/* Two tails after a shared middle: targets on its last row and on their own. */
static void
add_tails(struct batch *b, int middle, double *unused)
{
	uint32_t row = (uint32_t)b->n_rows - 1;
	size_t tail;

	(void)unused;
	for (size_t at = 12; at <= 13; at++)
		batch_target(b, row, text[at], (uint32_t)at, 1);
	for (size_t at = 12; at <= 13; at++) {
		tail = batch_segment(
		    b, text + at, TAIL - 1, SHARED + MIDDLE, middle);
		for (size_t i = 1; i < TAIL; i++)
			batch_target(b,
			    (uint32_t)(b->segments[tail].first + i - 1),
			    text[at + i], (uint32_t)at, 1);
	}
}

static double
tails_off(const double *logprob, double want[2][TAIL])
{
	double off = 0;

	for (size_t c = 0; c < 2; c++) {
		off = fmax(off, fabs(logprob[c] - want[c][0]));
		for (size_t i = 1; i < TAIL; i++)
			off =
			    fmax(off, fabs(logprob[2 + c * (TAIL - 1) + i - 1] -
					   want[c][i]));
	}
	return off;
}

static void
check_sharing(const char *name, const struct model_config *c)
{
	struct weights *w = random_model(c);
	struct decoder *d = decoder_new(w, 0, 1);
	struct batch b = { 0 };
	struct decoder_input in = { .batch = &b, .keep = 1 };
	struct kv_cache *blocks[3];
	double want[2][TAIL], got[2 * TAIL];
	int s, m;

	plain(d, 12, want[0]);
	plain(d, 13, want[1]);

	s = (int)batch_segment(&b, text, SHARED, 0, NO_PARENT);
	m = (int)batch_segment(&b, text + SHARED, MIDDLE, SHARED, s);
	add_tails(&b, m, got);
	decoder_forward(d, &in, got);
	ok(tails_off(got, want) < 1e-5, "%s: segments with parents", name);
	blocks[0] = decoder_cache(d, &b, (size_t)s);
	blocks[2] = decoder_cache(d, &b, (size_t)m);

	batch_reset(&b);
	in.blocks = blocks;
	in.n_blocks = 1;
	m = (int)batch_segment(
	    &b, text + SHARED, MIDDLE, SHARED, SEGMENT_BLOCK(0));
	add_tails(&b, m, got);
	decoder_forward(d, &in, got);
	ok(tails_off(got, want) < 1e-5, "%s: an external block", name);
	blocks[1] = decoder_cache(d, &b, (size_t)m);

	for (int block = 1; block < 3; block++) {
		uint32_t last = text[SHARED + MIDDLE - 1];
		double again[2];

		batch_reset(&b);
		in.n_blocks = 3;
		/* the last row of the middle occurs twice: once as a key */
		batch_segment(
		    &b, &last, 1, SHARED + MIDDLE, SEGMENT_BLOCK(block));
		batch_target(&b, 0, text[12], 0, 1);
		decoder_forward(d, &in, again + block - 1);
		if (block == 2)
			ok_near(again[1], again[0], 1e-5,
			    "a block with a parent, and a whole chain copied");
	}
	for (size_t i = 0; i < 3; i++)
		kv_cache_free(blocks[i]);
	batch_release(&b);
	decoder_free(d);
	weights_free(w);
}

/* More rows than a layer takes at a time: they add up as fewer do. */
static void
check_parts(const char *name, const struct model_config *c)
{
	enum { TIMES = 1100 / ROWS + 1 };
	struct weights *w = random_model(c);
	struct batch few = { 0 }, many = { 0 };
	float *grad[3];
	double *logprob = mem_new(TIMES * ROWS, sizeof *logprob);
	struct decoder_input in = { .batch = &few };

	pack(&few, 0, 3);
	for (size_t i = 0; i < TIMES; i++)
		pack(&many, 0, 3);
	for (unsigned i = 0; i < 3; i++) {
		struct decoder *d = decoder_new(w,
		    DECODER_TRAIN | (i == 2 ? DECODER_RECOMPUTE : 0),
		    i ? i : 1);

		grad[i] = mem_new(w->n, sizeof *grad[i]);
		decoder_step(d, &in, logprob, grad[i]);
		in.batch = &many;
		decoder_free(d);
	}
	for (size_t i = 0; i < w->n; i++)
		grad[0][i] *= TIMES;
	ok(layer_part_rows(many.n_rows) < many.n_rows &&
		distance(w->n, grad[1], grad[0]) < 1e-5,
	    "%s: rows in several parts (%.2g)", name,
	    distance(w->n, grad[1], grad[0]));
	ok(memcmp(grad[1], grad[2], w->n * sizeof *grad[1]) == 0,
	    "the same bits, recomputed, by two threads");
	for (unsigned i = 0; i < 3; i++)
		free(grad[i]);
	free(logprob);
	batch_release(&few);
	batch_release(&many);
	weights_free(w);
}

static void
check_all(const char *name, const struct model_config *c)
{
	check_gradients(name, c);
	check_packing(name, c);
	check_threads(name, c);
	check_recompute(name, c);
	check_bf16(name, c);
	check_sharing(name, c);
	check_parts(name, c);
}

/* The scores that a window of layer 0 saves, a row at a time. */
static void
check_flops(void)
{
	struct model_config c = tiny_around(), full = c;
	struct weights *w, *v;
	struct decoder *d, *f;
	struct batch b = { 0 };
	double saved = 0;

	full.window = 0;
	w = random_model(&c), v = random_model(&full);
	d = decoder_new(w, 1, 1), f = decoder_new(v, 1, 1);
	pack(&b, 0, 3);
	for (size_t i = 0; i < b.n_rows; i++)
		saved += fmax(0, b.pos[i] + 1 - (double)c.window);
	ok(saved > 0, "rows see more than a window");
	saved *= 4 * (double)(c.n_heads * c.head_dim);
	ok_near(decoder_flops(f, &b, 0) - decoder_flops(d, &b, 0), saved, 0.5,
	    "operations that a window saves");
	ok_near(decoder_flops(f, &b, 1) - decoder_flops(d, &b, 1), 3.5 * saved,
	    0.5, "in training");
	batch_release(&b);
	decoder_free(d), decoder_free(f);
	weights_free(w), weights_free(v);
}

int
main(void)
{
	struct model_config gpt2 = tiny_gpt2();
	struct model_config tied = tiny_llama(true);
	struct model_config untied = tiny_llama(false);

	struct model_config side = tiny_parallel();
	struct model_config heads = tiny_head_norms();
	struct model_config head_layers = tiny_head_layer_norms();
	struct model_config offset = tiny_offset();
	struct model_config behind = tiny_behind();
	struct model_config around = tiny_around();
	struct model_config one = tiny_one_norm();
	struct model_config capped = tiny_capped();
	struct model_config alibi = tiny_alibi();
	struct model_config alibi_bf16 = tiny_alibi_bf16();

	check_flops();
	check_all("gpt2", &gpt2);
	check_all("llama, tied", &tied);
	check_all("llama, untied", &untied);
	check_all("side by side", &side);
	check_all("norms of heads", &heads);
	check_all("layer norms of heads", &head_layers);
	check_all("positions from 2", &offset);
	check_all("norms behind", &behind);
	check_all("norms around, factors, a window", &around);
	check_all("side by side after one norm", &one);
	check_all("capped", &capped);
	check_all("alibi", &alibi);
	check_all("alibi of bf16", &alibi_bf16);
	return tap_end();
}
