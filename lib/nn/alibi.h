/*
 * ALiBi (Press et al. 2022): instead of positions in the embedding or in
 * queries and keys, each head's scores fall with the distance of the key, by a
 * slope of the head.
 */
#ifndef ICL_NN_ALIBI_H
#define ICL_NN_ALIBI_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Slopes are 2^(-8 i / n) for i = 1, ..., n, n being the largest power of two
 * of heads; those beyond it lie between, 2^(-8 (i - 1/2) / n).
 */
struct alibi_config {
	size_t n_heads;
	bool bf16;   /* slopes, positions and products are rounded to bf16 */
	float scale; /* of the products */
};

struct alibi;

/* alibi_free(NULL) is fine. */
struct alibi *alibi_new(const struct alibi_config *c);
void alibi_free(struct alibi *a);

/*
 * The table for positions below n: row h, *stride numbers after the one before,
 * holds the slope of head h times each position.  It is good until the next
 * call.
 */
const double *alibi_table(struct alibi *a, size_t n, size_t *stride);

#endif
