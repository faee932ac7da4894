/*
 * SentencePiece's BPE and unigram: pieces of characters with scores, from a
 * `.model` file (a protobuf) or from whoever else has them.
 *
 * Ids are those of the sentencepiece library's own encoder.  A model of another
 * kind (word, char), or a vocabulary that the rules here would encode
 * otherwise, is refused by name.
 */
#ifndef ICL_TOK_SENTENCEPIECE_H
#define ICL_TOK_SENTENCEPIECE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"
#include "tok/assemble.h"

/* As the .model numbers them, and a GGUF's tokenizer.ggml.token_type too. */
enum sentencepiece_type {
	SENTENCEPIECE_NORMAL = 1,
	SENTENCEPIECE_UNKNOWN = 2,
	SENTENCEPIECE_CONTROL = 3,
	SENTENCEPIECE_USER_DEFINED = 4,
	SENTENCEPIECE_UNUSED = 5,
	SENTENCEPIECE_BYTE = 6,
};

struct sentencepiece_piece {
	struct str text; /* good during the call; spaces are U+2581 */
	double score;    /* the higher, the earlier it is merged */
	int type;
};

struct sentencepiece {
	const struct sentencepiece_piece *v; /* by id */
	size_t n;
	bool byte_fallback;  /* unknown characters are spelled in bytes */
	bool dummy_prefix;   /* a text gets a space put before it */
	bool squeeze;        /* spaces at the ends go, runs become one */
	bool unigram;        /* scores are summed; else they order merges */
	struct str charsmap; /* a table for characters; empty: there is none */
	bool raw_added;      /* user-defined pieces are found before anything
				else, as llama.cpp does, not among the spaces
				that have become U+2581 */
};

/* Fills an empty tokenizer. */
int sentencepiece_build(struct tokenizer *t, const struct sentencepiece *m,
    struct err *e) MUST_CHECK;

/* Whether a file begins as a .model does: with a piece. */
bool sentencepiece_is(struct str bytes);

/* Fills an empty tokenizer from the bytes of a .model. */
int sentencepiece_read(
    struct tokenizer *t, struct str bytes, struct err *e) MUST_CHECK;

#endif
