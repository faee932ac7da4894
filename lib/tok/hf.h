/*
 * Tokenizers in the files of the Hugging Face world: tokenizer.json, or
 * vocab.json with merges.txt (encoder.json with vocab.bpe).
 */
#ifndef ICL_TOK_HF_H
#define ICL_TOK_HF_H

#include "tok/assemble.h"

/* Fills an empty tokenizer from the value of a tokenizer.json, or its text. */
int hf_read(
    struct tokenizer *t, const struct json *j, struct err *e) MUST_CHECK;
int hf_read_json(
    struct tokenizer *t, struct str text, struct err *e) MUST_CHECK;

/* The same from the files of a vocabulary and its merges, split as GPT-2
 * does. */
int hf_load_merges(struct tokenizer *t, const char *vocab_path,
    const char *merges_path, struct err *e) MUST_CHECK;

/* The same from the texts of both. */
int hf_read_merges(struct tokenizer *t, struct str vocab, struct str merges,
    struct err *e) MUST_CHECK;

/*
 * What the files beside it in a folder say: tokenizer_config.json of the
 * special tokens, config.json of the context.  Those absent say nothing.
 */
int hf_load_config(
    struct tokenizer *t, const char *dir, struct err *e) MUST_CHECK;

#endif
