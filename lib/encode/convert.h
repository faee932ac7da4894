/*
 * Episodes to tokens: records are parsed and tokenised by several threads, made
 * to fit and written in order, so that the bytes do not depend on the number of
 * threads.
 */
#ifndef ICL_ENCODE_CONVERT_H
#define ICL_ENCODE_CONVERT_H

#include "base/err.h"
#include "io/reader.h"
#include "io/tokens.h"
#include "encode/fit.h"
#include "tok/tokenizer.h"

struct convert {
	const struct tokenizer *tokenizer;
	struct fit fit;
	unsigned threads;
	uint64_t count; /* records wanted; 0: all */
	bool skip_bad;
};

/* A record of tokens, good during the call; -1 stops with its error. */
typedef int convert_fn(
    void *ctx, const struct token_record *rec, struct err *e);

/* Called now and then with the count of records so far. */
typedef void convert_tick_fn(void *ctx, uint64_t count);

/* Reads episodes to their end; counts what happened in c. */
int convert_run(const struct convert *v, struct reader *r, convert_fn *give,
    convert_tick_fn *tick, void *ctx, struct counts *c,
    struct err *e) MUST_CHECK;

#endif
