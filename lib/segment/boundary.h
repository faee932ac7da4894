/*
 * Whether a sentence ends at a place: the rules by kinds of words, stops and
 * what follows.  They look at a bounded number of bytes around the place.
 */
#ifndef ICL_SEGMENT_ENDING_H
#define ICL_SEGMENT_ENDING_H

#include <stdbool.h>

#include "segment/place.h"

/* True when the sentence that begins at s->at ends at p->end. */
bool ending_at(const struct sight *s, const struct place *p);

/*
 * True when the first of four spaced dots (". . . .") ends the sentence and
 * the other three begin the next.
 */
bool ending_before_dots(struct sight *s, const struct place *p);

#endif
