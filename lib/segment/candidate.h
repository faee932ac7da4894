/*
 * A candidate: a run of stops after which a sentence may end, with the words
 * and characters around it.  The rules of segment/boundary.h decide by its
 * members alone, or by a bounded number of bytes near it.
 */
#ifndef ICL_SEGMENT_CANDIDATE_H
#define ICL_SEGMENT_CANDIDATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/regex.h"
#include "base/str.h"
#include "segment/learned.h"
#include "segment/rules.h"

/* A paragraph that is being split; one thread at a time uses it. */
struct scanner {
	const struct rules *rules; /* borrowed, must outlive the scanner */
	struct regex *letter_pattern;
	struct regex_matcher *letter; /* tells the classes of letters */
	struct str text;              /* the paragraph, valid UTF-8 */
	size_t at;                    /* where the current sentence begins */
	struct learned *learned;      /* of the document; borrowed */
};

/* An empty scanner; -1 and the reason when the pattern does not compile. */
int scanner_init(struct scanner *s, const struct rules *r, struct learned *l,
    struct err *e) MUST_CHECK;
void scanner_release(struct scanner *s);

/* The class of a character; letters without case count as capitals. */
enum char_class { CHAR_END, CHAR_UPPER, CHAR_LOWER, CHAR_DIGIT, CHAR_OTHER };

/* The class of the character at byte i; CHAR_END at or after the text's end. */
enum char_class scanner_class(struct scanner *s, size_t i);

/*
 * Positions are bytes of the scanner's text, in the order
 * begin < stops_end <= end <= next; words are views of that text.
 */
struct candidate {
	size_t begin;     /* of the stops */
	size_t stops_end; /* after the last stop */
	size_t end;       /* after closing quotes, brackets and notes */
	size_t next;      /* of the text after the white space */
	size_t n_stops;   /* an ellipsis character counts as three */
	bool dots;        /* there are only dots among the stops */
	bool spaced;      /* the dots have spaces between them */
	bool hard;        /* a stop that ends a sentence whatever follows */
	/* the word before the stops, and its kinds (WORD_*) */
	struct str before;
	unsigned kinds;
	struct str after; /* the word that follows, after opening quotes */
	enum char_class follows; /* the class of its first character */
};

/* Fills in the candidate whose first stop is at byte begin. */
void candidate_read(struct candidate *c, struct scanner *s, size_t begin);

/* The kinds of the word that follows; few rules ask for them. */
unsigned candidate_after_kinds(
    const struct candidate *c, const struct scanner *s);

/* Where the word that follows ends in the text. */
size_t candidate_after_end(const struct candidate *c, const struct scanner *s);

#endif
