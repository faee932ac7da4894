/*
 * Rotary positions (Su et al. 2021) in the rotate-half order of the Hugging
 * Face models: of the first rotary_dim = R floats of a head, the pairs
 * (i, i + R/2) are rotated by position * theta^(-2i/R).
 */
#ifndef ICL_NN_ROPE_H
#define ICL_NN_ROPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Tables of cos and sin for positions up to a maximum. */
struct rope;

/* How frequencies are stretched for contexts longer than those trained on. */
enum rope_kind {
	ROPE_PLAIN,
	ROPE_LINEAR,
	ROPE_LLAMA3,
	ROPE_YARN,
	ROPE_DYNAMIC, /* plain up to the original positions */
	ROPE_LONG,
};

enum { ROPE_MAX_PAIRS = 256 }; /* of ROPE_LONG */

/*
 * head_dim is D, rotary_dim the leading part of it that is rotated, usually
 * all.  factor is of all kinds but the plain one, the bounds of llama3 (low,
 * high) or yarn (slow, fast, in turns over the original positions).
 */
struct rope_config {
	size_t head_dim;
	size_t rotary_dim;
	double theta;
	enum rope_kind kind;
	double factor, low_freq_factor, high_freq_factor;
	double original_positions;
	double context; /* positions of the texts that dynamic and long are
			 * for, all of which turn alike; 0: the original ones */
	double beta_fast, beta_slow;
	bool exact_bounds;             /* yarn's are not rounded to pairs */
	double mscale, mscale_all_dim; /* of yarn; 0: not said */
	double attention_factor;       /* of cos and sin; 0: the kind's own */
	/* each pair's frequency is divided by these, the long ones where the
	 * context is beyond the original positions */
	double short_factor[ROPE_MAX_PAIRS], long_factor[ROPE_MAX_PAIRS];
};

/* For positions below n_positions; the tables grow to those that are asked for,
 * as a long context may never be. rope_free(NULL) is fine. */
struct rope *rope_new(const struct rope_config *c, size_t n_positions);
void rope_free(struct rope *r);

/*
 * Rotates n_heads heads of D floats in each of t rows, stride floats apart, in
 * place; pos[t] < n_positions are the rows' positions.  direction is +1
 * forward and -1 backward: the gradient of a rotation is the rotation back.
 */
void rope_apply(struct rope *r, int direction, size_t t, const uint32_t *pos,
    size_t n_heads, float *x, size_t stride, unsigned threads);

#endif
