/*
 * A corpus to a stream of segments: documents in, their records out, in the
 * same order at any number of threads.
 *
 * Holds three parts a thread, or one of one thread: each is of 128 KiB of text
 * or a document where that is longer, and its records.
 */
#ifndef ICL_SEGMENT_CORPUS_H
#define ICL_SEGMENT_CORPUS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/progress.h"
#include "io/stream.h"
#include "segment/paragraph.h"
#include "segment/rules.h"
#include "segment/source.h"

struct corpus {
	const struct rules *rules;
	enum par_rule par;
	unsigned threads;
	bool lines;     /* for people: a sentence a line, else records */
	uint64_t count; /* documents wanted; 0: all */
	struct progress *progress;
	/* counted */
	uint64_t written, sents, pars;
};

/* Takes from's documents to the end; in is what from reads. */
int corpus_write(struct corpus *c, const struct reader *in, struct source *from,
    struct writer *to, struct err *e) MUST_CHECK;

#endif
