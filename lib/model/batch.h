/*
 * The input of a decoder: rows of tokens cut into segments, and the targets
 * whose log-probabilities are wanted.  Logits exist only for target rows.
 *
 * Training packs episodes, a segment each, without padding or attention across
 * them.  Shared demonstrations, shared inputs and option prefixes are parent
 * segments; generation appends a segment.
 */
#ifndef ICL_MODEL_BATCH_H
#define ICL_MODEL_BATCH_H

#include <stddef.h>
#include <stdint.h>

#include "nn/attention.h"

struct target {
	uint32_t row;   /* the row whose logits predict it */
	uint32_t id;    /* the token wanted there */
	uint32_t owner; /* episode or candidate that it counts for */
	float weight;   /* of its negative log-probability in the loss */
};

struct batch {
	uint32_t *ids, *pos; /* [n_rows] */
	size_t n_rows, rows_cap;
	struct segment *segments;
	size_t n_segments, segments_cap;
	struct target *targets; /* in the order of their rows */
	size_t n_targets, targets_cap;
};

void batch_reset(struct batch *b);
void batch_release(struct batch *b);

/* Appends n rows as a segment at positions pos0, …; returns its index. */
size_t batch_segment(
    struct batch *b, const uint32_t *ids, size_t n, size_t pos0, int parent);

void batch_target(
    struct batch *b, uint32_t row, uint32_t id, uint32_t owner, float weight);

#endif
