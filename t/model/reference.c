/*
 * Tiny models of every family against numbers from transformers: logits, the
 * weighted loss of two packed segments, and every tensor's gradient, for
 * weights that a formula gives, by the names and in the layout of a folder;
 * and logits and loss of some as GGUF has them.  reference.py makes the
 * numbers.
 */
#include <stdlib.h>

#include "../tap.h"
#include "base/mem.h"
#include "formula.h"

enum { MAX_TENSORS = 24 };

struct reference {
	const char *name;
	enum container in; /* whose names and layout the formula fills */
	uint64_t ctx;      /* that is asked for; 0: none */
	const char *config;
	double loss, logits[N_SHOWN];
	/* over all layers: norm, and product with the formula's numbers */
	struct {
		const char *name;
		double norm, dot;
	} grads[MAX_TENSORS];
};

#include "reference.h"

/* A layer's name with '#' for its number. */
static struct str
general(struct str name, char *room)
{
	size_t n = 0;

	for (size_t i = 0; i < name.n; i++) {
		bool digit = name.p[i] >= '0' && name.p[i] <= '9';

		if (!digit || (i > 0 && name.p[i - 1] != '.'))
			room[n++] = name.p[i];
		else
			room[n++] = '#';
	}
	return (struct str){ room, n };
}

/* Adds to the square and the product of one of the names of r. */
static void
sum_grad(const struct reference *r, const struct slot *s, size_t head_dim,
    const float *grad, double (*sums)[2])
{
	size_t n = s->rows * s->cols, k = 0;
	float *file = mem_new(n, sizeof *file);
	char room[80];
	struct str name = general(s->name, room);
	struct slot plain = *s;

	while (k < MAX_TENSORS && r->grads[k].name != NULL &&
	       !str_eq(name, str_of(r->grads[k].name)))
		k++;
	if (k == MAX_TENSORS || r->grads[k].name == NULL) {
		ok(false, "%s: '%.*s' is not among the names", r->name,
		    STR_ARG(name));
		free(file);
		return;
	}
	if (plain.order == STORED_LESS_ONE) /* its slope is that of its sum */
		plain.order = STORED_PLAIN;
	tensor_names_get(&plain, head_dim, grad, file);
	for (size_t i = 0; i < n; i++) {
		sums[k][0] += (double)file[i] * (double)file[i];
		sums[k][1] += (double)file[i] * formula(s->name, i);
	}
	free(file);
}

static void
check_grads(const struct reference *r, const struct weights *w,
    const struct slot *slots, size_t n, const float *grad)
{
	double sums[MAX_TENSORS][2] = { { 0 } }, off = 0;
	size_t k;

	for (size_t i = 0; i < n; i++)
		sum_grad(r, &slots[i], w->config.head_dim,
		    grad + weights_place(w, &slots[i]), sums);
	for (k = 0; k < MAX_TENSORS && r->grads[k].name != NULL; k++) {
		double norm = r->grads[k].norm, scale = fmax(norm, 0.1);

		off = fmax(off, fabs(sqrt(sums[k][0]) - norm) / scale);
		off = fmax(off, fabs(sums[k][1] - r->grads[k].dot) / scale);
	}
	ok(off < 2e-5, "%s: gradients of %zu tensors (%.2g off)", r->name, k,
	    off);
}

static void
check_step(const struct reference *r, const struct weights *w,
    const struct slot *slots, size_t n)
{
	struct decoder *d = decoder_new(w, 1, 1);
	struct batch b = { 0 };
	struct decoder_input in = { .batch = &b };
	float *grad = mem_new(w->n, sizeof *grad);
	double logprob[ROWS], loss = 0;

	pack(&b, false);
	decoder_step(d, &in, logprob, grad);
	for (size_t i = 0; i < b.n_targets; i++)
		loss -= (double)b.targets[i].weight * logprob[i];
	ok_near(loss, r->loss, 1e-6, r->name);
	if (r->grads[0].name != NULL)
		check_grads(r, w, slots, n, grad);
	free(grad);
	batch_release(&b);
	decoder_free(d);
}

static void
check(const struct reference *r)
{
	struct model_config c;
	struct err e = { "" };
	struct arena a = { 0 };
	struct weights *w;
	struct slot *slots;
	size_t n;

	if (!ok(model_config_parse(str_of(r->config), &c, &e) == 0 &&
		    model_config_set_context(&c, r->ctx, &e) == 0,
		"%s: %s", r->name, e.msg))
		return;
	w = weights_random(&c, 0);
	slots = tensor_names_slots(&c, r->in, &a, &n);
	for (size_t i = 0; i < n; i++)
		fill(w, &slots[i]);
	check_logits(r->name, w, NULL, r->logits);
	check_step(r, w, slots, n);
	weights_free(w);
	arena_release(&a);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof references / sizeof references[0]; i++)
		check(&references[i]);
	return tap_end();
}
