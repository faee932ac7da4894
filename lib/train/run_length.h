/*
 * How long a run is, in the measure that it was given: steps, or tokens read.
 * Passes over FILEs are tokens once these are counted.
 */
#ifndef ICL_TRAIN_RUN_LENGTH_H
#define ICL_TRAIN_RUN_LENGTH_H

#include <stdbool.h>
#include <stdint.h>

#include "train/train_state.h"

/* At most one is not 0; without any it is one pass over FILEs. */
struct run_length_options {
	uint64_t steps, tokens, epochs;
};

struct run_length {
	bool by_steps;  /* else by tokens */
	uint64_t total; /* 0: until the pipe ends */
};

/* pass_tokens: of one pass over FILEs; 0 of a pipe. */
struct run_length run_length_of(
    const struct run_length_options *o, uint64_t pass_tokens);

/* How much of it is done, and whether all is, which never is without a total.
 */
uint64_t run_length_done(
    const struct run_length *l, const struct train_state *s);
bool run_length_reached(
    const struct run_length *l, const struct train_state *s);

/* Tokens that bound the next step; 0: none do. */
uint64_t run_length_tokens_left(
    const struct run_length *l, const struct train_state *s);

/* "steps" or "tokens", for messages. */
const char *run_length_unit(const struct run_length *l);

#endif
