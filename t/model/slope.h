/* Random models and batches, and slopes of their loss by differences. */
#ifndef ICL_T_MODEL_SLOPE_H
#define ICL_T_MODEL_SLOPE_H

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/rng.h"
#include "model/decoder.h"
#include "tiny.h"

/* Random weights of every tensor, norms and biases included. */
static inline struct weights *
random_model(const struct model_config *c)
{
	struct weights *w = weights_random(c, 1);
	struct rng r = rng_at(2, "test", STR("weights"), 0);

	for (size_t i = 0; i < w->n; i++)
		w->data[i] += (float)(0.1 * rng_normal(&r));
	return w;
}

/* Three segments whose targets differ in weight. */
static inline void
pack(struct batch *b, size_t from, size_t to)
{
	static const size_t starts[] = { 0, 4, 15, ROWS };

	for (size_t s = from; s < to; s++) {
		size_t n = starts[s + 1] - starts[s], first = b->n_rows;

		batch_segment(b, text + starts[s], n, 0, NO_PARENT);
		for (size_t i = 1; i < n; i++)
			if (i % 3 != 0)
				batch_target(b, (uint32_t)(first + i - 1),
				    text[starts[s] + i], (uint32_t)s,
				    0.1F * (float)(s + 1));
	}
}

static inline double
loss_of(struct decoder *d, const struct batch *b)
{
	double logprob[ROWS], sum = 0;
	struct decoder_input in = { .batch = b };

	decoder_forward(d, &in, logprob);
	for (size_t i = 0; i < b->n_targets; i++)
		sum -= (double)b->targets[i].weight * logprob[i];
	return sum;
}

static inline double
step_of(struct decoder *d, const struct batch *b, float *grad)
{
	double logprob[ROWS], sum = 0;
	struct decoder_input in = { .batch = b };

	decoder_step(d, &in, logprob, grad);
	for (size_t i = 0; i < b->n_targets; i++)
		sum -= (double)b->targets[i].weight * logprob[i];
	return sum;
}

/*
 * The slope of the loss along a random direction of one tensor, by central
 * differences at h and 2 h, whose errors of the third order cancel.
 */
static inline double
slope(struct decoder *d, const struct batch *b, float *x, size_t n,
    const float *grad, uint64_t seed, double *analytic)
{
	static const double at[] = { -2, -1, 1, 2 },
			    factor[] = { 1, -8, 8, -1 };
	const double h = 0.04 / sqrt((double)n);
	struct rng r = rng_at(seed, "test", STR("direction"), 0);
	float *keep = mem_new(n, sizeof *keep), *dir = mem_new(n, sizeof *dir);
	double sum = 0;

	*analytic = 0;
	for (size_t i = 0; i < n; i++) {
		keep[i] = x[i];
		dir[i] = rng_below(&r, 2) ? 1 : -1;
		*analytic += (double)dir[i] * (double)grad[i];
	}
	for (int side = 0; side < 4; side++) {
		for (size_t i = 0; i < n; i++)
			x[i] = keep[i] + (float)(at[side] * h * (double)dir[i]);
		sum += factor[side] * loss_of(d, b);
	}
	for (size_t i = 0; i < n; i++)
		x[i] = keep[i];
	free(keep);
	free(dir);
	return sum / (12 * h);
}

#endif
