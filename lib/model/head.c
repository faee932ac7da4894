/* Logits of target rows, chunk by chunk: see head.h. */
#include "model/head.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "nn/activation.h"
#include "nn/gemm.h"
#include "nn/loss.h"

/* Fewer rows slow the product down; more only take memory. */
enum { CHUNK_MIN = 512, CHUNK_LOGITS = 1 << 20 };

struct head {
	size_t cap;     /* rows of a chunk */
	size_t largest; /* rows that a chunk had so far */
	float *x;       /* [cap][C] gathered rows */
	float *norm;    /* [cap][C] */
	float *mean;    /* [cap] */
	float *rstd;    /* [cap] */
	float *logits;  /* [cap][V], made when first wanted */
	float *capped;  /* [cap][V] as they were, for backward of capped ones */
	float *d_norm;  /* [cap][C], likewise */
	float *dx;      /* [cap][C] */
	size_t *source; /* [cap] batch row of each row here */

	/* the chunk at hand: targets first … first + n, on n_rows rows */
	size_t first, n, n_rows;
	uint32_t *row, *id; /* [n] of each target */
	float *weight;      /* [n] */
	size_t targets_cap;
};

struct head *
head_new(const struct model_config *c)
{
	struct head *h = mem_new(1, sizeof *h);
	size_t wanted = CHUNK_LOGITS / c->vocab_size;

	h->cap = wanted < CHUNK_MIN ? CHUNK_MIN : wanted;
	h->x = mem_aligned(h->cap * c->width, sizeof *h->x);
	h->norm = mem_aligned(h->cap * c->width, sizeof *h->norm);
	h->mean = mem_aligned(h->cap, sizeof *h->mean);
	h->rstd = mem_aligned(h->cap, sizeof *h->rstd);
	h->source = mem_new(h->cap, sizeof *h->source);
	return h;
}

void
head_free(struct head *h)
{
	if (h == NULL)
		return;
	free(h->x);
	free(h->norm);
	free(h->mean);
	free(h->rstd);
	free(h->logits);
	free(h->capped);
	free(h->d_norm);
	free(h->dx);
	free(h->source);
	free(h->row);
	free(h->id);
	free(h->weight);
	free(h);
}

size_t
head_rows(const struct head *h)
{
	return h->cap;
}

size_t
head_bytes(const struct head *h, const struct model_config *c)
{
	size_t rows = h->largest > 0 ? h->largest : h->cap;

	size_t copies = c->logit_cap > 0 ? 2 : 1; /* in training, capped */

	return (copies * rows * c->vocab_size + h->cap * 4 * c->width) *
	       sizeof(float);
}

static void
add_target(struct head *h, const struct target *t)
{
	size_t cap = h->targets_cap;

	if (h->n == cap) {
		h->row = mem_grow(h->row, &cap, h->n + 1, sizeof *h->row);
		h->id = mem_resize(h->id, cap, sizeof *h->id);
		h->weight = mem_resize(h->weight, cap, sizeof *h->weight);
		h->targets_cap = cap;
	}
	h->row[h->n] = (uint32_t)(h->n_rows - 1);
	h->id[h->n] = t->id;
	h->weight[h->n++] = t->weight;
}

/*
 * Takes the next targets, as many as have room: rows of their own, or shared
 * among targets of one row.  False when all were taken.
 */
static bool
next_chunk(struct head *h, const struct batch *b, bool shared)
{
	h->first += h->n;
	h->n = h->n_rows = 0;
	for (size_t i = h->first; i < b->n_targets; i++) {
		const struct target *t = &b->targets[i];

		assert(t->row < b->n_rows);
		if (!shared || h->n_rows == 0 ||
		    h->source[h->n_rows - 1] != t->row) {
			if (h->n_rows == h->cap)
				break;
			h->source[h->n_rows++] = t->row;
		}
		add_target(h, t);
	}
	return h->n > 0;
}

static void
begin(struct head *h)
{
	h->first = h->n = 0;
}

static void
chunk_logits(
    struct head *h, const struct layer_pass *p, const float *x, float *logits)
{
	const struct model_config *config = &p->w->config;
	const float *bias = weights_vector(p->w, TENSOR_HEAD_B, 0);
	size_t c = config->width, n = h->n_rows * config->vocab_size;

