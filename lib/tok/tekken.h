/*
 * Mistral's tekken.json: ranks of byte sequences, a pattern, and special
 * tokens, whose ids come before those of the ranks.
 */
#ifndef ICL_TOK_TEKKEN_H
#define ICL_TOK_TEKKEN_H

#include <stdbool.h>

#include "tok/assemble.h"

/* Whether a JSON value is one. */
bool tekken_is(const struct json *j);

/*
 * Fills an empty tokenizer.  Special tokens that the file does not name are
 * called <SPECIAL_N>, as mistral_common does.
 */
int tekken_read(
    struct tokenizer *t, const struct json *j, struct err *e) MUST_CHECK;

#endif
