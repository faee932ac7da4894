/* Rotary positions: see rope.h. */
#include "nn/rope.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/par.h"
#include "base/size.h"
#include "nn/kernels/kernels.h"
#include "nn/row_blocks.h"

struct rope {
	struct rope_config config;
	size_t n_positions;
	size_t half; /* of the floats that are rotated */
	size_t n_filled;
	float *cos, *sin, *neg_sin; /* [n_filled][half]; the last turns back */
};

static const double two_pi = 6.283185307179586;

/*
 * Llama 3 slows the frequencies whose waves are longer than the context they
 * were trained on, and blends where they are nearly so.
 */
static double
llama3_freq(const struct rope_config *c, double freq)
{
	double waves = c->original_positions * freq / two_pi;
	double blend;

	if (waves > c->high_freq_factor)
		return freq;
	if (waves < c->low_freq_factor)
		return freq / c->factor;
	blend = (waves - c->low_freq_factor) /
		(c->high_freq_factor - c->low_freq_factor);
	return (1 - blend) * freq / c->factor + blend * freq;
}

/* The pair that turns so often within the original positions. */
static double
yarn_pair(const struct rope_config *c, double turns)
{
	return (double)c->rotary_dim *
	       log(c->original_positions / (turns * two_pi)) /
	       (2 * log(c->theta));
}

/* YaRN (Peng et al. 2023) slows the pairs that turn too slowly, as a ramp. */
static double
yarn_freq(const struct rope_config *c, size_t i, double freq)
{
	double low = yarn_pair(c, c->beta_fast);
	double high = yarn_pair(c, c->beta_slow), slowed;

	if (!c->exact_bounds) {
		low = floor(low);
		high = ceil(high);
	}
	low = fmax(low, 0);
	high = fmin(high, (double)c->rotary_dim - 1);
	if (low == high)
		high += 0.001;
	slowed = fmin(fmax(((double)i - low) / (high - low), 0), 1);
	return slowed * freq / c->factor + (1 - slowed) * freq;
}

static bool
is_beyond(const struct rope_config *c)
{
	return c->context > c->original_positions;
}

/* The base grows with the context (dynamic NTK-aware scaling). */
static double
dynamic_freq(const struct rope_config *c, size_t i)
{
	double d = (double)c->rotary_dim;
	double grown = c->factor * c->context / c->original_positions;
	double theta = c->theta * pow(grown - (c->factor - 1), d / (d - 2));

	return pow(theta, -(double)(2 * i) / d);
}

static double
frequency(const struct rope_config *c, size_t i)
{
	double freq = pow(c->theta, -(double)(2 * i) / (double)c->rotary_dim);

	switch (c->kind) {
	case ROPE_PLAIN:
		return freq;
	case ROPE_DYNAMIC:
		return is_beyond(c) ? dynamic_freq(c, i) : freq;
	case ROPE_LINEAR:
		return freq / c->factor;
	case ROPE_LLAMA3:
		return llama3_freq(c, freq);
	case ROPE_YARN:
		return yarn_freq(c, i, freq);
	case ROPE_LONG:
		return freq /
		       (is_beyond(c) ? c->long_factor : c->short_factor)[i];
	}
	assert(false);
	return freq;
}

static double
yarn_scale(double factor, double by)
{
	return factor <= 1 ? 1 : 0.1 * by * log(factor) + 1;
}

/* What cos and sin are multiplied by. */
static double
turn_scale(const struct rope_config *c)
{
	if (c->attention_factor > 0)
		return c->attention_factor;
	if (c->kind == ROPE_LONG && c->factor > 1)
		return sqrt(1 + log(c->factor) / log(c->original_positions));
	if (c->kind != ROPE_YARN)
		return 1;
	if (c->mscale > 0 && c->mscale_all_dim > 0)
		return yarn_scale(c->factor, c->mscale) /
		       yarn_scale(c->factor, c->mscale_all_dim);
	return yarn_scale(c->factor, 1);
}

struct rope *
rope_new(const struct rope_config *c, size_t n_positions)
{
	struct rope *r = mem_new(1, sizeof *r);

	assert(c->rotary_dim <= c->head_dim && c->rotary_dim % 2 == 0);
	r->config = *c;
	r->n_positions = n_positions;
	r->half = c->rotary_dim / 2;
	return r;
}

static void
fill_angles(struct rope *r, size_t i, size_t n)
{
	double freq = frequency(&r->config, i), scale = turn_scale(&r->config);

	/* The reference rounds frequency and angle to fp32. */
	for (size_t p = r->n_filled; p < n; p++) {
		float angle = (float)p * (float)freq;
		size_t at = p * r->half + i;

		r->cos[at] = (float)(scale * cos((double)angle));
		r->sin[at] = (float)(scale * sin((double)angle));
		r->neg_sin[at] = -r->sin[at];
	}
}

/* Fills the tables for all of t positions; twice as many where they grow. */
static void
reach(struct rope *r, size_t t, const uint32_t *pos)
{
	size_t n = 0, size;

	for (size_t i = 0; i < t; i++)
		n = size_max(n, (size_t)pos[i] + 1);
	assert(n <= r->n_positions);
	if (n <= r->n_filled)
		return;
	n = size_min(size_max(n, 2 * r->n_filled), r->n_positions);
	size = r->half * sizeof *r->cos;
	r->cos = mem_resize(r->cos, n, size);
	r->sin = mem_resize(r->sin, n, size);
	r->neg_sin = mem_resize(r->neg_sin, n, size);
	for (size_t i = 0; i < r->half; i++)
		fill_angles(r, i, n);
	r->n_filled = n;
}

void
rope_free(struct rope *r)
{
	if (r == NULL)
		return;
	free(r->cos);
	free(r->sin);
	free(r->neg_sin);
	free(r);
}

struct rope_work {
	const struct array_kernels *kernels;
	struct row_blocks blocks;
	const struct rope *rope;
	const float *sin;
	const uint32_t *pos;
	size_t n_heads, stride;
	float *x;
};

static void
rope_block(void *ctx, size_t i, unsigned worker)
{
	const struct rope_work *o = ctx;
	size_t first = row_blocks_first(&o->blocks, i);
	size_t end = first + row_blocks_size(&o->blocks, i);
	size_t half = o->rope->half;

	(void)worker;
	for (size_t t = first; t < end; t++) {
		size_t at = o->pos[t] * half;

		assert(o->pos[t] < o->rope->n_positions);
		for (size_t h = 0; h < o->n_heads; h++) {
			float *x =
			    o->x + t * o->stride + h * o->rope->config.head_dim;

			o->kernels->rotate(
			    half, o->rope->cos + at, o->sin + at, x, x + half);
		}
	}
}

void
rope_apply(struct rope *r, int direction, size_t t, const uint32_t *pos,
    size_t n_heads, float *x, size_t stride, unsigned threads)
{
	struct rope_work o = { KERNELS_CHOOSE(array_kernels),
		row_blocks_of(t, n_heads * r->half * 2), r, NULL, pos, n_heads,
		stride, x };

	assert(direction == 1 || direction == -1);
	assert(stride >= n_heads * r->config.head_dim);
	reach(r, t, pos);
	o.sin = direction > 0 ? r->sin : r->neg_sin;
	par_for(threads, o.blocks.n, rope_block, &o);
}
