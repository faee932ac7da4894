/*
 * What a segment attends to, as a list of runs of keys and values: the chain
 * of its parents from the root down, and itself last.
 */
#ifndef ICL_NN_KV_CHAIN_H
#define ICL_NN_KV_CHAIN_H

#include <stddef.h>

#include "nn/attention.h"

struct kv_run {
	const float *k, *v;
	size_t n, stride;
	float *dk, *dv; /* gradients to add to; NULL: none are wanted */
	size_t d_stride;
};

struct kv_chain {
	struct kv_run *spans; /* the last is the segment itself */
	size_t n, cap;
};

/* Keys and values of the batch's rows, and backward their gradients. */
struct kv_rows {
	const float *k, *v;
	float *dk, *dv;
};

/* Replaces s by what segment i of a sees; {0} is a valid empty s. */
void kv_chain_of(struct kv_chain *s, const struct attention *a,
    const struct kv_rows *rows, size_t i);

void kv_chain_release(struct kv_chain *s);

#endif
