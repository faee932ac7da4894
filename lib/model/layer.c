/* A layer forward and backward: see layer.h. */
#include "model/layer.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "nn/bf16.h"
#include "nn/gemm.h"
#include "nn/int8.h"
#include "nn/matrix_gemm.h"
#include "nn/norm.h"

enum { PART_ROWS = 1024 }; /* fewer slow the products down */

size_t
layer_up_width(const struct model_config *c)
{
	return c->gated_mlp ? 2 * c->mlp_width : c->mlp_width;
}

size_t
layer_qkv_width(const struct model_config *c)
{
	return (c->n_heads + 2 * c->n_kv_heads) * c->head_dim;
}

bool
layer_adds_aside(const struct model_config *c)
{
	return c->norm_place != NORM_BEFORE || c->residual_scale > 0;
}

/* Its gradient, or NULL where all are frozen or the model lacks it. */
static float *
grad_of(
    const struct layer_pass *p, enum tensor_id id, size_t layer, float *grad)
{
	size_t at = weights_at(p->w, id, layer);

	return grad == NULL || at == WEIGHT_NONE ? NULL : grad + at;
}

void
layer_norm(const struct layer_pass *p, enum tensor_id id, size_t layer,
    size_t t, const float *x, float *y, float *mean, float *rstd)
{
	const struct model_config *c = &p->w->config;
	const float *w = weights_vector(p->w, id, layer);

	if (c->norm == NORM_RMS)
		rmsnorm_forward(
		    t, c->width, c->norm_eps, x, w, y, rstd, p->threads);
	else
		layernorm_forward(t, c->width, c->norm_eps, x, w,
		    weights_vector(p->w, tensor_bias(id), layer), y, mean, rstd,
		    p->threads);
}

void
layer_norm_backward(const struct layer_pass *p, enum tensor_id id, size_t layer,
    size_t t, const float *x, const float *mean, const float *rstd,
    const float *dy, float *dx, float *grad)
{
	const struct model_config *c = &p->w->config;
	const float *w = weights_vector(p->w, id, layer);
	float *dw = grad_of(p, id, layer, grad);

	if (c->norm == NORM_RMS)
		rmsnorm_backward(
		    t, c->width, x, w, rstd, dy, dx, dw, p->threads);
	else
		layernorm_backward(t, c->width, x, w, mean, rstd, dy, dx, dw,
		    grad_of(p, tensor_bias(id), layer, grad), p->threads);
}

void
layer_product(const struct layer_pass *p, enum tensor_id id, size_t layer,
    size_t t, const float *x, int add, float *y)
{
	float beta = add ? 1 : 0;
	size_t n, k, at = weights_at(p->w, id, layer);
	const struct int8_matrix *int8 = weights_int8(p->w, id, layer);

	assert(at != WEIGHT_NONE && !tensor_is_vector(id));
	tensor_table_shape(&p->w->config, id, &n, &k);
	if (int8 != NULL) {
		int8_nt(int8, t, x, beta, y, p->threads);
		return;
	}
	if (p->bf16_in == NULL) {
		struct matrix w = weights_matrix(p->w, id, layer);

		matrix_nt(&w, t, x, beta, y, p->threads);
		return;
	}
	bf16_of(t * k, x, p->bf16_in, p->threads);
	bf16_nt(t, n, k, p->bf16_in, p->w->bf16 + at, beta, y, p->threads);
}

void
layer_product_backward(const struct layer_pass *p, enum tensor_id id,
    size_t layer, size_t t, const float *x, const float *dy, float *dx,
    float *grad)
{
	size_t n, k, at = weights_at(p->w, id, layer);
	const struct int8_matrix *int8 = weights_int8(p->w, id, layer);

	tensor_table_shape(&p->w->config, id, &n, &k);
	if (int8 != NULL) {
		assert(grad == NULL);
		int8_nn(int8, t, dy, dx, p->threads);
		return;
	}
	if (p->bf16_in == NULL) {
		struct matrix w = weights_matrix(p->w, id, layer);

		if (grad != NULL)
			gemm_tn(n, k, t, dy, n, x, k, 1, grad + at, k);
		matrix_nn(&w, t, dy, dx, p->threads);
		return;
	}
	bf16_of(t * n, dy, p->bf16_out, p->threads);
	if (grad != NULL) {
		bf16_of(t * k, x, p->bf16_in, p->threads);
		bf16_tn(
		    n, k, t, p->bf16_out, p->bf16_in, 1, grad + at, p->threads);
	}
	bf16_nn(t, k, n, p->bf16_out, p->w->bf16 + at, 0, dx, p->threads);
}

