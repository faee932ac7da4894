/* Shots most like a query, by BM25 over normalised words. */
#ifndef ICL_TEXT_BM25_H
#define ICL_TEXT_BM25_H

#include <stddef.h>

#include "base/mem.h"
#include "text/pool.h"

/*
 * Puts the indices of the k shots whose input scores highest for the query's
 * input first into order, the best of them last; of equal scores the earlier
 * shot is the better.  Shots with the query's own text come after all others.
 * order has room for n.
 */
void bm25_order(struct pool_example *const *shots, size_t n,
    const struct pool_example *query, size_t k, size_t *order, struct arena *a);

#endif
