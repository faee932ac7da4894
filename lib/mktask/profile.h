/*
 * What a sentence looks like to who does not read it: its length, its capitals
 * and digits, its marks.  Two texts of the same profile cannot be told apart by
 * such cues.
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

/* Each cue in steps of its own, so that one step of any counts the same. */
struct profile {
	uint8_t cue[PROFILE_CUES];
};

struct profile profile_of(struct str sentence);

/*
 * The steps in which two runs of n sentences differ, one by one and in sum; n
 * is at most PROFILE_RUN_MAX.  A metric: no way round is shorter.
 */
size_t profile_distance(
    const struct profile *a, const struct profile *b, size_t n);

#endif