/*
 * Some rows of a layer.  What follows a product row by row is done with a part
 * of the rows before the next part is begun, so that it is still in the cache;
 * only attention needs all of them.
 */
struct part {
	const struct layer_pass *p;
	size_t layer, first, t;
	struct layer_acts a; /* of these rows; lse is of all */
};

size_t
layer_part_rows(size_t t)
{
	size_t n = (t + PART_ROWS - 1) / PART_ROWS;

	return n == 0 ? 0 : (t + n - 1) / n;
}

/* Numbers of which each has a norm of its own, of n heads. */
static size_t
heads_normed(const struct model_config *c, size_t n)
{
	return c->qk_norm == QK_NORM_ALL_HEADS ? 1 : n;
}

static struct layer_acts
acts_from(const struct model_config *c, const struct layer_acts *of, size_t row)
{
	struct layer_acts a = *of;
	size_t d = c->head_dim;

	a.in += row * c->width;
	a.mean1 += row;
	a.rstd1 += row;
	a.qkv += row * layer_qkv_width(c);
	a.att += row * c->n_heads * d;
	a.mid += row * c->width;
	a.mean2 += row;
	a.rstd2 += row;
	a.up += row * layer_up_width(c);
	if (c->qk_norm) {
		a.raw_q += row * c->n_heads * d;
		a.raw_k += row * c->n_kv_heads * d;
		a.rstd_q += row * heads_normed(c, c->n_heads);
		a.rstd_k += row * heads_normed(c, c->n_kv_heads);
	}
	if (c->qk_norm == QK_NORM_LAYER) {
		a.mean_q += row * c->n_heads;
		a.mean_k += row * c->n_kv_heads;
	}
	if (c->norm_place != NORM_BEFORE) {
		a.given1 += row * c->width;
		a.given2 += row * c->width;
		a.rstd_given1 += row;
		a.rstd_given2 += row;
	}
	return a;
}

/* The next part after r, whose t is 0 before the first; false at the end. */
static bool
next_part(struct part *r, const struct layer_pass *p, size_t layer,
    const struct layer_acts *a)
{
	size_t rows = p->batch->n_rows, each = layer_part_rows(rows);

	r->p = p;
	r->layer = layer;
	r->first += r->t;
	if (r->first == rows)
		return false;
	r->t = rows - r->first < each ? rows - r->first : each;
	r->a = acts_from(&p->w->config, a, r->first);
	return true;
}

/*
 * y [t][n] = x [t][k] W^T + b, or added to what y holds, and what LoRA adds
 * beside W.  The MLP's first bias is added by the activation.
 */
static void
linear(
    const struct part *r, enum tensor_id id, const float *x, int add, float *y)
{
	const struct layer_pass *p = r->p;
	const float *b = weights_vector(p->w, tensor_bias(id), r->layer);
	struct lora_pass pass = { id, r->layer, r->t, x, p->low };
	bool scaled = p->lora != NULL && lora_is_dora(p->lora, id, r->layer);
	size_t n, k;

	tensor_table_shape(&p->w->config, id, &n, &k);
	if (scaled) {
		layer_product(p, id, r->layer, r->t, x, 0, p->dora);
		lora_forward(p->lora, &pass, p->dora);
		lora_scale(p->lora, &pass, p->dora, add != 0, y);
	} else {
		layer_product(p, id, r->layer, r->t, x, add, y);
	}
	if (b != NULL && id != TENSOR_UP_W)
		bias_forward(r->t, n, b, y, p->threads);
	if (p->lora != NULL && !scaled)
		lora_forward(p->lora, &pass, y);
}

/*
 * dx [t][k] = dy [t][n] W, and from x and dy the gradients of W and b, unless
 * they are frozen, and of LoRA.
 */
