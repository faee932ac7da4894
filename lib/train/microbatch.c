/* Episodes through the model in micro-batches: see microbatch.h. */
#include "train/microbatch.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"

void
microbatch_release(struct microbatch *m)
{
	batch_release(&m->batch);
	free(m->logprob);
}

static double
weighted_loss(const struct batch *b, const double *logprob)
{
	double sum = 0;

	for (size_t i = 0; i < b->n_targets; i++)
		sum -= (double)b->targets[i].weight * logprob[i];
	return sum;
}

/* Runs what is packed, backward too when there is a gradient to add to. */
static double
run(struct microbatch *m, float *grad, bool last)
{
	struct decoder_input in = { .batch = &m->batch };
	double loss;

	assert(m->batch.n_rows > 0 && m->batch.n_targets > 0);
	m->logprob = mem_grow(m->logprob, &m->logprob_cap, m->batch.n_targets,
	    sizeof *m->logprob);
	if (last) {
		in.layer_done = m->layer_done;
		in.ctx = m->ctx;
	}
	if (grad != NULL)
		decoder_step(m->decoder, &in, m->logprob, grad);
	else
		decoder_forward(m->decoder, &in, m->logprob);
	loss = weighted_loss(&m->batch, m->logprob);
	m->flops += decoder_flops(m->decoder, &m->batch, grad != NULL);
	if (m->batch.n_rows > m->rows)
		m->rows = m->batch.n_rows;
	batch_reset(&m->batch);
	return loss;
}

static bool
too_long(const struct microbatch *m, const struct token_episode *ep)
{
	size_t n = m->batch.n_rows;

	return n > 0 && n + ep->ids.n > m->micro_tokens;
}

static float
weight_in(const struct microbatch *m, const struct step *s,
    const struct token_episode *ep)
{
	if (m->weighting == WEIGHT_TOKEN)
		return (float)(1 / (double)s->loss_tokens);
	return (float)(1 / ((double)dataset_loss_tokens(ep) * (double)s->n));
}

double
microbatch_step(struct microbatch *m, const struct step *s, float *grad)
{
	double loss = 0;
	size_t first, end;

	step_part(s, m->comm, &first, &end);
	for (size_t i = first; i < end; i++) {
		const struct token_episode *ep = &s->episodes[i];

		if (too_long(m, ep))
			loss += run(m, grad, false);
		dataset_pack(&m->batch, ep, (uint32_t)i, weight_in(m, s, ep));
	}
	if (first < end)
		return loss + run(m, grad, true);
	for (int l = (int)m->config->n_layers - 1; l >= -1; l--)
		if (m->layer_done != NULL)
			m->layer_done(m->ctx, l);
	return 0;
}

static int
sum_up(struct microbatch *m, struct dataset *d, struct arena *a,
    struct microbatch_eval *sums, struct err *e)
{
	struct token_episode ep;
	int rc;

	while ((rc = dataset_next(d, a, &ep, NULL, e)) > 0) {
		size_t n = dataset_loss_tokens(&ep);

		sums->loss_tokens += n;
		if (sums->episodes++ % comm_size(m->comm) != comm_rank(m->comm))
			continue;
		if (too_long(m, &ep))
			sums->loss += run(m, NULL, false);
		dataset_pack(&m->batch, &ep, 0,
		    m->weighting == WEIGHT_TOKEN ? 1 : 1 / (float)n);
		arena_reset(a);
	}
	if (m->batch.n_rows > 0)
		sums->loss += run(m, NULL, false);
	return rc;
}

int
microbatch_evaluate(struct microbatch *m, struct dataset *d,
    struct microbatch_eval *sums, struct err *e)
{
	struct arena a = { 0 };
	int rc;

	*sums = (struct microbatch_eval){ 0 };
	if (dataset_again(d, NULL, e))
		return -1;
	rc = sum_up(m, d, &a, sums, e);
	arena_release(&a);
	if (rc == 0 && sums->episodes == 0) {
		err_set(e, "no episode in it");
		return reader_err(dataset_reader(d), e);
	}
	comm_sum(m->comm, &sums->loss, 1);
	sums->loss /= (double)(m->weighting == WEIGHT_TOKEN ? sums->loss_tokens
							    : sums->episodes);
	return rc;
}
