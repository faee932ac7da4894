/*
 * The loss of records against encoding each alone: of every example, and of
 * the query with and without demonstrations.
 */
#include "../tap.h"

#include <stdlib.h>

#include "model/decoder.h"
#include "score/nll.h"

#include "set.h"

enum { RECORDS = 12, EXAMPLES = 4, EXAMPLE_IDS = 9 };

/* Each example's last three ids are under loss; record i has i % 4 + 1. */
static void
make(struct arena *a, size_t i, struct token_episode *ep)
{
	struct rng r = rng_at(3, "nll", STR(""), i);
	size_t n = i % EXAMPLES + 1, head = i % 3;
	uint32_t *ids = arena_alloc(a, head + n * EXAMPLE_IDS, sizeof *ids);
	uint32_t *starts = arena_alloc(a, n, sizeof *starts);
	struct id_span *loss = arena_alloc(a, n, sizeof *loss);

	for (size_t j = 0; j < head + n * EXAMPLE_IDS; j++)
		ids[j] = (uint32_t)rng_below(&r, VOCAB);
	for (size_t j = 0; j < n; j++) {
		starts[j] = (uint32_t)(head + j * EXAMPLE_IDS);
		loss[j].end = (uint32_t)(head + (j + 1) * EXAMPLE_IDS);
		loss[j].begin = loss[j].end - 3;
	}
	*ep = (struct token_episode){
		.id = STR("r"),
		.task = STR("t"),
		.ids = { ids, head + n * EXAMPLE_IDS },
		.loss = { loss, n },
		.head = (uint32_t)head,
		.starts = starts,
		.n_examples = n,
	};
}

/* Sum over the last three of n ids. */
static double
last_three(struct decoder *d, const uint32_t *ids, size_t n)
{
	struct batch b = { 0 };
	struct decoder_input in = { .batch = &b };
	double values[3];

	batch_segment(&b, ids, n, 0, NO_PARENT);
	for (size_t i = n - 3; i < n; i++)
		batch_target(&b, (uint32_t)i - 1, ids[i], 0, 0);
	decoder_forward(d, &in, values);
	batch_release(&b);
	return values[0] + values[1] + values[2];
}

static double
without(struct decoder *d, const struct token_episode *ep)
{
	uint32_t ids[64];

	memcpy(ids, ep->ids.v, ep->head * sizeof *ids);
	memcpy(ids + ep->head, ep->ids.v + ep->ids.n - EXAMPLE_IDS,
	    EXAMPLE_IDS * sizeof *ids);
	return last_three(d, ids, ep->head + EXAMPLE_IDS);
}

static void
test_sums(size_t micro_tokens)
{
	struct model_config gpt2 = tiny_long(tiny_gpt2(), 64);
	struct weights *w = weights_random(&gpt2, 5);
	struct decoder *d = decoder_new(w, 0, 1);
	struct nll *m = nll_new(w, NULL, micro_tokens, 1);
	struct token_episode ep[RECORDS];
	struct score_episode out[RECORDS];
	struct arena a = { 0 };
	struct err e = { "" };
	double most = 0, most_gain = 0;
	bool counts = true, gains = true;

	for (size_t i = 0; i < RECORDS; i++)
		make(&a, i, &ep[i]);
	ok(nll_run(m, ep, RECORDS, true, &a, out, &e) == 0, "computed %s",
	    e.msg);
	for (size_t i = 0; i < RECORDS; i++) {
		const struct score_sum *x = out[i].examples;
		double with = 0;

		for (size_t j = 0; j < ep[i].n_examples; j++) {
			with = last_three(d, ep[i].ids.v, ep[i].loss.v[j].end);
			most = fmax(most, fabs(x[j].sum - with));
			counts &= x[j].tokens == 3;
		}
		gains &= out[i].has_gain == (ep[i].n_examples > 1);
		with = (with - without(d, &ep[i])) / 3;
		if (out[i].has_gain)
			most_gain = fmax(most_gain, fabs(out[i].gain - with));
	}
	ok(most < 1e-5, "passes of %zu: sums, %g off", micro_tokens, most);
	ok(most_gain < 1e-5, "gains, %g off", most_gain);
	ok(counts, "three tokens an example");
	ok(gains, "no demonstrations, no gain");
	ep[0].ids.n = 100;
	ok(nll_check(m, &ep[0], &e) != 0, "refused: %s", e.msg);
	arena_release(&a);
	nll_free(m);
	decoder_free(d);
	weights_free(w);
}

/* A query whose first token is under loss has nothing before it without. */
static void
test_first(void)
{
	struct model_config gpt2 = tiny_long(tiny_gpt2(), 64);
	struct weights *w = weights_random(&gpt2, 5);
	struct nll *m = nll_new(w, NULL, 1024, 1);
	struct token_episode ep;
	struct score_episode out;
	struct id_span loss = { EXAMPLE_IDS, EXAMPLE_IDS + 1 };
	struct arena a = { 0 };
	struct err e = { "" };

	make(&a, 9, &ep);
	ep.loss = (struct id_spans){ &loss, 1 };
	ok(nll_run(m, &ep, 1, true, &a, &out, &e) == 0 && !out.has_gain &&
		out.examples[1].tokens == 1,
	    "its gain is not known");
	arena_release(&a);
	nll_free(m);
	weights_free(w);
}

int
main(void)
{
	test_sums(1024);
	test_sums(40);
	test_first();
	return tap_end();
}
