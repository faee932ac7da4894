/*
 * What ends a sentence in a language, as data: words by kind, and characters.
 *
 * A rules file has lines `KIND: WORD…`; a line that begins with white space
 * goes on with the kind before it, `#` begins a comment.  A word is written
 * with or without its last stop.  One that begins with a capital stands for
 * words that do, one that does not for both; a single letter for itself alone.
 * icl-segment(1) lists the kinds.
 * Once rules_finish has gone well, rules are only read, by any thread.
 */
#ifndef ICL_SEGMENT_RULES_H
#define ICL_SEGMENT_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

/* What is known of a word; a word may be of several kinds. */
enum {
	WORD_TITLE = 1 << 0,    /* Mr.: a name follows, never an end */
	WORD_INNER = 1 << 1,    /* e.g.: within a sentence, never an end */
	WORD_NUMBER = 1 << 2,   /* No.: no end before a number */
	WORD_MAYBE = 1 << 3,    /* Inc.: an end before a usual first word */
	WORD_CLOSING = 1 << 4,  /* etc.: an end before a capital */
	WORD_CLOCK = 1 << 5,    /* a.m.: the same, but not as the first words */
	WORD_STARTER = 1 << 6,  /* The: a usual first word of a sentence */
	WORD_SPEECH = 1 << 7,   /* said: goes on after a quotation */
	WORD_NAME = 1 << 8,     /* Yahoo!: the stop belongs to the name */
	WORD_PRONOUN = 1 << 9,  /* I: one letter, but no initial */
	WORD_ORDINAL = 1 << 10, /* Mai: "3." before it is a number in order */
	WORD_UNIT = 1 << 11,    /* in.: an abbreviation after a number only */
	WORD_ABBREVIATION = WORD_TITLE | WORD_INNER | WORD_NUMBER | WORD_MAYBE |
			    WORD_CLOSING | WORD_CLOCK,
};

enum {
	WORD_BYTES_MAX = 32,      /* a longer word is of no kind */
	RULES_BYTES_MAX = 1 << 22 /* of a rules file */
};

struct rules;

struct rules *rules_new(void); /* empty */
void rules_free(struct rules *r);

/*
 * Adds what a file's text says; name stands in errors.  With bare, a line
 * without `KIND:` is a list of abbreviations of kind `other`.
 */
int rules_read(struct rules *r, struct str text, bool bare, const char *name,
    struct err *e) MUST_CHECK;

/* After the last rules_read: they are complete, or it says what is missing. */
int rules_finish(struct rules *r, struct err *e) MUST_CHECK;

/* Where a sentence may end: at a stop, a bullet, a colon of an emoticon. */
enum place_kind { PLACE_NONE, PLACE_STOP, PLACE_BULLET, PLACE_FACE };

/* Moves *at on to the next such place; valid UTF-8 only. */
enum place_kind rules_next(const struct rules *r, struct str text, size_t *at);

/* The kinds of a word without its last stop, as written; 0 for none. */
unsigned rules_word(const struct rules *r, struct str word);

/* Bytes of the stop at i of text, 0 when there is none. */
size_t rules_stop(const struct rules *r, struct str text, size_t i);

/* True when the stop at i ends a sentence whatever follows. */
bool rules_hard(const struct rules *r, struct str text, size_t i);

/* True when some word is of kind WORD_ORDINAL. */
bool rules_ordinals(const struct rules *r);

/* The rules of English, as the text of a rules file. */
struct str rules_english(void);

#endif
