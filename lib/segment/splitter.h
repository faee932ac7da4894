/*
 * Where the sentences of a paragraph end.
 *
 * The places where one may end are looked at one after another: a stop, a
 * bullet, an emoticon.  Rules decide by what stands around it, looking at a
 * bounded number of bytes on either side, so that time is linear on any text.
 */
#ifndef ICL_SEGMENT_SENTENCE_H
#define ICL_SEGMENT_SENTENCE_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "io/document.h"
#include "segment/rules.h"

/* Decides for one thread at a time; rules must outlive it. */
struct splitter;

struct splitter *splitter_new(const struct rules *r, struct err *e) MUST_CHECK;
void splitter_free(struct splitter *s);

/* Takes a paragraph: valid UTF-8, without white space at its ends. */
void splitter_begin(struct splitter *s, struct str paragraph);

/*
 * The next sentence's span in the paragraph; false after the last.  Between
 * spans there is only ASCII white space.
 */
bool splitter_next(struct splitter *s, struct span *sentence);

#endif
