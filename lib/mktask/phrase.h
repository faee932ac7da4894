/*
 * The last phrase of a sentence, from a function word to its end, and an index
 * of the phrases of many documents by first word and number of words.
 *
 * A phrase has 2 to 20 words, at least two words come before it, and there is
 * no quote, bracket or punctuation at either of its ends.
 */
#ifndef ICL_MKTASK_PHRASE_H
#define ICL_MKTASK_PHRASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "mktask/passage.h"
#include "mktask/profile.h"

/* Where a phrase begins. */
struct phrase_rule {
	const struct str *words; /* function words, lower case, sorted */
	size_t n_words;
	/* 0: at the last function word; N: at the first among N last words */
	size_t tail;
	size_t content; /* least number of its words that are not listed */
};

/*
 * A sentence is its head, a space, its core and its final stop; views of the
 * sentence.
 */
struct phrase {
	struct str head; /* the text before the phrase */
	struct str core; /* the phrase without the stop */
	char stop;       /* '.', '!' or '?' */
	size_t n_words;  /* of the core */
	uint64_t first;  /* a hash of its first word in lower case */
};

/* The function words of English that ship, without "of". */
struct str phrase_words(void);

/* Sets the rule's function words to those of a text; they live in a. */
void phrase_rule_set(struct phrase_rule *r, struct str text, struct arena *a);

/* Finds the last phrase of a sentence; false when it has none. */
bool phrase_find(
    const struct phrase_rule *r, struct str sentence, struct phrase *p);

/* A phrase of the index and the sentence it comes from. */
struct phrase_entry {
	uint64_t first; /* as in struct phrase, and n_words */
	struct str core;
	struct profile profile; /* of core */
	uint32_t n_words;
	uint32_t doc, sent; /* indices: of the passage, of its sentence */
	/* the hashes of the core's words, a range of the index's */
	uint32_t n_hashes;
	size_t hashes;
};

/* {0} is an index without phrases. */
struct phrase_index {
	struct phrase_entry *v; /* sorted by first, n_words, doc and sent */
	size_t n, cap;
	uint64_t *hashes; /* normal_word's, of the words of each core */
	size_t n_hashes, hashes_cap;
};

/*
 * Indexes the phrases of n passages, which must outlive the index, in place of
 * what it had; its memory is used again.
 */
void phrase_index_build(struct phrase_index *x, const struct phrase_rule *r,
    const struct passage *v, size_t n);
void phrase_index_release(struct phrase_index *x);

/*
 * The *n entries with this first word and number of words, good until the
 * index is built again.
 */
const struct phrase_entry *phrase_index_find(
    const struct phrase_index *x, uint64_t first, size_t n_words, size_t *n);

#endif
