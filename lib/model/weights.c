/* Plans and random beginnings of a model's weights: see weights.h. */
#include "model/weights.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/rng.h"
#include "io/file.h"
#include "model/model_file.h"
#include "nn/adamw.h"
#include "nn/bf16.h"
#include "nn/int8.h"
#include "nn/matrix_gemm.h"

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

static bool
is_any(enum tensor_id id)
{
	return id < N_TENSORS;
}

static bool
is_matrix(enum tensor_id id)
{
	return !tensor_is_vector(id);
}

/* Those of a kind: the model's own, then layer by layer. */
static void
plan_all(struct weights *w, bool (*kind)(enum tensor_id id))
{
	for (size_t l = 0; l <= w->config.n_layers; l++)
		for (enum tensor_id k = 0; k < N_TENSORS; k++)
			if (kind(k) && tensor_per_layer(k) == (l > 0))
				plan_one(w, k, l == 0 ? 0 : l - 1);
	if (w->config.tied)
		w->at[TENSOR_HEAD] = w->at[TENSOR_EMBED];
}

static struct weights *
empty(const struct model_config *c)
{
	struct weights *w = mem_new(1, sizeof *w);

	w->config = *c;
	w->at = mem_new(c->n_layers * N_TENSORS, sizeof *w->at);
	return w;
}

struct weights *
weights_plan(const struct model_config *c)
{
	struct weights *w = empty(c);

	plan_all(w, is_any);
	w->n_data = w->n;
	return w;
}

struct weights *
weights_plan_mapped(const struct model_config *c)
{
	struct weights *w = empty(c);

	plan_all(w, tensor_is_vector);
	w->n_data = w->n;
	plan_all(w, is_matrix);
	w->matrices = mem_new(c->n_layers * N_TENSORS, sizeof *w->matrices);
	return w;
}

static size_t
index_of(const struct weights *w, enum tensor_id id, size_t layer)
{
	assert(id < N_TENSORS && layer < w->config.n_layers);
	return (tensor_per_layer(id) ? layer * N_TENSORS : 0) + id;
}

size_t
weights_at(const struct weights *w, enum tensor_id id, size_t layer)
{
	return w->at[index_of(w, id, layer)];
}

size_t
weights_layer(const struct weights *w, size_t layer)
{
	enum tensor_id first = TENSOR_ATTN_NORM_W;

	while (!tensor_has(&w->config, first))
		first++;
	return weights_at(w, first, layer);
}

size_t
weights_place(const struct weights *w, const struct slot *s)
{
	return weights_at(w, s->id, s->layer) + s->first_row * s->cols;
}

const float *
weights_vector(const struct weights *w, enum tensor_id id, size_t layer)
{
	size_t at = weights_at(w, id, layer);

	assert(tensor_is_vector(id));
	return at == WEIGHT_NONE ? NULL : w->data + at;
}

struct matrix
weights_matrix(const struct weights *w, enum tensor_id id, size_t layer)
{
	size_t rows, cols, at = weights_at(w, id, layer);

	assert(is_matrix(id) && at != WEIGHT_NONE);
	if (w->matrices != NULL)
		return w->matrices[index_of(w, id, layer)];
	tensor_table_shape(&w->config, id, &rows, &cols);
	return matrix_of(w->data + at, rows, cols);
}

/* The bytes of a part are those of the whole tensor, whatever its order. */
static size_t
part_bytes(const struct matrix *m, const struct matrix_part *p)
{
	return p->rows * m->cols / matrix_block_numbers(p->type) *
	       matrix_block_bytes(p->type);
}

static size_t
all_tensors(const struct weights *w)
{
	return w->config.n_layers * N_TENSORS;
}

/* What is mapped of tensor i.  A tied head is no matrix of its own, and is
 * left out. */
static void
mapped_parts(const struct weights *w, size_t i,
    void (*fn)(void *ctx, const void *bytes, size_t n), void *ctx)
{
	const struct matrix *m;

	if (w->matrices == NULL || (i == TENSOR_HEAD && w->config.tied))
		return;
	m = &w->matrices[i];
	for (size_t k = 0; k < m->n_parts; k++)
		fn(ctx, m->parts[k].bytes, part_bytes(m, &m->parts[k]));
}

static void
each_part(const struct weights *w,
    void (*fn)(void *ctx, const void *bytes, size_t n), void *ctx)
{
	for (size_t i = 0; i < all_tensors(w); i++)
		mapped_parts(w, i, fn, ctx);
}

