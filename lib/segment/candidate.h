/*
 * A place where a sentence may end, and what stands around it: what the rules
 * of segment/ending.h decide by.
 */
#ifndef ICL_SEGMENT_PLACE_H
#define ICL_SEGMENT_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/regex.h"
#include "base/str.h"
#include "segment/rules.h"

/* A paragraph that is being split, for one thread at a time. */
struct sight {
	const struct rules *rules;
	struct regex *letter_pattern;
	struct regex_matcher *letter;
	struct str text;
	size_t at; /* where the current sentence begins */
};

int sight_init(
    struct sight *s, const struct rules *r, struct err *e) MUST_CHECK;
void sight_release(struct sight *s);

enum follows { AT_END, UPPER, LOWER, DIGIT, OTHER };

/* The class of the character at i, letters of other scripts too. */
enum follows sight_class(struct sight *s, size_t i);

struct place {
	size_t begin;     /* of the stops */
	size_t stops_end; /* after the last stop */
	size_t end;       /* after closing quotes and brackets, and notes */
	size_t next;      /* of the text after the white space */
	size_t n_stops;
	bool dots;         /* nothing but dots among the stops */
	bool spaced;       /* dots with spaces between */
	bool hard;         /* ends a sentence whatever follows */
	struct str before; /* the word before the stops */
	unsigned kinds;    /* of that word */
	enum follows follows;
	struct str after; /* the word that follows */
	unsigned after_kinds;
};

/* Looks at the stops that begin at begin. */
void place_look(struct place *p, struct sight *s, size_t begin);

/* Where the word that follows ends in the text. */
size_t place_after_end(const struct place *p, const struct sight *s);

#endif
