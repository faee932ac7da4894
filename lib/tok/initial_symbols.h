/*
 * What a word is before anything merges: an id for each of its bytes, or for
 * each of its characters.
 *
 * A byte-level tokenizer has pieces of bytes.  One of SentencePiece's kind has
 * pieces of characters; a character that is none of them is spelled in byte
 * tokens such as <0x0A>, or else becomes the unknown token.
 */
#ifndef ICL_TOK_INITIAL_SYMBOLS_H
#define ICL_TOK_INITIAL_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "tok/vocab.h"

struct initial_symbols_pair { /* that merges, or not */
	uint32_t rank, id;    /* of what it becomes; NO_RANK, NO_ID */
};

struct initial_symbols {
	bool chars;            /* pieces are of characters, not of bytes */
	bool byte_fallback;    /* byte tokens for characters without a piece */
	bool fuse_unk;         /* unknown tokens side by side are one */
	int64_t unk;           /* id, -1: what is not known is left out */
	uint32_t byte_id[256]; /* of byte tokens, NO_ID where none */
	uint32_t one[256];     /* the symbol of a byte that is a character,
				  NO_ID where there is more to it */
	struct initial_symbols_pair ascii[128]
					 [128]; /* of symbols of such bytes */
	bool spaced;           /* a space in a word is looked up as the mark */
	uint32_t mark;         /* id of the mark, NO_ID where none */
	bool apart;            /* words are taken apart where nothing joins: */
	bool joined[256][256]; /* bytes side by side that a merge may join */
	bool joined_mark[256]; /* a byte with a mark behind it */
};

/* The mark that such tokenizers write for a space, U+2581. */
#define INITIAL_SYMBOLS_MARK STR("\xe2\x96\x81")

/* The byte of a byte token, which is written <0xHH>; -1 for any other text. */
int initial_symbols_byte(struct str piece);

/* Finds byte tokens and what may be split; after the last piece and merge. */
void initial_symbols_settle(struct initial_symbols *s, const struct vocab *v);

/* From here on words have spaces where text has the mark; for words that are
 * taken apart. */
void initial_symbols_leave_spaces(
    struct initial_symbols *s, const struct vocab *v);

/* Writes the ids of a word to ids, which has room for word.n, and returns how
 * many there are. */
size_t initial_symbols_of(const struct initial_symbols *s,
    const struct vocab *v, struct str word, uint32_t *ids);

/*
 * The end of the part of a word that begins at byte from and merges by itself:
 * word.n where words are not split further.
 */
size_t initial_symbols_part(
    const struct initial_symbols *s, struct str word, size_t from);

#endif
