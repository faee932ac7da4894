/* The decoder over a packed batch: see decoder.h. */
#include "model/decoder.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/size.h"
#include "model/adapter.h"
#include "model/head.h"
#include "model/layer.h"
#include "nn/activation.h"
#include "nn/alibi.h"
#include "nn/gemm.h"
#include "nn/rope.h"

struct decoder {
	const struct weights *w;
	bool train, recompute;
	unsigned threads;
	struct rope *rope;       /* NULL with learned positions */
	struct rope *local_rope; /* of layers with a window, if another */
	struct alibi *alibi;     /* of models with it */
	struct head *head;
	float *position; /* [C] a learned one */
	float *store;    /* all that follows is cut out of it */
	size_t store_cap;
	struct layer_acts *layers; /* [L] */
	/* with a norm of the embedding: [T][C], and as wide its gradient */
	float *embedded, *d_embedded, *embed_mean, *embed_rstd; /* [T] */
	float *out; /* [T][C] of the last layer */
	float *dx;  /* [T][C] */
	struct layer_pass pass;
	const struct adapter *adapter; /* NULL: the bare model */
	struct prefix_view view;       /* of the batch, with a prefix */
	struct kv_block *blocks;       /* of one layer */
	size_t blocks_cap;
	bool kept; /* the last pass left the keys and values of all layers */
	const struct kv_cache **kept_blocks; /* its external blocks */
	size_t kept_cap;
};

/*
 * Buffers are cut from the store in two passes of one routine: the first, on
 * NULL, only counts.
 */
struct cutter {
	float *base;
	size_t used;
};

static float *
cut(struct cutter *k, size_t rows, size_t width)
{
	size_t at = k->used;

	k->used += size_round_up(rows * width, 16);
	return k->base == NULL ? NULL : k->base + at;
}

static void
cut_layer(struct decoder *d, struct cutter *k, size_t t, struct layer_acts *a)
{
	const struct model_config *c = &d->w->config;

	a->mean1 = cut(k, t, 1);
	a->rstd1 = cut(k, t, 1);
	a->lse = cut(k, c->n_heads, t);
	a->att = cut(k, t, c->n_heads * c->head_dim);
	a->mean2 = cut(k, t, 1);
	a->rstd2 = cut(k, t, 1);
	a->up = cut(k, t, layer_up_width(c));
	if (c->qk_norm) {
		a->raw_q = cut(k, t, c->n_heads * c->head_dim);
		a->raw_k = cut(k, t, c->n_kv_heads * c->head_dim);
		a->rstd_q = cut(k, t, c->n_heads);
		a->rstd_k = cut(k, t, c->n_kv_heads);
	}
	if (c->qk_norm == QK_NORM_LAYER) {
		a->mean_q = cut(k, t, c->n_heads);
		a->mean_k = cut(k, t, c->n_kv_heads);
	}
	if (c->norm_place != NORM_BEFORE) {
		a->given1 = cut(k, t, c->width);
		a->given2 = cut(k, t, c->width);
		a->rstd_given1 = cut(k, t, 1);
		a->rstd_given2 = cut(k, t, 1);
	}
}

static void
cut_layers(struct decoder *d, struct cutter *k, size_t t, bool keep)
{
	const struct model_config *c = &d->w->config;
	size_t q = layer_qkv_width(c);

	for (size_t l = 0; l < c->n_layers; l++) {
		struct layer_acts *a = &d->layers[l];

		if (l > 0 && (!d->train || d->recompute)) {
			*a = d->layers[0];
		} else {
			cut_layer(d, k, t, a);
			a->in = cut(k, t, c->width);
			a->mid = d->train ? cut(k, t, c->width) : a->in;
		}
		if (l > 0 && d->train && d->recompute)
			a->in = cut(k, t, c->width);
		if (l == 0 || (d->train && !d->recompute) || keep)
			a->qkv = cut(k, t, q);
	}
	d->out = d->train ? cut(k, t, c->width) : d->layers[0].in;
}

/* Two bytes a number, for products of bf16; the head's chunk counts too. */
static void
cut_bf16(struct decoder *d, struct cutter *k, size_t t)
{
	const struct model_config *c = &d->w->config;
	size_t hd = c->n_heads * c->head_dim, rows = head_rows(d->head);
	size_t part = layer_part_rows(t);
	size_t in = part * size_max(size_max(c->width, hd), c->mlp_width);
	size_t out = part * size_max(layer_up_width(c), layer_qkv_width(c));

	if (d->w->bf16 == NULL)
		return;
	in = size_max(in, rows * c->width);
	out = size_max(size_max(out, part * c->width), rows * c->vocab_size);
	d->pass.bf16_in = (uint16_t *)cut(k, in / 2 + 1, 1);
	if (d->train)
		d->pass.bf16_out = (uint16_t *)cut(k, out / 2 + 1, 1);
}