static void
add_size(void *ctx, const void *bytes, size_t n)
{
	(void)bytes;
	*(size_t *)ctx += n;
}

size_t
weights_bytes(const struct weights *w)
{
	size_t n = w->n_data * sizeof *w->data;

	for (size_t i = 0; w->bf16 == NULL && i < all_tensors(w); i++)
		if (w->int8 == NULL || w->int8[i].q == NULL)
			mapped_parts(w, i, add_size, &n);
	return n;
}

size_t
weights_copy_bytes(const struct weights *w)
{
	size_t n = w->bf16 == NULL ? 0 : w->n * sizeof *w->bf16;

	for (size_t i = 0; w->int8 != NULL && i < all_tensors(w); i++)
		n += int8_bytes(&w->int8[i]);
	return n;
}

static void
add_hash(void *ctx, const void *bytes, size_t n)
{
	uint64_t *hash = ctx;

	*hash = rng_hash(*hash, bytes, n);
}

uint64_t
weights_hash(const struct weights *w)
{
	uint64_t hash = rng_hash(0, w->data, w->n_data * sizeof *w->data);

	each_part(w, add_hash, &hash);
	return hash;
}

static void
add_digest(void *ctx, const void *bytes, size_t n)
{
	digest_add(ctx, bytes, n);
}

void
weights_digest(const struct weights *w, struct digest *d)
{
	struct buf config = { 0 };

	model_config_write(&config, &w->config, NULL);
	digest_add(d, config.p, config.n);
	if (w->config.rope.context > 0)
		digest_add(
		    d, &w->config.rope.context, sizeof w->config.rope.context);
	digest_add(d, w->data, w->n_data * sizeof *w->data);
	each_part(w, add_digest, d);
	buf_release(&config);
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
			row[0] = tensor_is_norm(s->id) ? 1.0f : 0.0f;
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

/* The file's pages of a matrix are not read again, but for a token's row. */
static void
forget(const struct matrix *m)
{
	for (size_t i = 0; i < m->n_parts; i++)
		file_forget((struct str){ (const char *)m->parts[i].bytes,
		    part_bytes(m, &m->parts[i]) });
}

static void
make_bf16(struct weights *w, unsigned threads)
{
	w->bf16 = mem_aligned(w->n, sizeof *w->bf16);
	bf16_of(w->n_data, w->data, w->bf16, threads);
	for (size_t l = 0; w->matrices != NULL && l < w->config.n_layers; l++)
		for (enum tensor_id k = 0; k < N_TENSORS; k++) {
			struct matrix *m = &w->matrices[l * N_TENSORS + k];

			if (m->n_parts == 0)
				continue;
			matrix_to_bf16(
			    m, w->bf16 + weights_at(w, k, l), threads);
			forget(m);
		}
}

static void
make_int8(struct weights *w, unsigned threads)
{
	size_t layers = w->config.n_layers;

	w->int8 = mem_new(all_tensors(w), sizeof *w->int8);
	for (size_t l = 0; l < layers; l++)
		for (enum tensor_id k = 0; k < N_TENSORS; k++) {
			struct matrix m;

			if (!is_matrix(k) || !tensor_per_layer(k))
				continue;
			m = weights_matrix(w, k, l);
			int8_init(&w->int8[index_of(w, k, l)], &m, threads);
			if (w->matrices != NULL)
				forget(&m);
		}
}

void
weights_prepare(struct weights *w, enum precision p, unsigned threads)
{
	assert(w->bf16 == NULL && w->int8 == NULL);
	if (p == PRECISION_BF16)
		make_bf16(w, threads);
	else if (p == PRECISION_INT8)
		make_int8(w, threads);
}

const char *
weights_products(const struct weights *w)
{
	return w->bf16 != NULL   ? bf16_kernels()
	       : w->int8 != NULL ? int8_kernels()
				 : "fp32";
}

const struct int8_matrix *
weights_int8(const struct weights *w, enum tensor_id id, size_t layer)
{
	if (w->int8 == NULL || !tensor_per_layer(id))
		return NULL;
	return &w->int8[index_of(w, id, layer)];
}

static void
free_int8(struct weights *w)
{
	for (size_t i = 0; w->int8 != NULL && i < all_tensors(w); i++)
		int8_release(&w->int8[i]);
	free(w->int8);
}

void
weights_free(struct weights *w)
{
	if (w == NULL)
		return;
	free(w->data);
	free(w->bf16);
	free_int8(w);
	free(w->at);
	free(w->matrices);
	model_file_free(w->file);
	arena_release(&w->arena);
	free(w);
}
