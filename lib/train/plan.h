/*
 * What a run will take, worked out before it: FILEs are read once, which finds
 * a bad record before an hour of training does; a step is measured when that
 * is wanted.
 */
#ifndef ICL_TRAIN_PLAN_H
#define ICL_TRAIN_PLAN_H

#include <stdint.h>

#include "base/progress.h"
#include "train/dataset.h"
#include "train/learner.h"
#include "train/run_length.h"
#include "train/step.h"

struct plan {
	/* of one pass over FILEs; 0 of a pipe */
	uint64_t episodes, tokens, loss_tokens, steps;
	uint64_t hash;                          /* of them all */
	uint64_t rows;                          /* of the largest micro-batch */
	uint64_t total_steps;                   /* of the run; 0: not known */
	uint64_t parameters, trained, bytes;    /* bytes at the peak */
	const char *products;                   /* how they are made */
	double step_seconds, tokens_per_second; /* 0: not measured */
	uint64_t step_tokens;                   /* of the step measured */
};

/* Counts a pass and leaves the data set at its start; a pipe is left alone. */
int plan_count(struct plan *p, struct dataset *d, const struct step_bounds *b,
    uint64_t micro_tokens, struct progress *progress, struct err *e) MUST_CHECK;

/*
 * Steps of a run of so many tokens, after plan_count; of a pipe by the step
 * that was measured, else 0: not known.
 */
uint64_t plan_steps(
    const struct plan *p, const struct step_bounds *b, uint64_t tokens);

/*
 * Fills step_seconds and tokens_per_second by the best of a few steps on s's
 * episodes (at least one), which change no parameter but the optimizer's
 * state; all ranks of comm make as many.
 */
void plan_measure(struct plan *p, struct learner *l, const struct step *s,
    struct comm *comm, struct progress *progress);

/*
 * Fills what follows from the learner and the length: parameters, memory,
 * products, steps of the run; after plan_count, and plan_measure if it is
 * wanted.
 */
void plan_complete(struct plan *p, const struct learner *l,
    const struct run_length *length, const struct step_bounds *b);

/* As members of a JSON object, for programs; and as a line for people. */
void plan_put_json(struct buf *out, const struct plan *p);
void plan_put_text(struct buf *out, const struct plan *p);

#endif