static void
cut_scratch(struct decoder *d, struct cutter *k, size_t t)
{
	const struct model_config *c = &d->w->config;
	size_t hd = c->n_heads * c->head_dim, p = layer_part_rows(t);

	d->pass.norm = cut(k, p, c->width);
	d->pass.act =
	    cut(k, p, c->qk_norm ? size_max(c->mlp_width, hd) : c->mlp_width);
	if (layer_adds_aside(c))
		d->pass.side = cut(k, p, c->width);
	if (d->pass.lora != NULL)
		d->pass.low = cut(k, p, 2 * d->pass.lora->max_rank);
	if (d->pass.lora != NULL && d->pass.lora->dora)
		d->pass.dora = cut(k, p, 2 * d->pass.lora->max_rows);
	if (!d->train)
		return;
	d->pass.d_norm = cut(k, p, c->width);
	d->pass.d_wide =
	    cut(k, size_max(p * layer_up_width(c), t * layer_qkv_width(c)), 1);
	d->pass.d_mix = cut(k, size_max(p * c->mlp_width, t * hd), 1);
	d->dx = cut(k, t, c->width);
	if (c->parallel)
		d->pass.d_side = cut(k, t, c->width);
	if (layer_adds_aside(c))
		d->pass.d_given = cut(k, p, c->width);
}

static void
cut_embedding(struct decoder *d, struct cutter *k, size_t t)
{
	size_t c = d->w->config.width;

	if (!d->w->config.embed_norm)
		return;
	d->embedded = cut(k, t, c);
	d->embed_mean = cut(k, t, 1);
	d->embed_rstd = cut(k, t, 1);
	if (d->train)
		d->d_embedded = cut(k, t, c);
}

static size_t
cut_all(struct decoder *d, float *base, size_t t, bool keep)
{
	struct cutter k = { .base = base };

	cut_layers(d, &k, t, keep);
	cut_scratch(d, &k, t);
	cut_embedding(d, &k, t);
	cut_bf16(d, &k, t);
	return k.used;
}

static void
make_room(struct decoder *d, size_t t, bool keep)
{
	size_t need = cut_all(d, NULL, t, keep);

	if (need > d->store_cap) {
		free(d->store);
		d->store = mem_aligned(need, sizeof *d->store);
		d->store_cap = need;
	}
	cut_all(d, d->store, t, keep);
}

size_t
decoder_bytes(const struct decoder *d, size_t rows)
{
	struct decoder plan = *d;
	struct layer_acts *layers =
	    mem_new(d->w->config.n_layers, sizeof *layers);
	size_t floats;

	plan.layers = layers;
	floats = cut_all(&plan, NULL, rows, false);
	free(layers);
	return floats * sizeof(float) + head_bytes(d->head, &d->w->config);
}

static struct rope *
new_local_rope(const struct model_config *c)
{
	struct rope_config local = {
		.head_dim = c->rope.head_dim,
		.rotary_dim = c->rope.rotary_dim,
		.theta = c->local_theta,
	};

	return rope_new(&local, c->n_positions);
}

static struct alibi *
new_alibi(const struct model_config *c)
{
	struct alibi_config of = {
		.n_heads = c->n_heads,
		.bf16 = c->alibi_bf16,
		.scale = c->alibi_bf16 ? model_config_score_scale(c) : 1,
	};

	return alibi_new(&of);
}

struct decoder *
decoder_new(const struct weights *w, unsigned flags, unsigned threads)
{
	const struct model_config *c = &w->config;
	struct decoder *d = mem_new(1, sizeof *d);

	gemm_begin(threads);
	d->w = w;
	d->train = flags & DECODER_TRAIN;
	d->recompute = flags & DECODER_RECOMPUTE;
	d->threads = threads;
	if (c->position == POSITION_ROPE)
		d->rope = rope_new(&c->rope, c->n_positions);
	if (c->position == POSITION_ALIBI)
		d->alibi = new_alibi(c);
	if (c->local_theta > 0)
		d->local_rope = new_local_rope(c);
	d->head = head_new(c);
	d->position = mem_new(c->width, sizeof *d->position);
	d->layers = mem_new(c->n_layers, sizeof *d->layers);
	return d;
}

