/*
 * How much a model has to do for a stream of tokens, for progress: the ids that
 * go through it.  Bytes read would not tell: a small file is read at once and
 * computed for an hour.
 */
#ifndef ICL_SCORE_WORK_H
#define ICL_SCORE_WORK_H

#include <stddef.h>
#include <stdint.h>

#include "io/tokens.h"

/* A query's ids: its input and its candidates, or the answer of `generate`. */
uint64_t work_of_query(const struct token_query *q, size_t generate);

/*
 * The ids of all records of n files, demonstrations of sets among them.  Reads
 * them from beginning to end; 0 when one is no regular file or is not valid,
 * which the run itself will tell.
 */
uint64_t work_of_files(const char *const *files, size_t n, size_t generate);

/* Told how much of what was asked for is computed, from 0 to 1. */
typedef void work_watch(void *ctx, double share);

#endif
