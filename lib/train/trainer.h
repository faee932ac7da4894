/*
 * Training: steps of episodes in the order of their stream, one update of the
 * optimizer a step, a log line for each; checkpoints and evaluations between.
 *
 * A team is data parallel: each rank has the whole model and the optimizer's
 * state, works through its part of every step's episodes, and makes the same
 * update by the summed gradient.  The sums of a layer begin when its gradient
 * is whole, beside the backward pass of the layers before it.
 */
#ifndef ICL_TRAIN_TRAINER_H
#define ICL_TRAIN_TRAINER_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/progress.h"
#include "io/stream.h"
#include "model/adapter.h"
#include "train/checkpoint.h"
#include "train/dataset.h"
#include "train/train_state.h"
#include "train/microbatch.h"
#include "train/plan.h"
#include "train/schedule.h"
#include "train/optimizer.h"
#include "model/weights.h"

struct train_options {
	uint64_t batch;        /* episodes a step */
	uint64_t batch_tokens; /* not 0: episodes until they have as many */
	uint64_t micro_tokens; /* rows of a micro-batch, an episode at least */
	/* length: one of them, or none for one pass */
	uint64_t steps, tokens, epochs;
	int schedule; /* enum schedule */
	uint64_t warmup;
	double lr;
	struct optimizer_options optimizer;
	int bf16;         /* products */
	bool recompute;   /* activations, rather than keep them */
	double clip;      /* largest norm of the gradient; 0: any */
	int weighting;    /* enum weighting */
	double stop_norm; /* a larger one ends the run; 0: none does */
	uint64_t eval_every;
	uint64_t save_every, keep; /* checkpoints */
};

struct trainer_setup {
	const struct train_options *options;
	struct weights *w;             /* the model, trained in place */
	const struct params *params;   /* what of it is trained */
	const struct adapter *adapter; /* NULL, or what they are of */
	const char *base;              /* the adapter's, for checkpoints */
	struct furnish furnish;        /* likewise */
	struct dataset *dataset;       /* at its start */
	struct dataset *eval; /* NULL: none; read from its start each time */
	struct comm *comm;    /* of which only rank 0 writes */
	struct writer *log;   /* a JSON line a step; NULL but in rank 0 */
	const char *dir;      /* of checkpoints; it exists */
	struct str identity;  /* options that a resumed run must share */
	unsigned threads;
	struct progress *progress;
	const volatile sig_atomic_t *stop; /* not 0: end after this step */
	volatile sig_atomic_t *wanted; /* a checkpoint and word of it; reset */
	/* a line for whoever watches: the plan, what was asked for */
	void (*say)(const char *fmt, ...) PRINTF_LIKE(1, 2);
	bool verbose;
};

struct trainer;

/*
 * Counts the episodes where they are in FILEs; what setup points to must live
 * as long.
 */
struct trainer *trainer_new(
    const struct trainer_setup *s, struct err *e) MUST_CHECK;
void trainer_free(struct trainer *t);

/*
 * Goes on from a checkpoint, whose weights setup already has; NULL in the
 * ranks that have it from rank 0.
 */
int trainer_resume(
    struct trainer *t, const char *checkpoint, struct err *e) MUST_CHECK;

/*
 * 0 when the run has its length; 1 when asked to stop, a checkpoint written;
 * -1 on error, which a pipe is that breaks or ends before the length, and a
 * run that diverges: what was trained until then stands in a checkpoint.
 */
int trainer_run(struct trainer *t, struct err *e) MUST_CHECK;

const struct train_state *trainer_ledger(const struct trainer *t);

/* What the run will take; measured by a step that changes nothing, or not. */
int trainer_plan(struct trainer *t, int measured, struct plan *plan,
    struct err *e) MUST_CHECK;

#endif
