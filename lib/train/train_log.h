/* The training log: lines of JSON for steps and evaluations, icl-train(1). */
#ifndef ICL_TRAIN_TRAIN_LOG_H
#define ICL_TRAIN_TRAIN_LOG_H

#include "io/writer.h"
#include "train/learner.h"
#include "train/microbatch.h"
#include "train/train_state.h"

/* What a line tells of a step besides the sums of the state. */
struct train_log_step {
	struct learner_gradient gradient;
	double lr;
	double seconds, peak; /* it took; operations a second at most */
	uint64_t tokens;      /* of this step */
};

/* The state is that after the step.  log NULL: this rank writes none. */
int train_log_step(struct writer *log, const struct train_state *s,
    const struct train_log_step *step, struct err *e) MUST_CHECK;

int train_log_eval(struct writer *log, const struct train_state *s,
    const struct microbatch_eval *sums, struct err *e) MUST_CHECK;

#endif
