/*
 * Splits a paragraph into sentences.
 *
 * A splitter goes from candidate to candidate (a stop, a bullet, an emoticon)
 * and lets rules decide at each.  A decision reads a bounded number of bytes
 * on either side, so that time is linear on any text.
 */
#ifndef ICL_SEGMENT_SPLITTER_H
#define ICL_SEGMENT_SPLITTER_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "io/document.h"
#include "segment/learned.h"
#include "segment/rules.h"

/* Used by one thread at a time. */
struct splitter;

/*
 * The rules and l, which has the evidence of the document, must outlive it.
 * NULL and the reason when a pattern of its own does not compile.
 */
struct splitter *splitter_new(
    const struct rules *r, struct learned *l, struct err *e) MUST_CHECK;
void splitter_free(struct splitter *s);

/*
 * Takes a paragraph: valid UTF-8 without white space at its ends, which is
 * borrowed until the last splitter_next.
 */
void splitter_begin(struct splitter *s, struct str paragraph);

/*
 * The next sentence's span in the paragraph; false after the last.  Spans are
 * not empty and in order, and only ASCII white space lies between them.
 */
bool splitter_next(struct splitter *s, struct span *sentence);

#endif
