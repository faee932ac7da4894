/*
 * The pre-tokenizer of a tokenizer.json: splits text into the words that are
 * encoded one by one.
 */
#ifndef ICL_TOK_PRETOK_H
#define ICL_TOK_PRETOK_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "io/json.h"
#include "tok/pattern.h"

struct pretok;

/* From the file's `pre_tokenizer`, which may be null; a kind that is not known
 * is an error that names it. */
struct pretok *pretok_new(const struct json *pre_tokenizer,
    enum pattern_dialect dialect, struct err *e) MUST_CHECK;
void pretok_free(struct pretok *p);

/* Whether it puts a mark before the first word alone. */
bool pretok_asks_first(const struct pretok *p);

/* Whether words are written in the byte alphabet. */
bool pretok_is_byte_level(const struct pretok *p);

/* Where it does nothing to a text without spaces: makes it do nothing to any
 * other, and returns true. */
bool pretok_pass_spaces(struct pretok *p);

/* Where it only writes the mark for spaces: makes it leave them, which stand
 * for the mark from then on, and returns true. */
bool pretok_leave_spaces(struct pretok *p, struct str mark);

/* What one thread needs. */
struct pretok_run;
struct pretok_run *pretok_run_new(const struct pretok *p);
void pretok_run_free(struct pretok_run *r);

/* A word; bytes before limit may be read though they are not part of it. */
typedef void pretok_word_fn(void *ctx, struct str word, const char *limit);

/*
 * Calls word for each word of valid UTF-8 text, in order.  first: the text
 * begins the whole input, which decides what is put before it.
 */
int pretok_split(struct pretok_run *r, struct str text, bool first,
    pretok_word_fn *word, void *ctx, struct err *e) MUST_CHECK;

#endif
