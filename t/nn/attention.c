/*
 * Attention: the plain path against a full matrix of scores, the fast path
 * against the plain one, gradients against differences.
 */
#include "nn.h"
#include "nn/attention.h"

enum { MAX_SEGMENTS = 8, GAP = 5 };

struct layout {
	const char *name;
	size_t h, h_kv, d;
	size_t n_blocks, block_n;
	struct segment segments[MAX_SEGMENTS]; /* up to one of no rows */
	size_t window;
	float cap;
	bool biased;
};

#define ROOT NO_PARENT

static const struct layout layouts[] = {
	{ "one row", 1, 1, 16, 0, 0, { { 0, 1, 0, ROOT } }, 0, 0, false },
	{ "one segment", 2, 2, 16, 0, 0, { { 0, 37, 0, ROOT } }, 0, 0, false },
	{ "tiles and a rest", 2, 2, 64, 0, 0, { { 0, 193, 0, ROOT } }, 0, 0,
	    false },
	{ "a whole tile", 1, 1, 32, 0, 0, { { 0, 96, 0, ROOT } }, 0, 0, false },
	{ "grouped, ragged", 6, 2, 32, 0, 0,
	    { { 0, 5, 0, ROOT }, { 5, 64, 0, ROOT }, { 69, 1, 0, ROOT },
		{ 70, 90, 0, ROOT } },
	    0, 0, false },
	{ "odd head", 3, 1, 21, 0, 0,
	    { { 0, 66, 0, ROOT }, { 66, 31, 0, ROOT } }, 0, 0, false },
	{ "wide head", 2, 1, 256, 0, 0, { { 0, 70, 0, ROOT } }, 0, 0, false },
	{ "chain of parents", 4, 2, 16, 0, 0,
	    { { 0, 70, 0, ROOT }, { 70, 3, 70, 0 }, { 73, 9, 70, 0 },
		{ 82, 4, 73, 1 }, { 86, 20, 79, 2 }, { 106, 65, 79, 2 },
		{ 171, 2, 0, ROOT } },
	    0, 0, false },
	{ "blocks", 4, 4, 24, 2, 67,
	    { { 0, 3, 134, SEGMENT_BLOCK(1) }, { 3, 1, 67, SEGMENT_BLOCK(0) },
		{ 4, 12, 137, 0 }, { 16, 40, 0, ROOT } },
	    0, 0, false },
	{ "capped scores", 2, 1, 16, 0, 0,
	    { { 0, 130, 0, ROOT }, { 130, 7, 130, 0 } }, 0, 0.8F, false },
	{ "a window of one", 2, 2, 16, 0, 0, { { 0, 101, 0, ROOT } }, 1, 0,
	    false },
	{ "a window below a tile", 2, 2, 16, 0, 0,
	    { { 0, 97, 0, ROOT }, { 97, 98, 97, 0 } }, 50, 0, false },
	{ "a window over tiles, capped", 2, 1, 24, 0, 0,
	    { { 0, 300, 0, ROOT } }, 130, 2, false },
	{ "a window along a chain", 4, 2, 16, 0, 0,
	    { { 0, 70, 0, ROOT }, { 70, 3, 70, 0 }, { 73, 9, 70, 0 },
		{ 82, 4, 73, 1 }, { 86, 20, 79, 2 }, { 106, 65, 79, 2 },
		{ 171, 2, 0, ROOT } },
	    60, 0, false },
	{ "a window over blocks", 4, 4, 24, 2, 67,
	    { { 0, 3, 134, SEGMENT_BLOCK(1) }, { 3, 1, 67, SEGMENT_BLOCK(0) },
		{ 4, 12, 137, 0 }, { 16, 40, 0, ROOT } },
	    80, 3, false },
	{ "biased", 2, 1, 21, 0, 0,
	    { { 0, 201, 0, ROOT }, { 201, 7, 0, ROOT } }, 0, 0, true },
	{ "biased along a chain, a window", 4, 2, 16, 0, 0,
	    { { 0, 70, 0, ROOT }, { 70, 3, 70, 0 }, { 73, 9, 70, 0 },
		{ 82, 4, 73, 1 }, { 86, 20, 79, 2 }, { 106, 65, 79, 2 },
		{ 171, 2, 0, ROOT } },
	    60, 0, true },
	{ "biased over blocks", 4, 4, 24, 2, 67,
	    { { 0, 3, 134, SEGMENT_BLOCK(1) }, { 3, 1, 67, SEGMENT_BLOCK(0) },
		{ 4, 12, 137, 0 }, { 16, 40, 0, ROOT } },
	    0, 0, true },
};

