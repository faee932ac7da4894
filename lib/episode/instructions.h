/* Instructions of tasks, from lines of {"task","instruction"}. */
#ifndef ICL_EPISODE_INSTRUCTIONS_H
#define ICL_EPISODE_INSTRUCTIONS_H

#include "base/err.h"
#include "io/example.h"

struct instructions;

/* A file of such lines; a task that stands there twice is an error. */
struct instructions *instructions_load(
    const char *path, struct err *e) MUST_CHECK;
void instructions_free(struct instructions *in);

/* The example gets its task's instruction, if there is one. */
void instructions_give(const struct instructions *in, struct example *x);

#endif
