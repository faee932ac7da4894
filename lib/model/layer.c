/* A layer forward and backward: see layer.h. */
#include "model/layer.h"

#include <math.h>
#include <string.h>

#include "nn/gemm.h"
#include "nn/half.h"
#include "nn/norm.h"

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

void
layer_norm(const struct layer_pass *p, size_t w, size_t b, size_t t,
    const float *x, float *y, float *mean, float *std)
{
	const struct model_config *c = &p->w->config;
	const float *data = p->w->data;

	if (c->norm == NORM_RMS)
		rmsnorm_forward(
		    t, c->width, c->norm_eps, x, data + w, y, std, p->threads);
	else
		layernorm_forward(t, c->width, c->norm_eps, x, data + w,
		    data + b, y, mean, std, p->threads);
}

void
layer_norm_backward(const struct layer_pass *p, size_t w, size_t b, size_t t,
    const float *x, const float *mean, const float *std, const float *dy,
    float *dx, float *grad)
{
	const struct model_config *c = &p->w->config;
	const float *data = p->w->data;
	float *dw = grad == NULL ? NULL : grad + w;
	float *db = grad == NULL ? NULL : grad + b;

	if (c->norm == NORM_RMS)
		rmsnorm_backward(
		    t, c->width, x, data + w, std, dy, dx, dw, p->threads);
	else
		layernorm_backward(t, c->width, x, data + w, mean, std, dy, dx,
		    dw, db, p->threads);
}

void
layer_product(const struct layer_pass *p, size_t w, size_t t, size_t n,
    size_t k, const float *x, int add, float *y)
{
	float beta = add ? 1 : 0;

	if (p->half_in == NULL) {
		gemm_nt(t, n, k, x, k, p->w->data + w, k, beta, y, n);
		return;
	}
	half_of(t * k, x, p->half_in, p->threads);
	half_nt(t, n, k, p->half_in, p->w->half + w, beta, y, p->threads);
}

void
layer_product_backward(const struct layer_pass *p, size_t w, size_t t, size_t n,
    size_t k, const float *x, const float *dy, float *dx, float *grad)
{
	if (p->half_in == NULL) {
		if (grad != NULL)
			gemm_tn(n, k, t, dy, n, x, k, 1, grad + w, k);
		gemm_nn(t, k, n, dy, n, p->w->data + w, k, 0, dx, k);
		return;
	}
	half_of(t * n, dy, p->half_out, p->threads);
	if (grad != NULL) {
		half_of(t * k, x, p->half_in, p->threads);
		half_tn(
		    n, k, t, p->half_out, p->half_in, 1, grad + w, p->threads);
	}
	half_nn(t, k, n, p->half_out, p->w->half + w, 0, dx, p->threads);
}

/* y [T][n] = x [T][k] W^T + b, or added to what y holds. */
static void
linear(const struct layer_pass *p, size_t w, size_t b, size_t n, size_t k,
    const float *x, int add, float *y)
{
	size_t t = p->batch->n_rows;

	layer_product(p, w, t, n, k, x, add, y);
	if (b != WEIGHT_NONE)
		bias_forward(t, n, p->w->data + b, y, p->threads);
}

/* dx [T][k] = dy [T][n] W, with the gradients of W and b from x and dy unless
 * they are frozen. */
static void
linear_backward(const struct layer_pass *p, size_t w, size_t b, size_t n,
    size_t k, const float *x, const float *dy, float *dx, float *grad)
{
	size_t t = p->batch->n_rows;

	if (grad != NULL && b != WEIGHT_NONE)
		bias_backward(t, n, dy, grad + b, p->threads);
	layer_product_backward(p, w, t, n, k, x, dy, dx, grad);
}

/* y += what LoRA has beside the matrix; in x, as the matrix was given it. */
static void
adapt(const struct layer_pass *p, enum whole whole, size_t layer,
    const float *x, float *y)
{
	struct lora_pass pass = { whole, layer, p->batch->n_rows, x, p->low };

	if (p->lora != NULL)
		lora_forward(p->lora, &pass, y);
}

/* dx += its part. */
static void
adapt_backward(const struct layer_pass *p, enum whole whole, size_t layer,
    const float *x, const float *dy, float *dx)
{
	struct lora_pass pass = { whole, layer, p->batch->n_rows, x, p->low };

	if (p->lora != NULL)
		lora_backward(p->lora, &pass, dy, dx, p->lora_grad);
}

static struct attention
attention_of(const struct layer_pass *p)
{
	const struct model_config *c = &p->w->config;

	return (struct attention){
		.n_heads = c->n_heads,
		.n_kv_heads = c->n_kv_heads,
		.head_dim = c->head_dim,
		.scale = 1 / sqrtf((float)c->head_dim),
		.q_stride = layer_qkv_width(c),
		.kv_stride = layer_qkv_width(c),
		.out_stride = c->n_heads * c->head_dim,
		.threads = p->threads,
		.segments = p->batch->segments,
		.n_segments = p->batch->n_segments,
		.blocks = p->blocks,
		.n_blocks = p->n_blocks,
	};
}

