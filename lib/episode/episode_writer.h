/*
 * Where icl-episode puts what it makes: a stream, which is opened once the
 * input was found good, and what people are told.
 */
#ifndef ICL_EPISODE_EPISODE_WRITER_H
#define ICL_EPISODE_EPISODE_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/progress.h"
#include "io/stream.h"

struct episode_writer {
	void *ctx;
	/* from: what was read, whose introduction is continued, or NULL; the
	 * writer stays the caller's of the outlet; NULL on error */
	struct writer *(*open)(
	    void *ctx, const struct reader *from, struct err *e);
	void (*tell)(struct str line);
	bool verbose;   /* counts are told */
	bool show;      /* records are for people */
	uint64_t count; /* records wanted; 0: all */
	struct progress *progress;
};

/* One record, written as records or shows of them end. */
int episode_writer_put(const struct episode_writer *o, struct writer *out,
    struct str record, struct err *e) MUST_CHECK;

/* Tells a text of counts line by line, if they are to be told. */
void episode_writer_counts(const struct episode_writer *o, struct str text);

/* Tells "n what" unless n is 0. */
void episode_writer_tell(
    const struct episode_writer *o, uint64_t n, const char *what);

/* Tells of records that were left out because they are not valid. */
void episode_writer_bad(
    const struct episode_writer *o, uint64_t n, const struct err *first);

#endif
