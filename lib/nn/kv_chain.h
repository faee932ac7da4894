/*
 * Which keys and values a row of a batch attends to.
 *
 * The rows of a batch are cut into segments.  A segment attends causally to
 * itself and wholly to its chain of parents: an earlier segment of the batch,
 * or an external block of keys and values, which may have a parent block in
 * turn.  The chain is a list of runs from the root down, the segment itself
 * last.  Training has no parents.
 */
#ifndef ICL_NN_KV_CHAIN_H
#define ICL_NN_KV_CHAIN_H

#include <stddef.h>

enum { NO_PARENT = -1 };

/*
 * Rows first to first + n of a batch, the first at position pos0 of its text.
 * parent is NO_PARENT, the index of an earlier segment, or SEGMENT_BLOCK(i)
 * for external block i.
 */
struct segment {
	size_t first, n;
	size_t pos0;
	int parent;
};

#define SEGMENT_BLOCK(i) (-2 - (int)(i))

/*
 * Keys and values of one layer from outside the batch, n rows of [Hkv][D] each,
 * stride floats apart.  parent is NO_PARENT or SEGMENT_BLOCK(i) of another
 * block.  Backward adds their gradients to dk and dv, whose rows are d_stride
 * floats apart; NULL: none are wanted.
 */
struct kv_block {
	const float *k, *v;
	size_t n;
	size_t stride;
	int parent;
	float *dk, *dv;
	size_t d_stride;
};

/*
 * The keys and values of a batch, [T][Hkv][D] with rows stride floats apart,
 * and the blocks that its segments name.  dk and dv are their gradients, NULL
 * in forward; blocks is NULL if there are none.  Everything is borrowed.
 */
struct kv_rows {
	const float *k, *v;
	float *dk, *dv;
	size_t stride;
	const struct segment *segments;
	size_t n_segments;
	const struct kv_block *blocks;
	size_t n_blocks;
};

/*
 * n rows of keys and values, one after another, as in struct kv_block; the
 * gradients are added to dk and dv unless they are NULL.
 */
struct kv_run {
	const float *k, *v;
	size_t n, stride;
	float *dk, *dv;
	size_t d_stride;
};

/* The list is the chain's own, the rows are not.  {0} is a valid empty one. */
struct kv_chain {
	struct kv_run *runs;
	size_t n, cap;
};

/* Replaces c by what segment i sees; its memory is used again. */
void kv_chain_of(struct kv_chain *c, const struct kv_rows *rows, size_t i);

void kv_chain_release(struct kv_chain *c);

#endif
