/* Tokenizers in .tiktoken files: base64 of a token's bytes and its rank. */
#ifndef ICL_TOK_TIKTOKEN_H
#define ICL_TOK_TIKTOKEN_H

#include "tok/assemble.h"

/*
 * Fills an empty tokenizer.  The file has neither pattern nor special tokens:
 * both are told from its sha256, or pattern says "gpt2", "cl100k", "o200k" or
 * is the pattern itself, and then the only special token is <|endoftext|>
 * after the last rank.
 */
int tiktoken_load(struct tokenizer *t, const char *path, const char *pattern,
    struct err *e) MUST_CHECK;

/* The same from its text. */
int tiktoken_read(struct tokenizer *t, struct str text, const char *pattern,
    struct err *e) MUST_CHECK;

#endif
