/*
 * Added tokens: texts that are found before anything else and become one id,
 * the special ones only where they are asked for.
 */
#ifndef ICL_TOK_ADDED_H
#define ICL_TOK_ADDED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct added_token {
	struct str content; /* not empty, good as long as the set is used */
	uint32_t id;
	bool special, normalized;
	bool lstrip, rstrip; /* takes the white space beside it along */
};

/* A set to search for, in the order of the contents' bytes once sorted. */
struct added {
	struct added_token *v;
	size_t n, cap;
	bool any_plain;      /* one that is not special */
	uint32_t first[257]; /* by first byte: where its tokens begin */
};

void added_add(struct added *a, const struct added_token *t);
void added_sort(struct added *a); /* after the last one, before searching */
void added_release(struct added *a);

struct added_match {
	size_t begin, end;
	uint32_t id;
};

/*
 * The next token at or after byte *at that is recognised (leftmost, of those
 * the longest); *at moves past it.  special: recognise special ones too.
 */
bool added_find(const struct added *a, struct str text, bool special,
    size_t *at, struct added_match *m);

#endif
