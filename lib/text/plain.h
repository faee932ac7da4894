/*
 * Plain-text records (the ExtraLM control): the text of a segments record, or
 * an example as a layout writes it, as one piece under loss.
 */
#ifndef ICL_TEXT_PLAIN_H
#define ICL_TEXT_PLAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/progress.h"
#include "io/stream.h"
#include "text/guard.h"
#include "text/layout.h"

struct plain {
	struct writer *out;
	unsigned threads;
	uint64_t count; /* records wanted; 0: all */
	bool show, skip_bad, channel;
	const struct layout *layout; /* of examples */
	const struct layout_members *members;
	struct progress *progress;
	struct guard *guard; /* NULL: nothing is checked */
	bool guard_drop;     /* leave hits out instead of failing */
	/* counted */
	uint64_t n_read, n_written, n_empty, n_bad, n_hits;
	struct err first_bad;
};

/*
 * Streams: a record in, a record out; what holds no text is counted.  A batch
 * with a hit of the guard is an error, its hits noted with the guard.
 */
int plain_write(struct plain *p, struct reader *r, struct err *e) MUST_CHECK;

#endif
