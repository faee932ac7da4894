/*
 * The documents of plain text or of JSONL: where each ends, its id, and that
 * its text is valid UTF-8.
 *
 * Memory holds one document, at most max_bytes of it, and a read-ahead.
 */
#ifndef ICL_SEGMENT_SOURCE_H
#define ICL_SEGMENT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/flow.h"
#include "base/str.h"
#include "io/reader.h"

/* How the input is cut into documents; texts are borrowed. */
struct source_options {
	bool jsonl;        /* a record is a document, else plain text */
	const char *field; /* the record's member that holds the text */
	const char *split; /* "file", "line", "blank" or a pattern */
	size_t max_bytes;  /* of a document */
	bool cut;          /* a longer one becomes several, else an error */
	bool repair;       /* U+FFFD for what is not UTF-8, else an error */
	bool skip_bad;     /* a bad document is left out, else an error */
};

/* Counts so far, of all FILEs. */
struct source_counts {
	uint64_t read;     /* documents; each piece of a cut one is one */
	uint64_t bad;      /* of these, left out */
	uint64_t cut;      /* cuts made */
	uint64_t repaired; /* documents that got a U+FFFD */
};

struct source;

/*
 * Begins before the first document of r; r and o must outlive the source.
 * NULL and the reason when o->split is a bad pattern.
 */
struct source *source_new(
    struct reader *r, const struct source_options *o, struct err *e) MUST_CHECK;
void source_free(struct source *s);

/*
 * FLOW_PART and the next document with its id, both views good until the next
 * call; FLOW_NONE when none came within ms milliseconds.
 */
enum flow_took source_next(struct source *s, int ms, struct str *id,
    struct str *text, struct err *e) MUST_CHECK;

/* The counts, good as long as the source. */
const struct source_counts *source_counts(const struct source *s);

#endif