static void
linear_backward(const struct part *r, enum tensor_id id, const float *x,
    const float *dy, float *dx, float *grad)
{
	const struct layer_pass *p = r->p;
	float *db = grad_of(p, tensor_bias(id), r->layer, grad);
	struct lora_pass pass = { id, r->layer, r->t, x, p->low };
	size_t n, k;

	tensor_table_shape(&p->w->config, id, &n, &k);
	if (db != NULL)
		bias_backward(r->t, n, dy, db, p->threads);
	if (p->lora != NULL && lora_is_dora(p->lora, id, r->layer)) {
		float *z = p->dora, *dz = p->dora + r->t * n;

		layer_product(p, id, r->layer, r->t, x, 0, z);
		lora_forward(p->lora, &pass, z);
		lora_scale_backward(p->lora, &pass, z, dy, dz, p->lora_grad);
		dy = dz;
	}
	layer_product_backward(p, id, r->layer, r->t, x, dy, dx, grad);
	if (p->lora != NULL)
		lora_backward(p->lora, &pass, dy, dx, p->lora_grad);
}

static struct attention
attention_of(const struct layer_pass *p, size_t layer)
{
	const struct model_config *c = &p->w->config;

	return (struct attention){
		.n_heads = c->n_heads,
		.n_kv_heads = c->n_kv_heads,
		.head_dim = c->head_dim,
		.scale = model_config_score_scale(c),
		.cap = (float)c->score_cap,
		.window = model_config_window(c, layer),
		.bias = p->bias,
		.bias_stride = p->bias_stride,
		.q_stride = layer_qkv_width(c),
		.kv_stride = layer_qkv_width(c),
		.out_stride = c->n_heads * c->head_dim,
		.bf16 = p->bf16_in != NULL,
		.threads = p->threads,
		.segments = p->batch->segments,
		.n_segments = p->batch->n_segments,
		.blocks = p->blocks,
		.n_blocks = p->n_blocks,
	};
}

/* Queries and keys lie side by side, so that one call rotates both. */
static void
rotate(const struct part *r, int direction, float *qkv)
{
	const struct layer_pass *p = r->p;
	const struct model_config *c = &p->w->config;

	if (p->rope != NULL)
		rope_apply(p->rope, direction, r->t, p->batch->pos + r->first,
		    c->n_heads + c->n_kv_heads, qkv, layer_qkv_width(c),
		    p->threads);
}

/* Heads of D floats, from rows of Q into rows without gaps, and back. */
static void
gather(const struct part *r, size_t n, const float *from, float *to)
{
	size_t q = layer_qkv_width(&r->p->w->config);

	for (size_t t = 0; t < r->t; t++)
		memcpy(to + t * n, from + t * q, n * sizeof *to);
}

static void
scatter(const struct part *r, size_t n, const float *from, float *to)
{
	size_t q = layer_qkv_width(&r->p->w->config);

	for (size_t t = 0; t < r->t; t++)
		memcpy(to + t * q, from + t * n, n * sizeof *to);
}

/* Queries or keys of n heads, the first at an offset in rows of Q; mean and
 * rstd are of the part's rows, of QK_NORM_LAYER a head after the other. */
struct heads {
	enum tensor_id norm;
	size_t n, offset;
	float *raw, *mean, *rstd;
};

static struct heads
queries(const struct part *r)
{
	const struct model_config *c = &r->p->w->config;

	return (struct heads){ TENSOR_Q_NORM_W, c->n_heads, 0, r->a.raw_q,
		r->a.mean_q, r->a.rstd_q };
}

static struct heads
keys(const struct part *r)
{
	const struct model_config *c = &r->p->w->config;

	return (struct heads){ TENSOR_K_NORM_W, c->n_kv_heads,
		c->n_heads * c->head_dim, r->a.raw_k, r->a.mean_k,
		r->a.rstd_k };
}

/* Each head by weights of its own; raw is [n][t][D] then. */
static void
layer_norm_heads(
    const struct part *r, const struct heads *h, float *x, float *scratch)
{
	const struct model_config *c = &r->p->w->config;
	size_t d = c->head_dim;
	const float *w = weights_vector(r->p->w, h->norm, r->layer);

	for (size_t i = 0; i < h->n; i++) {
		float *raw = h->raw + i * r->t * d;

		gather(r, d, x + i * d, raw);
		layernorm_forward(r->t, d, c->norm_eps, raw, w + i * d, NULL,
		    scratch, h->mean + i * r->t, h->rstd + i * r->t,
		    r->p->threads);
		scatter(r, d, scratch, x + i * d);
	}
}

