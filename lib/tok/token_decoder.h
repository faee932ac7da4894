/*
 * The decoder of a tokenizer.json whose pieces are of characters: it turns a
 * piece into the text it came from.  Pieces of bytes are that text and need
 * none.
 */
#ifndef ICL_TOK_TOKEN_DECODER_H
#define ICL_TOK_TOKEN_DECODER_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "io/json.h"

struct token_decoder {
	struct str from, to; /* what is replaced by what; from empty: nothing */
	bool bytes;          /* <0xHH> is a byte */
	bool strip;          /* the first space of a text is not its own */
	const char *why;     /* it cannot be followed, NULL when it can */
};

/*
 * From the file's `decoder`, which may be null; texts go to the arena.  A kind
 * that cannot be followed is noted in why: it is an error only when text is
 * wanted.
 */
int token_decoder_read(struct token_decoder *d, const struct json *j,
    struct arena *a, struct err *e) MUST_CHECK;

/* Adds the text of a piece. */
int token_decoder_put(const struct token_decoder *d, struct str piece,
    struct buf *out, struct err *e) MUST_CHECK;

#endif
