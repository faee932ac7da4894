/*
 * The tensors of a model as one table: which there are, their sizes, and
 * where their offsets stand in struct weights.  Plans, files, gradients and
 * adapters all walk it.
 */
#ifndef ICL_MODEL_LAYOUT_H
#define ICL_MODEL_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "model/weights.h"

/* In the order in which they lie in memory; from ATTN_NORM_W on, per layer. */
enum whole {
	WHOLE_EMBED,
	WHOLE_POSITIONS,
	WHOLE_NORM_W,
	WHOLE_NORM_B,
	WHOLE_HEAD,
	WHOLE_ATTN_NORM_W,
	WHOLE_ATTN_NORM_B,
	WHOLE_QKV_W,
	WHOLE_QKV_B,
	WHOLE_OUT_W,
	WHOLE_OUT_B,
	WHOLE_MLP_NORM_W,
	WHOLE_MLP_NORM_B,
	WHOLE_UP_W,
	WHOLE_UP_B,
	WHOLE_DOWN_W,
	WHOLE_DOWN_B,
	WHOLE_Q_NORM_W,
	WHOLE_K_NORM_W,
	N_WHOLES
};

/* The sizes that a tensor's rows and columns are counted in. */
enum extent {
	EXTENT_NONE, /* 0 as the first row, 1 as a number of columns */
	EXTENT_V,    /* vocabulary */
	EXTENT_P,    /* rows of learned positions */
	EXTENT_C,    /* width */
	EXTENT_D,    /* of a head */
	EXTENT_Q,    /* H D */
	EXTENT_KV,   /* Hkv D */
	EXTENT_Q_KV, /* both: the first row of v */
	EXTENT_QKV,
	EXTENT_F,  /* MLP units */
	EXTENT_UP, /* F, or 2 F when gated */
};

size_t layout_extent(const struct model_config *c, enum extent x);

/* Whether such a model has the tensor (a tied head is none of its own). */
bool layout_has(const struct model_config *c, enum whole w);

bool layout_per_layer(enum whole w);

/* Rows and columns; a vector is rows of one column. */
void layout_shape(
    const struct model_config *c, enum whole w, size_t *rows, size_t *cols);
bool layout_is_vector(enum whole w);

/* Where its offset is kept; the layer counts for the tensors of one. */
size_t *layout_offset(const struct weights *w, enum whole which, size_t layer);

#endif
