/*
 * The guard knows what will be evaluated, so that nothing of it is trained on.
 * A text is a hit when
 *
 *   its task is a guarded task, by name or alias;
 *   its input is a guarded input as guard_fold.h compares them, and has
 *     GUARD_WORDS words or GUARD_BYTES bytes, for shorter ones
 *     are the same by chance;
 *   it shares 13 words in a row with a guarded input, or 8 with a part of one
 *     that has no 13.
 *
 * [SEP] separates the parts of an input; a name like "sentence 1:" before one
 * is no part of it.  A run of words that more than GUARD_TEMPLATE inputs of a
 * guarded task have is their template and no hit.
 */
#ifndef ICL_EPISODE_GUARD_H
#define ICL_EPISODE_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/opt.h"
#include "episode/example_reader.h"

enum { GUARD_WORDS = 4, GUARD_BYTES = 24, GUARD_TEMPLATE = 5 };

/* Why something is a hit; the first reason that applies is reported. */
enum guard_why { GUARD_NAME, GUARD_INPUT, GUARD_RUN, GUARD_N_WHY };

struct guard;

/* The guarded data that a run's records are checked against, and what a hit
 * leads to. */
struct guard_policy {
	struct guard *guard; /* NULL: nothing is checked */
	bool drop;           /* hits are left out; else they are an error */
};

/*
 * Loads paths; NULL and the reason when one cannot be read or has nothing to
 * guard.  A path is an examples file, a task folder, a folder of these, or a
 * setting (a .json file of task names), whose tasks' folders are sought in
 * data, if that is not NULL.  aliases is a file for guard_alias_new or NULL.
 */
struct guard *guard_new(const struct opt_list *paths, const char *aliases,
    const char *data, struct example_reader *in, struct err *e) MUST_CHECK;
void guard_free(struct guard *g);

/* Below: what is found is a mark, 0 for nothing. */
uint64_t guard_task(const struct guard *g, struct str task);

/* An example_reader_mark_fn: the task, the input and the output; ctx is the
 * guard. */
uint64_t guard_example(const void *guard, const struct example *x);
uint64_t guard_text(const struct guard *g, struct str text);

/* Counts a hit: a mark, and the task and line that has it.  One thread. */
void guard_note(
    struct guard *g, uint64_t mark, struct str task, const struct line *at);

/*
 * Prints what the policy's guard found since the last time, a line for each
 * pair of tasks and reason, in order.  That is an error unless hits are
 * dropped; without a guard nothing is found.
 */
int guard_judge(
    const struct guard_policy *p, say_fn *say, struct err *e) MUST_CHECK;

#endif
