/*
 * What a training run has consumed, and where in its stream it is: in every
 * checkpoint, so that a run goes on from exactly there, and in the finished
 * model, so that one can ask what it was trained on.
 */
#ifndef ICL_TRAIN_TRAIN_STATE_H
#define ICL_TRAIN_TRAIN_STATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "io/json.h"

struct train_state_task {
	char *name;
	uint64_t episodes;
};

struct train_state { /* {0} is the start of a run */
	uint64_t step, tokens, loss_tokens, episodes;
	uint64_t pass;         /* times the stream was read to its end */
	uint64_t pass_records; /* records read since */
	uint64_t pass_hash;    /* of those records */
	uint64_t warm_done;    /* schedule.h */
	struct train_state_task *tasks; /* by name */
	size_t n_tasks, tasks_cap;
};

/* Counts one more episode of the task, whose name is copied. */
void train_state_task(struct train_state *s, struct str task);

/* Takes over the other's position in the stream, and nothing else of it. */
void train_state_move(struct train_state *s, const struct train_state *place);

/* As members of a JSON object, without the braces. */
void train_state_put(struct buf *out, const struct train_state *s);

/* Fills an empty one from what train_state_put wrote; others are an error. */
int train_state_read(
    struct train_state *s, const struct json *j, struct err *e) MUST_CHECK;

/* Frees the tasks; it is empty again. */
void train_state_release(struct train_state *s);

#endif
