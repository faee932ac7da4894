/*
 * Lines of text to lines of ids and back, by several threads and in order; none
 * waits for a line that has not come yet.
 */
#ifndef ICL_ENCODE_TRANSLATE_H
#define ICL_ENCODE_TRANSLATE_H

#include <stdbool.h>

#include "base/err.h"
#include "io/reader.h"
#include "io/writer.h"
#include "tok/tokenizer.h"

struct translate_options {
	const struct tokenizer *tokenizer;
	unsigned threads;
	bool decode;
	bool special;   /* recognise special tokens in a text */
	bool bos;       /* put BOS before a line's ids */
	bool skip_bad;  /* leave out lines that are not valid */
	uint64_t count; /* lines wanted; 0: all */
};

struct translate_counts {
	uint64_t written; /* lines */
	uint64_t bad;     /* lines left out */
};

/*
 * To the end of the input.  Ids are written in decimal with single spaces
 * between. tick is called now and then with the count of lines so far.
 */
int translate_run(const struct translate_options *o, struct reader *r,
    struct writer *w, void (*tick)(void *ctx, uint64_t count), void *ctx,
    struct translate_counts *c, struct err *e) MUST_CHECK;

#endif
