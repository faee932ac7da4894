/*
 * Null inputs, which say nothing: with one in place of the input a model scores
 * the labels by themselves, which calibration takes away.
 */
#ifndef ICL_EPISODE_NULL_INPUT_H
#define ICL_EPISODE_NULL_INPUT_H

#include "base/mem.h"
#include "episode/task_folder.h"
#include "episode/layout.h"

enum { NULL_WORDS_MAX = 4096 };

/* -1 and the reason when spec is domain:N and N is no number of words. */
int null_input_check(const char *spec, struct err *e) MUST_CHECK;

/*
 * The text of a spec: itself, or for domain:N so many words drawn from the
 * inputs of the task, the same for every set of the task.
 */
struct str null_input_text(const char *spec, uint64_t seed, struct str task,
    const struct example_list *list, struct arena *a);

/* The text once for each member that layouts ask for, in the arena. */
const struct str *null_input_members(
    size_t n_members, struct str text, struct arena *a);

#endif
