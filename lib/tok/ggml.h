/* Tokenizers out of a GGUF file's metadata. */
#ifndef ICL_TOK_GGML_H
#define ICL_TOK_GGML_H

#include "tok/assemble.h"

/*
 * Fills an empty tokenizer: model `gpt2` with a pre-tokenizer whose name is
 * known, or `llama` with scores and byte tokens; every other is refused by
 * name.
 */
int ggml_load(struct tokenizer *t, const char *path, struct err *e) MUST_CHECK;

/* The same from an open file, for tests. */
struct gguf;
int ggml_read(
    struct tokenizer *t, const struct gguf *g, struct err *e) MUST_CHECK;

#endif
