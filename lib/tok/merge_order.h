/*
 * Merges one after another, as a tokenizer.json lists them, for a vocabulary
 * in which several pairs share a rank.
 *
 * Most of these can go: a piece, wherever it comes about, comes about as it
 * does in a text of its own, out of one and the same last pair.  Of the others
 * that share a rank, the leftmost in the text merges first, while a list orders
 * them wherever they are in the text.  Both give the same as long as of two
 * that can overlap the left one is listed first, and nothing that comes of one
 * merges with a part of another before that one's turn.
 */
#ifndef ICL_TOK_MERGE_ORDER_H
#define ICL_TOK_MERGE_ORDER_H

#include "base/err.h"
#include "tok/initial_symbols.h"
#include "tok/vocab.h"

/* The pairs in such an order, *n of them, which the caller frees; NULL when
 * there is none.  s says what the symbols of a piece are. */
struct vocab_pair *merge_order(const struct vocab *v,
    const struct initial_symbols *s, size_t *n, struct err *e) MUST_CHECK;

#endif
