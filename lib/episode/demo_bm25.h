/* The shots most like a query, by BM25 over the normalised words of inputs. */
#ifndef ICL_EPISODE_DEMO_BM25_H
#define ICL_EPISODE_DEMO_BM25_H

#include <stddef.h>

#include "episode/pool.h"

/*
 * Which of n shots hold each word.  A query then costs what the shots that
 * share a word with it cost, and not a reading of all shots.
 */
struct demo_bm25;

/* The shots are not copied: they must outlive the index. */
struct demo_bm25 *demo_bm25_new(struct pool_example *const *shots, size_t n);
void demo_bm25_free(struct demo_bm25 *x);

/*
 * Puts the indices of the k shots whose input scores highest for the query's
 * input into order[k], the best of them last; of equal scores the earlier shot
 * is the better.  Shots with the query's own text come after all others.  k is
 * at most n.
 */
void demo_bm25_order(struct demo_bm25 *x, const struct pool_example *query,
    size_t k, size_t *order);

#endif
