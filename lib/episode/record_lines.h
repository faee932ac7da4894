/*
 * The records of a stream of examples, one text each: lines of JSON, or rows
 * of CSV and TSV, which may be several lines long.  Each FILE is judged by its
 * first line.
 */
#ifndef ICL_EPISODE_RECORD_LINES_H
#define ICL_EPISODE_RECORD_LINES_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "io/lines.h"
#include "io/reader.h"
#include "episode/csv.h"

enum { CSV_ROW_MAX = 1 << 26 }; /* bytes of a row; more is an error */

struct record_line {
	struct line line;              /* of the record's first line */
	const struct csv_table *table; /* NULL: it is JSON */
};

/*
 * {.options = o} is at the start of a stream; o may be NULL: JSON only.  The
 * headers of all FILEs are kept until the release, for records point to them.
 */
struct record_lines {
	const struct csv_options *options;
	struct record_line *v; /* good until the next call */
	size_t n, cap;
	struct buf bytes;     /* texts of v */
	struct arena headers; /* of all FILEs */
	const char *stream;   /* the FILE at hand, and its last line */
	uint64_t number;
	const struct csv_table *table; /* of that FILE */
};

/*
 * Takes records until there are max_n of them or max_bytes are passed: 1 when
 * there is at least one, 0 at the end, -1 on error; an error behind records is
 * that of the next call.  A header without the columns that are asked for and
 * a quoted cell that does not end are errors; what else is wrong with a row is
 * found when it is parsed.
 */
int record_lines_next(struct record_lines *x, struct reader *r, size_t max_n,
    size_t max_bytes, struct err *e) MUST_CHECK;

void record_lines_release(struct record_lines *x);

#endif
