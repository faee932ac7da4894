/* Log-probabilities of target ids, and their gradient, from rows of logits. */
#ifndef ICL_NN_LOSS_H
#define ICL_NN_LOSS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * logits [N][V], rows stride floats apart.  logprob[i] = log softmax at ids[i]
 * of row i, summed in fp64.
 */
void loss_logprobs(size_t n, size_t v, const float *logits, size_t stride,
    const uint32_t *ids, double *logprob, unsigned threads);

/*
 * The same for several ids of one row: target j asks for ids[j] in the row
 * rows[j] of logits.  greedy[j]: the id is the row's most probable, the lowest
 * of equal ones; NULL: not asked.
 */
void loss_logprobs_at(size_t n_targets, const uint32_t *rows,
    const uint32_t *ids, size_t n, size_t v, const float *logits, size_t stride,
    double *logprob, bool *greedy, unsigned threads);

/*
 * logits become the gradient of sum_i weight[i] * -logprob[i] in place;
 * logprob as above.
 */
void loss_backward(size_t n, size_t v, float *logits, size_t stride,
    const uint32_t *ids, const float *weight, double *logprob,
    unsigned threads);

#endif
