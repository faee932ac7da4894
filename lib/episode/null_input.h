/* Inputs that say nothing: what labels score without an input. */
#ifndef ICL_EPISODE_NULL_INPUT_H
#define ICL_EPISODE_NULL_INPUT_H

#include "base/mem.h"
#include "episode/task_folder.h"
#include "episode/layout.h"

enum { NULL_WORDS_MAX = 4096 };

/* Whether spec is domain:N with an N that is none. */
int null_input_check(const char *spec, struct err *e) MUST_CHECK;

/*
 * The text that spec stands for: itself, or for domain:N so many words drawn
 * from the inputs of the task, the same for every k and seed of the set.
 */
struct str null_input_text(const char *spec, uint64_t seed, struct str task,
    const struct example_list *list, struct arena *a);

/* The text for every member that the run's layouts ask for. */
const struct str *null_input_members(
    size_t n_members, struct str text, struct arena *a);

#endif
