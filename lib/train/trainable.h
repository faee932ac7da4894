/*
 * What a training run starts from: weights and, where these are to stay as
 * they are, an adapter beside them; and which numbers of it are trained.
 */
#ifndef ICL_TRAIN_TRAINABLE_H
#define ICL_TRAIN_TRAINABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "model/adapter.h"
#include "train/optimizer.h"
#include "model/weights.h"

struct trainable_options {
	const char *model;      /* NULL: --init's, or the adapter's base */
	const char *init;       /* a config.json: random weights; or NULL */
	const char *adapter;    /* to go on from; or NULL */
	const char *checkpoint; /* of the run so far; or NULL */
	struct adapter_options fresh; /* an adapter to be made, if any */
};

/* {0} is a valid empty one. */
struct trainable {
	struct buf model; /* the model's path; empty with init */
	struct weights *w;
	struct adapter *adapter; /* NULL: the weights are trained */
	struct params params;
};

int trainable_load(struct trainable *s, const struct trainable_options *o,
    struct err *e) MUST_CHECK;
void trainable_release(struct trainable *s);

#endif
