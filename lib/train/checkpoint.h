/*
 * Checkpoints: folders DIR/checkpoint-STEP, each a model or an adapter that can
 * be loaded as it is (in f32), with the optimizer's state and a record of the
 * run beside it.  One is written under a temporary name,
 * synced and renamed, so that under its name it is whole; whatever goes wrong
 * before leaves the older ones as they were.
 */
#ifndef ICL_TRAIN_CHECKPOINT_H
#define ICL_TRAIN_CHECKPOINT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "model/adapter.h"
#include "train/train_state.h"
#include "train/optimizer.h"
#include "model/weights.h"

/* Puts further files that a model's folder has into dir. */
struct furnish {
	int (*fn)(const void *ctx, const char *dir, struct err *e);
	const void *ctx; /* fn NULL: there are none */
};

struct checkpoint {
	struct furnish furnish;
	const struct weights *w;
	const struct adapter *adapter; /* not NULL: in place of the weights */
	const char *base;              /* what it is for */
	const struct optimizer *optimizer; /* its state */
	struct train_state *state;
	struct str options; /* a line for each that can change the model */
	uint64_t stream;    /* hash of all of FILEs; 0: a pipe */
	uint64_t frozen;    /* of the weights beside an adapter; 0: none */
};

/* DIR/checkpoint-STEP by the ledger's step; one that stands there is kept. */
int checkpoint_write(
    const char *dir, const struct checkpoint *c, struct err *e) MUST_CHECK;

/*
 * Fills the optimizer's state and the ledger from the folder at path; its
 * weights are loaded like any model's, or adapter's.  An error when the options
 * differ, naming the first, or FILEs, or the weights beside an adapter.
 */
int checkpoint_read(
    const char *path, const struct checkpoint *c, struct err *e) MUST_CHECK;

/* 1 and the path of the newest in dir, 0 when there is none. */
int checkpoint_newest(const char *dir, struct buf *path);

/* Whether the path is a checkpoint of dir, or in one. */
bool checkpoint_has(const char *dir, const char *path);

/* Removes all but the newest `keep`, and what a killed run left half done. */
void checkpoint_trim(const char *dir, uint64_t keep);

#endif
