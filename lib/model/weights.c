/* Plans and random beginnings of a model's weights: see weights.h. */
#include "model/weights.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/rng.h"
#include "nn/adamw.h"
#include "nn/bf16.h"

enum { LINE_FLOATS = ADAMW8_BLOCK }; /* also whole lines of the cache */

/* Gives a tensor its place at the end, if the model has it. */
static void
plan_one(struct weights *w, enum tensor_id which, size_t layer)
{
	size_t rows, cols, *at = &w->at[layer * N_TENSORS + which];

	*at = WEIGHT_NONE;
	if (!tensor_has(&w->config, which))
		return;
	tensor_table_shape(&w->config, which, &rows, &cols);
	*at = w->n;
	w->n += (rows * cols + LINE_FLOATS - 1) / LINE_FLOATS * LINE_FLOATS;
}

struct weights *
weights_plan(const struct model_config *c)
{
	struct weights *w = mem_new(1, sizeof *w);
	enum tensor_id k;

	w->config = *c;
	w->at = mem_new(c->n_layers * N_TENSORS, sizeof *w->at);
	for (k = 0; k < TENSOR_ATTN_NORM_W; k++)
		plan_one(w, k, 0);
	if (c->tied)
		w->at[TENSOR_HEAD] = w->at[TENSOR_EMBED];
	for (size_t l = 0; l < c->n_layers; l++)
		for (k = TENSOR_ATTN_NORM_W; k < N_TENSORS; k++)
			plan_one(w, k, l);
	return w;
}

size_t
weights_at(const struct weights *w, enum tensor_id id, size_t layer)
{
	assert(id < N_TENSORS && layer < w->config.n_layers);
	return w->at[(tensor_per_layer(id) ? layer * N_TENSORS : 0) + id];
}

size_t
weights_place(const struct weights *w, const struct slot *s)
{
	return weights_at(w, s->id, s->layer) + s->first_row * s->cols;
}

const float *
weights_tensor(const struct weights *w, enum tensor_id id, size_t layer)
{
	size_t at = weights_at(w, id, layer);

	return at == WEIGHT_NONE ? NULL : w->data + at;
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
fill_random(struct weights *w, const struct slot *s, uint64_t seed)
{
	double std = (double)w->config.init_std;
	float *to = w->data + weights_place(w, s);

	if (s->id == TENSOR_OUT_W || s->id == TENSOR_DOWN_W)
		std /= sqrt(2.0 * (double)w->config.n_layers);
	for (size_t r = 0; r < s->rows; r++) {
		float *row = to + r * s->cols;
		struct rng rng = rng_at(seed, "init", s->name, r);

		if (s->vector)
			row[0] = is_norm_weight(s->id) ? 1.0f : 0.0f;
		else
			for (size_t i = 0; i < s->cols; i++)
				row[i] = (float)(std * rng_normal(&rng));
	}
}

struct weights *
weights_random(const struct model_config *c, uint64_t seed)
{
	struct weights *w = weights_plan(c);
	struct arena a = { 0 };
	size_t n;
	const struct slot *slots = tensor_names_slots(c, CONTAINER_HF, &a, &n);

	w->data = mem_aligned(w->n, sizeof *w->data);
	for (size_t i = 0; i < n; i++)
		fill_random(w, &slots[i], seed);
	arena_release(&a);
	return w;
}

void
weights_to_bf16(struct weights *w, unsigned threads)
{
	if (w->bf16 == NULL)
		w->bf16 = mem_aligned(w->n, sizeof *w->bf16);
	bf16_of(w->n, w->data, w->bf16, threads);
}

void
weights_free(struct weights *w)
{
	if (w == NULL)
		return;
	free(w->data);
	free(w->bf16);
	free(w->at);
	free(w);
}
