/* Records of tokens for people: ids, text, and what is under loss. */
#ifndef ICL_ENCODE_TOKENS_SHOW_H
#define ICL_ENCODE_TOKENS_SHOW_H

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "io/reader.h"
#include "io/tokens.h"
#include "io/writer.h"
#include "tok/tokenizer.h"

/*
 * Writes a few lines and an empty one at once, made in scratch: what the record
 * is, then for each part its ids and its text, with what is under loss in
 * [brackets] and line ends as \n.  t may be NULL: then ids alone.
 */
int tokens_show_write(struct buf *scratch, const struct token_record *rec,
    const struct tokenizer *t, struct writer *w, struct err *e) MUST_CHECK;

/*
 * A tokens stream to its end, or count records of it if that is not 0.  A
 * tokenizer other than the stream's is an error; path is where it came from.
 */
int tokens_show(struct reader *r, struct writer *w, const struct tokenizer *t,
    const char *path, uint64_t count, struct err *e) MUST_CHECK;

#endif