enum { PLACES = 256 };

struct problem {
	struct attention a;
	struct kv_block blocks[2];
	size_t t, q_len, kv_len, out_len, b_len;
	float *q, *k, *v, *bk, *bv, *d_out;
	float *out, *lse, *dq, *dk, *dv, *dbk, *dbv;
	double *bias;
};

/* Far from 0, as at the end of a long text, and of no rule. */
static double *
new_bias(const struct layout *l)
{
	double *bias = mem_new(l->h * PLACES, sizeof *bias);
	float *x = random_floats(l->h * PLACES, 10, 2);

	for (size_t i = 0; i < l->h * PLACES; i++)
		bias[i] = 5000 + 3 * (double)(i % PLACES) + (double)x[i];
	free(x);
	return bias;
}

static void
begin(struct problem *p, const struct layout *l)
{
	size_t n = 0;

	*p = (struct problem){ 0 };
	while (n < MAX_SEGMENTS && l->segments[n].n > 0) {
		p->t = l->segments[n].first + l->segments[n].n;
		n++;
	}
	p->a = (struct attention){ l->h, l->h_kv, l->d,
		(float)(1 / sqrt((double)l->d)), l->cap, l->window, NULL,
		PLACES, l->h * l->d + GAP, l->h_kv * l->d + 2 * GAP,
		l->h * l->d + 3 * GAP, 1, l->segments, n, p->blocks,
		l->n_blocks, false };
	if (l->biased)
		p->a.bias = p->bias = new_bias(l);
	p->q_len = p->t * p->a.q_stride;
	p->kv_len = p->t * p->a.kv_stride;
	p->out_len = p->t * p->a.out_stride;
	p->q = random_floats(p->q_len, 1, 1.5);
	p->k = random_floats(p->kv_len, 2, 1.5);
	p->v = random_floats(p->kv_len, 3, 1);
	p->bk = random_floats(2 * l->block_n * p->a.kv_stride, 4, 1.5);
	p->bv = random_floats(2 * l->block_n * p->a.kv_stride, 5, 1);
	p->b_len = 2 * l->block_n * p->a.kv_stride;
	p->dbk = mem_new(p->b_len, sizeof *p->dbk);
	p->dbv = mem_new(p->b_len, sizeof *p->dbv);
	p->d_out = random_floats(p->out_len, 6, 1);
	for (size_t i = 0; i < l->n_blocks; i++) {
		size_t at = i * l->block_n * p->a.kv_stride;

		p->blocks[i] =
		    (struct kv_block){ p->bk + at, p->bv + at, l->block_n,
			    p->a.kv_stride, i == 0 ? ROOT : SEGMENT_BLOCK(0),
			    p->dbk + at, p->dbv + at, p->a.kv_stride };
	}
	p->out = mem_new(p->out_len, sizeof *p->out);
	p->lse = mem_new(l->h * p->t, sizeof *p->lse);
	p->dq = random_floats(p->q_len, 7, 1);
	p->dk = random_floats(p->kv_len, 8, 1);
	p->dv = random_floats(p->kv_len, 9, 1);
}

static void
end(struct problem *p)
{
	float *all[] = { p->q, p->k, p->v, p->bk, p->bv, p->d_out, p->out,
		p->lse, p->dq, p->dk, p->dv, p->dbk, p->dbv };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		free(all[i]);
	free(p->bias);
}

/* How far key row j (blocks lie behind the batch) is before row i of segment s;
 * -1: it is not in its chain.  And the place of row i. */
static long
rows_ago(const struct problem *p, size_t s, size_t i, size_t j, size_t *place)
{
	long ago = -1;
	int at = (int)s;
	size_t past = i - p->a.segments[s].first; /* rows from at to i */

	while (at != NO_PARENT) {
		size_t first, n;

		if (at >= 0) {
			first = p->a.segments[at].first;
			n = p->a.segments[at].n;
		} else {
			first = p->t + (size_t)(-2 - at) * p->blocks[0].n;
			n = p->blocks[0].n;
		}
		past += at == (int)s ? 0 : n;
		if (j >= first && j < first + n && (at != (int)s || j <= i))
			ago = (long)(past - (j - first));
		at = at >= 0 ? p->a.segments[at].parent
			     : p->blocks[-2 - at].parent;
	}
	*place = past;
	return ago;
}

