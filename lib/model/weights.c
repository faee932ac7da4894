/* Plans and random beginnings of a model's weights: see weights.h. */
#include "model/weights.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/rng.h"
#include "model/layout.h"
#include "model/names.h"
#include "nn/bf16.h"
#include "nn/adamw.h"

enum { LINE_FLOATS = ADAMW8_BLOCK }; /* also whole lines of the cache */

/* Gives a tensor its place at the end, if the model has it. */
static void
plan_one(struct weights *w, enum whole which, size_t layer)
{
	size_t rows, cols, *offset = layout_offset(w, which, layer);

	*offset = WEIGHT_NONE;
	if (!layout_has(&w->config, which))
		return;
	layout_shape(&w->config, which, &rows, &cols);
	*offset = w->n;
	w->n += (rows * cols + LINE_FLOATS - 1) / LINE_FLOATS * LINE_FLOATS;
}

struct weights *
weights_plan(const struct model_config *c)
{
	struct weights *w = mem_new(1, sizeof *w);
	enum whole k;

	w->config = *c;
	w->layers = mem_new(c->n_layers, sizeof *w->layers);
	for (k = 0; k < WHOLE_ATTN_NORM_W; k++)
		plan_one(w, k, 0);
	if (c->tied)
		w->head = w->embed;
	for (size_t l = 0; l < c->n_layers; l++)
		for (k = WHOLE_ATTN_NORM_W; k < N_WHOLES; k++)
			plan_one(w, k, l);
	return w;
}

static bool
is_norm_weight(enum whole w)
{
	return w == WHOLE_NORM_W || w == WHOLE_ATTN_NORM_W ||
	       w == WHOLE_MLP_NORM_W || w == WHOLE_Q_NORM_W ||
	       w == WHOLE_K_NORM_W;
}

/* Keyed by the tensor's name and the row, so that no layout matters. */
static void
fill_random(struct weights *w, const struct home *h, uint64_t seed)
{
	double std = (double)w->config.init_std;

	if (h->whole == WHOLE_OUT_W || h->whole == WHOLE_DOWN_W)
		std /= sqrt(2.0 * (double)w->config.n_layers);
	for (size_t r = 0; r < h->rows; r++) {
		float *row = w->data + h->at + r * h->cols;
		struct rng rng = rng_at(seed, "init", h->name, r);

		if (h->vector)
			row[0] = is_norm_weight(h->whole) ? 1.0f : 0.0f;
		else
			for (size_t i = 0; i < h->cols; i++)
				row[i] = (float)(std * rng_normal(&rng));
	}
}

struct weights *
weights_random(const struct model_config *c, uint64_t seed)
{
	struct weights *w = weights_plan(c);
	struct arena a = { 0 };
	size_t n;
	const struct home *homes = names_homes(w, CONTAINER_HF, &a, &n);

	w->data = mem_aligned(w->n, sizeof *w->data);
	for (size_t i = 0; i < n; i++)
		fill_random(w, &homes[i], seed);
	arena_release(&a);
	return w;
}

void
weights_halve(struct weights *w, unsigned threads)
{
	if (w->half == NULL)
		w->half = mem_aligned(w->n, sizeof *w->half);
	bf16_of(w->n, w->data, w->half, threads);
}

void
weights_free(struct weights *w)
{
	if (w == NULL)
		return;
	free(w->data);
	free(w->half);
	free(w->layers);
	free(w);
}
