/*
 * Learning a byte-level BPE: the pair of symbols that occurs most often in the
 * words of the text becomes a new symbol, again and again.
 *
 * Of pairs that occur as often, the one with the lower left id, then the lower
 * right id, goes first, as in the tokenizers library, whose trainer this
 * agrees with.  Memory: the distinct words of the text up to a bound, and
 * beyond it the more frequent ones (word_counts.h).
 */
#ifndef ICL_ENCODE_BPE_TRAIN_H
#define ICL_ENCODE_BPE_TRAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "tok/tokenizer.h"

struct bpe_train_options {
	uint32_t size;             /* entries wanted, special tokens included */
	uint64_t min_frequency;    /* a rarer pair is not merged */
	uint64_t max_bytes;        /* memory that the words may take */
	bool seen;                 /* only bytes of the text, not all 256 */
	const struct str *special; /* texts of the first ids */
	size_t n_special;
	const char *pattern; /* "gpt2", "cl100k", "o200k" or a pattern */
};

struct bpe_train;
struct bpe_train *bpe_train_new(
    const struct bpe_train_options *o, struct err *e) MUST_CHECK;
void bpe_train_free(struct bpe_train *t);

/* Counts the words of valid UTF-8. */
int bpe_train_add(
    struct bpe_train *t, struct str text, struct err *e) MUST_CHECK;

/* How many words were dropped so far, and how often the most frequent of them
 * had occurred. */
uint64_t bpe_train_dropped(const struct bpe_train *t, uint64_t *most);

/* The tokenizer learnt from all that was added; it may have fewer entries
 * when pairs run out. */
struct tokenizer *bpe_train_finish(
    struct bpe_train *t, struct err *e) MUST_CHECK;

#endif
