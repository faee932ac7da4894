/* Parameters and the optimizer on them: see optimizer.h. */
#include "train/optimizer.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/adapter.h"
#include "model/tensor_table.h"
#include "nn/adamw.h"

struct optimizer {
	const struct params *p;
	struct optimizer_options o;
	unsigned threads;
	float *grad;      /* [p->n] */
	float *m, *v;     /* [n_moments] moments, or scales of the codes */
	uint8_t *m8, *v8; /* [p->n], or NULL */
	size_t n_moments;
	uint16_t *bf16; /* borrowed, or NULL */
};

static void
add_span(
    struct params *p, const struct weights *w, enum tensor_id k, size_t layer)
{
	size_t rows, cols;

	tensor_table_shape(&w->config, k, &rows, &cols);
	p->spans[p->n_spans++] = (struct param_span){
		.at = weights_at(w, k, layer),
		.n = rows * cols,
		.decays = !tensor_is_vector(k),
	};
}

struct params
params_of_weights(const struct weights *w)
{
	struct params p = { .data = w->data, .n = w->n };
	size_t layers = w->config.n_layers;

	p.spans = mem_new(N_TENSORS * (layers + 1), sizeof *p.spans);
	for (enum tensor_id k = 0; k < N_TENSORS; k++)
		for (size_t l = 0; l < layers; l++)
			if (tensor_has(&w->config, k) &&
			    (l == 0 || tensor_per_layer(k)))
				add_span(&p, w, k, l);
	return p;
}

struct params
params_of_adapter(const struct adapter *a)
{
	const struct lora *l = a->lora;
	struct params p = { .data = a->data, .n = a->n };
	size_t n = l != NULL && l->dora ? l->n_modules : 0, at = 0;

	p.spans = mem_new(2 * n + 1, sizeof *p.spans);
	for (size_t i = 0; i < n; i++) {
		const struct lora_module *m = &l->modules[i];

		if (m->rank == 0)
			continue;
		p.spans[p.n_spans++] =
		    (struct param_span){ at, m->m - at, true };
		p.spans[p.n_spans++] =
		    (struct param_span){ m->m, m->slot.rows, false };
		at = m->m + m->slot.rows;
	}
	if (at < a->n)
		p.spans[p.n_spans++] =
		    (struct param_span){ at, a->n - at, true };
	return p;
}

void
params_release(struct params *p)
{
	free(p->spans);
	*p = (struct params){ 0 };
}

struct optimizer *
optimizer_new(
    const struct params *p, const struct optimizer_options *o, unsigned threads)
{
	struct optimizer *opt = mem_new(1, sizeof *opt);

	opt->p = p;
	opt->o = *o;
	opt->threads = threads;
	opt->grad = mem_aligned(p->n, sizeof *opt->grad);
	opt->n_moments = p->n;
	if (o->codes) {
		opt->m8 = mem_aligned(p->n, 1);
		opt->v8 = mem_aligned(p->n, 1);
		opt->n_moments = (p->n + ADAMW8_BLOCK - 1) / ADAMW8_BLOCK;
	}
	opt->m = mem_aligned(opt->n_moments, sizeof *opt->m);
	opt->v = mem_aligned(opt->n_moments, sizeof *opt->v);
	return opt;
}

void
optimizer_bf16(struct optimizer *opt, uint16_t *copy)
{
	opt->bf16 = copy;
}

void
optimizer_free(struct optimizer *opt)
{
	if (opt == NULL)
		return;
	free(opt->grad);
	free(opt->m);
	free(opt->v);
	free(opt->m8);
	free(opt->v8);
	free(opt);
}

float *
optimizer_grad(struct optimizer *opt)
{
	return opt->grad;
}

void
optimizer_clear(struct optimizer *opt)
{
	memset(opt->grad, 0, opt->p->n * sizeof *opt->grad);
}

double
optimizer_norm(const struct optimizer *opt)
{
	return sqrt(sum_of_squares(opt->p->n, opt->grad, opt->threads));
}

static void
apply_to(struct optimizer *opt, const struct adamw *a, size_t at, size_t n)
{
	const struct adamw_arrays x = {
		.param = opt->p->data,
		.grad = opt->grad,
		.m = opt->m,
		.v = opt->v,
		.m8 = opt->m8,
		.v8 = opt->v8,
		.bf16 = opt->bf16,
	};

	assert(at <= opt->p->n && n <= opt->p->n - at);
	adamw_step(a, &x, at, n, opt->threads);
}

/* A block of codes may lie across spans: these decay before the step. */
static void
decay(struct optimizer *opt, const struct param_span *s, double lr)
{
	float keep = (float)(1 - lr * opt->o.weight_decay);

	if (!s->decays)
		return;
	for (size_t i = s->at; i < s->at + s->n; i++)
		opt->p->data[i] *= keep;
}

void
optimizer_apply(struct optimizer *opt, double lr, double scale, uint64_t step)
{
	struct adamw a = {
		.lr = lr,
		.beta1 = opt->o.beta1,
		.beta2 = opt->o.beta2,
		.eps = opt->o.eps,
		.clip_scale = scale,
		.step = step,
	};

	assert(step > 0 && lr >= 0 && scale >= 0);
	if (opt->o.weight_decay != 0 && opt->m8 != NULL)
		for (size_t i = 0; i < opt->p->n_spans; i++)
			decay(opt, &opt->p->spans[i], lr);
	if (opt->o.weight_decay == 0 || opt->m8 != NULL) {
		apply_to(opt, &a, 0, opt->p->n);
		return;
	}
	for (size_t i = 0; i < opt->p->n_spans; i++) {
		const struct param_span *s = &opt->p->spans[i];

		a.weight_decay = s->decays ? opt->o.weight_decay : 0;
		apply_to(opt, &a, s->at, s->n);
	}
}

size_t
optimizer_parts(const struct optimizer *opt,
    struct optimizer_part parts[OPTIMIZER_PARTS_MAX])
{
	size_t n = opt->p->n, scales = opt->n_moments;

	if (opt->m8 == NULL) {
		parts[0] = (struct optimizer_part){ "exp_avg", opt->m, n, 0 };
		parts[1] =
		    (struct optimizer_part){ "exp_avg_sq", opt->v, n, 0 };
		return 2;
	}
	parts[0] = (struct optimizer_part){ "exp_avg", opt->m8, n, 1 };
	parts[1] = (struct optimizer_part){ "exp_avg_root", opt->v8, n, 1 };
	parts[2] =
	    (struct optimizer_part){ "exp_avg_scale", opt->m, scales, 0 };
	parts[3] =
	    (struct optimizer_part){ "exp_avg_root_scale", opt->v, scales, 0 };
	return 4;
}

size_t
optimizer_bytes(const struct optimizer *opt)
{
	return 2 * opt->p->n * sizeof(float) +
	       2 * opt->n_moments * sizeof(float) +
	       (opt->m8 == NULL ? 0 : 2 * opt->p->n);
}
