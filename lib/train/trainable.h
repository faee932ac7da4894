/*
 * What a training run starts from: weights and, where these are to stay as
 * they are, an adapter beside them; and which numbers of it are trained.
 */
#ifndef ICL_TRAIN_TRAINABLE_H
#define ICL_TRAIN_TRAINABLE_H

#include "base/err.h"
#include "base/str.h"
#include "model/adapter.h"
#include "model/weights.h"
#include "train/optimizer.h"

/* Paths, each NULL when it is not given. */
struct trainable_options {
	const char *model;      /* NULL: --init's, or the adapter's base */
	const char *init;       /* a config.json: random weights */
	const char *adapter;    /* to go on from */
	uint64_t ctx;           /* of model_config_set_context; 0: not */
	const char *checkpoint; /* of the run so far: what is trained */
	struct adapter_options fresh; /* an adapter to be made, if any */
	bool merge; /* the adapter will be merged into the weights */
};

/* {0} is a valid empty one. */
struct trainable {
	struct buf model; /* the model's path; empty with init */
	struct weights *w;
	struct adapter *adapter; /* NULL: the weights are trained */
	struct params params;    /* of the adapter, or of the weights */
};

/*
 * Fills an empty t.  A checkpoint with an adapter where a model is trained, or
 * of another configuration than init, is an error; so is an adapter that does
 * not fit the weights.  After an error t is still to be released.
 */
int trainable_load(struct trainable *t, const struct trainable_options *o,
    struct err *e) MUST_CHECK;
void trainable_release(struct trainable *t);

#endif
