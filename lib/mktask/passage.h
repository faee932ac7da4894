/*
 * A document as the task makers want it: its usable sentences with their white
 * space evened out, and which of them follow one another.
 */
#ifndef ICL_MKTASK_PASSAGE_H
#define ICL_MKTASK_PASSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/rng.h"
#include "base/str.h"
#include "io/document.h"
#include "mktask/profile.h"

/* Why a sentence is not usable. */
enum unusable {
	UNUSABLE_OPEN, /* does not end with a stop: a heading, a list item */
	UNUSABLE_LONG, /* more than PASSAGE_SENTENCE_MAX bytes */
	UNUSABLE_ODD,  /* mostly digits and signs: a table, a formula */
	N_UNUSABLE,
};

enum { PASSAGE_SENTENCE_MAX = 600 };

struct passage {
	struct str id;
	uint64_t id_hash;
	struct str *sents;        /* usable ones, one line each */
	struct profile *profiles; /* theirs */
	bool *follows; /* directly follows the one before in the document */
	/*
	 * How many from this one on follow one another, quotes and brackets
	 * opening and closing within each, so that they may be moved; capped.
	 */
	uint8_t *movable;
	_Atomic bool *used; /* stands in an example */
	unsigned style;     /* which makes of quotes and dashes it has */
	size_t n;
	size_t n_read; /* sentences of the document: n and these */
	size_t unusable[N_UNUSABLE];
};

/* Into the arena. */
void passage_build(
    struct passage *p, const struct document *d, struct arena *a);

/* Sentences [first, first + n) of a passage, each following the last. */
struct unit {
	size_t first, n;
};

/*
 * Cuts the passage into units of lo to hi sentences, drawn at random for each;
 * into the arena.  A rest of fewer than lo is left over.
 */
struct unit *passage_units(const struct passage *p, size_t lo, size_t hi,
    struct rng *r, struct arena *a, size_t *n);

#endif
