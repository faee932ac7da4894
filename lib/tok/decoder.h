/*
 * The decoder of a tokenizer.json whose pieces are of characters: what text a
 * piece stands for.  Pieces of bytes stand for themselves and need none.
 */
#ifndef ICL_TOK_DECODER_H
#define ICL_TOK_DECODER_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "io/json.h"

struct decoder {
	struct str from, to; /* what is replaced by what; from empty: nothing */
	bool bytes;          /* <0xHH> is a byte */
	bool strip;          /* the first space of a text is not its own */
	const char *why;     /* it cannot be followed, NULL when it can */
};

/* From the file's `decoder`, which may be null; texts go to the arena. */
void decoder_read(struct decoder *d, const struct json *j, struct arena *a);

/* Adds the text of a piece. */
int decoder_put(const struct decoder *d, struct str piece, struct buf *out,
    struct err *e) MUST_CHECK;

#endif
