/*
 * Rotary positions (Su et al. 2021) in the rotate-half order of the Hugging
 * Face models: pairs are (i, i + D/2).
 */
#ifndef ICL_NN_ROPE_H
#define ICL_NN_ROPE_H

#include <stddef.h>
#include <stdint.h>

struct rope; /* tables of cos and sin for positions up to a maximum */

enum rope_kind { ROPE_PLAIN, ROPE_LINEAR, ROPE_LLAMA3 };

struct rope_config {
	size_t head_dim;   /* D */
	size_t rotary_dim; /* leading part of D that turns; D as a rule */
	double theta;
	enum rope_kind kind;
	double factor, low_freq_factor, high_freq_factor;
	double original_positions;
};

struct rope *rope_new(const struct rope_config *c, size_t n_positions);
void rope_free(struct rope *r);

/*
 * Turns n_heads heads of D floats in each of t rows, stride floats apart, in
 * place; pos[t] are the rows' positions.  direction +1 forward, -1 backward
 * (the gradient of a turn is the turn back).
 */
void rope_apply(const struct rope *r, int direction, size_t t,
    const uint32_t *pos, size_t n_heads, float *x, size_t stride,
    unsigned threads);

#endif
