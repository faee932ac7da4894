/*
 * What has to be the same for a run to go on from a checkpoint to the same
 * bits: the options that can change the model, the stream, and the weights
 * beside an adapter.  Only the length may change, to train longer.
 */
#ifndef ICL_TRAIN_RUN_IDENTITY_H
#define ICL_TRAIN_RUN_IDENTITY_H

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "io/json.h"

struct run_identity {
	struct str options; /* a line for each that is not at its default */
	uint64_t stream;    /* hash of all of FILEs; 0: a pipe, not known */
	uint64_t frozen;    /* of the weights beside an adapter; 0: none */
};

/* As members of a JSON object, without the braces. */
void run_identity_put(struct buf *out, const struct run_identity *r);

/*
 * Whether the object j holds the same; an error that names the first option
 * that differs, or what else does.  The length of the run may be another, in
 * the same measure or under a constant rate: length_was then gets the option
 * that gave it.
 */
int run_identity_check(const struct run_identity *r, const struct json *j,
    struct buf *length_was, struct err *e) MUST_CHECK;

#endif