static void
layer_norm_heads_backward(
    const struct part *r, const struct heads *h, float *dx, float *grad)
{
	const struct layer_pass *p = r->p;
	size_t d = p->w->config.head_dim;
	const float *w = weights_vector(p->w, h->norm, r->layer);
	float *dw = grad_of(p, h->norm, r->layer, grad);

	for (size_t i = 0; i < h->n; i++) {
		gather(r, d, dx + i * d, p->d_mix);
		memset(p->act, 0, r->t * d * sizeof *p->act);
		layernorm_backward(r->t, d, h->raw + i * r->t * d, w + i * d,
		    h->mean + i * r->t, h->rstd + i * r->t, p->d_mix, p->act,
		    dw == NULL ? NULL : dw + i * d, NULL, p->threads);
		scatter(r, d, p->act, dx + i * d);
	}
}

/* scratch holds [t][n D]. */
static void
norm_heads(
    const struct part *r, const struct heads *h, float *qkv, float *scratch)
{
	const struct model_config *c = &r->p->w->config;
	size_t n = h->n, d = c->head_dim, each = heads_normed(c, n);
	float *x = qkv + h->offset, *raw = h->raw;

	if (c->qk_norm == QK_NORM_LAYER) {
		layer_norm_heads(r, h, x, scratch);
		return;
	}
	gather(r, n * d, x, raw);
	rmsnorm_forward(r->t * each, n * d / each, c->norm_eps, raw,
	    weights_vector(r->p->w, h->norm, r->layer), scratch, h->rstd,
	    r->p->threads);
	scatter(r, n * d, scratch, x);
}

static void
norm_heads_backward(
    const struct part *r, const struct heads *h, float *dqkv, float *grad)
{
	const struct layer_pass *p = r->p;
	size_t n = h->n, d = p->w->config.head_dim;
	size_t each = heads_normed(&p->w->config, n);
	float *dx = dqkv + h->offset;

	if (p->w->config.qk_norm == QK_NORM_LAYER) {
		layer_norm_heads_backward(r, h, dx, grad);
		return;
	}
	gather(r, n * d, dx, p->d_mix);
	memset(p->act, 0, r->t * n * d * sizeof *p->act);
	rmsnorm_backward(r->t * each, n * d / each, h->raw,
	    weights_vector(p->w, h->norm, r->layer), h->rstd, p->d_mix, p->act,
	    grad_of(p, h->norm, r->layer, grad), p->threads);
	scatter(r, n * d, p->act, dx);
}

static void
activate(const struct part *r, const float *up_bias, float *up, float *y)
{
	const struct model_config *c = &r->p->w->config;
	size_t f = c->mlp_width;
	unsigned threads = r->p->threads;

	if (!c->gated_mlp) {
		activation_forward(
		    c->activation, r->t, f, up, up_bias, y, threads);
		return;
	}
	if (up_bias != NULL)
		bias_forward(r->t, 2 * f, up_bias, up, threads);
	gated_forward(c->activation, r->t, f, up, y, threads);
}

static void
copy_rows(const struct part *r, const float *from, float *to)
{
	if (from != to)
		copy_forward(
		    r->t * r->p->w->config.width, from, to, r->p->threads);
}

/* What a product reads: x, or the norm of it, which is in p->norm then. */
static const float *
norm_before(const struct part *r, enum tensor_id id, const float *x,
    float *mean, float *rstd)
{
	const struct layer_pass *p = r->p;

	if (p->w->config.norm_place == NORM_BEHIND)
		return x;
	layer_norm(p, id, r->layer, r->t, x, p->norm, mean, rstd);
	return p->norm;
}

/* dx gets the gradient of x added, from p->d_norm, that of what was read. */
static void
norm_before_backward(const struct part *r, enum tensor_id id, const float *x,
    const float *mean, const float *rstd, float *dx, float *grad)
{
	const struct layer_pass *p = r->p;

	if (p->w->config.norm_place == NORM_BEHIND)
		add_forward(
		    r->t * p->w->config.width, dx, p->d_norm, dx, p->threads);
	else
		layer_norm_backward(
		    p, id, r->layer, r->t, x, mean, rstd, p->d_norm, dx, grad);
}

static const float *
attention_reads(const struct part *r)
{
	return norm_before(
	    r, TENSOR_ATTN_NORM_W, r->a.in, r->a.mean1, r->a.rstd1);
}

static enum tensor_id
mlp_norm_of(const struct part *r)
{
	return r->p->w->config.one_norm ? TENSOR_ATTN_NORM_W
					: TENSOR_MLP_NORM_W;
}

