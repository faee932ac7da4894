/*
 * A run of words: the hash of the last few words of a text, moved on a word at
 * a time (Rabin and Karp).  Equal runs have equal hashes wherever they begin.
 */
#ifndef ICL_EPISODE_GUARD_ROW_H
#define ICL_EPISODE_GUARD_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GUARD_ROW_MAX = 13 };

/* length words at most; hash is that of those in it. */
struct guard_row {
	uint64_t words[GUARD_ROW_MAX]; /* hashes, in a ring */
	uint64_t hash;                 /* of those in it */
	uint64_t top;                  /* what the oldest one counts */
	size_t length, n;
};

/* An empty run of that many words, GUARD_ROW_MAX at most. */
struct guard_row guard_row_begin(size_t length);

/* Adds the hash of a word; true once the run is full, when hash is valid. */
bool guard_row_add(struct guard_row *r, uint64_t word);

/* Whether more than half of a full run's words differ from one another. */
bool guard_row_is_varied(const struct guard_row *r);

#endif
