/*
 * A document as the task makers read it: its usable sentences, white space
 * normalised to single spaces, and which of them follow one another.
 *
 * A passage lives in an arena and is not changed after passage_build, `used`
 * apart.
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

/* The arrays have n members, one a usable sentence. */
struct passage {
	struct str id;
	uint64_t id_hash;
	struct str *sents;        /* one line each */
	struct profile *profiles; /* of the sentences */
	bool *follows;            /* the document's sentence before is usable */
	/*
	 * The length of the run from here on whose sentences follow one another
	 * and are balanced (quotes and brackets close within each), so that the
	 * run may be moved to another text; at most 255.
	 */
	uint8_t *movable;
	_Atomic bool *used;  /* an example has it */
	unsigned typography; /* a bit for each style of quotes and dashes */
	size_t n;
	size_t n_read;               /* sentences of the document: */
	size_t unusable[N_UNUSABLE]; /* n and the sum of these */
};

/* Builds the passage of a document in the arena; d is not kept. */
void passage_build(
    struct passage *p, const struct document *d, struct arena *a);

/* The number of words of a sentence of a passage, or of a part of one. */
size_t passage_words(struct str s);

/* Sentences [first, first + n) of a passage, each following the last. */
struct unit {
	size_t first, n;
};

/*
 * Cuts the passage into units whose lengths are drawn from [lo, hi], lo > 0.
 * Of each run of sentences that follow one another, a rest of fewer than lo is
 * left over.  *n units, in the arena.
 */
struct unit *passage_units(const struct passage *p, size_t lo, size_t hi,
    struct rng *r, struct arena *a, size_t *n);

#endif
