/*
 * A BPE tokenizer, of bytes or of characters with bytes to fall back on, exact
 * to the reference for the files it takes; what it cannot do exactly it refuses
 * by name.
 */
#ifndef ICL_TOK_TOKENIZER_H
#define ICL_TOK_TOKENIZER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/str.h"

struct tokenizer;

/*
 * tokenizer.json, vocab.json or encoder.json with merges.txt or vocab.bpe
 * beside it, a .tiktoken or .gguf file, or a folder that holds one of them.
 * pattern names the pre-tokenizer of a .tiktoken file, else NULL.
 */
struct tokenizer *tokenizer_load(
    const char *path, const char *pattern, struct err *e) MUST_CHECK;
void tokenizer_free(struct tokenizer *t);

/* Whether there is one to load: a file, or in a folder one of those. */
bool tokenizer_found(const char *path);

uint32_t tokenizer_size(const struct tokenizer *t); /* ids are below it */
void tokenizer_digest(const struct tokenizer *t, char hex[DIGEST_HEX]);
int64_t tokenizer_bos(const struct tokenizer *t); /* -1: none, or several */
int64_t tokenizer_eos(const struct tokenizer *t);
int64_t tokenizer_pad(const struct tokenizer *t); /* of a GGUF */

/* The token that joins plain texts: <|endoftext|> or its like, else EOS. */
int64_t tokenizer_eot(const struct tokenizer *t);
bool tokenizer_adds_bos(const struct tokenizer *t); /* by its own files */
uint64_t tokenizer_ctx(const struct tokenizer *t);  /* 0: not told */

/* Files that made it, for the header's digests; NULL ends the list. */
const char *const *tokenizer_files(const struct tokenizer *t);

/* Whether texts begin with a space that the tokenizer put there. */
bool tokenizer_leads(const struct tokenizer *t);

/* Appends the bytes of an id; ids at or past the size are an error. */
int tokenizer_decode(const struct tokenizer *t, uint32_t id, struct buf *out,
    struct err *e) MUST_CHECK;

/* The tokenizer as a tokenizer.json that the tokenizers library loads. */
int tokenizer_write_json(
    const struct tokenizer *t, struct buf *out, struct err *e) MUST_CHECK;

#endif
