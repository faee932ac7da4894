/* Log-probabilities and their gradient: see loss.h. */
#include "nn/loss.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/par.h"
#include "nn/kernels/kernels.h"

struct loss {
	const struct loss_kernels *kernels;
	size_t v, stride;
	const float *logits;
	float *grad; /* logits, where they become the gradient */
	const uint32_t *ids;
	const float *weight;
	double *out; /* [N] */
	float *max;  /* [N] where the rows' largest are kept */
};

static void
logprob_row(void *ctx, size_t i, unsigned worker)
{
	const struct loss *o = ctx;
	const float *x = o->logits + i * o->stride;
	float max;

	(void)worker;
	assert(o->ids[i] < o->v);
	o->out[i] = (double)x[o->ids[i]] - o->kernels->log_sum(o->v, x, &max);
}

void
loss_logprobs(size_t n, size_t v, const float *logits, size_t stride,
    const uint32_t *ids, double *logprob, unsigned threads)
{
	struct loss o = { KERNELS_CHOOSE(loss_kernels), v, stride, logits, NULL,
		ids, NULL, logprob, NULL };

	assert(stride >= v);
	par_for(threads, n, logprob_row, &o);
}

static void
log_sum_row(void *ctx, size_t i, unsigned worker)
{
	const struct loss *o = ctx;

	(void)worker;
	o->out[i] =
	    o->kernels->log_sum(o->v, o->logits + i * o->stride, &o->max[i]);
}

/* Whether the id is the first of the row's largest. */
static bool
is_first_max(const float *x, uint32_t id, float max)
{
	uint32_t i = 0;

	if (x[id] != max)
		return false;
	while (x[i] != max)
		i++;
	return i == id;
}

void
loss_logprobs_at(size_t n_targets, const uint32_t *rows, const uint32_t *ids,
    size_t n, size_t v, const float *logits, size_t stride, double *logprob,
    bool *greedy, unsigned threads)
{
	double *sums = mem_new(n, sizeof *sums);
	float *max = mem_new(n, sizeof *max);
	struct loss o = { KERNELS_CHOOSE(loss_kernels), v, stride, logits, NULL,
		NULL, NULL, sums, max };

	assert(stride >= v);
	par_for(threads, n, log_sum_row, &o);
	for (size_t j = 0; j < n_targets; j++) {
		const float *x = logits + rows[j] * stride;

		assert(rows[j] < n && ids[j] < v);
		logprob[j] = (double)x[ids[j]] - sums[rows[j]];
		if (greedy != NULL)
			greedy[j] = is_first_max(x, ids[j], max[rows[j]]);
	}
	free(max);
	free(sums);
}

static void
backward_row(void *ctx, size_t i, unsigned worker)
{
	const struct loss *o = ctx;
	float *x = o->grad + i * o->stride;
	float max;
	double sum = o->kernels->log_sum(o->v, x, &max);

	(void)worker;
	assert(o->ids[i] < o->v);
	o->out[i] = (double)x[o->ids[i]] - sum;
	o->kernels->softmax(o->v, x, sum, o->weight[i]);
	x[o->ids[i]] -= o->weight[i];
}

void
loss_backward(size_t n, size_t v, float *logits, size_t stride,
    const uint32_t *ids, const float *weight, double *logprob, unsigned threads)
{
	struct loss o = { KERNELS_CHOOSE(loss_kernels), v, stride, logits,
		logits, ids, weight, logprob, NULL };

	assert(stride >= v);
	par_for(threads, n, backward_row, &o);
}
