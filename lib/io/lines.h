/*
 * Lines of a record stream in batches, so that threads can work on them while
 * where each came from stays known for messages.
 */
#ifndef ICL_IO_LINES_H
#define ICL_IO_LINES_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/flow.h"
#include "base/str.h"
#include "io/reader.h"

struct line {
	struct str text;
	const char *stream; /* its FILE, or "<stdin>" */
	uint64_t number;    /* in that FILE, from 1 */
};

/*
 * A batch.  Its lines are in one block, so that a batch costs no allocation
 * once it has grown.  {0} is empty; v is good until the next lines are taken.
 */
struct lines {
	struct line *v;
	size_t n, cap;
	struct buf bytes;
};

/*
 * Takes lines until there are max_lines or max_bytes are passed: 1 when there
 * is at least one, 0 at the end, -1 on error; an error after some lines is that
 * of the next call.
 */
int lines_next(struct lines *b, struct reader *r, size_t max_lines,
    size_t max_bytes, struct err *e) MUST_CHECK;

/*
 * The same for a flow: once there is a line it waits for no other that has not
 * come yet, and for the first not long.
 */
enum flow_took lines_take(struct lines *b, struct reader *r, size_t max_lines,
    size_t max_bytes, struct err *e) MUST_CHECK;

/* Puts "stream:number: " before the message; returns -1. */
int line_err(const struct line *at, struct err *e);

void lines_release(struct lines *b);

#endif
