/*
 * Plain text (the ExtraLM control): the text of a segments record, or an
 * example as a layout writes it, its instruction before it.  A record has one
 * piece, under loss.
 */
#ifndef ICL_EPISODE_PLAIN_H
#define ICL_EPISODE_PLAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "io/document.h"
#include "io/kind.h"
#include "io/reader.h"
#include "episode/episode_style.h"
#include "episode/example_reader.h"
#include "episode/guard.h"
#include "episode/record_lines.h"
#include "episode/episode_writer.h"

/* How records become texts.  All that it points to is borrowed. */
struct plain_options {
	uint64_t seed;
	const struct episode_style *style;           /* of examples */
	const struct example_reader *example_reader; /* how they are read */
	const struct guard_policy *guard;
};

/* A text with where it is from; it points into the arena of plain_parse. */
struct plain_text {
	struct str id, task, text; /* task may be "" */
	const struct span *sents;  /* of a document */
	size_t n_sents;
	uint64_t hit; /* the guard's mark */
};

/* The kind of a stream's records, judged by a line of it if it has no header.
 */
enum kind plain_kind(const struct reader *r, const struct record_line *record);

/* Parses a record into the arena; text is "" when it holds no word. */
int plain_parse(const struct plain_options *o, enum kind kind,
    const struct record_line *record, struct arena *a, struct plain_text *out,
    struct err *e) MUST_CHECK;

/*
 * Adds the record of a text without its newline, or with show what people read
 * of it, complete.
 */
void plain_put(struct buf *out, const struct plain_text *t, bool show);

/*
 * Writes a record for each record that has text.  From the guard's first hit on
 * nothing is written, but all is read so that every hit is reported, and that
 * is an error; with guard->drop hits are left out.
 */
int plain_run(const struct plain_options *o, const struct episode_writer *w,
    struct reader *r, struct err *e) MUST_CHECK;

#endif
