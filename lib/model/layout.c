/* The table of a model's tensors: see layout.h. */
#include "model/layout.h"

#include <assert.h>

/* What decides whether a model has a tensor. */
enum when {
	ALWAYS,
	LEARNED,
	LAYER_NORM,
	UNTIED,
	QKV_BIAS,
	QK_NORM,
	OUT_BIAS,
	MLP_BIAS
};

static const struct row {
	enum extent rows, cols;
	enum when when;
	size_t field; /* in struct weights, or of a layer's */
} table[N_WHOLES] = {
#define GLOBAL(f) offsetof(struct weights, f)
#define LAYER(f) offsetof(struct layer_weights, f)
	[WHOLE_EMBED] = { EXTENT_V, EXTENT_C, ALWAYS, GLOBAL(embed) },
	[WHOLE_POSITIONS] = { EXTENT_P, EXTENT_C, LEARNED, GLOBAL(positions) },
	[WHOLE_NORM_W] = { EXTENT_C, EXTENT_NONE, ALWAYS, GLOBAL(norm_w) },
	[WHOLE_NORM_B] = { EXTENT_C, EXTENT_NONE, LAYER_NORM, GLOBAL(norm_b) },
	[WHOLE_HEAD] = { EXTENT_V, EXTENT_C, UNTIED, GLOBAL(head) },
	[WHOLE_ATTN_NORM_W] = { EXTENT_C, EXTENT_NONE, ALWAYS,
	    LAYER(attn_norm_w) },
	[WHOLE_ATTN_NORM_B] = { EXTENT_C, EXTENT_NONE, LAYER_NORM,
	    LAYER(attn_norm_b) },
	[WHOLE_QKV_W] = { EXTENT_QKV, EXTENT_C, ALWAYS, LAYER(qkv_w) },
	[WHOLE_QKV_B] = { EXTENT_QKV, EXTENT_NONE, QKV_BIAS, LAYER(qkv_b) },
	[WHOLE_OUT_W] = { EXTENT_C, EXTENT_Q, ALWAYS, LAYER(out_w) },
	[WHOLE_OUT_B] = { EXTENT_C, EXTENT_NONE, OUT_BIAS, LAYER(out_b) },
	[WHOLE_MLP_NORM_W] = { EXTENT_C, EXTENT_NONE, ALWAYS,
	    LAYER(mlp_norm_w) },
	[WHOLE_MLP_NORM_B] = { EXTENT_C, EXTENT_NONE, LAYER_NORM,
	    LAYER(mlp_norm_b) },
	[WHOLE_UP_W] = { EXTENT_UP, EXTENT_C, ALWAYS, LAYER(up_w) },
	[WHOLE_UP_B] = { EXTENT_UP, EXTENT_NONE, MLP_BIAS, LAYER(up_b) },
	[WHOLE_DOWN_W] = { EXTENT_C, EXTENT_F, ALWAYS, LAYER(down_w) },
	[WHOLE_DOWN_B] = { EXTENT_C, EXTENT_NONE, MLP_BIAS, LAYER(down_b) },
	[WHOLE_Q_NORM_W] = { EXTENT_D, EXTENT_NONE, QK_NORM, LAYER(q_norm_w) },
	[WHOLE_K_NORM_W] = { EXTENT_D, EXTENT_NONE, QK_NORM, LAYER(k_norm_w) },
#undef GLOBAL
#undef LAYER
};

size_t
layout_extent(const struct model_config *c, enum extent x)
{
	size_t q = c->n_heads * c->head_dim, kv = c->n_kv_heads * c->head_dim;

	switch (x) {
	case EXTENT_NONE:
		return 0;
	case EXTENT_V:
		return c->vocab_size;
	case EXTENT_P:
		return c->n_positions + c->first_position;
	case EXTENT_C:
		return c->width;
	case EXTENT_D:
		return c->head_dim;
	case EXTENT_Q:
		return q;
	case EXTENT_KV:
		return kv;
	case EXTENT_Q_KV:
		return q + kv;
	case EXTENT_QKV:
		return q + 2 * kv;
	case EXTENT_F:
		return c->mlp_width;
	case EXTENT_UP:
		return c->gated_mlp ? 2 * c->mlp_width : c->mlp_width;
	}
	assert(false);
	return 0;
}

bool
layout_has(const struct model_config *c, enum whole w)
{
	switch (table[w].when) {
	case ALWAYS:
		return true;
	case LEARNED:
		return c->position == POSITION_LEARNED;
	case LAYER_NORM:
		return c->norm == NORM_LAYER;
	case UNTIED:
		return !c->tied;
	case QKV_BIAS:
		return c->attn_qkv_bias;
	case QK_NORM:
		return c->qk_norm;
	case OUT_BIAS:
		return c->attn_out_bias;
	case MLP_BIAS:
		return c->mlp_bias;
	}
	assert(false);
	return false;
}

bool
layout_per_layer(enum whole w)
{
	return w >= WHOLE_ATTN_NORM_W;
}

bool
layout_is_vector(enum whole w)
{
	return table[w].cols == EXTENT_NONE;
}

void
layout_shape(
    const struct model_config *c, enum whole w, size_t *rows, size_t *cols)
{
	*rows = layout_extent(c, table[w].rows);
	*cols = layout_is_vector(w) ? 1 : layout_extent(c, table[w].cols);
}

size_t *
layout_offset(const struct weights *w, enum whole which, size_t layer)
{
	const void *base = layout_per_layer(which)
			       ? (const void *)&w->layers[layer]
			       : (const void *)w;

	assert(!layout_per_layer(which) || layer < w->config.n_layers);
	return (size_t *)(uintptr_t)((const char *)base + table[which].field);
}
