/*
 * The options that demonstrations show, found by their ids: pieces are
 * tokenised alone, so a label has the same ids in a demonstration as in a
 * candidate.
 */
#ifndef ICL_SCORE_DEMO_LABELS_H
#define ICL_SCORE_DEMO_LABELS_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "io/tokens.h"

/*
 * For each of the set's demonstrations the index of its option among those of
 * the query, whose options are the set's, -1 when none is found; n_demos
 * numbers in the arena.
 */
int64_t *demo_labels_of(
    const struct token_set *set, const struct token_query *q, struct arena *a);

#endif
