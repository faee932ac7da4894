/*
 * What stands around a stop, byte by byte: words, brackets, quotes, notes,
 * emoticons, items of a list.  Each function looks at a bounded number of
 * bytes, or moves on over all that it looked at.
 */
#ifndef ICL_SEGMENT_MARK_H
#define ICL_SEGMENT_MARK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum {
	LOOK_BACK = 40,  /* bytes of the word before a stop */
	LOOK_AHEAD = 64, /* bytes of brackets and quotes, of a joined word */
};

/* The byte at i, or NUL at the end. */
char mark_byte(struct str t, size_t i);

/* Bytes of the character at i when it is one of set's, else 0. */
size_t mark_of(struct str t, size_t i, const char *set);

/* Past ASCII white space, the only text that may stand outside sentences. */
size_t mark_spaces(struct str t, size_t i);

/* Past closing quotes and brackets; past opening ones. */
size_t mark_closers(struct str t, size_t i);
size_t mark_openers(struct str t, size_t i);

/* The word of letters, digits and inner stops that ends at end. */
struct str mark_word_before(struct str t, size_t end);

/* The word of letters and apostrophes that begins at begin. */
struct str mark_word_after(struct str t, size_t begin);

/* Dots with one space between them, after a dot that ends at i: ". . ." */
size_t mark_spaced_dots(struct str t, size_t i);

/* "[12]", "[3][4]" or "[...]", perhaps after a space: where it ends, or i. */
size_t mark_notes(struct str t, size_t i);

/* ":-)" and its like at i: its bytes, 0 for none. */
size_t mark_emoticon(struct str t, size_t i);

/* "12.", "b)" or "3.)" at the beginning of an item. */
struct mark_item {
	unsigned number;
	bool letter; /* a is 1 */
	char style;  /* '.', ')' or ']' for both; 0: none */
};

/* Where the mark at i ends, its parts in *item, or i. */
size_t mark_item(struct str t, size_t i, struct mark_item *item);

#endif
