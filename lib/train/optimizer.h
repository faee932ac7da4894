/*
 * What is trained, and the optimizer that moves it.  Parameters are one array
 * cut into spans; the gradient and the optimizer's state are arrays of the
 * same shape, or of a shape that the optimizer alone knows.
 */
#ifndef ICL_TRAIN_OPTIMIZER_H
#define ICL_TRAIN_OPTIMIZER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/weights.h"

struct param_span {
	size_t at, n;
	bool decays; /* matrices do, norms and biases do not */
};

struct params {
	float *data; /* borrowed */
	size_t n;    /* the gaps between spans, which are 0, included */
	struct param_span *spans;
	size_t n_spans;
};

/* All weights of a model. */
struct params params_of_weights(const struct weights *w);

/* All of an adapter; the weights beside it are frozen. */
struct adapter;
struct params params_of_adapter(const struct adapter *a);
void params_release(struct params *p);

struct optimizer_options {
	double beta1, beta2, eps, weight_decay;
	int codes; /* moments of 8 bits each */
};

struct optimizer;

/* p must live as long. */
struct optimizer *optimizer_new(const struct params *p,
    const struct optimizer_options *o, unsigned threads);

/* Also renews a bf16 copy of the parameters, the caller's; NULL: none. */
void optimizer_bf16(struct optimizer *u, uint16_t *half);
void optimizer_free(struct optimizer *u);

/* The gradient, [p->n], to be added to, and its norm. */
float *optimizer_grad(struct optimizer *u);
void optimizer_clear(struct optimizer *u);
double optimizer_norm(const struct optimizer *u);

/* Moves the parameters; scale multiplies the gradient, step counts from 1. */
void optimizer_apply(
    struct optimizer *u, double lr, double scale, uint64_t step);

/* The arrays that a run needs besides the parameters to go on: its state. */
struct optimizer_part {
	const char *name;
	void *x; /* floats, or bytes */
	size_t n;
	bool bytes;
};
enum { OPTIMIZER_PARTS_MAX = 4 };
size_t optimizer_parts(const struct optimizer *u,
    struct optimizer_part parts[OPTIMIZER_PARTS_MAX]);

/* Memory of parameters, gradient and state. */
size_t optimizer_bytes(const struct optimizer *u);

#endif
