/*
 * A document's paragraphs and sentences, as spans of its text.
 *
 * Each document is segmented by itself: its spans depend on its text, the
 * rules and the paragraph rule alone.
 */
#ifndef ICL_SEGMENT_SEGMENT_H
#define ICL_SEGMENT_SEGMENT_H

#include "base/err.h"
#include "io/document.h"
#include "segment/paragraph.h"
#include "segment/rules.h"

/* Used by one thread at a time; the rules must outlive it. */
struct segmenter;

/* NULL and the reason when a pattern of its own does not compile. */
struct segmenter *segmenter_new(
    const struct rules *r, enum par_rule rule, struct err *e) MUST_CHECK;
void segmenter_free(struct segmenter *s);

/*
 * Fills in the spans of d, whose text is valid UTF-8; its other members stay.
 * The spans belong to s and are good until its next document.
 */
void segmenter_document(struct segmenter *s, struct document *d);

#endif
