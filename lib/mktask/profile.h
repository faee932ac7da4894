/*
 * Surface cues of a sentence: length, capitals, digits and punctuation, all
 * that a classifier could use without reading.
 *
 * Text that replaces other text is chosen by a close profile, so that such cues
 * do not give the class away.
 */
#ifndef ICL_MKTASK_PROFILE_H
#define ICL_MKTASK_PROFILE_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum {
	PROFILE_CUES = 16,
	PROFILE_RUN_MAX = 128, /* sentences */
};

/* Counts, each in steps of its own size, so that all cues weigh alike. */
struct profile {
	uint8_t cue[PROFILE_CUES];
};

/* The profile of a sentence, or of any text. */
struct profile profile_of(struct str sentence);

/*
 * The distance of two runs of n <= PROFILE_RUN_MAX sentences: the steps in
 * which they differ sentence by sentence, and those of their sums.  It is a
 * metric: the triangle inequality holds.
 */
size_t profile_distance(
    const struct profile *a, const struct profile *b, size_t n);

#endif
