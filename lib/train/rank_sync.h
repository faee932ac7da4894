/*
 * What the ranks of a run have in common: the same input, options and shape of
 * the model to begin with, and everything else from rank 0.  All ranks make
 * these calls; in a run of one rank they cost nothing.
 */
#ifndef ICL_TRAIN_RANK_SYNC_H
#define ICL_TRAIN_RANK_SYNC_H

#include "base/comm.h"
#include "base/err.h"
#include "base/str.h"
#include "train/optimizer.h"
#include "train/plan.h"
#include "train/train_state.h"

/*
 * An error in all ranks where they differ, in weights too that are not
 * trained; then all get rank 0's parameters.
 */
int rank_sync_meet(struct comm *comm, const struct plan *p, struct str options,
    const struct weights *w, const struct params *params,
    struct err *e) MUST_CHECK;

/* All get rank 0's optimizer state and train_state. */
int rank_sync_resume(struct comm *comm, struct optimizer *opt,
    struct train_state *s, struct err *e) MUST_CHECK;

/* Whether all still have the same parameters, to the bit. */
int rank_sync_agree(struct comm *comm, const struct params *p);

#endif
