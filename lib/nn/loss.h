/*
 * Log-probabilities of target ids, and their gradient, from rows of logits.
 * Logits are [N][V], rows stride floats apart; sums are made in fp64.  The
 * rows are independent of each other, whatever the number of threads.
 */
#ifndef ICL_NN_LOSS_H
#define ICL_NN_LOSS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* logprob[i] = log softmax of row i at ids[i] < V. */
void loss_logprobs(size_t n, size_t v, const float *logits, size_t stride,
    const uint32_t *ids, double *logprob, unsigned threads);

/*
 * The same for any number of ids a row: logprob[j] is of ids[j] in the row
 * rows[j] < N.  greedy[j] says whether the id is its row's most probable, the
 * lowest of equal ones; greedy may be NULL.
 */
void loss_logprobs_at(size_t n_targets, const uint32_t *rows,
    const uint32_t *ids, size_t n, size_t v, const float *logits, size_t stride,
    double *logprob, bool *greedy, unsigned threads);

/*
 * logprob as above; then the logits are overwritten by the gradient of
 * sum_i weight[i] * -logprob[i].
 */
void loss_backward(size_t n, size_t v, float *logits, size_t stride,
    const uint32_t *ids, const float *weight, double *logprob,
    unsigned threads);

#endif
