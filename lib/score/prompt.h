/*
 * The ids before an answer: the set's head and demonstrations and the
 * query's input, less what the query's `skip` leaves out.
 *
 * The context is what queries with the same skip share; the tail is a query's
 * own.
 */
#ifndef ICL_SCORE_PROMPT_H
#define ICL_SCORE_PROMPT_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "io/tokens.h"

/* Ids of demonstrations and input that are left out for a candidate. */
size_t prompt_skip(const struct token_query *q, size_t candidate);

/* How many of them are the demonstrations'. */
size_t prompt_dropped(const struct token_set *set, size_t skip);

/* Head and demonstrations without the dropped ids. */
struct ids prompt_context(
    const struct token_set *set, size_t dropped, struct arena *a);

/* The input without what skip takes of it, then `last`. */
struct ids prompt_tail(const struct token_set *set, const struct token_query *q,
    size_t skip, struct ids last, struct arena *a);

/* Whole demonstrations left, for the candidate that has the fewest. */
uint64_t prompt_k_kept(
    const struct token_set *set, const struct token_query *q);

#endif
