/* Words in a row: a hash of the last few words, moved on a word at a time. */
#ifndef ICL_EPISODE_WORDROW_H
#define ICL_EPISODE_WORDROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WORD_ROW_MAX = 13 };

struct word_row {
	uint64_t words[WORD_ROW_MAX]; /* hashes, in a ring */
	uint64_t hash;                /* of those in it */
	uint64_t top;                 /* what the oldest one counts */
	size_t length, n;
};

struct word_row word_row_of(size_t length);

/* Adds the hash of a word; true when there are enough of them. */
bool word_row_add(struct word_row *r, uint64_t word);

/* Whether more than half of a full row's words differ. */
bool word_row_is_varied(const struct word_row *r);

#endif