void
decoder_free(struct decoder *d)
{
	if (d == NULL)
		return;
	rope_free(d->rope);
	rope_free(d->local_rope);
	alibi_free(d->alibi);
	head_free(d->head);
	free(d->position);
	free(d->store);
	free(d->layers);
	free(d->blocks);
	free(d->kept_blocks);
	prefix_view_release(&d->view);
	free(d);
}

/* The row of a position among the learned ones. */
static size_t
position_row(const struct weights *w, uint32_t pos)
{
	return pos + w->config.first_position;
}

static bool
has_positions(const struct weights *w)
{
	return w->config.position == POSITION_LEARNED;
}

void
decoder_adapt(struct decoder *d, const struct adapter *a)
{
	d->adapter = a;
	d->pass.lora = a == NULL ? NULL : a->lora;
}

const struct model_config *
decoder_config(const struct decoder *d)
{
	return &d->w->config;
}

size_t
decoder_positions(const struct decoder *d)
{
	return d->w->config.n_positions - adapter_positions(d->adapter);
}

static void
read_tokens(const struct decoder *d, const struct batch *b, float *x)
{
	const struct weights *w = d->w;
	struct matrix tokens = weights_matrix(w, TENSOR_EMBED, 0), positions;
	size_t c = w->config.width;
	float scale = model_config_embed_scale(&w->config);

	if (has_positions(w))
		positions = weights_matrix(w, TENSOR_POSITIONS, 0);
	for (size_t t = 0; t < b->n_rows; t++) {

		assert(b->ids[t] < w->config.vocab_size);
		assert(b->pos[t] < w->config.n_positions);
		matrix_read(&tokens, b->ids[t], 1, x + t * c);
		if (!has_positions(w))
			continue;
		matrix_read(
		    &positions, position_row(w, b->pos[t]), 1, d->position);
		for (size_t j = 0; j < c; j++)
			x[t * c + j] += d->position[j];
	}
	if (scale > 0)
		scale_forward(b->n_rows * c, scale, x, x, d->threads);
}

/* The first layer's input. */
static void
embed(const struct decoder *d, const struct batch *b)
{
	float *x = d->layers[0].in;
	bool norm = d->w->config.embed_norm;

	assert(!norm || model_config_embed_scale(&d->w->config) == 0);
	read_tokens(d, b, norm ? d->embedded : x);
	if (norm)
		layer_norm(&d->pass, TENSOR_EMBED_NORM_W, 0, b->n_rows,
		    d->embedded, x, d->embed_mean, d->embed_rstd);
}

/* The gradient of what was read from that of what the layers were given. */
static const float *
embed_norm_backward(const struct decoder *d, const struct batch *b, float *grad)
{
	size_t n = b->n_rows * d->w->config.width;

	if (!d->w->config.embed_norm)
		return d->dx;
	memset(d->d_embedded, 0, n * sizeof *d->d_embedded);
	layer_norm_backward(&d->pass, TENSOR_EMBED_NORM_W, 0, b->n_rows,
	    d->embedded, d->embed_mean, d->embed_rstd, d->dx, d->d_embedded,
	    grad);
	return d->d_embedded;
}

static void
embed_backward(const struct decoder *d, const struct batch *b, float *grad)
{
	const struct weights *w = d->w;
	size_t c = w->config.width;
	float scale = model_config_embed_scale(&w->config);
	const float *of;

	if (scale > 0)
		scale_forward(b->n_rows * c, scale, d->dx, d->dx, d->threads);
	of = embed_norm_backward(d, b, grad);
	for (size_t t = 0; t < b->n_rows; t++) {
		const float *dx = of + t * c;
		float *to =
		    grad + weights_at(w, TENSOR_EMBED, 0) + b->ids[t] * c;

		for (size_t j = 0; j < c; j++)
			to[j] += dx[j];
		if (!has_positions(w))
			continue;
		to = grad + weights_at(w, TENSOR_POSITIONS, 0) +
		     position_row(w, b->pos[t]) * c;
		for (size_t j = 0; j < c; j++)
			to[j] += dx[j];
	}
}

static bool
has_prefix(const struct decoder *d)
{
	return adapter_positions(d->adapter) > 0;
}

/* The parent of a block: a prefix is the block after the input's own ones, and
 * the parent of all roots. */