static const float *
mlp_reads(const struct part *r, const float *x)
{
	return norm_before(r, mlp_norm_of(r), x, r->a.mean2, r->a.rstd2);
}

/* A product whose result is added to the stream, and its norm behind. */
struct branch {
	enum tensor_id id, norm;
	float *given, *rstd; /* with a norm: [t][C], [t] */
};

static struct branch
attention_branch(const struct part *r)
{
	return (struct branch){ TENSOR_OUT_W, TENSOR_ATTN_POST_NORM_W,
		r->a.given1, r->a.rstd_given1 };
}

static struct branch
mlp_branch(const struct part *r)
{
	return (struct branch){ TENSOR_DOWN_W, TENSOR_MLP_POST_NORM_W,
		r->a.given2, r->a.rstd_given2 };
}

/* y = in + what the product of x gives, y may be `in`; NULL: only what
 * backward needs. */
static void
add_branch(const struct part *r, const struct branch *b, const float *x,
    const float *in, float *y)
{
	const struct layer_pass *p = r->p;
	const struct model_config *c = &p->w->config;
	float *given = c->norm_place == NORM_BEFORE ? p->side : b->given;

	if (!layer_adds_aside(c)) {
		copy_rows(r, in, y);
		linear(r, b->id, x, 1, y);
		return;
	}
	linear(r, b->id, x, 0, given);
	if (given != p->side)
		layer_norm(
		    p, b->norm, r->layer, r->t, given, p->side, NULL, b->rstd);
	if (y == NULL)
		return;
	if (c->residual_scale > 0)
		scale_forward(r->t * c->width, (float)c->residual_scale,
		    p->side, p->side, p->threads);
	add_forward(r->t * c->width, in, p->side, y, p->threads);
}

/* dx [t][in] = the gradient of x from dy, that of y. */
static void
add_branch_backward(const struct part *r, const struct branch *b,
    const float *x, const float *dy, float *dx, float *grad)
{
	const struct layer_pass *p = r->p;
	const struct model_config *c = &p->w->config;
	size_t n = r->t * c->width;

	if (c->residual_scale > 0) {
		scale_forward(
		    n, (float)c->residual_scale, dy, p->side, p->threads);
		dy = p->side;
	}
	if (c->norm_place != NORM_BEFORE) {
		memset(p->d_given, 0, n * sizeof *p->d_given);
		layer_norm_backward(p, b->norm, r->layer, r->t, b->given, NULL,
		    b->rstd, dy, p->d_given, grad);
		dy = p->d_given;
	}
	linear_backward(r, b->id, x, dy, dx, grad);
}

/* Queries, keys and values. */
static void
mixer_forward(const struct part *r)
{
	const struct model_config *c = &r->p->w->config;
	const struct layer_acts *a = &r->a;
	const struct heads q = queries(r), k = keys(r);

	linear(r, TENSOR_QKV_W, attention_reads(r), 0, a->qkv);
	if (c->qk_norm) {
		norm_heads(r, &q, a->qkv, a->att);
		norm_heads(r, &k, a->qkv, a->att);
	}
	rotate(r, 1, a->qkv);
}

/* From what attention gave to the layer's output. */
static void
mlp_forward(const struct part *r, float *out)
{
	const struct layer_pass *p = r->p;
	const struct model_config *c = &p->w->config;
	const struct layer_acts *a = &r->a;
	const float *up_bias = weights_vector(p->w, TENSOR_UP_B, r->layer);
	const struct branch attention = attention_branch(r);
	const struct branch mlp = mlp_branch(r);
	bool last = !p->again || c->norm_place != NORM_BEFORE;
	const float *x = NULL;

	if (c->parallel) /* before `mid` takes the place of `in` */
		x = mlp_reads(r, a->in);
	add_branch(r, &attention, a->att, a->in, a->mid);
	if (!c->parallel)
		x = mlp_reads(r, a->mid);
	linear(r, TENSOR_UP_W, x, 0, a->up);
	if (!last && up_bias == NULL)
		return;
	activate(r, up_bias, a->up, p->act);
	if (!last)
		return;
	add_branch(r, &mlp, p->act, a->mid,
	    p->again ? NULL : out + r->first * c->width);
}

