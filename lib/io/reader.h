/*
 * Reading streams: FILEs in order as cat(1) would, zstd or plain told from the
 * bytes, frames joined, headers taken.  A frame that does not end is an
 * error: the tool before failed.  Plain text without a header is taken
 * as what the caller reads.  icl-stream(5) is the format.
 */
#ifndef ICL_IO_READER_H
#define ICL_IO_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/progress.h"
#include "base/str.h"
#include "io/json.h"
#include "io/kind.h"

/*
 * The longest line in bytes, unless reader_max_line says otherwise; a longer
 * one is an error.  It bounds what a few bytes of zstd can make a tool hold.
 */
#define READER_LINE_MAX ((size_t)64 << 20)

struct reader;

/* files: paths, "-" is stdin; n 0 reads stdin.  The array must outlive r. */
struct reader *reader_new(const char *const *files, size_t n);
void reader_free(struct reader *r);

/* The longest line from now on: opt_common's max_line. */
void reader_max_line(struct reader *r, uint64_t bytes);

/*
 * Opens the first FILE and takes its header.  kinds has a bit
 * (1u << KIND_X) for each kind the tool reads; the lowest of them is what plain
 * text without a header is taken for.  An empty stream is an error,
 * except for KIND_TEXT.
 */
int reader_begin(struct reader *r, unsigned kinds, struct err *e) MUST_CHECK;

enum kind reader_kind(const struct reader *r);

/* The first header, NULL if there was none; lives as long as r. */
const struct json *reader_intro(const struct reader *r);

/*
 * 1 and a line without its newline, 0 at the end, -1 on error.  Headers
 * are taken, and blank lines passed over, except in KIND_TEXT.  The view is
 * good until the next call.
 */
int reader_line(struct reader *r, struct str *line, struct err *e) MUST_CHECK;

/* Whether reader_line gives blank lines too: a cell of a table may have one. */
void reader_blank(struct reader *r, bool wanted);

/* The error that the next reader_line returns: it came too early. */
void reader_keep(struct reader *r, const struct err *e);

/*
 * Whether reader_line has a line, or the FILE's end, without waiting longer
 * than so many milliseconds: 1, 0, -1 on error.
 */
int reader_ready(struct reader *r, int ms, struct err *e) MUST_CHECK;

/*
 * Binary records.  At the start of each, reader_more takes headers and
 * gives 1 when there is another record, 0 at the end, -1 on error; then
 * reader_bytes gives exactly n bytes, an end in the middle being an error.
 * A record starts with a byte that is not '{'.
 */
int reader_more(struct reader *r, struct err *e) MUST_CHECK;
int reader_bytes(struct reader *r, void *p, size_t n, struct err *e) MUST_CHECK;

/*
 * Up to n bytes of a text as they come: 1, *got being 0 when none came within
 * so many milliseconds; 0 at a FILE's end.
 */
int reader_text(struct reader *r, void *p, size_t n, int ms, size_t *got,
    struct err *e) MUST_CHECK;

/* After reader_text gave 0: 1 when there is another FILE, now current. */
int reader_next_file(struct reader *r, struct err *e) MUST_CHECK;

const char *reader_name(const struct reader *r); /* "<stdin>" or the FILE */
uint64_t reader_lineno(const struct reader *r);  /* in that FILE, from 1 */

/*
 * Puts the place of what was read last before the message: "name:line: ", and
 * of binary records "name: record N: ", counted in that FILE from 1.  Gives -1.
 */
int reader_err(const struct reader *r, struct err *e);

/*
 * Shows that count units are done, and the share of all FILEs' bytes that were
 * read, where their sizes are known.
 */
void reader_tick(const struct reader *r, struct progress *p, uint64_t count);

#endif
