/* The loss of a step and its gradient, however the step is cut. */
#include "train/microbatch.h"

#include <math.h>
#include <stdlib.h>

#include "../tap.h"
#include "base/mem.h"
#include "../model/tiny.h"

enum { EPISODES = 4 };

/* Episodes with 1, 2, 5 and 9 tokens under loss, in one or two spans. */
static const struct id_span spans[] = { { 3, 4 }, { 1, 2 }, { 4, 5 }, { 2, 7 },
	{ 1, 4 }, { 5, 11 } };
static const struct id_spans losses[EPISODES] = { { spans, 1 },
	{ spans + 1, 2 }, { spans + 3, 1 }, { spans + 4, 2 } };
static const size_t lengths[EPISODES] = { 4, 5, 8, 12 };

static void
fill(struct step *s)
{
	s->n = s->cap = EPISODES;
	s->episodes = mem_new(EPISODES, sizeof *s->episodes);
	for (size_t i = 0; i < EPISODES; i++) {
		s->episodes[i].ids = (struct ids){ text + i, lengths[i] };
		s->episodes[i].loss = losses[i];
		s->tokens += lengths[i];
		s->loss_tokens += dataset_loss_tokens(&s->episodes[i]);
	}
}

/* By the definition: episode after episode, mean of means or over tokens. */
static double
by_hand(struct microbatch *p, const struct step *s)
{
	double logprob[ROWS], sum = 0;
	struct batch b = { 0 };

	for (size_t i = 0; i < s->n; i++) {
		struct decoder_input in = { .batch = &b };
		double nll = 0,
		       n = (double)dataset_loss_tokens(&s->episodes[i]);

		dataset_pack(&b, &s->episodes[i], 0, 1);
		decoder_forward(p->decoder, &in, logprob);
		for (size_t t = 0; t < b.n_targets; t++)
			nll -= logprob[t];
		sum += p->weighting == WEIGHT_TOKEN
			   ? nll / (double)s->loss_tokens
			   : nll / n / (double)s->n;
		batch_reset(&b);
	}
	batch_release(&b);
	return sum;
}

static double
largest_difference(const float *a, const float *b, size_t n)
{
	double most = 0;

	for (size_t i = 0; i < n; i++)
		most = fmax(most, fabs((double)(a[i] - b[i])));
	return most;
}

static void
check_weighting(
    const struct weights *w, struct microbatch *p, const struct step *s)
{
	static const uint64_t rooms[] = { 1, 9, 12, 17, 1000 };
	float *id = mem_aligned(w->n, sizeof *id);
	float *cut = mem_aligned(w->n, sizeof *cut);
	double wanted = by_hand(p, s);

	p->micro_tokens = 1000;
	ok_near(microbatch_step(p, s, id), wanted, 1e-6,
	    p->weighting == WEIGHT_TOKEN ? "loss by token" : "loss by episode");
	for (size_t i = 0; i < 5; i++) {
		memset(cut, 0, w->n * sizeof *cut);
		p->micro_tokens = rooms[i];
		ok_near(microbatch_step(p, s, cut), wanted, 1e-6,
		    "the same in parts");
		ok(largest_difference(id, cut, w->n) < 2e-6,
		    "and the same gradient");
	}
	free(id);
	free(cut);
}

int
main(void)
{
	struct model_config c = tiny_llama(true);
	struct weights *w = weights_random(&c, 1);
	struct microbatch p = { .decoder = decoder_new(w, DECODER_TRAIN, 1),
		.config = &c,
		.comm = comm_new() };
	struct step s = { 0 };

	fill(&s);
	check_weighting(w, &p, &s);
	p.weighting = WEIGHT_TOKEN;
	check_weighting(w, &p, &s);
	ok(p.rows == s.tokens, "the largest micro-batch is known");
	decoder_free(p.decoder);
	microbatch_release(&p);
	comm_free(p.comm);
	step_release(&s);
	weights_free(w);
	return tap_end();
}
