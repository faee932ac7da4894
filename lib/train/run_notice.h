/*
 * What a run says of itself to people: where it goes on, how far it is, and
 * what to do when its input ended too early.
 */
#ifndef ICL_TRAIN_RUN_NOTICE_H
#define ICL_TRAIN_RUN_NOTICE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "train/run_length.h"
#include "train/step.h"
#include "train/train_state.h"

/*
 * The error of a pipe that ended before the run; a checkpoint is kept once a
 * step was made.  It names the episodes that a run of this length takes.
 * Gives -1.
 */
int run_notice_ended(const struct run_length *l, const struct train_state *s,
    const struct step_bounds *b, struct err *e);

/* The same where the end is accepted: what the model is of. */
void run_notice_accepted(
    struct buf *line, const struct run_length *l, const struct train_state *s);

/* A checkpoint in dir was asked for and is written; loss is the last step's. */
void run_notice_progress(struct buf *line, const struct run_length *l,
    const struct train_state *s, double loss, const char *dir);

/* The length that was given to a run so far is another now. */
void run_notice_length(struct buf *line, const struct run_length *l,
    struct str was, bool constant_rate);

/*
 * An error where a run that goes on from the checkpoint at path has more
 * behind it than its length.
 */
int run_notice_check(const struct run_length *l, const struct train_state *s,
    const char *path, struct err *e) MUST_CHECK;

#endif
