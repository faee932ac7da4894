/* Model and optimizer of a training run: see learner.h. */
#include "train/learner.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "model/decoder.h"
#include "model/tensor_table.h"
#include "nn/peak.h"

struct learner {
	const struct weights *w;
	const struct params *params;
	const struct adapter *adapter;
	struct comm *comm;
	double clip;
	struct optimizer *optimizer;
	struct microbatch batch;
	double peak;
};

/* Where a layer's gradient begins, and that of all before it ends. */
static size_t
layer_start(const struct weights *w, size_t layer)
{
	return layer < w->config.n_layers ? weights_layer(w, layer) : w->n;
}

static bool
trains_weights(const struct learner *l)
{
	return l->params->data == l->w->data;
}

/* An adapter is small: its gradient is summed when all of it is there. */
static void
layer_done(void *ctx, int layer)
{
	struct learner *l = ctx;
	size_t at = 0, end = l->params->n;

	if (!trains_weights(l)) {
		if (layer >= 0)
			return;
	} else {
		at = layer < 0 ? 0 : layer_start(l->w, (size_t)layer);
		end = layer_start(l->w, (size_t)layer + 1);
	}
	assert(at <= end && end <= l->params->n);
	comm_sum_begin(l->comm, optimizer_grad(l->optimizer) + at, end - at);
}

struct learner *
learner_new(struct weights *w, const struct params *params,
    const struct adapter *adapter, struct comm *comm,
    const struct learner_options *o)
{
	struct learner *l = mem_new(1, sizeof *l);

	weights_prepare(w, (enum precision)o->precision, o->threads);
	*l = (struct learner){
		.w = w,
		.params = params,
		.adapter = adapter,
		.comm = comm,
		.clip = o->clip,
	};
	l->batch = (struct microbatch){
		.decoder = decoder_new(w,
		    DECODER_TRAIN | (o->recompute ? DECODER_RECOMPUTE : 0),
		    o->threads),
		.config = &w->config,
		.micro_tokens = o->micro_tokens,
		.weighting = o->weighting,
		.comm = comm,
		.layer_done = layer_done,
		.ctx = l,
	};
	decoder_adapt(l->batch.decoder, adapter);
	if (adapter != NULL) /* may have come from another rank */
		adapter_changed(adapter, w);
	l->optimizer = optimizer_new(params, &o->optimizer, o->threads);
	if (trains_weights(l))
		optimizer_bf16(l->optimizer, w->bf16);
	l->peak = peak_flops(o->threads, w->bf16 != NULL);
	comm_sum(comm, &l->peak, 1);
	return l;
}

void
learner_free(struct learner *l)
{
	if (l == NULL)
		return;
	decoder_free(l->batch.decoder);
	microbatch_release(&l->batch);
	optimizer_free(l->optimizer);
	free(l);
}

struct learner_gradient
learner_gradient(struct learner *l, const struct step *s)
{
	double sums[2];

	assert(s->n > 0);
	l->batch.flops = 0;
	optimizer_clear(l->optimizer);
	sums[0] = microbatch_step(&l->batch, s, optimizer_grad(l->optimizer));
	sums[1] = l->batch.flops;
	comm_sum_end(l->comm);
	comm_sum(l->comm, sums, 2);
	return (struct learner_gradient){
		.loss = sums[0],
		.norm = optimizer_norm(l->optimizer),
		.flops = sums[1],
	};
}

void
learner_update(struct learner *l, const struct learner_gradient *g, double lr,
    uint64_t step)
{
	bool clipped = l->clip > 0 && g->norm > l->clip;

	assert(step > 0);
	optimizer_apply(
	    l->optimizer, lr, clipped ? l->clip / g->norm : 1, step);
	if (l->adapter != NULL)
		adapter_changed(l->adapter, l->w);
}

int
learner_evaluate(struct learner *l, struct dataset *d,
    struct microbatch_eval *sums, struct err *e)
{
	return microbatch_evaluate(&l->batch, d, sums, e);
}

struct optimizer *
learner_optimizer(const struct learner *l)
{
	return l->optimizer;
}

double
learner_peak(const struct learner *l)
{
	return l->peak;
}

const char *
learner_products(const struct learner *l)
{
	return weights_products(l->w);
}

uint64_t
learner_trained(const struct learner *l)
{
	uint64_t n = 0;

	for (size_t i = 0; i < l->params->n_spans; i++)
		n += l->params->spans[i].n;
	return n;
}

uint64_t
learner_parameters(const struct learner *l)
{
	return model_config_parameters(&l->w->config) +
	       (l->adapter == NULL ? 0 : learner_trained(l));
}

size_t
learner_rows(const struct learner *l)
{
	return l->batch.rows;
}

size_t
learner_bytes(const struct learner *l, size_t rows)
{
	const struct weights *w = l->w;
	size_t bytes = optimizer_bytes(l->optimizer) +
		       decoder_bytes(l->batch.decoder, rows) +
		       weights_copy_bytes(w);

	if (l->adapter != NULL)
		bytes += weights_bytes(w);
	return bytes;
}
