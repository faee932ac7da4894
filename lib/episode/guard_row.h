/* Words in a row: a hash of the last few words, moved on a word at a time. */
#ifndef ICL_EPISODE_GUARD_ROW_H
#define ICL_EPISODE_GUARD_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GUARD_ROW_MAX = 13 };

struct guard_row {
	uint64_t words[GUARD_ROW_MAX]; /* hashes, in a ring */
	uint64_t hash;                 /* of those in it */
	uint64_t top;                  /* what the oldest one counts */
	size_t length, n;
};

struct guard_row guard_row_begin(size_t length);

/* Adds the hash of a word; true when there are enough of them. */
bool guard_row_add(struct guard_row *r, uint64_t word);

/* Whether more than half of a full row's words differ. */
bool guard_row_is_varied(const struct guard_row *r);

#endif
