/* A layer forward and backward: see layer.h. */
#include "model/layer.h"

#include <math.h>
#include <string.h>

#include "nn/gemm.h"
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

	if (c->norm == NORM_RMS)
		rmsnorm_backward(t, c->width, x, data + w, std, dy, dx,
		    grad + w, p->threads);
	else
		layernorm_backward(t, c->width, x, data + w, mean, std, dy, dx,
		    grad + w, grad + b, p->threads);
}

/* y [T][n] = x [T][k] W^T + b, or added to what y holds. */
static void
linear(const struct layer_pass *p, size_t w, size_t b, size_t n, size_t k,
    const float *x, int add, float *y)
{
	size_t t = p->batch->n_rows;

	gemm_nt(t, n, k, x, k, p->w->data + w, k, add ? 1 : 0, y, n);
	if (b != WEIGHT_NONE)
		bias_forward(t, n, p->w->data + b, y, p->threads);
}

/* dx [T][k] = dy [T][n] W, with the gradients of W and b from x and dy. */
static void
linear_backward(const struct layer_pass *p, size_t w, size_t b, size_t n,
    size_t k, const float *x, const float *dy, float *dx, float *grad)
{
	size_t t = p->batch->n_rows;

	if (b != WEIGHT_NONE)
		bias_backward(t, n, dy, grad + b, p->threads);
	gemm_tn(n, k, t, dy, n, x, k, 1, grad + w, k);
	gemm_nn(t, k, n, dy, n, p->w->data + w, k, 0, dx, k);
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
	turn(p, 1, a->qkv);
	attention_forward(
	    &at, t, a->qkv, a->qkv + hd, a->qkv + hd + kvd, a->att, a->lse);
	copy_rows(p, a->in, a->mid);
	linear(p, w->out_w, w->out_b, width, hd, a->att, 1, a->mid);

	layer_norm(p, w->mlp_norm_w, w->mlp_norm_b, t, a->mid, p->norm,
	    a->mean2, a->std2);
	linear(p, w->up_w, WEIGHT_NONE, layer_up_width(c), width, p->norm, 0,
	    a->up);
	activate(p, up_bias, a->up, p->act);
	copy_rows(p, a->mid, out);
	linear(p, w->down_w, w->down_b, width, c->mlp_width, p->act, 1, out);
}

static void
mlp_backward(const struct layer_pass *p, const struct layer_weights *w,
    const struct layer_acts *a, float *dx, float *grad)
{
	const struct model_config *c = &p->w->config;
	size_t t = p->batch->n_rows, f = c->mlp_width;

	/* what is cheap is computed again rather than stored */
	layer_norm(p, w->mlp_norm_w, w->mlp_norm_b, t, a->mid, p->norm,
	    a->mean2, a->std2);
	if (c->gated_mlp)
		gated_forward(c->activation, t, f, a->up, p->act, p->threads);
	else
		activation_forward(
		    c->activation, t, f, a->up, NULL, p->act, p->threads);

	linear_backward(
	    p, w->down_w, w->down_b, c->width, f, p->act, dx, p->d_mix, grad);
	if (c->gated_mlp)
		gated_backward(c->activation, t, f, a->up, p->d_mix, p->d_wide,
		    p->threads);
	else
		activation_backward(c->activation, t, f, a->up, p->d_mix,
		    p->d_wide, p->threads);
	linear_backward(p, w->up_w, w->up_b, layer_up_width(c), c->width,
	    p->norm, p->d_wide, p->d_norm, grad);
	layer_norm_backward(p, w->mlp_norm_w, w->mlp_norm_b, t, a->mid,
	    a->mean2, a->std2, p->d_norm, dx, grad);
}

static void
mixer_backward(const struct layer_pass *p, const struct layer_weights *w,
    const struct layer_acts *a, float *dx, float *grad)
{
	const struct model_config *c = &p->w->config;
	struct attention at = attention_of(p);
	size_t t = p->batch->n_rows, hd = c->n_heads * c->head_dim;
	size_t kvd = c->n_kv_heads * c->head_dim;
	float *dqkv = p->d_wide;

	layer_norm(p, w->attn_norm_w, w->attn_norm_b, t, a->in, p->norm,
	    a->mean1, a->std1);

	linear_backward(
	    p, w->out_w, w->out_b, c->width, hd, a->att, dx, p->d_mix, grad);
	attention_backward(&at, t, a->qkv, a->qkv + hd, a->qkv + hd + kvd,
	    a->att, a->lse, p->d_mix, dqkv, dqkv + hd, dqkv + hd + kvd);
	turn(p, -1, dqkv);
	linear_backward(p, w->qkv_w, w->qkv_b, hd + 2 * kvd, c->width, p->norm,
	    dqkv, p->d_norm, grad);
	layer_norm_backward(p, w->attn_norm_w, w->attn_norm_b, t, a->in,
	    a->mean1, a->std1, p->d_norm, dx, grad);
}

void
layer_backward(const struct layer_pass *p, size_t layer,
    const struct layer_acts *a, float *dx, float *grad)
{
	const struct layer_weights *w = &p->w->layers[layer];

	mlp_backward(p, w, a, dx, grad);
	mixer_backward(p, w, a, dx, grad);
}
