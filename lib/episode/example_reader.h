/*
 * Reads the examples of a stream or of a file, JSON or tables.  Several threads
 * parse them, and they are handed on in their order by the thread that asked,
 * so that the caller needs no lock and -j changes no byte.
 */
#ifndef ICL_EPISODE_EXAMPLE_READER_H
#define ICL_EPISODE_EXAMPLE_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/progress.h"
#include "io/example.h"
#include "io/lines.h"
#include "io/reader.h"
#include "episode/csv.h"
#include "episode/instructions.h"
#include "episode/layout_read.h"
#include "episode/record_lines.h"

/* Marks an example, in any thread, before it is handed on; ctx is `marker`. */
typedef uint64_t example_reader_mark_fn(
    const void *ctx, const struct example *x);

/*
 * How examples are read, and counts of what was read: those of all calls with
 * it together.  Bad records are JSON that is no example, rows of another width
 * than their header, and what example_reader_fn refuses.
 */
struct example_reader {
	unsigned threads;
	bool skip_bad; /* count bad records instead of failing */
	bool nameless; /* a record may be without a task */
	const struct csv_options *tables;        /* NULL: only JSON is read */
	const struct layout_members *members;    /* also wanted; may be NULL */
	const struct instructions *instructions; /* of tasks; may be NULL */
	struct progress *progress;               /* may be NULL */
	example_reader_mark_fn *mark;            /* may be NULL */
	const void *marker;
	/* counted */
	uint64_t n_read, n_bad;
	struct err first_bad;
};

/* An example as it is handed on; all of it lives until the callee returns. */
struct example_reader_item {
	struct example example; /* with a task unless nameless was set */
	const struct str *members;
	const struct line *at;
	uint64_t mark; /* the result of example_reader.mark, else 0 */
};

/* Takes an example; -1 makes it a bad record, whose place e then gets. */
typedef int example_reader_fn(
    void *ctx, const struct example_reader_item *item, struct err *e);

/* Parses a record; its texts and all that is made for it are in the arena. */
int example_reader_parse(const struct example_reader *in,
    const struct record_line *record, struct arena *a,
    struct example_reader_item *item, struct err *e) MUST_CHECK;

/*
 * Hands all examples of a reader that has begun to each, in their order and in
 * the calling thread.
 */
int example_reader_stream(struct example_reader *in, struct reader *r,
    example_reader_fn *each, void *ctx, struct err *e) MUST_CHECK;

/* The same for one file. */
int example_reader_file(struct example_reader *in, const char *path,
    example_reader_fn *each, void *ctx, struct err *e) MUST_CHECK;

#endif
