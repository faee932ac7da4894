/*
 * Causal attention over segments, exactly and without a T x T matrix
 * (Dao et al. 2022, online softmax; only a log-sum per row is kept).
 *
 * The rows of a batch are cut into segments.  A segment attends causally to
 * itself and wholly to its chain of parents: an earlier segment, or an
 * external block of keys and values.  Training has no parents.
 */
#ifndef ICL_NN_ATTENTION_H
#define ICL_NN_ATTENTION_H

#include <stdbool.h>
#include <stddef.h>

enum { NO_PARENT = -1 };

struct segment {
	size_t first, n; /* its rows in the batch */
	size_t pos0;     /* position of its first row */
	int parent;      /* NO_PARENT, an earlier segment's index, or
			    SEGMENT_BLOCK(i) for external block i */
};

/*
 * Where rows may be cut into a block and the segment after it, no bit of what
 * they give changed: at multiples of this.
 */
enum { ATTENTION_CUT = 96 };

#define SEGMENT_BLOCK(i) (-2 - (int)(i))

/* Keys and values of one layer from elsewhere, n rows of [Hkv][D] each. */
struct kv_block {
	const float *k, *v;
	size_t n;
	size_t stride;   /* floats between rows */
	int parent;      /* NO_PARENT or SEGMENT_BLOCK(i) of another block */
	float *dk, *dv;  /* backward adds their gradients; NULL: none wanted */
	size_t d_stride; /* floats between rows of these */
};

struct attention {
	size_t n_heads, n_kv_heads, head_dim; /* H, Hkv, D; H % Hkv == 0 */
	float scale;       /* of the scores, 1/sqrt(D) as a rule */
	size_t q_stride;   /* floats between rows of q, and of dq */
	size_t kv_stride;  /* of k and v, and of dk and dv */
	size_t out_stride; /* of out, and of d_out */
	unsigned threads;
	const struct segment *segments;
	size_t n_segments;
	const struct kv_block *blocks; /* NULL without external blocks */
	size_t n_blocks;
	bool half; /* what is multiplied is rounded to bf16 first; the
		      plain path does not */
};

/*
 * q is [T][H][D], k and v [T][Hkv][D], out [T][H][D] at the strides above;
 * lse [H][T] gets the log of each row's sum of exponentials, T being t_total.
 */
void attention_forward(const struct attention *a, size_t t_total,
    const float *q, const float *k, const float *v, float *out, float *lse);

/*
 * Gradients are overwritten, not added to.  Segments with parents inside the
 * batch add to their parents' gradients, and to those of external blocks that
 * want them.
 */
void attention_backward(const struct attention *a, size_t t_total,
    const float *q, const float *k, const float *v, const float *out,
    const float *lse, const float *d_out, float *dq, float *dk, float *dv);

/* The slow readable path that the tests hold the fast one against. */
void attention_forward_plain(const struct attention *a, size_t t_total,
    const float *q, const float *k, const float *v, float *out, float *lse);
void attention_backward_plain(const struct attention *a, size_t t_total,
    const float *q, const float *k, const float *v, const float *out,
    const float *lse, const float *d_out, float *dq, float *dk, float *dv);

#endif
