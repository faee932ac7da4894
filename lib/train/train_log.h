/*
 * The training log of icl-train(1): a line for each step and evaluation.
 *
 * Standard output gets JSON, or readable lines where it is a terminal that
 * somebody watches; a file of the log's own gets JSON always.  That file is
 * written as the run goes, so that it can be followed, and a run that goes on
 * continues it: lines of steps that are made again are cut off first.
 */
#ifndef ICL_TRAIN_TRAIN_LOG_H
#define ICL_TRAIN_TRAIN_LOG_H

#include "base/err.h"
#include "base/progress.h"
#include "train/learner.h"
#include "train/microbatch.h"
#include "train/run_length.h"
#include "train/train_state.h"

struct train_log;

/* NULL on error.  progress shows the loss too; it must live as long. */
struct train_log *train_log_new(
    struct progress *progress, struct err *e) MUST_CHECK;
void train_log_free(struct train_log *log);

/* Whether steps are shown as readable lines: standard output is a terminal. */
bool train_log_is_readable(const struct train_log *log);

/*
 * Opens the log's own file.  Of one that is there the lines up to the step
 * are kept, none at step 0, and nothing beyond the last whole one.
 */
int train_log_open(struct train_log *log, const char *path, uint64_t step,
    struct err *e) MUST_CHECK;

/* Members of a step's line besides the sums of the state. */
struct train_log_step {
	struct learner_gradient gradient;
	double lr;
	double seconds, peak; /* it took; operations a second at most */
	uint64_t tokens;      /* of this step */
};

/*
 * The state is that after the step, length the run's.  log NULL, in ranks that
 * write none: nothing is done, in these three.
 */
int train_log_step(struct train_log *log, const struct train_state *s,
    const struct run_length *length, const struct train_log_step *step,
    struct err *e) MUST_CHECK;
int train_log_eval(struct train_log *log, const struct train_state *s,
    const struct microbatch_eval *sums, struct err *e) MUST_CHECK;

/* A line of JSON that is neither, to standard output alone. */
int train_log_line(
    struct train_log *log, struct str line, struct err *e) MUST_CHECK;

/* Checks that all of it arrived. */
int train_log_commit(struct train_log *log, struct err *e) MUST_CHECK;

#endif
