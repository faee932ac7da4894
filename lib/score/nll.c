/* The loss of training records: see nll.h. */
#include "score/nll.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/decoder.h"
#include "nn/gemm.h"

struct nll {
	const struct weights *w;
	struct decoder *decoder;
	size_t micro_tokens;
	struct batch batch;
	struct score_sum **sums; /* what each target counts for */
	size_t sums_cap;
	double *values;
	size_t values_cap;
};

struct nll *
nll_new(const struct weights *w, const struct adapter *a, size_t micro_tokens,
    unsigned threads)
{
	struct nll *m = mem_new(1, sizeof *m);

	m->w = w;
	m->micro_tokens = micro_tokens;
	m->decoder = decoder_new(w, 0, threads);
	decoder_adapt(m->decoder, a);
	return m;
}

void
nll_free(struct nll *m)
{
	if (m == NULL)
		return;
	decoder_free(m->decoder);
	batch_release(&m->batch);
	free(m->sums);
	free(m->values);
	free(m);
}

int
nll_check(const struct nll *m, const struct token_episode *ep, struct err *e)
{
	size_t most = decoder_positions(m->decoder);

	if (ep->ids.n <= most)
		return 0;
	return err_set(e,
	    "episode '%.*s': %zu tokens, but the model takes %zu; use "
	    "icl-tok --ctx %zu%s",
	    STR_ARG(ep->id), ep->ids.n, most, most,
	    model_config_context_hint(decoder_config(m->decoder)));
}

static void
run_pass(struct nll *m)
{
	static const uint32_t none[GEMM_FEW_ROWS + 1];
	struct decoder_input in = { .batch = &m->batch };
	size_t n = m->batch.n_targets, rows = m->batch.n_rows;

	if (rows == 0)
		return;
	if (rows <= GEMM_FEW_ROWS) /* few rows would get other last bits */
		batch_segment(
		    &m->batch, none, GEMM_FEW_ROWS + 1 - rows, 0, NO_PARENT);
	m->values = mem_grow(m->values, &m->values_cap, n, sizeof *m->values);
	decoder_forward(m->decoder, &in, m->values);
	for (size_t i = 0; i < n; i++) {
		m->sums[i]->sum += m->values[i];
		m->sums[i]->tokens++;
	}
	batch_reset(&m->batch);
}

static bool
is_loss(const struct token_episode *ep, size_t i, size_t *span)
{
	while (*span < ep->loss.n && i >= ep->loss.v[*span].end)
		++*span;
	return *span < ep->loss.n && i >= ep->loss.v[*span].begin;
}

static void
add_target(struct nll *m, size_t row, uint32_t id, struct score_sum *sum)
{
	size_t n = m->batch.n_targets;

	m->sums = mem_grow(m->sums, &m->sums_cap, n + 1, sizeof(*m->sums));
	m->sums[n] = sum;
	batch_target(&m->batch, (uint32_t)row, id, 0, 0);
}

static void
make_room(struct nll *m, size_t n)
{
	if (m->batch.n_rows + n > m->micro_tokens)
		run_pass(m);
}

/* Adds a record; sums are its examples'. */
static void
add_whole(struct nll *m, const struct token_episode *ep, struct score_sum *sums)
{
	size_t span = 0, example = 0, first;

	if (ep->loss.n == 0)
		return;
	make_room(m, ep->ids.n);
	first = m->batch.n_rows;
	batch_segment(&m->batch, ep->ids.v, ep->ids.n, 0, NO_PARENT);
	for (size_t i = 1; i < ep->ids.n; i++) {
		while (example + 1 < ep->n_examples &&
		       i >= ep->starts[example + 1])
			example++;
		if (is_loss(ep, i, &span))
			add_target(
			    m, first + i - 1, ep->ids.v[i], &sums[example]);
	}
}

/* Adds the head and the query alone. */
static void
add_query(struct nll *m, const struct token_episode *ep, struct arena *a,
    struct score_sum *sum)
{
	size_t start = ep->starts[ep->n_examples - 1], span = 0, first;
	size_t n = ep->ids.n - start;
	uint32_t *ids = arena_alloc(a, ep->head + n, sizeof *ids);

	memcpy(ids, ep->ids.v, ep->head * sizeof *ids);
	memcpy(ids + ep->head, ep->ids.v + start, n * sizeof *ids);
	make_room(m, ep->head + n);
	first = m->batch.n_rows;
	batch_segment(&m->batch, ids, ep->head + n, 0, NO_PARENT);
	for (size_t i = start; i < ep->ids.n; i++)
		if (is_loss(ep, i, &span))
			add_target(m, first + ep->head + (i - start) - 1,
			    ep->ids.v[i], sum);
}

/* A gain counts the same tokens with and without demonstrations. */
static bool
has_gain(const struct token_episode *ep)
{
	size_t last = ep->n_examples - 1, start = ep->starts[last], span = 0;
	bool any = false;

	if (last == 0)
		return false;
	for (size_t i = start; i < ep->ids.n; i++)
		any |= is_loss(ep, i, &span);
	span = 0;
	return any && (ep->head > 0 || !is_loss(ep, start, &span));
}

static int
finish(
    struct score_episode *out, const struct score_sum *without, struct err *e)
{
	const struct score_sum *with = &out->examples[out->n_examples - 1];
	double sum = without->sum;

	for (size_t i = 0; i < out->n_examples; i++)
		sum += out->examples[i].sum;
	if (!isfinite(sum))
		return err_set(e,
		    "episode '%.*s': the model gives it no finite "
		    "probability",
		    STR_ARG(out->id));
	if (!out->has_gain)
		return 0;
	assert(with->tokens == without->tokens);
	out->gain = (with->sum - without->sum) / (double)with->tokens;
	return 0;
}

int
nll_run(struct nll *m, const struct token_episode *episodes, size_t n,
    bool gain, struct arena *a, struct score_episode *out, struct err *e)
{
	struct score_sum *without = arena_alloc(a, n, sizeof *without);

	for (size_t i = 0; i < n; i++) {
		const struct token_episode *ep = &episodes[i];

		out[i] = (struct score_episode){
			.id = ep->id,
			.task = ep->task,
			.examples = arena_alloc(
			    a, ep->n_examples, sizeof *out[i].examples),
			.n_examples = ep->n_examples,
			.has_gain = gain && has_gain(ep),
		};
		memset(out[i].examples, 0,
		    ep->n_examples * sizeof *out[i].examples);
		without[i] = (struct score_sum){ 0 };
		add_whole(m, ep, out[i].examples);
		if (out[i].has_gain)
			add_query(m, ep, a, &without[i]);
	}
	run_pass(m);
	for (size_t i = 0; i < n; i++)
		if (finish(&out[i], &without[i], e))
			return -1;
	return 0;
}
