/*
 * What is trained, and the optimizer that moves it.  Parameters are one array
 * cut into spans; the gradient is an array of the same shape, the optimizer's
 * state too, or arrays of a shape that the optimizer alone knows.
 */
#ifndef ICL_TRAIN_OPTIMIZER_H
#define ICL_TRAIN_OPTIMIZER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/adapter.h"
#include "model/weights.h"

struct param_span {
	size_t at, n;
	bool decays; /* by weight decay: matrices do, norms and biases do not */
};

struct params {
	float *data; /* borrowed */
	size_t n;    /* the gaps between spans, which are 0, included */
	struct param_span *spans;
	size_t n_spans;
};

/* All weights of a model, which must live as long. */
struct params params_of_weights(const struct weights *w);

/* All of an adapter; the weights beside it are frozen. */
struct params params_of_adapter(const struct adapter *a);
void params_release(struct params *p);

struct optimizer_options {
	double beta1, beta2, eps, weight_decay;
	int codes; /* not 0: moments of 8 bits each */
};

/* AdamW with decoupled weight decay (Loshchilov and Hutter 2019). */
struct optimizer;

/* p must live as long. */
struct optimizer *optimizer_new(const struct params *p,
    const struct optimizer_options *o, unsigned threads);
void optimizer_free(struct optimizer *opt);

/* Also renews a bf16 copy of the parameters, the caller's; NULL: none. */
void optimizer_bf16(struct optimizer *opt, uint16_t *copy);

/* The gradient, [p->n], to be added to; set to 0; its norm. */
float *optimizer_grad(struct optimizer *opt);
void optimizer_clear(struct optimizer *opt);
double optimizer_norm(const struct optimizer *opt);

/* Moves the parameters; scale multiplies the gradient, step counts from 1. */
void optimizer_apply(
    struct optimizer *opt, double lr, double scale, uint64_t step);

/*
 * The optimizer's state: the arrays that a run needs besides the parameters to
 * go on.  They stay the optimizer's and are named as in a checkpoint.
 */
struct optimizer_part {
	const char *name;
	void *x; /* floats, or bytes */
	size_t n;
	bool bytes;
};
enum { OPTIMIZER_PARTS_MAX = 4 };
size_t optimizer_parts(const struct optimizer *opt,
    struct optimizer_part parts[OPTIMIZER_PARTS_MAX]);

/* Memory of parameters, gradient and state, in bytes. */
size_t optimizer_bytes(const struct optimizer *opt);

#endif
