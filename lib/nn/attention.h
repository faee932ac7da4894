/*
 * Causal attention over segments (nn/kv_chain.h), exactly and without a T x T
 * matrix: an online softmax (Dao et al. 2022) keeps one log-sum a row.
 *
 * The bits of a result depend neither on the number of threads nor on the
 * other segments of a batch.
 */
#ifndef ICL_NN_ATTENTION_H
#define ICL_NN_ATTENTION_H

#include <stdbool.h>
#include <stddef.h>

#include "nn/kv_chain.h"

/*
 * Where rows may be cut into a block and the segment after it without a change
 * to any bit of their results: at multiples of this.
 */
enum { ATTENTION_CUT = 96 };

/* The shape of one layer's attention and its segments; all is borrowed. */
struct attention {
	size_t n_heads, n_kv_heads, head_dim; /* H, Hkv, D; H % Hkv == 0 */
	float scale;        /* of the scores, usually 1/sqrt(D) */
	float cap;          /* a score s becomes cap tanh(s / cap); 0: stays */
	size_t window;      /* keys that a row sees at most, its own the last,
			       counted along the chain; 0: all */
	const double *bias; /* [H][bias_stride] by places along the chain: a
			       score gets that of its key less that of its row
			       added; NULL: nothing; not beside a cap */
	size_t bias_stride;
	size_t q_stride;   /* floats between rows of q, and of dq */
	size_t kv_stride;  /* of k and v, and of dk and dv */
	size_t out_stride; /* of out, and of d_out */
	unsigned threads;
	const struct segment *segments;
	size_t n_segments;
	const struct kv_block *blocks; /* NULL without external blocks */
	size_t n_blocks;
	bool bf16; /* operands of products are rounded to bf16 first; not by
		      the plain path */
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

/* The slow readable path, in fp64, that tests compare the fast one with. */
void attention_forward_plain(const struct attention *a, size_t t_total,
    const float *q, const float *k, const float *v, float *out, float *lse);
void attention_backward_plain(const struct attention *a, size_t t_total,
    const float *q, const float *k, const float *v, const float *out,
    const float *lse, const float *d_out, float *dq, float *dk, float *dv);

#endif
