/* Parameters and the optimizer on them: see update.h. */
#include "model/update.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/adapter.h"
#include "model/layout.h"
#include "nn/optimizer.h"

struct update {
	const struct params *p;
	struct update_options o;
	unsigned threads;
	float *grad, *m, *v; /* [p->n] */
};

static void
add_span(struct params *p, const struct weights *w, enum whole k, size_t layer)
{
	size_t rows, cols;

	layout_shape(&w->config, k, &rows, &cols);
	p->spans[p->n_spans++] = (struct param_span){
		.at = *layout_offset(w, k, layer),
		.n = rows * cols,
		.decays = !layout_is_vector(k),
	};
}

struct params
params_of_weights(const struct weights *w)
{
	struct params p = { .data = w->data, .n = w->n };
	size_t layers = w->config.n_layers;

	p.spans = mem_new(N_WHOLES * (layers + 1), sizeof *p.spans);
	for (enum whole k = 0; k < N_WHOLES; k++)
		for (size_t l = 0; l < layers; l++)
			if (layout_has(&w->config, k) &&
			    (l == 0 || layout_per_layer(k)))
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

struct update *
update_new(
    const struct params *p, const struct update_options *o, unsigned threads)
{
	struct update *u = mem_new(1, sizeof *u);

	u->p = p;
	u->o = *o;
	u->threads = threads;
	u->grad = mem_aligned(p->n, sizeof *u->grad);
	u->m = mem_aligned(p->n, sizeof *u->m);
	u->v = mem_aligned(p->n, sizeof *u->v);
	return u;
}

void
update_free(struct update *u)
{
	if (u == NULL)
		return;
	free(u->grad);
	free(u->m);
	free(u->v);
	free(u);
}

float *
update_grad(struct update *u)
{
	return u->grad;
}

void
update_clear(struct update *u)
{
	memset(u->grad, 0, u->p->n * sizeof *u->grad);
}

double
update_norm(const struct update *u)
{
	return sqrt(sum_of_squares(u->p->n, u->grad, u->threads));
}

static void
apply_to(struct update *u, const struct adamw *a, size_t at, size_t n)
{
	const struct adamw_arrays x = {
		.param = u->p->data,
		.grad = u->grad,
		.m = u->m,
		.v = u->v,
	};

	adamw_step(a, &x, at, n, u->threads);
}

void
update_apply(struct update *u, double lr, double scale, uint64_t step)
{
	struct adamw a = {
		.lr = lr,
		.beta1 = u->o.beta1,
		.beta2 = u->o.beta2,
		.eps = u->o.eps,
		.clip_scale = scale,
		.step = step,
	};

	if (u->o.weight_decay == 0) {
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
update_parts(const struct update *u, struct update_part parts[UPDATE_PARTS_MAX])
{
	parts[0] = (struct update_part){ "exp_avg", u->m, u->p->n };
	parts[1] = (struct update_part){ "exp_avg_sq", u->v, u->p->n };
	return 2;
}

size_t
update_bytes(const struct update *u)
{
	return 4 * u->p->n * sizeof(float);
}
