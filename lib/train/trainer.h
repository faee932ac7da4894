/*
 * The training loop: steps of episodes in the order of their stream, an update
 * and a log line for each; checkpoints and evaluations between them.
 *
 * All ranks of a run make the same calls; only rank 0 writes.
 */
#ifndef ICL_TRAIN_TRAINER_H
#define ICL_TRAIN_TRAINER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/progress.h"
#include "model/adapter.h"
#include "model/weights.h"
#include "train/checkpoint.h"
#include "train/dataset.h"
#include "train/learner.h"
#include "train/optimizer.h"
#include "train/plan.h"
#include "train/request.h"
#include "train/run_length.h"
#include "train/schedule.h"
#include "train/train_log.h"
#include "train/train_state.h"

/* How a pipe that ends before the run does is taken. */
enum run_end { RUN_END_LENGTH, RUN_END_EARLY }; /* an error; the run's end */

struct trainer_options {
	uint64_t batch;        /* episodes a step */
	uint64_t batch_tokens; /* not 0: episodes until they have as many */
	struct run_length_options length;
	int end;         /* enum run_end */
	int schedule;    /* enum schedule */
	uint64_t warmup; /* steps */
	double lr;       /* at its highest */
	struct learner_options learner;
	double stop_norm; /* a larger gradient ends the run; 0: none does */
	uint64_t eval_every, save_every; /* steps; 0: never between */
	uint64_t keep;                   /* checkpoints */
};

/* What a trainer works with; all of it must live as long. */
struct trainer_context {
	const struct trainer_options *options;
	struct weights *w;               /* the model, trained in place */
	const struct params *params;     /* what of it is trained */
	const struct adapter *adapter;   /* NULL, or what params are of */
	const char *base;                /* the adapter's, for checkpoints */
	struct tokenizer_hook tokenizer; /* likewise */
	struct dataset *dataset;         /* at its start */
	struct dataset *eval; /* NULL: none; read from its start each time */
	struct comm *comm;
	struct train_log *log; /* NULL but in rank 0 */
	const char *dir;       /* of checkpoints; it exists once it runs */
	struct str identity;   /* options that a resumed run must share */
	struct progress *progress;
	struct request_flags requests;
	/* a line for whoever watches, and one that -q does not silence */
	say_fn *notify;
	say_fn *warn;
	bool verbose;
};

struct trainer;

/* Counts the episodes where they are in FILEs; NULL on error. */
struct trainer *trainer_new(
    const struct trainer_context *c, struct err *e) MUST_CHECK;
void trainer_free(struct trainer *t);

/*
 * Goes on from a checkpoint, whose parameters are loaded already; NULL in the
 * ranks that have it from rank 0.
 */
int trainer_resume(
    struct trainer *t, const char *checkpoint, struct err *e) MUST_CHECK;

/*
 * 0 when the run has its length, or a pipe ended early and may; 1 when asked
 * to stop, a checkpoint written; -1 on error, which a pipe is that breaks or
 * ends before the length, and a run that diverges: what was trained until then
 * is kept as a checkpoint.
 */
int trainer_run(struct trainer *t, struct err *e) MUST_CHECK;

/* What the run has consumed so far; the trainer's. */
const struct train_state *trainer_state(const struct trainer *t);

/* What the run will take; measured by steps that change nothing, or not. */
int trainer_plan(struct trainer *t, bool measured, struct plan *plan,
    struct err *e) MUST_CHECK;

#endif
