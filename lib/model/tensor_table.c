/* The table of a model's tensors: see tensor_table.h. */
#include "model/tensor_table.h"

#include <assert.h>

/* The condition on which a model has a tensor. */
enum when {
	ALWAYS,
	LEARNED,
	EMBED_NORM,
	EMBED_LAYER_NORM,
	LAYER_NORM,
	PRE_NORM,
	PRE_LAYER_NORM,
	MLP_NORM,
	MLP_LAYER_NORM,
	POST_NORM,
	UNTIED,
	QKV_BIAS,
	QK_NORM,
	OUT_BIAS,
	MLP_BIAS,
	HEAD_BIAS
};

static const struct row {
	enum extent rows, cols;
	enum when when;
} table[N_TENSORS] = {
	[TENSOR_EMBED] = { EXTENT_V, EXTENT_C, ALWAYS },
	[TENSOR_POSITIONS] = { EXTENT_P, EXTENT_C, LEARNED },
	[TENSOR_EMBED_NORM_W] = { EXTENT_C, EXTENT_NONE, EMBED_NORM },
	[TENSOR_EMBED_NORM_B] = { EXTENT_C, EXTENT_NONE, EMBED_LAYER_NORM },
	[TENSOR_NORM_W] = { EXTENT_C, EXTENT_NONE, ALWAYS },
	[TENSOR_NORM_B] = { EXTENT_C, EXTENT_NONE, LAYER_NORM },
	[TENSOR_HEAD] = { EXTENT_V, EXTENT_C, UNTIED },
	[TENSOR_HEAD_B] = { EXTENT_V, EXTENT_NONE, HEAD_BIAS },
	[TENSOR_ATTN_NORM_W] = { EXTENT_C, EXTENT_NONE, PRE_NORM },
	[TENSOR_ATTN_NORM_B] = { EXTENT_C, EXTENT_NONE, PRE_LAYER_NORM },
	[TENSOR_QKV_W] = { EXTENT_QKV, EXTENT_C, ALWAYS },
	[TENSOR_QKV_B] = { EXTENT_QKV, EXTENT_NONE, QKV_BIAS },
	[TENSOR_OUT_W] = { EXTENT_C, EXTENT_Q, ALWAYS },
	[TENSOR_OUT_B] = { EXTENT_C, EXTENT_NONE, OUT_BIAS },
	[TENSOR_MLP_NORM_W] = { EXTENT_C, EXTENT_NONE, MLP_NORM },
	[TENSOR_MLP_NORM_B] = { EXTENT_C, EXTENT_NONE, MLP_LAYER_NORM },
	[TENSOR_UP_W] = { EXTENT_UP, EXTENT_C, ALWAYS },
	[TENSOR_UP_B] = { EXTENT_UP, EXTENT_NONE, MLP_BIAS },
	[TENSOR_DOWN_W] = { EXTENT_C, EXTENT_F, ALWAYS },
	[TENSOR_DOWN_B] = { EXTENT_C, EXTENT_NONE, MLP_BIAS },
	[TENSOR_Q_NORM_W] = { EXTENT_Q_NORM, EXTENT_NONE, QK_NORM },
	[TENSOR_K_NORM_W] = { EXTENT_K_NORM, EXTENT_NONE, QK_NORM },
	[TENSOR_ATTN_POST_NORM_W] = { EXTENT_C, EXTENT_NONE, POST_NORM },
	[TENSOR_MLP_POST_NORM_W] = { EXTENT_C, EXTENT_NONE, POST_NORM },
};

size_t
tensor_extent(const struct model_config *c, enum extent x)
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
	case EXTENT_Q_NORM:
		return c->qk_norm == QK_NORM_HEAD ? c->head_dim : q;
	case EXTENT_K_NORM:
		return c->qk_norm == QK_NORM_HEAD ? c->head_dim : kv;
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
tensor_has(const struct model_config *c, enum tensor_id w)
{
	bool pre = c->norm_place != NORM_BEHIND;
	bool biased = model_config_norm_biased(c);

	switch (table[w].when) {
	case ALWAYS:
		return true;
	case LEARNED:
		return c->position == POSITION_LEARNED;
	case EMBED_NORM:
		return c->embed_norm;
	case EMBED_LAYER_NORM:
		return c->embed_norm && biased;
	case LAYER_NORM:
		return biased;
	case PRE_NORM:
		return pre;
	case PRE_LAYER_NORM:
		return pre && biased;
	case MLP_NORM:
		return pre && !c->one_norm;
	case MLP_LAYER_NORM:
		return pre && !c->one_norm && biased;
	case POST_NORM:
		return c->norm_place != NORM_BEFORE;
	case UNTIED:
		return !c->tied;
	case QKV_BIAS:
		return c->attn_qkv_bias;
	case QK_NORM:
		return c->qk_norm != QK_NORM_NONE;
	case OUT_BIAS:
		return c->attn_out_bias;
	case MLP_BIAS:
		return c->mlp_bias;
	case HEAD_BIAS:
		return c->head_bias;
	}
	assert(false);
	return false;
}

bool
tensor_is_norm(enum tensor_id w)
{
	return w == TENSOR_NORM_W || w == TENSOR_EMBED_NORM_W ||
	       w == TENSOR_ATTN_NORM_W || w == TENSOR_MLP_NORM_W ||
	       w == TENSOR_Q_NORM_W || w == TENSOR_K_NORM_W ||
	       w == TENSOR_ATTN_POST_NORM_W || w == TENSOR_MLP_POST_NORM_W;
}

enum tensor_id
tensor_bias(enum tensor_id weight)
{
	assert(weight == TENSOR_NORM_W || weight == TENSOR_HEAD ||
	       weight == TENSOR_EMBED_NORM_W || weight == TENSOR_ATTN_NORM_W ||
	       weight == TENSOR_QKV_W || weight == TENSOR_OUT_W ||
	       weight == TENSOR_MLP_NORM_W || weight == TENSOR_UP_W ||
	       weight == TENSOR_DOWN_W);
	return weight + 1;
}

bool
tensor_per_layer(enum tensor_id w)
{
	return w >= TENSOR_ATTN_NORM_W;
}

bool
tensor_is_vector(enum tensor_id w)
{
	return table[w].cols == EXTENT_NONE;
}

void
tensor_table_shape(
    const struct model_config *c, enum tensor_id w, size_t *rows, size_t *cols)
{
	*rows = tensor_extent(c, table[w].rows);
	*cols = tensor_is_vector(w) ? 1 : tensor_extent(c, table[w].cols);
}
