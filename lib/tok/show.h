/* Records of tokens for people: ids, text, and what is under loss. */
#ifndef ICL_TOK_SHOW_H
#define ICL_TOK_SHOW_H

#include "base/str.h"
#include "io/tokens.h"
#include "tok/tokenizer.h"

/*
 * Adds a few lines and an empty one: what the record is, then for each part
 * its ids and its text, with what is under loss in [brackets] and line ends as
 * \n.  t may be NULL: then ids alone.
 */
void show_record(
    struct buf *out, const struct token_record *rec, const struct tokenizer *t);

#endif
