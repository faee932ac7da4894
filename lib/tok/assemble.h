/*
 * A tokenizer under construction: what it is made of, and how the modules that
 * read the files it comes in put it together.  Others use tokenizer.h.
 *
 * A reader begins with assemble_new, takes the components (normalizer,
 * pre_tokenizer and decoder) first, because they say whether pieces are of
 * bytes or of characters, then pieces, merges and added tokens; whoever called
 * it ends with assemble_finish.  After that a tokenizer does not change and is
 * shared by threads.  After an error it can only be freed.
 */
#ifndef ICL_TOK_ASSEMBLE_H
#define ICL_TOK_ASSEMBLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "io/json.h"
#include "tok/added.h"
#include "tok/initial_symbols.h"
#include "tok/normalizer.h"
#include "tok/pattern.h"
#include "tok/pretok.h"
#include "tok/token_decoder.h"
#include "tok/unigram.h"
#include "tok/vocab.h"

enum { ASSEMBLE_FILES_MAX = 8 };

/* A larger file of a tokenizer is an error. */
#define ASSEMBLE_FILE_MAX ((size_t)1 << 28)

struct tokenizer {
	struct vocab vocab;
	struct initial_symbols symbols;
	struct token_decoder decoder; /* of pieces of characters */
	struct normalizer *normalizer;
	struct pretok *pretok;
	struct unigram *unigram;   /* in place of merges; NULL: a BPE */
	struct added user_defined; /* left as they are by a table */
	struct added added[2];     /* found before, and after normalizing */
	struct vocab added_texts;  /* their ids by content */
	bool ignore_merges;        /* a word that is a piece is not merged */
	/* the normalizer's last step, which writes marks for spaces, may be
	 * left out: spaces are looked up as marks are */
	bool marks_optional;
	int64_t bos, eos, eot;     /* ids, -1 for none; eot joins plain texts */
	int64_t pad;               /* -1 for none; only handed on */
	bool adds_bos;             /* its files say that a text begins so */
	bool template_repeats_bos; /* several tokens before a text */
	bool charsmap;             /* its normalizer is a table of such */
	bool sentencepiece;        /* it came from a .model */
	uint64_t ctx;              /* tokens of the model's context, or 0 */
	struct buf source; /* the tokenizer.json it came from, if it did */
	/* {"normalizer":…,"pre_tokenizer":…} where source is empty */
	struct buf components;
	const char *files[ASSEMBLE_FILES_MAX + 1];
	size_t n_files;
	struct arena text; /* contents of added tokens, names of files */
};

/* An empty tokenizer; tokenizer_free ends it. */
struct tokenizer *assemble_new(void);

/*
 * What follows from all that was put in: how words are looked up, and which
 * token ends or joins texts where no file said so.
 */
int assemble_finish(struct tokenizer *t, struct err *e) MUST_CHECK;

/* Keeps a path for tokenizer_files. */
int assemble_note_file(
    struct tokenizer *t, const char *path, struct err *e) MUST_CHECK;

/* Reads a file of at most ASSEMBLE_FILE_MAX bytes whole and notes its path. */
int assemble_read_file(struct tokenizer *t, const char *path, struct buf *out,
    struct err *e) MUST_CHECK;

/* Makes normalizer, pretok and decoder from an object with their members. */
int assemble_components(struct tokenizer *t, const struct json *j,
    enum pattern_dialect dialect, struct err *e) MUST_CHECK;

/* The same from the text of such an object, which is kept for writing. */
int assemble_components_text(struct tokenizer *t, struct str text,
    enum pattern_dialect dialect, struct err *e) MUST_CHECK;

/*
 * Gives an id its text.  Pieces of bytes are written in the byte alphabet; a
 * text that is not is only decoded, as it is.
 */
int assemble_piece(struct tokenizer *t, uint32_t id, struct str text,
    struct err *e) MUST_CHECK;

/* Adds the text of an id as files write it. */
void assemble_text(const struct tokenizer *t, uint32_t id, struct buf *out);

/* An added token, copied; its id gets its text unless it has one, which must
 * be the same. */
int assemble_added(
    struct tokenizer *t, const struct added_token *a, struct err *e) MUST_CHECK;

/* "left right", or both parts of it, as the merge of a rank.  Both and what
 * they make must be pieces. */
int assemble_merge(struct tokenizer *t, struct str left, struct str right,
    uint32_t rank, struct err *e) MUST_CHECK;
int assemble_merge_text(struct tokenizer *t, struct str both, uint32_t rank,
    struct err *e) MUST_CHECK;

/* Every two pieces that together are this one merge by the rank. */
void assemble_merges_into(struct tokenizer *t, uint32_t id, uint32_t rank);

/* Whether every byte is a piece, so that nothing is unknown. */
bool assemble_has_bytes(const struct tokenizer *t);

/* The id of an added token by its text, -1 if there is none. */
int64_t assemble_find_added(const struct tokenizer *t, struct str content);

#endif
