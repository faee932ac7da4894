/*
 * SentencePiece's unigram model: of all ways to cut a text into pieces the one
 * of the highest sum of scores.
 *
 * Sums, ties and rounding are those of the sentencepiece library's own encoder.
 * A model does not change and may be shared by threads; a run holds the scratch
 * memory of one, 12 bytes for each byte of the longest text.
 */
#ifndef ICL_TOK_UNIGRAM_H
#define ICL_TOK_UNIGRAM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/str.h"
#include "tok/merge.h"

struct unigram;

struct unigram_piece {
	struct str text; /* good as long as the model */
	float score;
	uint32_t id;
	bool user_defined; /* taken wherever it is */
};

/*
 * Copies the pieces, whose texts differ, are valid UTF-8 and not empty.  byte:
 * the ids that an unknown character is spelled by; NULL: it is unk, and several
 * side by side are one.
 */
struct unigram *unigram_new(const struct unigram_piece *v, size_t n,
    uint32_t unk, const uint32_t *byte);
void unigram_free(struct unigram *u);

/* Adds the scores to a digest. */
void unigram_digest(const struct unigram *u, struct digest *d);

struct unigram_run;
struct unigram_run *unigram_run_new(const struct unigram *u);
void unigram_run_free(struct unigram_run *r);

/* Appends the ids of valid UTF-8. */
void unigram_encode(struct unigram_run *r, struct str text, struct id_buf *out);

#endif
