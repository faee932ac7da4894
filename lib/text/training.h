/* Writes training episodes, built by several threads, in their order. */
#ifndef ICL_TEXT_TRAINING_H
#define ICL_TEXT_TRAINING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/progress.h"
#include "io/stream.h"
#include "text/episodes.h"

struct training {
	struct writer *out;
	unsigned threads;
	uint64_t count; /* records wanted; 0: one pass */
	bool show;      /* for people */
	struct progress *progress;
	/* counted */
	uint64_t n_written, n_no_demos;
};

/*
 * Writes until there are enough.  Queries that have too few others to stand
 * with are passed over and counted; an error when there is nothing else.
 */
int training_write(
    struct training *t, struct episodes *eps, struct err *e) MUST_CHECK;

#endif
