/*
 * The last phrase of a sentence: from a function word to its end, and an index
 * of such phrases by first word and number of words.
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

struct phrase_rule {
	const struct str *words; /* function words, lower case, sorted */
	size_t n_words;
	size_t
	    tail; /* 0: the last one; else the first of the last tail words */
};

/* A sentence is head, white space, core and its final stop. */
struct phrase {
	struct str head; /* what comes before, without space at its end */
	struct str core; /* the phrase without the stop */
	char stop;       /* '.', '!' or '?' */
	size_t n_words;
	uint64_t first; /* hash of its first word in lower case */
};

/* The words of English that ship; without "of". */
struct str phrase_words(void);

/* Splits a text of words at white space, sorted, in lower case; into a. */
void phrase_rule_set(struct phrase_rule *r, struct str text, struct arena *a);

/* False when the sentence has no such phrase. */
bool phrase_find(
    const struct phrase_rule *r, struct str sentence, struct phrase *p);

struct phrase_entry {
	uint64_t first;
	struct str core;
	struct profile profile; /* of core */
	uint32_t n_words, doc, sent;
	uint32_t n_hashes;
	size_t hashes; /* where those of the core's words begin in the index */
};

struct phrase_index {
	struct phrase_entry *v; /* by first, then n_words, then doc and place */
	size_t n, cap;
	uint64_t *hashes; /* by normal_word, of the words of each core */
	size_t n_hashes, hashes_cap;
};

/* Indexes the phrases of n passages, which must outlive the index. */
void phrase_index_build(struct phrase_index *x, const struct phrase_rule *r,
    const struct passage *v, size_t n);
void phrase_index_release(struct phrase_index *x);

/* The entries with this first word and number of words. */
const struct phrase_entry *phrase_index_find(
    const struct phrase_index *x, uint64_t first, size_t n_words, size_t *n);

#endif
