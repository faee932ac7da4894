/*
 * From a corpus to a stream of segments: documents in, their records out, in
 * the same order at any number of threads.
 *
 * Memory holds three parts a thread (one part if there is one thread).  A part
 * is 128 KiB of text, or one document if that is longer, and the records made
 * of it.
 */
#ifndef ICL_SEGMENT_CORPUS_H
#define ICL_SEGMENT_CORPUS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/progress.h"
#include "io/reader.h"
#include "io/writer.h"
#include "segment/paragraph.h"
#include "segment/rules.h"
#include "segment/source.h"

/* The caller sets the upper members and reads the counts at the end. */
struct corpus {
	const struct rules *rules; /* finished, borrowed */
	enum par_rule par;
	unsigned threads; /* at least 1 */
	bool lines;       /* for people: a sentence a line, else records */
	uint64_t count;   /* documents wanted; 0: all */
	struct progress *progress;
	/* what was written */
	uint64_t written; /* documents */
	uint64_t sents, pars;
};

/*
 * Segments from's documents until the end or the count, and writes them; `in`
 * is the reader behind `from` and only asked for its progress.  The caller
 * commits the writer.  -1 and the reason on an error of either side.
 */
int corpus_write(struct corpus *c, const struct reader *in, struct source *from,
    struct writer *to, struct err *e) MUST_CHECK;

#endif
