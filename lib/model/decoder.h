/*
 * The decoder: forward and backward over a packed batch.  It owns the
 * activations, sized for the largest batch it has seen; the weights are the
 * caller's.
 */
#ifndef ICL_MODEL_DECODER_H
#define ICL_MODEL_DECODER_H

#include <stdbool.h>
#include <stddef.h>

#include "model/batch.h"
#include "model/kv_cache.h"
#include "model/weights.h"

struct adapter;

struct decoder;

/*
 * Training keeps what backward needs, without it a layer's buffers are used
 * again.  Recomputing keeps only what came into each layer, and does its
 * forward pass once more before its backward pass: the same bits.  Products
 * are bf16 where the weights have such a copy.
 */
enum { DECODER_TRAIN = 1, DECODER_RECOMPUTE = 2 };
struct decoder *decoder_new(
    const struct weights *w, unsigned flags, unsigned threads);
void decoder_free(struct decoder *d);

/*
 * From here on passes go through the adapter, which is the caller's (NULL: the
 * bare model).  The weights are frozen by it: decoder_step then gives the
 * gradient of its parameters instead of theirs.
 */
void decoder_adapt(struct decoder *d, const struct adapter *a);

/* The model's. */
const struct model_config *decoder_config(const struct decoder *d);

/* Positions that a segment may have: the model's but for a prefix's. */
size_t decoder_positions(const struct decoder *d);

/* blocks: what segments name by SEGMENT_BLOCK(i); NULL, 0 without any. */
struct decoder_input {
	const struct batch *batch;
	struct kv_cache *const *blocks;
	size_t n_blocks;
	int keep; /* decoder_cache will be asked about this batch */
	/* decoder_forward: [n_targets] filled with whether the id is the most
	 * probable, the lowest of equal ones; NULL: not asked */
	bool *greedy;
	/* decoder_step: told of each layer, the last first, that its gradient
	 * is whole, and of layer -1, the rest; NULL: nobody to tell */
	void (*layer_done)(void *ctx, int layer);
	void *ctx;
};

/* logprob [n_targets]: log-probability of each target's id. */
void decoder_forward(
    struct decoder *d, const struct decoder_input *in, double *logprob);

/*
 * Forward, and the gradient of sum(weight * -logprob) added to grad, which has
 * the layout of the weights' data, or of the adapter's.
 */
void decoder_step(struct decoder *d, const struct decoder_input *in,
    double *logprob, float *grad);

/*
 * Keys and values that outlive their batch, as an external block for later
 * ones: a copy of what the segment and its parents in the batch have in every
 * layer.  Asked for after a pass over b with `keep`, before the next pass.
 * Where those rows attended to an external block themselves, the copy
 * remembers it, and both must be among the blocks of a later input.
 */
struct kv_cache *decoder_cache(
    const struct decoder *d, const struct batch *b, size_t segment);

/* The same rows into out [L][rows][2 Hkv D], keys before values. */
void decoder_keys(
    const struct decoder *d, const struct batch *b, size_t segment, float *out);

/* The same for a segment whose parent is the block c: its rows join c's. */
void decoder_cache_add(const struct decoder *d, const struct batch *b,
    size_t segment, struct kv_cache *c);

/* Raw logits [n_targets][V] of the target rows, for tests and generation. */
void decoder_logits(
    struct decoder *d, const struct decoder_input *in, float *logits);

/* Memory of its own, kernels' scratch apart, after a batch of so many rows. */
size_t decoder_bytes(const struct decoder *d, size_t rows);

/*
 * Multiplications and additions of a pass over b: matrix products and the
 * scores that layers see of all keys or a window, logits only where they are
 * computed; train counts backward too.
 */
double decoder_flops(const struct decoder *d, const struct batch *b, int train);

#endif