	if (h->n_rows > h->largest)
		h->largest = h->n_rows;
	for (size_t i = 0; i < h->n_rows; i++)
		memcpy(h->x + i * c, x + h->source[i] * c, c * sizeof *x);
	layer_norm(
	    p, TENSOR_NORM_W, 0, h->n_rows, h->x, h->norm, h->mean, h->rstd);
	layer_product(p, TENSOR_HEAD, 0, h->n_rows, h->norm, 0, logits);
	if (bias != NULL)
		bias_forward(
		    h->n_rows, config->vocab_size, bias, logits, p->threads);
	if (config->logit_divisor > 0)
		scale_forward(n, (float)(1 / config->logit_divisor), logits,
		    logits, p->threads);
	if (config->logit_cap > 0)
		cap_forward(n, (float)config->logit_cap, logits, p->threads);
}

static float *
own_logits(struct head *h, const struct model_config *c)
{
	/* not zeroed: rows that no chunk needs take no memory */
	if (h->logits == NULL)
		h->logits =
		    mem_resize(NULL, h->cap * c->vocab_size, sizeof *h->logits);
	return h->logits;
}

/*
 * Log-probabilities must not depend on what else a batch asks for, and few
 * rows would get other last bits: the first row is repeated for those missing.
 */
static void
fill_chunk(struct head *h)
{
	while (h->n_rows <= GEMM_FEW_ROWS)
		h->source[h->n_rows++] = h->source[0];
}

void
head_logprobs(struct head *h, const struct layer_pass *p, const float *x,
    double *logprob, bool *greedy)
{
	const struct model_config *c = &p->w->config;
	float *logits = own_logits(h, c);

	begin(h);
	while (next_chunk(h, p->batch, true)) {
		fill_chunk(h);
		chunk_logits(h, p, x, logits);
		loss_logprobs_at(h->n, h->row, h->id, h->n_rows, c->vocab_size,
		    logits, c->vocab_size, logprob + h->first,
		    greedy != NULL ? greedy + h->first : NULL, p->threads);
	}
}

static void
chunk_backward(struct head *h, const struct layer_pass *p, float *dlogits,
    float *dx, float *grad)
{
	const struct model_config *config = &p->w->config;
	size_t c = config->width, n = h->n_rows * config->vocab_size;

	if (config->logit_cap > 0)
		cap_backward(n, (float)config->logit_cap, h->capped, dlogits,
		    p->threads);
	if (config->logit_divisor > 0)
		scale_forward(n, (float)(1 / config->logit_divisor), dlogits,
		    dlogits, p->threads);
	if (config->head_bias && grad != NULL)
		bias_backward(h->n_rows, config->vocab_size, dlogits,
		    grad + weights_at(p->w, TENSOR_HEAD_B, 0), p->threads);
	layer_product_backward(
	    p, TENSOR_HEAD, 0, h->n_rows, h->norm, dlogits, h->d_norm, grad);
	memset(h->dx, 0, h->n_rows * c * sizeof *h->dx);
	layer_norm_backward(p, TENSOR_NORM_W, 0, h->n_rows, h->x, h->mean,
	    h->rstd, h->d_norm, h->dx, grad);
	for (size_t i = 0; i < h->n_rows; i++) {
		float *to = dx + h->source[i] * c;

		for (size_t j = 0; j < c; j++)
			to[j] += h->dx[i * c + j];
	}
}

void
head_step(struct head *h, const struct layer_pass *p, const float *x,
    double *logprob, float *dx, float *grad)
{
	const struct model_config *c = &p->w->config;
	float *logits = own_logits(h, c);

	if (h->dx == NULL) {
		h->dx = mem_aligned(h->cap * c->width, sizeof *h->dx);
		h->d_norm = mem_aligned(h->cap * c->width, sizeof *h->d_norm);
	}
	if (c->logit_cap > 0 && h->capped == NULL)
		h->capped =
		    mem_resize(NULL, h->cap * c->vocab_size, sizeof *h->capped);
	memset(dx, 0, p->batch->n_rows * c->width * sizeof *dx);
	begin(h);
	while (next_chunk(h, p->batch, false)) {
		chunk_logits(h, p, x, logits);
		if (c->logit_cap > 0)
			copy_forward(h->n_rows * c->vocab_size, logits,
			    h->capped, p->threads);
		loss_backward(h->n_rows, c->vocab_size, logits, c->vocab_size,
		    h->id, h->weight, logprob + h->first, p->threads);
		chunk_backward(h, p, logits, dx, grad);
	}
}

void
head_logits(
    struct head *h, const struct layer_pass *p, const float *x, float *logits)
{
	begin(h);
	while (next_chunk(h, p->batch, false))
		chunk_logits(
		    h, p, x, logits + h->first * p->w->config.vocab_size);
}
