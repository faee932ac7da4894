/*
 * From the last layer's output to log-probabilities: final norm and product
 * with the head for the target rows alone, in chunks of rows, so that logits
 * of all of a batch are never in memory at once.
 */
#ifndef ICL_MODEL_HEAD_H
#define ICL_MODEL_HEAD_H

#include <stdbool.h>
#include <stddef.h>

#include "model/layer.h"

struct head; /* buffers for a chunk of rows */

struct head *head_new(const struct model_config *c);
void head_free(struct head *h);
size_t head_rows(const struct head *h); /* of a chunk */

/* Memory of its own: logits for as many rows as a chunk has had, or before the
 * first for as many as it may have. */
size_t head_bytes(const struct head *h, const struct model_config *c);

/*
 * x [T][C] is what the last layer put out, p->batch says the targets.
 * logprob [n_targets]; several targets of a row share its logits.
 * greedy [n_targets]: whether the id is the row's most probable, or NULL.
 */
void head_logprobs(struct head *h, const struct layer_pass *p, const float *x,
    double *logprob, bool *greedy);

/*
 * The same, with the gradient of sum(weight * -logprob): dx [T][C] is
 * overwritten, the weights' part is added to grad unless that is NULL.
 */
void head_step(struct head *h, const struct layer_pass *p, const float *x,
    double *logprob, float *dx, float *grad);

/* logits [n_targets][V]. */
void head_logits(
    struct head *h, const struct layer_pass *p, const float *x, float *logits);

#endif