/* Queries and keys stand side by side, so that one call turns both. */
static void
turn(const struct layer_pass *p, int direction, float *qkv)
{
	const struct model_config *c = &p->w->config;

	if (p->rope != NULL)
		rope_apply(p->rope, direction, p->batch->n_rows, p->batch->pos,
		    c->n_heads + c->n_kv_heads, qkv, layer_qkv_width(c),
		    p->threads);
}

/* Heads of D floats, from rows of Q into rows without gaps, and back. */
static void
gather(const struct layer_pass *p, size_t n, const float *from, float *to)
{
	size_t q = layer_qkv_width(&p->w->config);

	for (size_t t = 0; t < p->batch->n_rows; t++)
		memcpy(to + t * n, from + t * q, n * sizeof *to);
}

static void
scatter(const struct layer_pass *p, size_t n, const float *from, float *to)
{
	size_t q = layer_qkv_width(&p->w->config);

	for (size_t t = 0; t < p->batch->n_rows; t++)
		memcpy(to + t * q, from + t * n, n * sizeof *to);
}

/* x points at the first head in rows of Q; scratch holds [T][n D]. */
static void
norm_heads(const struct layer_pass *p, size_t w, size_t n, float *x, float *raw,
    float *std, float *scratch)
{
	const struct model_config *c = &p->w->config;
	size_t d = c->head_dim;

	gather(p, n * d, x, raw);
	rmsnorm_forward(p->batch->n_rows * n, d, c->norm_eps, raw,
	    p->w->data + w, scratch, std, p->threads);
	scatter(p, n * d, scratch, x);
}

static void
norm_heads_backward(const struct layer_pass *p, size_t w, size_t n, float *dx,
    const float *raw, const float *std, float *grad)
{
	size_t d = p->w->config.head_dim, rows = p->batch->n_rows * n;

	gather(p, n * d, dx, p->d_mix);
	memset(p->act, 0, rows * d * sizeof *p->act);
	rmsnorm_backward(rows, d, raw, p->w->data + w, std, p->d_mix, p->act,
	    grad == NULL ? NULL : grad + w, p->threads);
	scatter(p, n * d, p->act, dx);
}

static void
activate(const struct layer_pass *p, const float *up_bias, float *up, float *y)
{
	const struct model_config *c = &p->w->config;
	size_t t = p->batch->n_rows, f = c->mlp_width;

	if (!c->gated_mlp) {
		activation_forward(
		    c->activation, t, f, up, up_bias, y, p->threads);
		return;
	}
	if (up_bias != NULL)
		bias_forward(t, 2 * f, up_bias, up, p->threads);
	gated_forward(c->activation, t, f, up, y, p->threads);
}

static void
copy_rows(const struct layer_pass *p, const float *from, float *to)
{
	if (from != to)
		memcpy(to, from,
		    p->batch->n_rows * p->w->config.width * sizeof *to);
}

static void
mlp_norm(const struct layer_pass *p, const struct layer_weights *w,
    const struct layer_acts *a, const float *x)
{
	layer_norm(p, w->mlp_norm_w, w->mlp_norm_b, p->batch->n_rows, x,
	    p->norm, a->mean2, a->std2);
}

void
layer_forward(const struct layer_pass *p, size_t layer,
    const struct layer_acts *a, float *out)
{
	const struct model_config *c = &p->w->config;
	const struct layer_weights *w = &p->w->layers[layer];
	struct attention at = attention_of(p);
	size_t t = p->batch->n_rows, hd = c->n_heads * c->head_dim;
	size_t kvd = c->n_kv_heads * c->head_dim, width = c->width;
	const float *up_bias =
	    w->up_b == WEIGHT_NONE ? NULL : p->w->data + w->up_b;

	layer_norm(p, w->attn_norm_w, w->attn_norm_b, t, a->in, p->norm,
	    a->mean1, a->std1);
	linear(p, w->qkv_w, w->qkv_b, hd + 2 * kvd, width, p->norm, 0, a->qkv);
	adapt(p, WHOLE_QKV_W, layer, p->norm, a->qkv);
	if (c->qk_norm) {
		norm_heads(p, w->q_norm_w, c->n_heads, a->qkv, a->raw_q,
		    a->std_q, a->att);
		norm_heads(p, w->k_norm_w, c->n_kv_heads, a->qkv + hd, a->raw_k,
		    a->std_k, a->att);
	}
	turn(p, 1, a->qkv);
	attention_forward(
	    &at, t, a->qkv, a->qkv + hd, a->qkv + hd + kvd, a->att, a->lse);
	if (c->parallel) /* before `mid` takes the place of `in` */
		mlp_norm(p, w, a, a->in);
	copy_rows(p, a->in, a->mid);
	linear(p, w->out_w, w->out_b, width, hd, a->att, 1, a->mid);
	adapt(p, WHOLE_OUT_W, layer, a->att, a->mid);
	if (!c->parallel)
		mlp_norm(p, w, a, a->mid);
	linear(p, w->up_w, WEIGHT_NONE, layer_up_width(c), width, p->norm, 0,
	    a->up);
	adapt(p, WHOLE_UP_W, layer, p->norm, a->up);
	if (p->again && up_bias == NULL)
		return;
	activate(p, up_bias, a->up, p->act);
	if (p->again)
		return;
	copy_rows(p, a->mid, out);
	linear(p, w->down_w, w->down_b, width, c->mlp_width, p->act, 1, out);
	adapt(p, WHOLE_DOWN_W, layer, p->act, out);
}

