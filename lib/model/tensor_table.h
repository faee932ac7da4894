/*
 * The tensors that a model of any family may have, as one table: which of them
 * a configuration asks for and of what size.  Plans of memory, names in files,
 * gradients and adapters all walk it, so that none of them lists tensors
 * itself.  Linear weights are [out][in]; q, k and v are one tensor, and so are
 * gate and up.
 */
#ifndef ICL_MODEL_TENSOR_TABLE_H
#define ICL_MODEL_TENSOR_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/config.h"

/* In the order in which they lie in memory; from ATTN_NORM_W on, per layer.
 * A bias follows its weight. */
enum tensor_id {
	TENSOR_EMBED,
	TENSOR_POSITIONS,
	TENSOR_EMBED_NORM_W,
	TENSOR_EMBED_NORM_B,
	TENSOR_NORM_W,
	TENSOR_NORM_B,
	TENSOR_HEAD,
	TENSOR_HEAD_B,
	TENSOR_ATTN_NORM_W,
	TENSOR_ATTN_NORM_B,
	TENSOR_QKV_W,
	TENSOR_QKV_B,
	TENSOR_OUT_W,
	TENSOR_OUT_B,
	TENSOR_MLP_NORM_W,
	TENSOR_MLP_NORM_B,
	TENSOR_UP_W,
	TENSOR_UP_B,
	TENSOR_DOWN_W,
	TENSOR_DOWN_B,
	TENSOR_Q_NORM_W,
	TENSOR_K_NORM_W,
	TENSOR_ATTN_POST_NORM_W,
	TENSOR_MLP_POST_NORM_W,
	N_TENSORS
};

/* The sizes that a tensor's rows and columns are counted in: a shape is two
 * of these, which a configuration turns into numbers. */
enum extent {
	EXTENT_NONE,   /* 0 as the first row, 1 as a number of columns */
	EXTENT_V,      /* vocabulary */
	EXTENT_P,      /* rows of learned positions */
	EXTENT_C,      /* width */
	EXTENT_Q_NORM, /* what a norm of queries, and of keys, is over */
	EXTENT_K_NORM,
	EXTENT_Q,    /* H D */
	EXTENT_KV,   /* Hkv D */
	EXTENT_Q_KV, /* both: the first row of v */
	EXTENT_QKV,
	EXTENT_F,  /* MLP units */
	EXTENT_UP, /* F, or 2 F when gated */
};

/* The number that an extent is in a model; 0 for EXTENT_NONE. */
size_t tensor_extent(const struct model_config *c, enum extent x);

/* Whether such a model has the tensor (a tied head is none of its own). */
bool tensor_has(const struct model_config *c, enum tensor_id w);

/* Whether it scales what a norm gives. */
bool tensor_is_norm(enum tensor_id w);

/* Of a linear layer's or norm's weight. */
enum tensor_id tensor_bias(enum tensor_id weight);

/* Whether each layer has one, rather than the model. */
bool tensor_per_layer(enum tensor_id w);

/* Rows and columns; a vector is rows of one column. */
void tensor_table_shape(
    const struct model_config *c, enum tensor_id w, size_t *rows, size_t *cols);
bool tensor_is_vector(enum tensor_id w);

#endif
