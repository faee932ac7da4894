/* Learning a BPE from a stream of texts: what bpe_train.h does, from end to
 * end. */
#ifndef ICL_ENCODE_BPE_LEARN_H
#define ICL_ENCODE_BPE_LEARN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "io/reader.h"
#include "encode/bpe_train.h"

struct bpe_learn_options {
	struct bpe_train_options train; /* without its special tokens: */
	const char *special;            /* separated by commas; NULL: none */
	bool skip_bad; /* leave out documents that are not valid */
};

struct bpe_learn_counts {
	uint64_t bad;          /* documents left out */
	uint32_t entries;      /* fewer than wanted when pairs ran out */
	uint64_t dropped;      /* words, for want of memory */
	uint64_t most_dropped; /* how often one of them had occurred at most */
};

/*
 * Reads lines of a text, which count with their line ends, or the texts of
 * documents, and adds the tokenizer.json learnt from them.  tick is called
 * after each with their count.
 */
int bpe_learn_run(const struct bpe_learn_options *o, struct reader *r,
    struct buf *json, void (*tick)(void *ctx, uint64_t count), void *ctx,
    struct bpe_learn_counts *c, struct err *e) MUST_CHECK;

#endif