static int
block_parent(const struct decoder *d, const struct decoder_input *in,
    const struct kv_cache *c)
{
	size_t i = 0;

	if (c->parent == NULL)
		return has_prefix(d) ? SEGMENT_BLOCK(in->n_blocks) : NO_PARENT;
	while (i < in->n_blocks && in->blocks[i] != c->parent)
		i++;
	assert(i < in->n_blocks);
	return SEGMENT_BLOCK(i);
}

static struct rope *
rope_of(const struct decoder *d, size_t layer)
{
	const struct model_config *c = &d->w->config;

	if (!model_config_turns(c, layer))
		return NULL;
	return d->local_rope != NULL && layer_set_has(&c->sliding, layer)
		   ? d->local_rope
		   : d->rope;
}

/* What the pass has of the layer that comes next. */
static void
use_layer(struct decoder *d, const struct decoder_input *in, size_t layer,
    float *prefix_grad)
{
	d->pass.rope = rope_of(d, layer);
	d->blocks = mem_grow(
	    d->blocks, &d->blocks_cap, in->n_blocks + 1, sizeof *d->blocks);
	for (size_t i = 0; i < in->n_blocks; i++) {
		const struct kv_cache *c = in->blocks[i];
		const float *k = kv_cache_layer(c, layer);

		d->blocks[i] = (struct kv_block){
			.k = k,
			.v = k + c->width / 2,
			.n = c->n,
			.stride = c->width,
			.parent = block_parent(d, in, c),
		};
	}
	d->pass.blocks = d->blocks;
	d->pass.n_blocks = in->n_blocks;
	if (has_prefix(d))
		d->blocks[d->pass.n_blocks++] =
		    prefix_block(&d->adapter->prefix, layer, prefix_grad);
}

static void
remember_blocks(struct decoder *d, const struct decoder_input *in)
{
	d->kept = in->keep != 0;
	d->kept_blocks = mem_grow(d->kept_blocks, &d->kept_cap, in->n_blocks,
	    sizeof(*d->kept_blocks));
	for (size_t i = 0; i < in->n_blocks; i++)
		d->kept_blocks[i] = in->blocks[i];
}

/* What places add to scores, for all of the batch. */
static void
use_alibi(struct decoder *d)
{
	const struct batch *b = d->pass.batch;
	size_t n = 0;

	if (d->alibi == NULL)
		return;
	for (size_t t = 0; t < b->n_rows; t++)
		n = size_max(n, (size_t)b->pos[t] + 1);
	d->pass.bias = alibi_table(d->alibi, n, &d->pass.bias_stride);
}

static void
run_layers(struct decoder *d, const struct decoder_input *in)
{
	size_t n = d->w->config.n_layers;

	make_room(d, in->batch->n_rows, in->keep);
	d->pass.w = d->w;
	d->pass.batch = in->batch;
	if (has_prefix(d))
		d->pass.batch = prefix_view(&d->view, &d->adapter->prefix,
		    in->batch, SEGMENT_BLOCK(in->n_blocks));
	d->pass.threads = d->threads;
	remember_blocks(d, in);
	use_alibi(d);
	embed(d, d->pass.batch);
	for (size_t l = 0; l < n; l++) {
		use_layer(d, in, l, NULL);
		layer_forward(&d->pass, l, &d->layers[l],
		    l + 1 < n ? d->layers[l + 1].in : d->out);
	}
}

void
decoder_forward(
    struct decoder *d, const struct decoder_input *in, double *logprob)
{
	run_layers(d, in);
	head_logprobs(d->head, &d->pass, d->out, logprob, in->greedy);
}

void
decoder_logits(struct decoder *d, const struct decoder_input *in, float *logits)
{
	run_layers(d, in);
	head_logits(d->head, &d->pass, d->out, logits);
}

/* Backward needs what the next layers have written over since. */
static void
forward_again(struct decoder *d, size_t layer)
{
	d->pass.again = true;
	layer_forward(&d->pass, layer, &d->layers[layer], NULL);
	d->pass.again = false;
}

void
decoder_step(struct decoder *d, const struct decoder_input *in, double *logprob,
    float *grad)
{
	float *own = d->adapter == NULL ? grad : NULL; /* of the weights */

	assert(d->train);
	run_layers(d, in);
	d->pass.lora_grad = grad;
	head_step(d->head, &d->pass, d->out, logprob, d->dx, own);
	for (size_t l = d->w->config.n_layers; l-- > 0;) {
		use_layer(d, in, l, grad);
		if (d->recompute && l + 1 < d->w->config.n_layers)
			forward_again(d, l);
		layer_backward(&d->pass, l, &d->layers[l], d->dx, own);
		if (in->layer_done != NULL)
			in->layer_done(in->ctx, (int)l);
	}
	if (own != NULL)
		embed_backward(d, in->batch, own);
	if (in->layer_done != NULL)
		in->layer_done(in->ctx, -1);
}

