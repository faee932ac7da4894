/*
 * What the ranks of a team that trains have in common: the same input, options
 * and shape of the model to begin with, and everything else from rank 0.
 */
#ifndef ICL_TRAIN_RANK_SYNC_H
#define ICL_TRAIN_RANK_SYNC_H

#include "base/err.h"
#include "base/str.h"
#include "base/comm.h"
#include "train/train_state.h"
#include "train/plan.h"
#include "train/optimizer.h"

/*
 * An error in all of them where they differ, in weights too that are not
 * trained; then rank 0's parameters.
 */
int rank_sync_meet(struct comm *t, const struct plan *p, struct str options,
    const struct weights *w, const struct params *params,
    struct err *e) MUST_CHECK;

/* Rank 0's state of the optimizer and its books. */
int rank_sync_resume(struct comm *t, struct optimizer *u, struct train_state *l,
    struct err *e) MUST_CHECK;

/* Whether all still have the same parameters; always, in a team of one. */
int rank_sync_agree(struct comm *t, const struct params *p);

#endif
