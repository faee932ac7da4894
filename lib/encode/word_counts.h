/*
 * How often each word of a text occurs, in bounded memory.
 *
 * Counts are exact until the words take more memory than was allowed.  Then the
 * rarest words are dropped, of words that occur as often the latest, until half
 * of it is free; a word that comes again is counted anew.  So the count of a
 * word is never too high, and what was dropped before is told.  Which words go
 * depends on the text alone.
 */
#ifndef ICL_ENCODE_WORD_COUNTS_H
#define ICL_ENCODE_WORD_COUNTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/str.h"

struct word_count {
	struct str text; /* in the arena, until the next word is added */
	uint64_t count;
};

struct word_counts {
	struct word_count *v; /* in the order in which they came */
	size_t n, cap;
	uint32_t *slots; /* hash table of places in v */
	size_t n_slots;
	struct arena text;
	uint64_t bytes, max_bytes; /* that learning from the words takes */
	uint64_t dropped;          /* words */
	uint64_t most_dropped;     /* the highest count of a dropped word */
};

/* An empty table of words that may take max_bytes, WORD_COUNTS_MIN at least. */
#define WORD_COUNTS_MIN ((uint64_t)1 << 20)
void word_counts_init(struct word_counts *w, uint64_t max_bytes);
void word_counts_release(struct word_counts *w);

/* Counts a word, which is copied. */
void word_counts_add(struct word_counts *w, struct str text);

#endif
