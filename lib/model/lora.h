/*
 * LoRA (Hu et al. 2022): beside a frozen linear layer of a file, W [out][in],
 * a product of low rank, y = W x + (alpha / r) B A x.
 *
 * DoRA (Liu et al. 2024) learns the length of each of the sum's rows besides:
 * y = m / |W + (alpha / r) B A| (W x + (alpha / r) B A x), row by row, in whose
 * gradient the lengths count as constants, as the paper and PEFT have it.  They
 * are kept, and have to be measured anew when the parameters have changed.
 *
 * Modules are the linear layers as a Hugging Face file names them, though in
 * memory several may be one matrix (q, k, v; gate, up).  Those of one matrix
 * have their A as one [R][in], so that x is read once.  Parameters are one
 * array, and so are their gradients.
 */
#ifndef ICL_MODEL_LORA_H
#define ICL_MODEL_LORA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "model/weights.h"

enum { LORA_MAX_RANK = 1 << 13 };

struct lora_module {
	struct str name;   /* model.layers.0.mlp.up_proj */
	struct slot slot;  /* of its weight */
	size_t rank;       /* 0: it has no product */
	double alpha;      /* over the rank: the product's factor */
	double file_alpha; /* of a file with use_rslora: over its root */
	/* set by lora_place */
	size_t first_rank; /* of its rows in the matrix's A */
	size_t a, b;       /* offsets of A [rank][in] and B [out][rank] */
	size_t m;          /* of DoRA: m [out]; */
	size_t row;        /* and of its rows among those of all modules */
};

/* The products beside one matrix in memory. */
struct lora_slot {
	size_t first, n;   /* its modules */
	size_t rank, cols; /* sum of their ranks; in */
	size_t a;          /* offset of [rank][cols] */
};

struct lora {
	struct lora_module *modules; /* every linear layer, in memory's order */
	size_t n_modules;
	struct lora_slot *slots; /* [L][N_TENSORS] */
	size_t max_rank;         /* of a slot */
	size_t n;                /* floats */
	bool rslora;             /* written with use_rslora */
	bool dora;               /* set before lora_place */
	size_t max_rows;         /* of a slot */
	float *lengths;          /* of DoRA: of all rows */
	float *gains;            /* likewise: m over the length */
	const float *data;       /* [n], the owner's */
	struct arena arena;      /* of the names */
};

/* All linear layers between embedding and head, without a product yet. */
struct lora *lora_new(const struct model_config *c);
void lora_free(struct lora *l);

/* The module of a name, which may lack the family's prefix; NULL if none. */
struct lora_module *lora_find(const struct lora *l, struct str name);

/*
 * Gives a rank to each module whose name is `target` or ends in it after a
 * dot, to all for an empty one; returns how many these are.
 */
size_t lora_target(
    struct lora *l, struct str target, size_t rank, double alpha);

/* How many modules are named so, and how many of them have a rank. */
size_t lora_count(const struct lora *l, struct str target, size_t *ranked);

/* Once all ranks are known: gives A and B their offsets, and n. */
void lora_place(struct lora *l);

/*
 * Measures the rows of W + (alpha / r) B A, for DoRA: once data is there, and
 * whenever it has changed.  Nothing for LoRA alone.
 */
void lora_measure(const struct lora *l, const struct weights *w);

/* DoRA without a change yet: m as long as the rows are, which it measures. */
void lora_begin_dora(
    const struct lora *l, const struct weights *w, float *data);

/* B as a slot: its rows lie in a file as those of its layer do. */
struct slot lora_slot_b(const struct lora_module *m);
struct slot lora_slot_m(const struct lora_module *m); /* likewise */

/* A from the seed, uniform within 1/sqrt(in), and B 0: the model unchanged. */
void lora_random(const struct lora *l, uint64_t seed, float *data);

/*
 * y [T] rows of the matrix's width += the products of x [T][in].  low is
 * scratch of [T][2 max_rank].
 */
struct lora_pass {
	enum tensor_id id;
	size_t layer, t;
	const float *x;
	float *low;
};
void lora_forward(const struct lora *l, const struct lora_pass *p, float *y);

/* dx [T][in] and grad, of the layout of data, are added to. */
void lora_backward(const struct lora *l, const struct lora_pass *p,
    const float *dy, float *dx, float *grad);

/* Whether a matrix's product is scaled by DoRA. */
bool lora_is_dora(const struct lora *l, enum tensor_id id, size_t layer);

/*
 * From z [T] rows, W x and what lora_forward adds to it: y = the scaled z, or
 * with add y += it.
 */
void lora_scale(const struct lora *l, const struct lora_pass *p, const float *z,
    bool add, float *y);

/* dz of lora_scale from dy, all [T] rows; grad is added to. */
void lora_scale_backward(const struct lora *l, const struct lora_pass *p,
    const float *z, const float *dy, float *dz, float *grad);

/* Multiplications and additions, counted once, for a row of every matrix. */
double lora_work(const struct lora *l);

/* The products into the weights themselves. */
void lora_merge(const struct lora *l, struct weights *w);

#endif
