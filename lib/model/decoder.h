/*
 * The decoder: forward and backward over a packed batch.  It owns the
 * activations, sized for the largest batch it has seen; the weights are the
 * caller's.
 */
#ifndef ICL_MODEL_DECODER_H
#define ICL_MODEL_DECODER_H

#include <stddef.h>

#include "model/batch.h"
#include "model/weights.h"

struct decoder;

/* train: keep what backward needs; else a layer's buffers are used again. */
struct decoder *decoder_new(
    const struct weights *w, int train, unsigned threads);
void decoder_free(struct decoder *d);

/*
 * Keys and values that outlive a batch: of every layer, what later batches
 * attend to as an external block.
 */
struct kv_cache;
struct kv_cache *decoder_cache(
    const struct decoder *d, const struct batch *b, size_t segment);
void kv_cache_free(struct kv_cache *c);

/* blocks: what segments name by SEGMENT_BLOCK(i); NULL, 0 without any. */
struct decoder_input {
	const struct batch *batch;
	struct kv_cache *const *blocks;
	size_t n_blocks;
};

/* logprob [n_targets]: log-probability of each target's id. */
void decoder_forward(
    struct decoder *d, const struct decoder_input *in, double *logprob);

/*
 * Forward, and the gradient of sum(weight * -logprob) added to grad, which has
 * the layout of the weights' data.
 */
void decoder_step(struct decoder *d, const struct decoder_input *in,
    double *logprob, float *grad);

/* Raw logits [n_targets][V] of the target rows, for tests and generation. */
void decoder_logits(
    struct decoder *d, const struct decoder_input *in, float *logits);

#endif
