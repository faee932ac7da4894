/*
 * Examples from a stream of segments: blocks of documents in, the records of
 * each document's tasks out, in the documents' order at any number of threads.
 */
#ifndef ICL_MKTASK_MKTASK_H
#define ICL_MKTASK_MKTASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/progress.h"
#include "io/stream.h"
#include "mktask/passage.h"
#include "mktask/tasks.h"

struct mktask {
	const struct task_options *o;
	size_t window; /* documents, at least 2 */
	unsigned threads;
	uint64_t count; /* examples wanted; 0: all */
	bool skip_bad;
	struct progress *progress;
	/* counted */
	uint64_t read, bad; /* records */
	uint64_t alone;     /* windows of one document, if tasks lend */
	uint64_t documents; /* gone through; fewer than read under a count */
	uint64_t sents, usable, used, unusable[N_UNUSABLE]; /* of those */
	uint64_t written;
	struct task_counts tasks[TASKS_MAX];
};

int mktask_write(struct mktask *m, struct reader *in, struct writer *to,
    struct err *e) MUST_CHECK;

#endif
