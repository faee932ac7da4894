/*
 * Text to words by a pre-tokenizer.  A run holds the matchers and the scratch
 * memory of one thread.
 */
#ifndef ICL_TOK_PRETOK_RUN_H
#define ICL_TOK_PRETOK_RUN_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "tok/pretok.h"

struct pretok_run;

/* The pre-tokenizer must outlive the run. */
struct pretok_run *pretok_run_new(const struct pretok *p);
void pretok_run_free(struct pretok_run *r);

/*
 * Takes a word, which is good during the call; bytes before limit may be read
 * though they are not part of it.
 */
typedef void pretok_word_fn(void *ctx, struct str word, const char *limit);

/*
 * Calls word for each word of valid UTF-8 text, in order.  first: the text
 * begins the whole input, which decides what is put before it.  An error, of a
 * pattern that gave up, may come after some of the words.
 */
int pretok_split(struct pretok_run *r, struct str text, bool first,
    pretok_word_fn *word, void *ctx, struct err *e) MUST_CHECK;

#endif