void
layer_forward(const struct layer_pass *p, size_t layer,
    const struct layer_acts *a, float *out)
{
	const struct model_config *c = &p->w->config;
	struct attention at = attention_of(p, layer);
	size_t hd = c->n_heads * c->head_dim;
	size_t kvd = c->n_kv_heads * c->head_dim;
	struct part r = { 0 };

	while (next_part(&r, p, layer, a))
		mixer_forward(&r);
	attention_forward(&at, p->batch->n_rows, a->qkv, a->qkv + hd,
	    a->qkv + hd + kvd, a->att, a->lse);
	r = (struct part){ 0 };
	while (next_part(&r, p, layer, a))
		mlp_forward(&r, out);
}

/* d_in gets the gradient of what the norm read: dx, or beside it. */
static void
mlp_backward(const struct part *r, float *dx, float *d_in, float *grad)
{
	const struct layer_pass *p = r->p;
	const struct model_config *c = &p->w->config;
	const struct layer_acts *a = &r->a;
	size_t t = r->t, f = c->mlp_width;
	const float *x = c->parallel ? a->in : a->mid;
	const struct branch branch = mlp_branch(r);

	dx += r->first * c->width;
	d_in += r->first * c->width;
	/* what is cheap is computed again rather than stored */
	activate(r, NULL, a->up, p->act);
	add_branch_backward(r, &branch, p->act, dx, p->d_mix, grad);
	if (c->gated_mlp)
		gated_backward(c->activation, t, f, a->up, p->d_mix, p->d_wide,
		    p->threads);
	else
		activation_backward(c->activation, t, f, a->up, p->d_mix,
		    p->d_wide, p->threads);
	linear_backward(
	    r, TENSOR_UP_W, mlp_reads(r, x), p->d_wide, p->d_norm, grad);
	norm_before_backward(
	    r, mlp_norm_of(r), x, a->mean2, a->rstd2, d_in, grad);
}

/* d_mix gets the gradient of what attention gave. */
static void
out_backward(const struct part *r, const float *dx, float *grad)
{
	const struct layer_pass *p = r->p;
	const struct model_config *c = &p->w->config;
	size_t hd = c->n_heads * c->head_dim;
	float *d_mix = p->d_mix + r->first * hd;
	const struct branch branch = attention_branch(r);

	dx += r->first * c->width;
	add_branch_backward(r, &branch, r->a.att, dx, d_mix, grad);
}

/* From the gradients of queries, keys and values, in d_wide, to the input's. */
static void
mixer_backward(const struct part *r, float *dx, float *grad)
{
	const struct layer_pass *p = r->p;
	const struct model_config *c = &p->w->config;
	const struct layer_acts *a = &r->a;
	const struct heads q = queries(r), k = keys(r);
	float *dqkv = p->d_wide + r->first * layer_qkv_width(c);

	rotate(r, -1, dqkv);
	if (c->qk_norm) {
		norm_heads_backward(r, &q, dqkv, grad);
		norm_heads_backward(r, &k, dqkv, grad);
	}
	linear_backward(
	    r, TENSOR_QKV_W, attention_reads(r), dqkv, p->d_norm, grad);
	norm_before_backward(r, TENSOR_ATTN_NORM_W, a->in, a->mean1, a->rstd1,
	    dx + r->first * c->width, grad);
}

void
layer_backward(const struct layer_pass *p, size_t layer,
    const struct layer_acts *a, float *dx, float *grad)
{
	const struct model_config *c = &p->w->config;
	struct attention at = attention_of(p, layer);
	size_t hd = c->n_heads * c->head_dim, kvd = c->n_kv_heads * c->head_dim;
	size_t n = p->batch->n_rows * c->width;
	float *d_in = c->parallel ? p->d_side : dx, *dqkv = p->d_wide;
	struct part r = { 0 };

	if (c->parallel)
		memset(d_in, 0, n * sizeof *d_in);
	while (next_part(&r, p, layer, a))
		mlp_backward(&r, dx, d_in, grad);
	r = (struct part){ 0 };
	while (next_part(&r, p, layer, a))
		out_backward(&r, dx, grad);
	attention_backward(&at, p->batch->n_rows, a->qkv, a->qkv + hd,
	    a->qkv + hd + kvd, a->att, a->lse, p->d_mix, dqkv, dqkv + hd,
	    dqkv + hd + kvd);
	r = (struct part){ 0 };
	while (next_part(&r, p, layer, a))
		mixer_backward(&r, dx, grad);
	if (c->parallel)
		add_forward(n, dx, d_in, dx, p->threads);
}
