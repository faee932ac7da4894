/*
 * The text of an answer that grows by a token at a time, and where it ends:
 * before the first stop text, or before an end-of-text token.  A stop text may
 * begin in one token and end in another.
 */
#ifndef ICL_SCORE_ANSWER_H
#define ICL_SCORE_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/str.h"
#include "io/texts.h"
#include "tok/tokenizer.h"

/* {0} is an answer without a token; answer_release frees it. */
struct answer {
	struct buf text;
	bool ended;
};

/* The ends of answers; both outlive them.  Empty stop texts end nothing. */
struct answer_end {
	const struct tokenizer *tokenizer; /* its end-of-text ends them too */
	struct texts stop;
	int64_t end_id; /* the model's own end, -1: none */
};

/* Adds a token to an answer that has not ended; false when it ended it. */
bool answer_add(struct answer *a, const struct answer_end *end, uint32_t id);

/* Stop texts as typed: \n is a newline, \t a tab, \\ a backslash. */
struct texts answer_stops(const char *const *typed, size_t n, struct arena *a);

/* Its valid UTF-8 without white space at both ends, added to out. */
void answer_put(const struct answer *a, struct buf *out);

void answer_release(struct answer *a);

#endif
