/*
 * Normalised text: two texts count as the same, for sampling and for the
 * guard, when they have the same words.
 *
 * A word is a run of ASCII letters and digits and of bytes beyond ASCII, its
 * ASCII letters in lower case; all other bytes only separate words.
 */
#ifndef ICL_BASE_NORMAL_H
#define ICL_BASE_NORMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/*
 * The next word at or after *at; false when there is none.  *hash gets a hash
 * of its folded bytes, and *at the byte after it.
 */
bool normal_word(struct str s, size_t *at, struct str *word, uint64_t *hash);

/* Hashes that normal_words needs room for, of a text of n bytes. */
#define NORMAL_ROOM(n) ((n) / 2 + 2)

/* Fills v, of NORMAL_ROOM(s.n), with the hashes of all words; how many. */
size_t normal_words(struct str s, uint64_t *v);

/*
 * A hash of the words in order; *n_words gets their number.  A text without a
 * word is hashed as it is, so that "+" and "-" differ.
 */
uint64_t normal_hash(struct str s, size_t *n_words);

/* The hash of the first n words alone; of all of them when there are fewer. */
uint64_t normal_start(struct str s, size_t n);

#endif