/* Rows of a segment and of those before it in its chain, the oldest first. */
static float *
copy_chain(const struct decoder *d, const struct batch *b, int segment,
    const float *qkv, float *to)
{
	const struct model_config *c = &d->w->config;
	size_t q = layer_qkv_width(c), hd = c->n_heads * c->head_dim;
	const struct segment *s;

	if (segment < 0)
		return to;
	s = &b->segments[segment];
	to = copy_chain(d, b, s->parent, qkv, to);
	for (size_t i = 0; i < s->n; i++) {
		memcpy(
		    to, qkv + (s->first + i) * q + hd, (q - hd) * sizeof *to);
		to += q - hd;
	}
	return to;
}

void
decoder_keys(
    const struct decoder *d, const struct batch *b, size_t segment, float *out)
{
	assert(d->kept && segment < b->n_segments);
	for (size_t l = 0; l < d->w->config.n_layers; l++)
		out = copy_chain(d, b, (int)segment, d->layers[l].qkv, out);
}

struct kv_cache *
decoder_cache(const struct decoder *d, const struct batch *b, size_t segment)
{
	const struct model_config *config = &d->w->config;
	size_t width = 2 * config->n_kv_heads * config->head_dim, n = 0;
	struct kv_cache *c;
	int s = (int)segment;

	assert(d->kept && segment < b->n_segments);
	for (; s >= 0; s = b->segments[s].parent)
		n += b->segments[s].n;
	c = kv_cache_new(config->n_layers, width, n);
	if (s <= SEGMENT_BLOCK(0))
		c->parent = d->kept_blocks[SEGMENT_BLOCK(0) - s];
	decoder_keys(d, b, segment, c->data);
	return c;
}

void
decoder_cache_add(const struct decoder *d, const struct batch *b,
    size_t segment, struct kv_cache *c)
{
	struct segment s = b->segments[segment];

	assert(d->kept && segment < b->n_segments);
	assert(s.parent <= SEGMENT_BLOCK(0) &&
	       d->kept_blocks[SEGMENT_BLOCK(0) - s.parent] == c);
	kv_cache_widen(c, c->n + s.n);
	for (size_t l = 0; l < c->n_layers; l++)
		copy_chain(d, b, (int)segment, d->layers[l].qkv,
		    kv_cache_layer(c, l) + c->n * c->width);
	c->n += s.n;
}

/* The keys that n rows see after so many before them, all or a window. */
static double
seen(size_t n, size_t before, size_t window)
{
	size_t all = n; /* rows that see every key */

	if (window > 0)
		all = window > before ? size_min(n, window - before) : 0;
	return (double)all * (double)before +
	       (double)all * (double)(all + 1) / 2 +
	       (double)(n - all) * (double)window;
}

/* Scores of a head of all layers. */
static double
attended(const struct decoder *d, const struct batch *b)
{
	size_t prefix = adapter_positions(d->adapter);
	double pairs = 0;

	for (size_t l = 0; l < d->w->config.n_layers; l++)
		for (size_t i = 0; i < b->n_segments; i++)
			pairs +=
			    seen(b->segments[i].n, b->segments[i].pos0 + prefix,
				model_config_window(&d->w->config, l));
	return pairs;
}

double
decoder_flops(const struct decoder *d, const struct batch *b, int train)
{
	const struct model_config *c = &d->w->config;
	double width = (double)c->width, layers = (double)c->n_layers;
	double hd = (double)(c->n_heads * c->head_dim);
	double linear = layers * width *
			((double)layer_qkv_width(c) + hd +
			    (double)(layer_up_width(c) + c->mlp_width));
	double head = width * (double)c->vocab_size;
	double rows = (double)b->n_rows, logits = (double)b->n_targets;
	double low = d->pass.lora == NULL ? 0 : lora_work(d->pass.lora);
	/* backward is two products for each of forward, one of what is frozen;
	   attention's 2.5; DoRA computes forward's again */
	bool dora = d->pass.lora != NULL && d->pass.lora->dora;
	double passes = !train ? 1 : d->adapter == NULL || dora ? 3 : 2;

	return 2 * passes * (rows * linear + logits * head) +
	       2 * (train ? 3 : 1) * rows * low +
	       4 * (train ? 3.5 : 1) * hd * attended(d, b);
}
