/*
 * What a document tells of its own abbreviations, as Punkt (Kiss and Strunk
 * 2006) does from a corpus: a word that comes before a stop where no sentence
 * ends, and nowhere without its stop, is an abbreviation.
 *
 * A document is split once while evidence is collected.  If that decides
 * something, its doubtful paragraphs are split again.  Memory is a table of
 * fixed size, and time a fixed number of passes over the text.
 */
#ifndef ICL_SEGMENT_LEARNED_H
#define ICL_SEGMENT_LEARNED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum {
	LEARNED_BYTES_MAX = 5, /* a longer word is none */
	LEARNED_SLOTS = 64,    /* words of a document; others are ignored */
};

struct learned_word {
	char text[LEARNED_BYTES_MAX]; /* as written */
	uint8_t n;                    /* 0: a free slot */
	bool abbreviation;            /* anywhere, */
	bool title;                   /* or before a name */
	uint32_t inside;              /* stops after it within a sentence */
	uint32_t names; /* stops after it before a name, perhaps, */
	uint32_t ends;  /* and before a usual first word */
};

/* Why a paragraph may be split in another way by what is learned later. */
enum {
	DOUBT_WORD = 1, /* a word that may turn out to be an abbreviation */
	DOUBT_FORM = 2, /* a decision by the form of the text */
};

struct learned {
	struct learned_word words[LEARNED_SLOTS];
	size_t n_words;
	/* stops after words, by what follows: a capital or a small letter */
	uint64_t before_upper, before_lower;
	bool closed;     /* the evidence is complete */
	unsigned doubts; /* DOUBT_*: of the paragraph being split */
};

/* Forgets the document before. */
void learned_reset(struct learned *l);

/* True when sentences begin with capitals, as far as stops were counted. */
bool learned_formal(const struct learned *l);

/* Evidence that the text after a word and its stop gives. */
enum evidence {
	EVIDENCE_INSIDE, /* a comma or small letter: the sentence goes on */
	EVIDENCE_NAME,   /* a capital that may be a name's */
	EVIDENCE_END,    /* a usual first word: a sentence ended */
};

/*
 * Counts evidence of a word of letters, unless it is closed; that of an end
 * only if there was other evidence before.
 */
void learned_note(struct learned *l, struct str word, enum evidence kind);

/*
 * Ends the collection and looks the words up in the document's text.  Returns
 * the doubts (DOUBT_*) that are decided now, perhaps in another way.
 */
unsigned learned_close(struct learned *l, struct str text);

/*
 * True when the word, without its stop, was found to be an abbreviation;
 * capital says if one follows, as after a title.
 */
bool learned_abbreviation(
    const struct learned *l, struct str word, bool capital);

#endif
