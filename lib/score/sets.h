/*
 * Evaluation sets of a tokens stream, each with all its queries: what is
 * computed together.  Memory holds one set.
 */
#ifndef ICL_SCORE_SETS_H
#define ICL_SCORE_SETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "io/reader.h"
#include "io/tokens.h"

struct query_set {
	uint64_t number; /* from 0, in the order of the stream */
	struct token_set set;
	struct token_query *queries; /* in the order of the stream */
	size_t n_queries;
	struct arena *arena; /* of this set: what is put there goes with it */
};

/* Asked about each query; -1 and the reason when it cannot be used. */
typedef int sets_check(void *ctx, const struct token_set *set,
    const struct token_query *q, struct err *e);

struct sets;

/*
 * The reader has begun on a stream of tokens and outlives the sets.  A query
 * that check refuses or that stands before any set, and a training record, is
 * an error, or with skip_bad left out.
 */
struct sets *sets_new(struct reader *r, const struct token_vocab *v,
    bool skip_bad, sets_check *check, void *ctx);
void sets_free(struct sets *s);

/* 1 and the next set, good until the next call; 0 at the end, -1 on error. */
int sets_next(struct sets *s, struct query_set *out, struct err *e) MUST_CHECK;

uint64_t sets_n_bad(const struct sets *s); /* records left out */

#endif
