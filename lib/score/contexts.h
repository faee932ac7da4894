/*
 * Keys and values of contexts that were computed, for later ones that begin
 * alike: sets of one seed with ever more demonstrations, or of one
 * instruction.
 *
 * What is taken ends at a multiple of ATTENTION_CUT, so that the rest computed
 * after it gets the bits of the whole.  What was used longest ago goes first
 * when there is no more room.
 */
#ifndef ICL_SCORE_CONTEXTS_H
#define ICL_SCORE_CONTEXTS_H

#include <stddef.h>

#include "io/tokens.h"
#include "model/adapter.h"
#include "model/kv_cache.h"

struct contexts;

/* bytes: room for keys and values. */
struct contexts *contexts_new(size_t bytes);
void contexts_free(struct contexts *c);

/*
 * A copy, the caller's, of the longest beginning that these ids, less their
 * last, have in common with any under the same adapter; NULL: none.
 */
struct kv_cache *contexts_take(
    struct contexts *c, const struct adapter *a, struct ids ids);

/* The cache of all these ids, which is taken over; may free it at once. */
void contexts_put(struct contexts *c, const struct adapter *a, struct ids ids,
    struct kv_cache *cache);

#endif
