/*
 * What is trained, and the optimizer that moves it.  Parameters are one array
 * cut into spans; the gradient and the optimizer's state are arrays of the
 * same shape, or of a shape that the optimizer alone knows.
 */
#ifndef ICL_TRAIN_UPDATE_H
#define ICL_TRAIN_UPDATE_H

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

struct update_options {
	double beta1, beta2, eps, weight_decay;
	int codes; /* moments of 8 bits each */
};

struct update;

/* p must live as long. */
struct update *update_new(
    const struct params *p, const struct update_options *o, unsigned threads);

/* Also renews a bf16 copy of the parameters, the caller's; NULL: none. */
void update_bf16(struct update *u, uint16_t *half);
void update_free(struct update *u);

/* The gradient, [p->n], to be added to, and its norm. */
float *update_grad(struct update *u);
void update_clear(struct update *u);
double update_norm(const struct update *u);

/* Moves the parameters; scale multiplies the gradient, step counts from 1. */
void update_apply(struct update *u, double lr, double scale, uint64_t step);

/* The arrays that a run needs besides the parameters to go on: its state. */
struct update_part {
	const char *name;
	void *x; /* floats, or bytes */
	size_t n;
	bool bytes;
};
enum { UPDATE_PARTS_MAX = 4 };
size_t update_parts(
    const struct update *u, struct update_part parts[UPDATE_PARTS_MAX]);

/* Memory of parameters, gradient and state. */
size_t update_bytes(const struct update *u);

#endif
