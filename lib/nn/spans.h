/*
 * What a segment attends to, as a list of runs of keys and values: the chain
 * of its parents from the root down, and itself last.
 */
#ifndef ICL_NN_SPANS_H
#define ICL_NN_SPANS_H

#include <stddef.h>

#include "nn/attention.h"

enum { SPAN_EXTERNAL = -1 };

struct span {
	const float *k, *v;
	size_t n, stride;
	ptrdiff_t first; /* its first row in the batch, or SPAN_EXTERNAL */
};

struct spans {
	struct span *spans; /* the last is the segment itself */
	size_t n, cap;
};

/* Replaces s by what segment i of a sees; {0} is a valid empty s. */
void spans_of(struct spans *s, const struct attention *a, const float *k,
    const float *v, size_t i);

void spans_release(struct spans *s);

#endif
