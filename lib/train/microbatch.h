/*
 * Episodes through the model in micro-batches: packed one after another
 * without padding, as many as fit a bound of rows, an episode at least.
 *
 * The loss is the mean over the episodes of each one's mean negative
 * log-probability (Min et al. 2022), or the mean over their tokens; it is
 * normalised by the step as a whole, so that how the step is cut changes
 * nothing but rounding.
 */
#ifndef ICL_TRAIN_MICROBATCH_H
#define ICL_TRAIN_MICROBATCH_H

#include <stddef.h>
#include <stdint.h>

#include "base/comm.h"
#include "model/batch.h"
#include "model/decoder.h"
#include "train/dataset.h"
#include "train/step.h"

enum weighting { WEIGHT_EPISODE, WEIGHT_TOKEN };

struct microbatch {
	/* the caller's, set before the first call and living as long */
	struct decoder *decoder;
	const struct model_config *config;
	uint64_t micro_tokens; /* the bound of rows */
	int weighting;         /* enum weighting */
	struct comm *comm;
	/* as decoder_input has it, in the last micro-batch of a step */
	void (*layer_done)(void *ctx, int layer);
	void *ctx;
	/* counted here */
	double flops; /* operations since it was last set to 0 */
	size_t rows;  /* of the largest micro-batch so far */
	/* the module's own, 0 to begin with */
	struct batch batch;
	double *logprob; /* [logprob_cap] */
	size_t logprob_cap;
};

/* Frees what is the module's own. */
void microbatch_release(struct microbatch *m);

/*
 * This rank's part of the loss of a step, whose gradient is added to grad, an
 * array as decoder_step wants it.  A rank without a part in the step reports
 * all layers as done at once.
 */
double microbatch_step(struct microbatch *m, const struct step *s, float *grad);

/* A pass over all episodes of a data set from its start; nothing is learnt. */
struct microbatch_eval {
	double loss;
	uint64_t episodes, loss_tokens;
};

/* The sums are those of all ranks; all of them make this call. */
int microbatch_evaluate(struct microbatch *m, struct dataset *d,
    struct microbatch_eval *sums, struct err *e) MUST_CHECK;

#endif