static int
sees(const struct problem *p, size_t s, size_t i, size_t j)
{
	size_t place;
	long ago = rows_ago(p, s, i, j, &place);

	return ago >= 0 && (p->a.window == 0 || (size_t)ago < p->a.window);
}

static double
bias_of(const struct problem *p, size_t s, size_t i, size_t j, size_t h)
{
	size_t place;
	long ago = rows_ago(p, s, i, j, &place);
	const double *bias = p->a.bias;

	if (bias == NULL || ago < 0)
		return 0;
	bias += h * PLACES + place;
	return bias[-ago] - *bias;
}

static const float *
key_row(const struct problem *p, const float *in, const float *block, size_t j)
{
	return j < p->t ? in + j * p->a.kv_stride
			: block + (j - p->t) * p->a.kv_stride;
}

/* One head of one row by a full row of scores; gives log-sum. */
static double
brute_row(const struct problem *p, size_t s, size_t i, size_t h, double *out)
{
	size_t d = p->a.head_dim, g = p->a.n_heads / p->a.n_kv_heads;
	size_t all = p->t + p->a.n_blocks * p->blocks[0].n;
	double sum = 0, *w = mem_new(all, sizeof *w);

	for (size_t j = 0; j < all; j++) {
		const float *k = key_row(p, p->k, p->bk, j) + h / g * d;
		double dot = 0;

		for (size_t x = 0; x < d; x++)
			dot += (double)p->q[i * p->a.q_stride + h * d + x] *
			       (double)k[x];
		dot *= (double)p->a.scale;
		if (p->a.cap > 0)
			dot = (double)p->a.cap * tanh(dot / (double)p->a.cap);
		dot += bias_of(p, s, i, j, h);
		w[j] = sees(p, s, i, j) ? exp(dot) : 0;
		sum += w[j];
	}
	for (size_t x = 0; x < d; x++) {
		out[x] = 0;
		for (size_t j = 0; j < all; j++)
			out[x] +=
			    w[j] / sum *
			    (double)key_row(p, p->v, p->bv, j)[h / g * d + x];
	}
	free(w);
	return log(sum);
}

/* sum of out d_out, of which the gradients are taken. */
static double
brute(const struct problem *p, double *out, double *lse)
{
	size_t d = p->a.head_dim;
	double total = 0;

	for (size_t s = 0; s < p->a.n_segments; s++)
		for (size_t h = 0; h < p->a.n_heads; h++)
			for (size_t r = 0; r < p->a.segments[s].n; r++) {
				size_t i = p->a.segments[s].first + r;
				size_t at = i * p->a.out_stride + h * d;

				lse[h * p->t + i] =
				    brute_row(p, s, i, h, out + at);
				for (size_t x = 0; x < d; x++)
					total += out[at + x] *
						 (double)p->d_out[at + x];
			}
	return total;
}

static void
test_brute(struct problem *p)
{
	double *out = mem_new(p->out_len, sizeof *out);
	double *lse = mem_new(p->a.n_heads * p->t, sizeof *lse);

	attention_forward_plain(&p->a, p->t, p->q, p->k, p->v, p->out, p->lse);
	brute(p, out, lse);
	ok_close(p->out_len, p->out, out, 1e-6, "plain, outputs");
	ok_close(p->a.n_heads * p->t, p->lse, lse, 1e-6, "plain, log-sums");
	free(lse);
	free(out);
}

/* A few of each gradient's numbers, by moving the input a little. */
static void
differences(struct problem *p, float *x, size_t len, size_t stride,
    size_t width, const float *grad, const char *name)
{
	double *out = mem_new(p->out_len, sizeof *out), off = 0;
	double *lse = mem_new(p->a.n_heads * p->t, sizeof *lse);

	for (size_t n = 0; n < 4; n++) {
		size_t at =
		    (n * 7919 + 3) % (len / stride) * stride + n * 31 % width;
		float old = x[at], high = old + 0.01F, low = old - 0.01F;
		double up, down, want;

		x[at] = high;
		up = brute(p, out, lse);
		x[at] = low;
		down = brute(p, out, lse);
		x[at] = old;
		want = (up - down) / ((double)high - (double)low);
		off = fmax(
		    off, fabs(want - (double)grad[at]) / fmax(1, fabs(want)));
	}
	if (!ok(off < 1e-3, "plain, gradient of %s by differences", name))
		printf("# off by %g\n", off);
	free(lse);
	free(out);
}

