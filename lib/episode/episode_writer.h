/*
 * The output of icl-episode: the stream, which is opened only once the input
 * was found good, so that a failed run leaves nothing, and the lines on stderr
 * that say what was left out and why.
 */
#ifndef ICL_EPISODE_EPISODE_WRITER_H
#define ICL_EPISODE_EPISODE_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/progress.h"
#include "io/reader.h"
#include "io/writer.h"

/* ctx is for open; all of it is borrowed. */
struct episode_writer {
	void *ctx;
	/* from: the input, whose header is continued, or NULL.  The stream
	 * stays ctx's to commit and free; NULL on error. */
	struct writer *(*open)(
	    void *ctx, const struct reader *from, struct err *e);
	say_fn *say;               /* prints a line on stderr */
	bool verbose;              /* counts are printed */
	bool show;                 /* records are for people */
	uint64_t count;            /* records wanted; 0: all */
	struct progress *progress; /* may be NULL */
};

/* Writes one record, or what --show makes of it, with its end. */
int episode_writer_put(const struct episode_writer *o, struct writer *out,
    struct str record, struct err *e) MUST_CHECK;

/* Prints counts, a line at a time, if verbose. */
void episode_writer_counts(const struct episode_writer *o, struct str text);

/* Prints "n what" unless n is 0. */
void episode_writer_tell(
    const struct episode_writer *o, uint64_t n, const char *what);

/* Prints how many records were not valid, and why the first was not. */
void episode_writer_bad(
    const struct episode_writer *o, uint64_t n, const struct err *first);

#endif
