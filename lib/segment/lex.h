/*
 * The lexical level of sentence splitting: words, brackets, quotes, notes,
 * emoticons and items of a list, as bytes of a text.
 *
 * Text is valid UTF-8 and positions are bytes of it.  A function reads a
 * bounded number of bytes, or returns a position after all that it read, so
 * that a caller who goes on from there takes linear time.
 */
#ifndef ICL_SEGMENT_LEX_H
#define ICL_SEGMENT_LEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum {
	LOOK_BACK = 40,  /* bytes read of the word before a stop */
	LOOK_AHEAD = 64, /* bytes read of brackets, quotes or a joined word */
};

/* The byte at i, or NUL at and after the end. */
char lex_byte(struct str t, size_t i);

/* The length of the character at i if set has it, else 0. */
size_t lex_in(struct str t, size_t i, const char *set);

/* Skips ASCII white space, the only text that lies outside sentences. */
size_t lex_spaces(struct str t, size_t i);

/* Skips closing quotes and brackets, or opening ones. */
size_t lex_closers(struct str t, size_t i);
size_t lex_openers(struct str t, size_t i);

/* The word of letters, digits and inner stops that ends at end, or "". */
struct str lex_word_before(struct str t, size_t end);

/* The word of letters and apostrophes that begins at begin, or "". */
struct str lex_word_after(struct str t, size_t begin);

/* How many dots, each after one space, follow a dot that ends at i. */
size_t lex_spaced_dots(struct str t, size_t i);

/* Skips "[12]", "[3][4]" or "[...]", each perhaps after a space. */
size_t lex_notes(struct str t, size_t i);

/* The length of an emoticon like ":-)" at i, 0 if there is none. */
size_t lex_emoticon(struct str t, size_t i);

/* The number of a list's item: "12.", "b)" or "3.)". */
struct list_item {
	unsigned number; /* at most 999; the letter a is 1 */
	bool letter;
	char style; /* '.' or ')', ']' for both; 0: no item */
};

/* Where the item's number at i ends, with its parts in *item; i if none. */
size_t lex_item(struct str t, size_t i, struct list_item *item);

#endif
