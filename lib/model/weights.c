/* Plans and random beginnings of a model's weights: see weights.h. */
#include "model/weights.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/rng.h"
#include "model/tensor_table.h"
#include "model/tensor_names.h"
#include "nn/bf16.h"
#include "nn/adamw.h"

enum { LINE_FLOATS = ADAMW8_BLOCK }; /* also whole lines of the cache */

/* Gives a tensor its place at the end, if the model has it. */
static void
plan_one(struct weights *w, enum tensor_id which, size_t layer)
{
	size_t rows, cols, *offset = tensor_offset(w, which, layer);

	*offset = WEIGHT_NONE;
	if (!tensor_has(&w->config, which))
		return;
	tensor_table_shape(&w->config, which, &rows, &cols);
	*offset = w->n;
	w->n += (rows * cols + LINE_FLOATS - 1) / LINE_FLOATS * LINE_FLOATS;
}

struct weights *
weights_plan(const struct model_config *c)
{
	struct weights *w = mem_new(1, sizeof *w);
	enum tensor_id k;

	w->config = *c;
	w->layers = mem_new(c->n_layers, sizeof *w->layers);
	for (k = 0; k < TENSOR_ATTN_NORM_W; k++)
		plan_one(w, k, 0);
	if (c->tied)
		w->head = w->embed;
	for (size_t l = 0; l < c->n_layers; l++)
		for (k = TENSOR_ATTN_NORM_W; k < N_TENSORS; k++)
			plan_one(w, k, l);
	return w;
}

static bool
is_norm_weight(enum tensor_id w)
{
	return w == TENSOR_NORM_W || w == TENSOR_ATTN_NORM_W ||
	       w == TENSOR_MLP_NORM_W || w == TENSOR_Q_NORM_W ||
	       w == TENSOR_K_NORM_W;
}

/* Keyed by the tensor's name and the row, so that no layout matters. */
static void
fill_random(struct weights *w, const struct slot *h, uint64_t seed)
{
	double std = (double)w->config.init_std;

	if (h->id == TENSOR_OUT_W || h->id == TENSOR_DOWN_W)
		std /= sqrt(2.0 * (double)w->config.n_layers);
	for (size_t r = 0; r < h->rows; r++) {
		float *row = w->data + h->at + r * h->cols;
		struct rng rng = rng_at(seed, "init", h->name, r);

		if (h->vector)
			row[0] = is_norm_weight(h->id) ? 1.0f : 0.0f;
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
	const struct slot *slots = tensor_names_slots(w, CONTAINER_HF, &a, &n);

	w->data = mem_aligned(w->n, sizeof *w->data);
	for (size_t i = 0; i < n; i++)
		fill_random(w, &slots[i], seed);
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