/* d_in gets the gradient of what the norm read: dx, or beside it. */
static void
mlp_backward(const struct layer_pass *p, size_t layer,
    const struct layer_acts *a, float *dx, float *d_in, float *grad)
{
	const struct layer_weights *w = &p->w->layers[layer];
	const struct model_config *c = &p->w->config;
	size_t t = p->batch->n_rows, f = c->mlp_width;
	const float *x = c->parallel ? a->in : a->mid;

	/* what is cheap is computed again rather than stored */
	mlp_norm(p, w, a, x);
	if (c->gated_mlp)
		gated_forward(c->activation, t, f, a->up, p->act, p->threads);
	else
		activation_forward(
		    c->activation, t, f, a->up, NULL, p->act, p->threads);

	linear_backward(
	    p, w->down_w, w->down_b, c->width, f, p->act, dx, p->d_mix, grad);
	adapt_backward(p, WHOLE_DOWN_W, layer, p->act, dx, p->d_mix);
	if (c->gated_mlp)
		gated_backward(c->activation, t, f, a->up, p->d_mix, p->d_wide,
		    p->threads);
	else
		activation_backward(c->activation, t, f, a->up, p->d_mix,
		    p->d_wide, p->threads);
	linear_backward(p, w->up_w, w->up_b, layer_up_width(c), c->width,
	    p->norm, p->d_wide, p->d_norm, grad);
	adapt_backward(p, WHOLE_UP_W, layer, p->norm, p->d_wide, p->d_norm);
	layer_norm_backward(p, w->mlp_norm_w, w->mlp_norm_b, t, x, a->mean2,
	    a->std2, p->d_norm, d_in, grad);
}

static void
mixer_backward(const struct layer_pass *p, size_t layer,
    const struct layer_acts *a, float *dx, float *grad)
{
	const struct layer_weights *w = &p->w->layers[layer];
	const struct model_config *c = &p->w->config;
	struct attention at = attention_of(p);
	size_t t = p->batch->n_rows, hd = c->n_heads * c->head_dim;
	size_t kvd = c->n_kv_heads * c->head_dim;
	float *dqkv = p->d_wide;

	layer_norm(p, w->attn_norm_w, w->attn_norm_b, t, a->in, p->norm,
	    a->mean1, a->std1);

	linear_backward(
	    p, w->out_w, w->out_b, c->width, hd, a->att, dx, p->d_mix, grad);
	adapt_backward(p, WHOLE_OUT_W, layer, a->att, dx, p->d_mix);
	attention_backward(&at, t, a->qkv, a->qkv + hd, a->qkv + hd + kvd,
	    a->att, a->lse, p->d_mix, dqkv, dqkv + hd, dqkv + hd + kvd);
	turn(p, -1, dqkv);
	if (c->qk_norm) {
		norm_heads_backward(
		    p, w->q_norm_w, c->n_heads, dqkv, a->raw_q, a->std_q, grad);
		norm_heads_backward(p, w->k_norm_w, c->n_kv_heads, dqkv + hd,
		    a->raw_k, a->std_k, grad);
	}
	linear_backward(p, w->qkv_w, w->qkv_b, hd + 2 * kvd, c->width, p->norm,
	    dqkv, p->d_norm, grad);
	adapt_backward(p, WHOLE_QKV_W, layer, p->norm, dqkv, p->d_norm);
	layer_norm_backward(p, w->attn_norm_w, w->attn_norm_b, t, a->in,
	    a->mean1, a->std1, p->d_norm, dx, grad);
}

void
layer_backward(const struct layer_pass *p, size_t layer,
    const struct layer_acts *a, float *dx, float *grad)
{
	size_t n = p->batch->n_rows * p->w->config.width;

	if (!p->w->config.parallel) {
		mlp_backward(p, layer, a, dx, dx, grad);
		mixer_backward(p, layer, a, dx, grad);
		return;
	}
	memset(p->d_side, 0, n * sizeof *p->d_side);
	mlp_backward(p, layer, a, dx, p->d_side, grad);
	mixer_backward(p, layer, a, dx, grad);
	add_forward(n, dx, p->d_side, dx, p->threads);
}
