/*
 * From a stream of segments to a stream of examples: blocks of documents in,
 * the records of each document's tasks out, in the documents' order at any
 * number of threads.
 *
 * Memory holds the sentences of a window of documents, and for each thread the
 * records of some documents, or of one task of a long document.
 */
#ifndef ICL_MKTASK_MKTASK_H
#define ICL_MKTASK_MKTASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/progress.h"
#include "io/reader.h"
#include "io/writer.h"
#include "mktask/passage.h"
#include "mktask/tasks.h"

/* The caller sets the upper members and reads the counts at the end. */
struct mktask {
	const struct task_options *o;
	size_t window;    /* documents, at least 2 */
	unsigned threads; /* at least 1 */
	uint64_t count;   /* examples wanted; 0: all */
	bool skip_bad;    /* leave a bad record out, else an error */
	struct progress *progress;
	/* counts of the input */
	uint64_t read, bad;    /* records */
	uint64_t lone_windows; /* of one document, though a task borrows */
	uint64_t documents;    /* processed: under a count, not all read */
	/* sentences of those documents */
	uint64_t sents, usable, unusable[N_UNUSABLE];
	uint64_t used; /* in an example */
	/* and of the output */
	uint64_t written; /* examples */
	struct task_counts tasks[TASKS_MAX];
};

/*
 * Makes the examples of all documents of in, or the first m->count, and writes
 * them; the caller commits the writer.  -1 and the reason on an error of either
 * side.
 */
int mktask_write(struct mktask *m, struct reader *in, struct writer *to,
    struct err *e) MUST_CHECK;

#endif