static void
test_differences(struct problem *p)
{
	size_t q_width = p->a.n_heads * p->a.head_dim;
	size_t kv_width = p->a.n_kv_heads * p->a.head_dim;

	attention_backward_plain(&p->a, p->t, p->q, p->k, p->v, p->out, p->lse,
	    p->d_out, p->dq, p->dk, p->dv);
	differences(p, p->q, p->q_len, p->a.q_stride, q_width, p->dq, "q");
	differences(p, p->k, p->kv_len, p->a.kv_stride, kv_width, p->dk, "k");
	differences(p, p->v, p->kv_len, p->a.kv_stride, kv_width, p->dv, "v");
	if (p->b_len == 0)
		return;
	differences(
	    p, p->bk, p->b_len, p->a.kv_stride, kv_width, p->dbk, "blocks' k");
	differences(
	    p, p->bv, p->b_len, p->a.kv_stride, kv_width, p->dbv, "blocks' v");
}

static double *
widen(const float *x, size_t n)
{
	double *y = mem_new(n, sizeof *y);

	for (size_t i = 0; i < n; i++)
		y[i] = (double)x[i];
	return y;
}

static void
fast(struct problem *p)
{
	attention_forward(&p->a, p->t, p->q, p->k, p->v, p->out, p->lse);
	attention_backward(&p->a, p->t, p->q, p->k, p->v, p->out, p->lse,
	    p->d_out, p->dq, p->dk, p->dv);
}

/* How far x is from y, as a share of y. */
static double
distance(size_t n, const float *x, const float *y)
{
	double off = 0, all = 0;

	for (size_t i = 0; i < n; i++) {
		off += pow((double)x[i] - (double)y[i], 2);
		all += pow((double)y[i], 2);
	}
	return all > 0 ? sqrt(off / all) : off;
}

static void
test_threads(struct problem *p, const struct layout *l)
{
	for (unsigned threads = 2; threads <= 3; threads++) {
		struct problem again;

		begin(&again, l);
		again.a.threads = threads;
		again.a.bf16 = p->a.bf16;
		fast(&again);
		ok(same_bits(p->out_len, p->out, again.out) &&
			same_bits(p->q_len, p->dq, again.dq) &&
			same_bits(p->kv_len, p->dk, again.dk) &&
			same_bits(p->b_len, p->dbk, again.dbk) &&
			same_bits(p->b_len, p->dbv, again.dbv) &&
			same_bits(p->kv_len, p->dv, again.dv),
		    "same bits with %u threads", threads);
		end(&again);
	}
}

/*
 * p holds the plain path's results.  With bf16, each number that is
 * multiplied is off by up to 1/256, by 1/700 as a rule: nothing is more exact
 * than that, and a pair that is not one would be off by much more.
 */
static void
test_fast(const struct problem *p, const struct layout *l, bool bf16)
{
	struct problem f;
	struct {
		const char *name;
		const float *plain, *fast;
		size_t n;
	} pairs[] = {
		{ "outputs", p->out, NULL, p->out_len },
		{ "log-sums", p->lse, NULL, p->a.n_heads * p->t },
		{ "gradient of q", p->dq, NULL, p->q_len },
		{ "gradient of k", p->dk, NULL, p->kv_len },
		{ "gradient of v", p->dv, NULL, p->kv_len },
		{ "gradient of the blocks' k", p->dbk, NULL, p->b_len },
		{ "gradient of the blocks' v", p->dbv, NULL, p->b_len },
	};

	begin(&f, l);
	f.a.bf16 = bf16;
	fast(&f);
	pairs[0].fast = f.out;
	pairs[1].fast = f.lse;
	pairs[2].fast = f.dq;
	pairs[3].fast = f.dk;
	pairs[4].fast = f.dv;
	pairs[5].fast = f.dbk;
	pairs[6].fast = f.dbv;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		double *want, off;

		if (bf16) {
			off =
			    distance(pairs[i].n, pairs[i].fast, pairs[i].plain);
			ok(off < 0.01, "%s: %s by bf16 (%.1e)",
			    cpu_isa_name(cpu_isa()), pairs[i].name, off);
			continue;
		}
		want = widen(pairs[i].plain, pairs[i].n);
		ok_close(pairs[i].n, pairs[i].fast, want, 1e-5, pairs[i].name);
		free(want);
	}
	test_threads(&f, l);
	end(&f);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
		struct problem p;

		printf("# %s\n", layouts[i].name);
		begin(&p, &layouts[i]);
		test_brute(&p);
		test_differences(&p);
		EACH_ISA
		{
			test_fast(&p, &layouts[i], false);
			test_fast(&p, &layouts[i], true);
		}
		end(&p);
	}
	return tap_end();
}
