/*
 * The normalizer of a tokenizer.json: text in, text out, before splitting.
 *
 * It is a list of steps (normal forms, lower case, replacements, a prefix,
 * stripped ends), each applied to the whole text.  Once read it does not change
 * and may be shared by threads; a run holds the scratch memory of one.
 */
#ifndef ICL_TOK_NORMALIZER_H
#define ICL_TOK_NORMALIZER_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "io/json.h"

struct normalizer;

/* From the file's `normalizer`, which may be null; a kind that is not known
 * is an error that names it. */
struct normalizer *normalizer_new(
    const struct json *normalizer, struct err *e) MUST_CHECK;
void normalizer_free(struct normalizer *n);

/* The one step that a table of SentencePiece's is, which it takes over. */
struct charsmap;
struct normalizer *normalizer_new_charsmap(struct charsmap *m);

/* Whether it leaves every text as it is. */
bool normalizer_is_none(const struct normalizer *n);

/* Whether the last thing it does is to write one text for each of another. */
bool normalizer_ends_in(
    const struct normalizer *n, struct str from, struct str to);

struct normalizer_run;

/* The normalizer must outlive the run. */
struct normalizer_run *normalizer_run_new(const struct normalizer *n);
void normalizer_run_free(struct normalizer_run *r);

/*
 * The normalised text: a view of text itself where nothing changes, else of
 * the run's memory, good until the next call.  One that grows far beyond what
 * normalizers in use make of a text is an error, so that memory is bounded.
 */
int normalizer_apply(struct normalizer_run *r, struct str text, struct str *out,
    struct err *e) MUST_CHECK;

/* The same without the last step, which there is. */
int normalizer_apply_but_last(struct normalizer_run *r, struct str text,
    struct str *out, struct err *e) MUST_CHECK;

#endif
