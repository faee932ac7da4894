/*
 * The documents of text files or of JSONL: where they end, what they are
 * called, whether they are valid.  Holds one document and a read-ahead.
 */
#ifndef ICL_SEGMENT_SOURCE_H
#define ICL_SEGMENT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/flow.h"
#include "base/str.h"
#include "io/stream.h"

struct source_options {
	bool jsonl;        /* a record a document */
	const char *field; /* its member that holds the text */
	const char *split; /* "file", "line", "blank" or a pattern */
	size_t max_bytes;  /* of a document */
	bool cut;          /* a longer one becomes several, else an error */
	bool repair;       /* U+FFFD for what is not UTF-8, else an error */
	bool skip_bad;     /* a bad document is passed over, else an error */
};

struct source_counts {
	uint64_t read; /* documents met; the pieces of a cut one are several */
	uint64_t bad;  /* of these, not handed out */
	uint64_t cut, repaired;
};

struct source;

/*
 * r begins before the first source_next; r and o must outlive the source.
 * Fails only when the pattern is none.
 */
struct source *source_new(
    struct reader *r, const struct source_options *o, struct err *e) MUST_CHECK;
void source_free(struct source *s);

/*
 * FLOW_PART and a document, valid UTF-8, both views good until the next call;
 * FLOW_NONE when none came within so many milliseconds.
 */
enum flow_took source_next(struct source *s, int ms, struct str *id,
    struct str *text, struct err *e) MUST_CHECK;

const struct source_counts *source_counts(const struct source *s);

#endif
