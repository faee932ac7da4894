/*
 * Whether a sentence ends at a candidate: the rules, which go by the kinds of
 * the words around it, its stops and the class of what follows.
 *
 * A decision reads a bounded number of bytes, so that splitting a text takes
 * time in proportion to its length.
 */
#ifndef ICL_SEGMENT_BOUNDARY_H
#define ICL_SEGMENT_BOUNDARY_H

#include <stdbool.h>

#include "segment/candidate.h"

/*
 * Counts what the candidate tells of abbreviations in s->learned, and marks
 * the paragraph if it is doubtful.
 */
void boundary_note(struct scanner *s, const struct candidate *c);

/* True when the sentence that begins at s->at ends at c->end. */
bool boundary_at(const struct scanner *s, const struct candidate *c);

/*
 * True when the first of four spaced dots (". . . .") ends the sentence and
 * the other three, an ellipsis, begin the next one.
 */
bool boundary_before_dots(struct scanner *s, const struct candidate *c);

#endif
