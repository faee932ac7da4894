/* Parameters and the optimizer on them: see optimizer.h. */
#include "train/optimizer.h"

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
	uint16_t *half; /* borrowed, or NULL */
};

static void
add_span(
    struct params *p, const struct weights *w, enum tensor_id k, size_t layer)
{
	size_t rows, cols;

	tensor_table_shape(&w->config, k, &rows, &cols);
	p->spans[p->n_spans++] = (struct param_span){
		.at = *tensor_offset(w, k, layer),
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
	struct params p = { .data = a->data, .n = a->n, .n_spans = 1 };

	p.spans = mem_new(1, sizeof *p.spans);
	p.spans[0] = (struct param_span){ .n = a->n, .decays = true };
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
	struct optimizer *u = mem_new(1, sizeof *u);

	u->p = p;
	u->o = *o;
	u->threads = threads;
	u->grad = mem_aligned(p->n, sizeof *u->grad);
	u->n_moments = p->n;
	if (o->codes) {
		u->m8 = mem_aligned(p->n, 1);
		u->v8 = mem_aligned(p->n, 1);
		u->n_moments = (p->n + ADAMW8_BLOCK - 1) / ADAMW8_BLOCK;
	}
	u->m = mem_aligned(u->n_moments, sizeof *u->m);
	u->v = mem_aligned(u->n_moments, sizeof *u->v);
	return u;
}

void
optimizer_bf16(struct optimizer *u, uint16_t *half)
{
	u->half = half;
}

void
optimizer_free(struct optimizer *u)
{
	if (u == NULL)
		return;
	free(u->grad);
	free(u->m);
	free(u->v);
	free(u->m8);
	free(u->v8);
	free(u);
}

float *
optimizer_grad(struct optimizer *u)
{
	return u->grad;
}

void
optimizer_clear(struct optimizer *u)
{
	memset(u->grad, 0, u->p->n * sizeof *u->grad);
}

double
optimizer_norm(const struct optimizer *u)
{
	return sqrt(sum_of_squares(u->p->n, u->grad, u->threads));
}

static void
apply_to(struct optimizer *u, const struct adamw *a, size_t at, size_t n)
{
	const struct adamw_arrays x = {
		.param = u->p->data,
		.grad = u->grad,
		.m = u->m,
		.v = u->v,
		.m8 = u->m8,
		.v8 = u->v8,
		.bf16 = u->half,
	};

	adamw_step(a, &x, at, n, u->threads);
}

/* A block of codes may lie across spans: these decay before the step. */
static void
decay(struct optimizer *u, const struct param_span *s, double lr)
{
	float keep = (float)(1 - lr * u->o.weight_decay);

	if (!s->decays)
		return;
	for (size_t i = s->at; i < s->at + s->n; i++)
		u->p->data[i] *= keep;
}

void
optimizer_apply(struct optimizer *u, double lr, double scale, uint64_t step)
{
	struct adamw a = {
		.lr = lr,
		.beta1 = u->o.beta1,
		.beta2 = u->o.beta2,
		.eps = u->o.eps,
		.clip_scale = scale,
		.step = step,
	};

	if (u->o.weight_decay != 0 && u->m8 != NULL)
		for (size_t i = 0; i < u->p->n_spans; i++)
			decay(u, &u->p->spans[i], lr);
	if (u->o.weight_decay == 0 || u->m8 != NULL) {
		apply_to(u, &a, 0, u->p->n);
		return;
	}
	for (size_t i = 0; i < u->p->n_spans; i++) {
		const struct param_span *s = &u->p->spans[i];

		a.weight_decay = s->decays ? u->o.weight_decay : 0;
		apply_to(u, &a, s->at, s->n);
	}
}

size_t
optimizer_parts(
    const struct optimizer *u, struct optimizer_part parts[OPTIMIZER_PARTS_MAX])
{
	size_t n = u->p->n, scales = u->n_moments;

	if (u->m8 == NULL) {
		parts[0] = (struct optimizer_part){ "exp_avg", u->m, n, 0 };
		parts[1] = (struct optimizer_part){ "exp_avg_sq", u->v, n, 0 };
		return 2;
	}
	parts[0] = (struct optimizer_part){ "exp_avg", u->m8, n, 1 };
	parts[1] = (struct optimizer_part){ "exp_avg_root", u->v8, n, 1 };
	parts[2] = (struct optimizer_part){ "exp_avg_scale", u->m, scales, 0 };
	parts[3] =
	    (struct optimizer_part){ "exp_avg_root_scale", u->v, scales, 0 };
	return 4;
}

size_t
optimizer_bytes(const struct optimizer *u)
{
	return 2 * u->p->n * sizeof(float) + 2 * u->n_moments * sizeof(float) +
	       (u->m8 == NULL ? 0 : 2 * u->p->n);
}
