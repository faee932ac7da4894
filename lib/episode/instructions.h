/*
 * Instructions of tasks, from a file of lines {"task","instruction"}: they
 * replace those that examples bring along.
 */
#ifndef ICL_EPISODE_INSTRUCTIONS_H
#define ICL_EPISODE_INSTRUCTIONS_H

#include "base/err.h"
#include "io/example.h"

/* Read once, then safe for several threads. */
struct instructions;

/* Reads the file; NULL and the reason, a task given twice for one. */
struct instructions *instructions_load(
    const char *path, struct err *e) MUST_CHECK;
void instructions_free(struct instructions *in);

/* Sets the instruction of x if its task has one; borrowed from in. */
void instructions_give(const struct instructions *in, struct example *x);

#endif
