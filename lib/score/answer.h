/*
 * The text of an answer that grows by a token at a time, and where it ends:
 * before the first stop text, or before an end-of-text token.
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

struct answer {
	struct buf text;
	bool ended;
};

/* What ends answers; both outlive them.  Empty stop texts end nothing. */
struct answer_end {
	const struct tokenizer *tokenizer; /* its end-of-text ends them too */
	struct texts stop;
	int64_t end_id; /* the model's own end, -1: none */
};

/* Adds a token; false when it ended the answer. */
bool answer_add(struct answer *a, const struct answer_end *end, uint32_t id);

/* Stop texts as typed: \n is a newline, \t a tab, \\ a backslash. */
struct texts answer_stops(const char *const *typed, size_t n, struct arena *a);

/* Its valid UTF-8 without white space at both ends, added to out. */
void answer_put(const struct answer *a, struct buf *out);

void answer_release(struct answer *a);

#endif
