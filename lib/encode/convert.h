/*
 * Episodes to tokens: records are parsed and tokenised by several threads, made
 * to fit (fit.h, pack.h) and given on in order, so that the bytes do not depend
 * on the number of threads.  Memory: a few chunks of the input a thread, and
 * the set or the window of plain text under way.
 */
#ifndef ICL_ENCODE_CONVERT_H
#define ICL_ENCODE_CONVERT_H

#include "base/err.h"
#include "io/reader.h"
#include "io/tokens.h"
#include "encode/fit.h"
#include "tok/tokenizer.h"

struct convert_options {
	const struct tokenizer *tokenizer; /* outlives the call */
	struct fit_options fit;
	unsigned threads; /* at least one */
	uint64_t count;   /* records wanted; 0: all */
	bool skip_bad;    /* count records that are not valid, and go on */
};

/* A record of tokens, good during the call; -1 stops with its error. */
typedef int convert_fn(
    void *ctx, const struct token_record *rec, struct err *e);

/* Called now and then with the count of records so far. */
typedef void convert_tick_fn(void *ctx, uint64_t count);

/*
 * Reads episodes to their end.  Each record of tokens is given to `give`, tick
 * may be NULL, both get ctx; c is added to.  After an error some records may
 * have been given.
 */
int convert_run(const struct convert_options *v, struct reader *r,
    convert_fn *give, convert_tick_fn *tick, void *ctx, struct counts *c,
    struct err *e) MUST_CHECK;

#endif
