/*
 * What a tokenizer is made of, for the modules that read and write the files
 * it comes in.  Others use tokenizer.h.
 */
#ifndef ICL_TOK_BUILD_H
#define ICL_TOK_BUILD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "io/json.h"
#include "tok/added.h"
#include "tok/token_decoder.h"
#include "tok/normalizer.h"
#include "tok/pattern.h"
#include "tok/pretok.h"
#include "tok/initial_symbols.h"
#include "tok/vocab.h"

enum { BUILD_FILES_MAX = 8 };

/* The largest tokenizer file that is read whole. */
#define BUILD_FILE_MAX ((size_t)1 << 28)

struct tokenizer {
	struct vocab vocab;
	struct initial_symbols symbols;
	struct token_decoder decoder; /* of pieces of characters */
	struct normalizer *normal;
	struct pretok *pretok;
	struct added added[2]; /* found before, and after normalizing */
	bool ignore_merges;    /* ignore_merges: a whole piece is taken */
	bool marks_optional;   /* words may have spaces instead of marks, that
			    is, the normalizer's last step be left out */
	int64_t bos, eos, eot; /* ids, -1 for none; eot joins plain texts */
	int64_t pad;           /* -1 for none; only handed on */
	bool adds_bos;
	bool template_repeats_bos; /* its template puts more than one before a
				      text */
	uint64_t ctx;              /* 0: not told */
	struct buf source; /* the tokenizer.json it came from, if it did */
	struct buf split; /* `"normalizer":…,"pre_tokenizer":…`, no braces */
	const char *files[BUILD_FILES_MAX + 1];
	size_t n_files;
	struct arena text; /* contents of added tokens, names of files */
};

/* An empty tokenizer without normalizer and pre-tokenizer. */
struct tokenizer *build_new(void);

/* What follows from all that was put in; before it is used. */
int build_settle(struct tokenizer *t, struct err *e) MUST_CHECK;

/* Reads a file whole and notes its name. */
int build_read(struct tokenizer *t, const char *path, struct buf *out,
    struct err *e) MUST_CHECK;

/* Makes normal, pretok and decoder from an object with their members; whether
 * pieces are of bytes or of characters follows, so it goes before them. */
int build_split(struct tokenizer *t, const struct json *j,
    enum pattern_dialect dialect, struct err *e) MUST_CHECK;

/* The same from the text of such an object; kept for writing. */
int build_split_text(struct tokenizer *t, struct str text,
    enum pattern_dialect dialect, struct err *e) MUST_CHECK;

/* Gives an id its text.  Pieces of bytes are written in the byte alphabet; a
 * text that is not is only decoded, as it is. */
int build_piece(struct tokenizer *t, uint32_t id, struct str text,
    struct err *e) MUST_CHECK;

/* The text of an id as files write it. */
void build_text(const struct tokenizer *t, uint32_t id, struct buf *out);

/* An added token, whose id gets its text unless it has one. */
int build_added(
    struct tokenizer *t, const struct added_token *a, struct err *e) MUST_CHECK;

/* "left right", or both parts of it, as the merge of the next rank. */
int build_merge(struct tokenizer *t, struct str left, struct str right,
    uint32_t rank, struct err *e) MUST_CHECK;
int build_merge_text(struct tokenizer *t, struct str both, uint32_t rank,
    struct err *e) MUST_CHECK;

/* Whether every byte is a piece, so that nothing is unknown. */
bool build_has_bytes(const struct tokenizer *t);

/* The id of an added token by its text, -1 if there is none. */
int64_t build_find_added(const struct tokenizer *t, struct str content);

#endif
