/* Episodes through the model in micro-batches: see microbatch.h. */
#include "train/microbatch.h"

#include <stdlib.h>

#include "base/mem.h"

void
microbatch_release(struct microbatch *p)
{
	batch_release(&p->batch);
	free(p->logprob);
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
run(struct microbatch *p, float *grad, bool last)
{
	struct decoder_input in = { .batch = &p->batch };
	double loss;

	p->logprob = mem_grow(p->logprob, &p->logprob_cap, p->batch.n_targets,
	    sizeof *p->logprob);
	if (last) {
		in.layer_done = p->layer_done;
		in.ctx = p->ctx;
	}
	if (grad != NULL)
		decoder_step(p->d, &in, p->logprob, grad);
	else
		decoder_forward(p->d, &in, p->logprob);
	loss = weighted_loss(&p->batch, p->logprob);
	p->flops += decoder_flops(p->d, &p->batch, grad != NULL);
	if (p->batch.n_rows > p->rows)
		p->rows = p->batch.n_rows;
	batch_reset(&p->batch);
	return loss;
}

static bool
too_long(const struct microbatch *p, const struct token_episode *ep)
{
	size_t n = p->batch.n_rows;

	return n > 0 && n + ep->ids.n > p->micro_tokens;
}

static float
weight_in(const struct microbatch *p, const struct step *s,
    const struct token_episode *ep)
{
	if (p->weighting == WEIGHT_TOKEN)
		return (float)(1 / (double)s->loss_tokens);
	return (float)(1 / ((double)dataset_loss_tokens(ep) * (double)s->n));
}

double
microbatch_step(struct microbatch *p, const struct step *s, float *grad)
{
	double loss = 0;
	size_t first, end;

	step_part(s, p->comm, &first, &end);
	for (size_t i = first; i < end; i++) {
		const struct token_episode *ep = &s->episodes[i];

		if (too_long(p, ep))
			loss += run(p, grad, false);
		dataset_pack(&p->batch, ep, (uint32_t)i, weight_in(p, s, ep));
	}
	if (first < end)
		return loss + run(p, grad, true);
	for (int l = (int)p->config->n_layers - 1; l >= -1; l--)
		if (p->layer_done != NULL)
			p->layer_done(p->ctx, l);
	return 0;
}

static int
sum_up(struct microbatch *p, struct dataset *f, struct arena *a,
    struct microbatch_eval *sums, struct err *e)
{
	struct token_episode ep;
	int rc;

	while ((rc = dataset_next(f, a, &ep, NULL, e)) > 0) {
		size_t n = dataset_loss_tokens(&ep);

		sums->loss_tokens += n;
		if (sums->episodes++ % comm_size(p->comm) != comm_rank(p->comm))
			continue;
		if (too_long(p, &ep))
			sums->loss += run(p, NULL, false);
		dataset_pack(&p->batch, &ep, 0,
		    p->weighting == WEIGHT_TOKEN ? 1 : 1 / (float)n);
		arena_reset(a);
	}
	if (p->batch.n_rows > 0)
		sums->loss += run(p, NULL, false);
	return rc;
}

int
microbatch_evaluate(struct microbatch *p, struct dataset *f,
    struct microbatch_eval *sums, struct err *e)
{
	struct arena a = { 0 };
	int rc;

	*sums = (struct microbatch_eval){ 0 };
	if (dataset_again(f, NULL, e))
		return -1;
	rc = sum_up(p, f, &a, sums, e);
	arena_release(&a);
	if (rc == 0 && sums->episodes == 0) {
		err_set(e, "no episode in it");
		return reader_err(dataset_reader(f), e);
	}
	comm_sum(p->comm, &sums->loss, 1);
	sums->loss /= (double)(p->weighting == WEIGHT_TOKEN ? sums->loss_tokens
							    : sums->episodes);
	return rc;
}
