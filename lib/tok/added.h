/*
 * Added tokens, the `added_tokens` of a tokenizer.json: texts that are found
 * before anything else and become one id, the special ones only where the
 * caller asks for them.  Where several begin at one place the longest is taken,
 * and the search goes on behind it, from left to right.
 */
#ifndef ICL_TOK_ADDED_H
#define ICL_TOK_ADDED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/regex.h"
#include "base/str.h"

struct added_token {
	struct str content; /* not empty, good as long as the set is used */
	struct str
	    pattern; /* what is searched for: content, or its normal form */
	uint32_t id;
	bool special, normalized;
	bool verbatim;       /* in a normalized text it is as content says */
	bool single_word;    /* not where a word goes on at either end */
	bool lstrip, rstrip; /* takes the white space before, after it along */
};

/* A set to search for, in the order of the patterns' bytes once sorted. */
struct added {
	struct added_token *v;
	size_t n, cap;
	bool any_plain;      /* one that is not special */
	uint32_t first[257]; /* by first byte: where its tokens begin */
	struct regex *word;  /* a character of a word; NULL: not asked for */
};

/* Copies the token, not its texts. */
void added_add(struct added *a, const struct added_token *t);

/* Sorts the set; after the last one was added, before searching. */
int added_sort(struct added *a, struct err *e) MUST_CHECK;
void added_release(struct added *a);

/* The longest token that text has at byte i, whatever its flags; NULL: none. */
const struct added_token *added_at(
    const struct added *a, struct str text, size_t i);

/* Whether a search could find anything. */
bool added_seeks(const struct added *a, bool special);

struct added_match {
	size_t begin, end;
	uint32_t id;
};

/* A search under way; word is a matcher of the set's. */
struct added_search {
	const struct added *a;
	struct regex_matcher *word;
	struct str text;
	bool special; /* recognise special ones too */
	size_t at;    /* where it goes on */
	size_t end;   /* of the last match */
};

/* 1 and the next token that is recognised, 0 when there is none. */
int added_find(
    struct added_search *s, struct added_match *m, struct err *e) MUST_CHECK;

#endif
