/*
 * Examples of a stream or of a file, parsed by several threads and handed on
 * in their order.
 */
#ifndef ICL_EPISODE_INTAKE_H
#define ICL_EPISODE_INTAKE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/progress.h"
#include "io/example.h"
#include "io/lines.h"
#include "io/stream.h"
#include "episode/instructions.h"
#include "episode/layout.h"

/* Says something about an example while others are still parsed. */
typedef uint64_t intake_mark_fn(const void *ctx, const struct example *x);

struct intake {
	unsigned threads;
	bool skip_bad; /* count bad records instead of failing */
	bool nameless; /* a record may be without a task */
	const struct layout_members *members;    /* also wanted; may be NULL */
	const struct instructions *instructions; /* of tasks; may be NULL */
	struct progress *progress;               /* may be NULL */
	intake_mark_fn *mark;                    /* may be NULL */
	const void *marker;
	/* counted */
	uint64_t n_read, n_bad;
	struct err first_bad;
};

/* What is handed on lives until the function returns. */
struct intake_item {
	struct example example; /* with a task unless intake.nameless */
	const struct str *members;
	const struct line *at;
	uint64_t mark; /* what intake.mark said, else 0 */
};

/* Returning -1 makes the record a bad one; e is given its place. */
typedef int intake_fn(void *ctx, const struct intake_item *item, struct err *e);

/* One line, its texts and what is made for it in the arena. */
int intake_parse(const struct intake *in, const struct line *at,
    struct arena *a, struct intake_item *item, struct err *e) MUST_CHECK;

/* All examples of a reader that has begun. */
int intake_stream(struct intake *in, struct reader *r, intake_fn *each,
    void *ctx, struct err *e) MUST_CHECK;

/* All examples of one file. */
int intake_file(struct intake *in, const char *path, intake_fn *each, void *ctx,
    struct err *e) MUST_CHECK;

#endif
