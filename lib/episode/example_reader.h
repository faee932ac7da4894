/*
 * Examples of a stream or of a file, parsed by several threads and handed on
 * in their order.
 */
#ifndef ICL_EPISODE_EXAMPLE_READER_H
#define ICL_EPISODE_EXAMPLE_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/progress.h"
#include "io/example.h"
#include "io/lines.h"
#include "io/stream.h"
#include "episode/instructions.h"
#include "episode/layout_read.h"

/* Says something about an example while others are still parsed. */
typedef uint64_t example_reader_mark_fn(
    const void *ctx, const struct example *x);

struct example_reader {
	unsigned threads;
	bool skip_bad; /* count bad records instead of failing */
	bool nameless; /* a record may be without a task */
	const struct layout_members *members;    /* also wanted; may be NULL */
	const struct instructions *instructions; /* of tasks; may be NULL */
	struct progress *progress;               /* may be NULL */
	example_reader_mark_fn *mark;            /* may be NULL */
	const void *marker;
	/* counted */
	uint64_t n_read, n_bad;
	struct err first_bad;
};

/* What is handed on lives until the function returns. */
struct example_reader_item {
	struct example example; /* with a task unless intake.nameless */
	const struct str *members;
	const struct line *at;
	uint64_t mark; /* what intake.mark said, else 0 */
};

/* Returning -1 makes the record a bad one; e is given its place. */
typedef int example_reader_fn(
    void *ctx, const struct example_reader_item *item, struct err *e);

/* One line, its texts and what is made for it in the arena. */
int example_reader_parse(const struct example_reader *in, const struct line *at,
    struct arena *a, struct example_reader_item *item,
    struct err *e) MUST_CHECK;

/* All examples of a reader that has begun. */
int example_reader_stream(struct example_reader *in, struct reader *r,
    example_reader_fn *each, void *ctx, struct err *e) MUST_CHECK;

/* All examples of one file. */
int example_reader_file(struct example_reader *in, const char *path,
    example_reader_fn *each, void *ctx, struct err *e) MUST_CHECK;

#endif
