/*
 * Evaluation sets of a tokens stream, each with all its queries: what is
 * computed together.  Memory holds one set.
 */
#ifndef ICL_SCORE_SET_READER_H
#define ICL_SCORE_SET_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "io/reader.h"
#include "io/tokens.h"

/* A set and all that is asked of it. */
struct query_set {
	uint64_t number; /* from 0, in the order of the stream */
	struct token_set set;
	struct token_query *queries; /* in the order of the stream */
	size_t n_queries;
	struct arena *arena; /* of this set: what is put there goes with it */
};

/* Asked about each query; -1 and the reason when it cannot be used. */
typedef int set_reader_check(void *ctx, const struct token_set *set,
    const struct token_query *q, struct err *e);

struct set_reader;

/*
 * The reader has begun on a stream of tokens and outlives the sets.  A query
 * that check refuses or that comes before any set, and a training record, is
 * an error, or with skip_bad left out.
 */
struct set_reader *set_reader_new(struct reader *r, const struct token_vocab *v,
    bool skip_bad, set_reader_check *check, void *ctx);
void set_reader_free(struct set_reader *s);

/* 1 and the next set, good until the next call; 0 at the end, -1 on error. */
int set_reader_next(
    struct set_reader *s, struct query_set *out, struct err *e) MUST_CHECK;

uint64_t set_reader_n_bad(const struct set_reader *s); /* records left out */

#endif
