/*
 * Checkpoints: each a folder with a model or an adapter that can be loaded as
 * it is (in f32), and beside it the optimizer's state and trainer.json, the
 * record of the run.
 *
 * trainer.json has the digests of the other files, and its own at its end.
 * One is written under a temporary name, synced and renamed, so that under its
 * own name it is complete; whatever goes wrong before leaves the older ones as
 * they were.  checkpoint_folder.h finds and removes them.
 */
#ifndef ICL_TRAIN_CHECKPOINT_H
#define ICL_TRAIN_CHECKPOINT_H

#include "base/err.h"
#include "model/adapter.h"
#include "model/weights.h"
#include "train/optimizer.h"
#include "train/run_identity.h"
#include "train/train_state.h"

/* Puts a tokenizer's files into a model's folder. */
struct tokenizer_hook {
	int (*install)(const void *ctx, const char *dir, struct err *e);
	const void *ctx; /* install NULL: there is no tokenizer */
};

/* All that a checkpoint is made of; everything pointed to is the caller's. */
struct checkpoint {
	struct tokenizer_hook tokenizer;
	const struct weights *w;
	const struct adapter *adapter; /* not NULL: in place of the weights */
	const char *base;              /* the model that an adapter is for */
	const struct optimizer *optimizer; /* its state */
	struct train_state *state;
	struct run_identity identity;
};

/*
 * Whether the checkpoint at path is as it was written: every file in it by its
 * digest, trainer.json by the one at its end.  Links are not followed.  To be
 * called before anything of it is loaded.
 */
int checkpoint_verify(const char *path, struct err *e) MUST_CHECK;

/* DIR/checkpoint-STEP by the state's step; one that is there is kept. */
int checkpoint_write(
    const char *dir, const struct checkpoint *c, struct err *e) MUST_CHECK;

/*
 * Fills the optimizer's state and the train_state from the folder at path; its
 * weights are loaded like any model's, or adapter's.  An error when the
 * identity differs, which gives length_was too.
 */
int checkpoint_read(const char *path, const struct checkpoint *c,
    struct buf *length_was, struct err *e) MUST_CHECK;

#endif
