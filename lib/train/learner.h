/*
 * The model in training with its optimizer: loss and gradient of a step of
 * episodes, and the update that follows.  It knows no files and no length of
 * a run.
 *
 * Over several ranks it is data parallel: each has the whole model and the
 * optimizer's state, works through its part of a step's episodes, and makes
 * the same update by the summed gradient.  The sum of a layer begins when its
 * gradient is complete, beside the backward pass of the layers before it.
 * All ranks make the same calls.
 */
#ifndef ICL_TRAIN_LEARNER_H
#define ICL_TRAIN_LEARNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/comm.h"
#include "model/adapter.h"
#include "model/weights.h"
#include "train/microbatch.h"
#include "train/optimizer.h"
#include "train/step.h"

struct learner_options {
	uint64_t micro_tokens; /* rows of a micro-batch, an episode at least */
	int weighting;         /* enum weighting */
	int precision;         /* enum precision */
	bool recompute;        /* activations, rather than keep them */
	double clip;           /* largest norm of the gradient; 0: any */
	struct optimizer_options optimizer;
	unsigned threads;
};

/* The result of a step, summed over the ranks. */
struct learner_gradient {
	double loss;
	double norm;  /* before clipping */
	double flops; /* operations that it took */
};

struct learner;

/*
 * w and the adapter (NULL: none) are trained in place where params points into
 * them.  All pointers must live as long as the learner.
 */
struct learner *learner_new(struct weights *w, const struct params *params,
    const struct adapter *adapter, struct comm *comm,
    const struct learner_options *o);
void learner_free(struct learner *l);

/* Loss and gradient of the step's episodes; the parameters stay. */
struct learner_gradient learner_gradient(
    struct learner *l, const struct step *s);

/* Moves the parameters by the gradient g; steps count from 1. */
void learner_update(struct learner *l, const struct learner_gradient *g,
    double lr, uint64_t step);

/* The loss over all episodes of a data set, from its start; nothing learnt. */
int learner_evaluate(struct learner *l, struct dataset *d,
    struct microbatch_eval *sums, struct err *e) MUST_CHECK;

/* The optimizer, whose state a checkpoint keeps; it stays the learner's. */
struct optimizer *learner_optimizer(const struct learner *l);

/* Operations a second that the processors of all ranks could do at most. */
double learner_peak(const struct learner *l);

/* How matrix products are made, in words for logs. */
const char *learner_products(const struct learner *l);

/* Parameters that are trained; and all, those of an adapter included. */
uint64_t learner_trained(const struct learner *l);
uint64_t learner_parameters(const struct learner *l);

/* Rows of the largest micro-batch so far. */
size_t learner_rows(const struct learner *l);

/*
 * Memory in bytes once a micro-batch had so many rows: parameters, gradient,
 * the optimizer's state, activations, and the weights beside an adapter.
 */
size_t learner_bytes(const struct learner *l, size_t rows);

#endif
