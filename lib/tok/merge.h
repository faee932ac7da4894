/*
 * Byte-pair merging of one word: of the adjacent pairs that merge, the one of
 * the lowest rank, the leftmost of equals, until none merges.
 *
 * Words of up to a few dozen symbols are merged by scanning an array, longer
 * ones by a heap over a linked list, so that a word of n symbols costs
 * O(n log n).
 */
#ifndef ICL_TOK_MERGE_H
#define ICL_TOK_MERGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "tok/initial_symbols.h"
#include "tok/vocab.h"

struct id_buf { /* owns; {0} is empty */
	uint32_t *v;
	size_t n, cap;
};

void id_buf_add(struct id_buf *b, const uint32_t *v, size_t n);

struct merge; /* scratch memory of one thread */

/* s says what the symbols of a word are, once settled; both outlive it. */
struct merge *merge_new(const struct vocab *v, const struct initial_symbols *s);
void merge_free(struct merge *m);

/* Appends the ids of a word of any length. */
void merge_word(struct merge *m, struct str word, struct id_buf *out);

#endif
