/*
 * The rules of a language as data: words by kind, and the characters at which
 * a sentence may end.
 *
 * A rules file has lines `KIND: WORD…`; a line that begins with white space
 * continues the kind before it, and `#` begins a comment.  A word is written
 * with or without its last stop.  A word with a capital matches only words
 * with one, a small word matches both, and a single letter matches itself
 * alone.  icl-segment(1) lists the kinds.
 *
 * Rules are built by rules_read, then closed by rules_finish; after that they
 * are only read, by any number of threads.
 */
#ifndef ICL_SEGMENT_RULES_H
#define ICL_SEGMENT_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

/* The kinds of words; a word may be of several. */
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
	WORD_VALEDICTION = 1 << 12, /* regards: ends a letter, before a name */
	WORD_DETERMINER = 1 << 14,  /* the: before a title that is a noun */
	WORD_CAPTION = 1 << 13,     /* Figure: "Figure 1.2" is a sentence */
	WORD_ABBREVIATION = WORD_TITLE | WORD_INNER | WORD_NUMBER | WORD_MAYBE |
			    WORD_CLOSING | WORD_CLOCK,
};

enum {
	WORD_BYTES_MAX = 32,      /* a longer word is of no kind */
	RULES_BYTES_MAX = 1 << 22 /* of a rules file */
};

struct rules;

/* Rules without a word or a stop; never NULL. */
struct rules *rules_new(void);
void rules_free(struct rules *r);

/*
 * Adds the words of a rules file's text, which is not kept; errors begin with
 * name and the line.  With bare, a line without `KIND:` is a list of
 * abbreviations of kind `other`.
 */
int rules_read(struct rules *r, struct str text, bool bare, const char *name,
    struct err *e) MUST_CHECK;

/* Closes the rules after the last rules_read; -1 when they have no stop. */
int rules_finish(struct rules *r, struct err *e) MUST_CHECK;

/* Why a sentence may end at a character. */
enum candidate_kind {
	CANDIDATE_NONE,
	CANDIDATE_STOP,
	CANDIDATE_BULLET,
	CANDIDATE_DASH,
	CANDIDATE_EMOTICON
};

/*
 * Moves *at to the next candidate at or after it and returns its kind;
 * CANDIDATE_NONE, with *at as it was, when there is none.  Any ':' or ';' is
 * an emoticon's until the caller looks closer.  The text is valid UTF-8.
 */
enum candidate_kind rules_next(
    const struct rules *r, struct str text, size_t *at);

/*
 * The kinds of a word as written, without its last stop; 0 for an unknown word
 * or one of more than WORD_BYTES_MAX bytes.
 */
unsigned rules_word(const struct rules *r, struct str word);

/* The length of the stop at byte i of text, 0 when there is none. */
size_t rules_stop(const struct rules *r, struct str text, size_t i);

/* True when the stop at byte i ends a sentence whatever follows. */
bool rules_hard(const struct rules *r, struct str text, size_t i);

/* True when some word is the first part of others: "l'" of "l'eau". */
bool rules_elide(const struct rules *r);

/* True when some word is of kind WORD_ORDINAL. */
bool rules_ordinals(const struct rules *r);

/* The rules of English, as the text of a rules file. */
struct str rules_english(void);

#endif
