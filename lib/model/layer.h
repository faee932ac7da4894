/*
 * One layer of the decoder: attention and MLP, each with a norm before, behind
 * or around it and added to what came in, one after the other or side by side.
 * T is the number of
 * rows, C the width, U what the MLP's first product puts out (F, gated 2 F), Q
 * = (H + 2 Hkv) D.
 */
#ifndef ICL_MODEL_LAYER_H
#define ICL_MODEL_LAYER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/batch.h"
#include "model/lora.h"
#include "model/weights.h"

/* Activations that forward leaves for backward; without training all layers
 * share one. */
struct layer_acts {
	float *in;            /* [T][C] what came in */
	float *mean1, *rstd1; /* [T] of the first norm */
	float *qkv;           /* [T][Q] queries, keys, values; rotated */
	float *lse;           /* [H][T] */
	float *att;           /* [T][H D] */
	float *raw_q, *raw_k; /* [T][H D], [T][Hkv D] before their norms */
	/* [T][H], [T][Hkv]; of all heads [T]; mean_... of QK_NORM_LAYER */
	float *rstd_q, *rstd_k, *mean_q, *mean_k;
	float *mid;           /* [T][C] after attention; may be `in` */
	float *mean2, *rstd2; /* [T] */
	float *up;            /* [T][U] before the activation */
	/* with norms behind: [T][C] of attention and MLP, [T] */
	float *given1, *given2, *rstd_given1, *rstd_given2;
};

/* Shared by all layers of a pass over a batch; the next pass sets it
 * anew. */
struct layer_pass {
	const struct weights *w;
	struct rope *rope;  /* of the layer at hand; NULL: none */
	const double *bias; /* of scores, as in nn/attention.h */
	size_t bias_stride;
	const struct batch *batch;
	const struct kv_block *blocks; /* of the layer at hand */
	size_t n_blocks;
	unsigned threads;
	bool again; /* only what backward needs: without the last product */
	/* P are the rows of a part, layer_part_rows(T) */
	/* [P][widest input, output of a product]; NULL: products are fp32 */
	uint16_t *bf16_in, *bf16_out;
	float *norm; /* [P][C] */
	float *act;  /* [P][F], with norms of heads [P][max(F, H D)] */
	float *side; /* [P][C], where layer_adds_aside */
	const struct lora *lora; /* NULL: the bare model */
	float *low;              /* [P][2 max_rank] for it */
	float *dora;             /* [2][P][max_rows] for it, or NULL */
	/* backward only */
	float *lora_grad;
	float *d_norm;  /* [P][C] */
	float *d_wide;  /* [P][U], and [T][Q] */
	float *d_mix;   /* [P][F], and [T][H D] */
	float *d_side;  /* [T][C], of parallel layers */
	float *d_given; /* [P][C], where layer_adds_aside */
};

/* Layers are worked through in parts of so many of their t rows, or fewer. */
size_t layer_part_rows(size_t t);

/* Whether what attention and MLP give is normed or scaled before it is added:
 * then it needs room of its own. */
bool layer_adds_aside(const struct model_config *c);

size_t layer_up_width(const struct model_config *c);  /* U */
size_t layer_qkv_width(const struct model_config *c); /* Q */

/* out [T][C] is the next layer's `in`; it may be a->mid. */
void layer_forward(const struct layer_pass *p, size_t layer,
    const struct layer_acts *a, float *out);

/*
 * dx [T][C], the gradient of the layer's output, becomes that of its input;
 * the weights' gradients are added to grad, which is NULL when they are
 * frozen; those of LoRA always to lora_grad.
 */
void layer_backward(const struct layer_pass *p, size_t layer,
    const struct layer_acts *a, float *dx, float *grad);

/*
 * y [t][n] = x [t][k] W^T, or added to what y holds, W [n][k] being the tensor
 * id; and dx [t][k] = dy [t][n] W, with the gradient of W from x and dy added
 * to grad, unless that is NULL.  grad has the layout of the weights' data.
 */
void layer_product(const struct layer_pass *p, enum tensor_id id, size_t layer,
    size_t t, const float *x, int add, float *y);
void layer_product_backward(const struct layer_pass *p, enum tensor_id id,
    size_t layer, size_t t, const float *x, const float *dy, float *dx,
    float *grad);

/* The norm of the model's kind, its weight being the tensor id.  mean and rstd
 * are [t]; RMSNorm does not write mean. */
void layer_norm(const struct layer_pass *p, enum tensor_id id, size_t layer,
    size_t t, const float *x, float *y, float *mean, float *rstd);

/* dx is added to; grad may be NULL. */
void layer_norm_backward(const struct layer_pass *p, enum tensor_id id,
    size_t layer, size_t t, const float *x, const float *mean,
    const float *rstd, const float *dy, float *dx, float *grad);

#endif
