/*
 * Tokenizers in files of ranks, .tiktoken or Meta's tokenizer.model since Llama
 * 3: lines with the base64 of a token's bytes and its rank, which is its id.
 */
#ifndef ICL_TOK_TIKTOKEN_H
#define ICL_TOK_TIKTOKEN_H

#include <stdbool.h>

#include "tok/assemble.h"

/* Whether a text begins with such a line. */
bool tiktoken_is(struct str text);

/*
 * Fills an empty tokenizer.  The file has neither pattern nor special tokens:
 * both are known by its sha256, or pattern names them (pretok_presets.h) or is
 * the pattern itself, and then the only special token is <|endoftext|> after
 * the last rank.
 */
int tiktoken_load(struct tokenizer *t, const char *path, const char *pattern,
    struct err *e) MUST_CHECK;

/* The same from its text. */
int tiktoken_read(struct tokenizer *t, struct str text, const char *pattern,
    struct err *e) MUST_CHECK;

#endif
