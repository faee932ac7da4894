/*
 * Learning a byte-level BPE: the pair of symbols that occurs most often in the
 * words of the text becomes a new symbol, again and again.
 *
 * Of pairs that occur as often, the one with the lower left id, then the lower
 * right id, goes first, as in the tokenizers library, whose trainer this
 * agrees with.  Memory: the distinct words of the text.
 */
#ifndef ICL_ENCODE_TRAIN_H
#define ICL_ENCODE_TRAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "tok/tokenizer.h"

struct train_options {
	uint32_t size;             /* entries wanted, special tokens included */
	uint64_t min_frequency;    /* a rarer pair is not merged */
	bool seen;                 /* only bytes of the text, not all 256 */
	const struct str *special; /* texts of the first ids */
	size_t n_special;
	const char *pattern; /* "gpt2", "cl100k", "o200k" or a pattern */
};

struct train;
struct train *train_new(
    const struct train_options *o, struct err *e) MUST_CHECK;
void train_free(struct train *t);

/* Counts the words of valid UTF-8. */
int train_add(struct train *t, struct str text, struct err *e) MUST_CHECK;

/* The tokenizer learnt from all that was added; it may have fewer entries
 * when pairs run out. */
struct tokenizer *train_finish(struct train *t, struct err *e) MUST_CHECK;

#endif
