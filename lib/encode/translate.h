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

struct translate {
	const struct tokenizer *tokenizer;
	unsigned threads;
	bool decode;
	bool special;   /* recognise special tokens in a text */
	bool bos;       /* put BOS before a line's ids */
	bool skip_bad;  /* leave out lines that are not valid */
	uint64_t count; /* lines wanted; 0: all */
	/* out */
	uint64_t written, bad;
};

/*
 * To the end of the input.  Ids stand in decimal with single spaces between.
 * tick is called now and then with the count of lines so far.
 */
int translate_run(struct translate *l, struct reader *r, struct writer *w,
    void (*tick)(void *ctx, uint64_t count), void *ctx,
    struct err *e) MUST_CHECK;

#endif
