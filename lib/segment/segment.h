/* A document's paragraphs and sentences, as spans of its text. */
#ifndef ICL_SEGMENT_SEGMENT_H
#define ICL_SEGMENT_SEGMENT_H

#include "base/err.h"
#include "io/document.h"
#include "segment/paragraph.h"
#include "segment/rules.h"

/* Works for one thread at a time; rules must outlive it. */
struct segmenter;

struct segmenter *segmenter_new(
    const struct rules *r, enum par_rule rule, struct err *e) MUST_CHECK;
void segmenter_free(struct segmenter *s);

/*
 * Fills in the spans of d, whose text is valid UTF-8.  They are s's and good
 * until its next document.
 */
void segmenter_document(struct segmenter *s, struct document *d);

#endif
