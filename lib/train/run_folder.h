/*
 * The folder that a training run writes: checkpoints while it runs, then the
 * model, and icl.json last, the record of how it came about.
 */
#ifndef ICL_TRAIN_RUN_FOLDER_H
#define ICL_TRAIN_RUN_FOLDER_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "io/intro.h"
#include "train/train_state.h"

/*
 * Whether a run may write there.  One that exists is refused, unless to be
 * resumed (then newest gets the path of its last checkpoint, and stays empty
 * without one) or by force.
 */
int run_folder_check(const char *dir, bool resume, bool force,
    struct buf *newest, struct err *e) MUST_CHECK;

/* Makes it; fresh: the checkpoints in it are removed. */
int run_folder_make(const char *dir, bool fresh, struct err *e) MUST_CHECK;

/*
 * Once a model is written into it: removes what others would load in its
 * place, an adapter's files and an index of shards.
 */
void run_folder_clear(const char *dir);

/* DIR/icl.json: the tools and options before the model, its kernels, tasks. */
int run_folder_record(const char *dir, const struct intro *intro,
    const struct train_state *s, struct err *e) MUST_CHECK;

#endif
