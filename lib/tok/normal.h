/* The normalizer of a tokenizer.json: text in, text out, before splitting. */
#ifndef ICL_TOK_NORMAL_H
#define ICL_TOK_NORMAL_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "io/json.h"

struct normal;

/* From the file's `normalizer`, which may be null; a kind that is not known
 * is an error that names it. */
struct normal *normal_new(
    const struct json *normalizer, struct err *e) MUST_CHECK;
void normal_free(struct normal *n);

/* Whether it leaves every text as it is. */
bool normal_is_none(const struct normal *n);

/* Whether the last thing it does is to write one text for each of another. */
bool normal_ends_in(const struct normal *n, struct str from, struct str to);

/* What one thread needs. */
struct normal_run;
struct normal_run *normal_run_new(const struct normal *n);
void normal_run_free(struct normal_run *r);

/*
 * The normalised text: a view of text itself where nothing changes, else of
 * the run's memory, good until the next call.
 */
int normal_apply(struct normal_run *r, struct str text, struct str *out,
    struct err *e) MUST_CHECK;

/* The same without the last step, which there is. */
int normal_apply_but_last(struct normal_run *r, struct str text,
    struct str *out, struct err *e) MUST_CHECK;

#endif
