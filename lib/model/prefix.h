/*
 * Prefix tuning (Li and Liang 2021): trained keys and values that every
 * segment attends to first, in each layer, as if so many tokens had been read
 * before it.  To attention it is an external block, the parent of all roots;
 * the text begins at position n.
 */
#ifndef ICL_MODEL_PREFIX_H
#define ICL_MODEL_PREFIX_H

#include <stddef.h>

#include "model/batch.h"
#include "model/config.h"

struct prefix {
	size_t n;          /* tokens */
	size_t n_layers;   /* L */
	size_t width;      /* 2 Hkv D: keys, then values */
	size_t head_dim;   /* D */
	size_t paired;     /* of each head's keys: so many lie in pairs in files
			      and rotated by halves in memory; usually 0 */
	const float *data; /* [L][n][width], the owner's */
};

struct prefix prefix_of(const struct model_config *c, size_t n);

/* How many numbers it has. */
size_t prefix_count(const struct prefix *p);

/* A layer's block; grad, of the layout of data, or NULL. */
struct kv_block prefix_block(const struct prefix *p, size_t layer, float *grad);

/*
 * A batch as the decoder sees it behind a prefix: the same rows, ids and
 * targets, later positions, and for roots the block as parent.  {0} is a valid
 * empty one; the view is good until the next call or a change of b.
 */
struct prefix_view {
	struct batch batch;
};
const struct batch *prefix_view(struct prefix_view *v, const struct prefix *p,
    const struct batch *b, int block);
void prefix_view_release(struct prefix_view *v);

/*
 * Between memory and PEFT's prompt_embeddings [n][L][width]: a copy that
 * exchanges the first two dimensions, and parts pairs of keys; prefix_get is
 * the way back.
 */
void prefix_put(const struct prefix *p, const float *file, float *memory);
void prefix_get(const struct prefix *p, const float *memory, float *file);

#endif
