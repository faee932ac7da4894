/*
 * The tensors of a model in memory, fp32, and where each stands in a file.
 *
 * One allocation holds all parameters, each tensor at a 64-byte boundary, in
 * the order of the table below, so that gradients and moments are arrays of
 * the same shape.  Every linear weight is [out][in] whatever the file has
 * (GPT-2's Conv1D is turned at load and save, llama's GGUF rows of q and k are
 * put back); q, k and v are one matrix [(H + 2 Hkv) D][C], gate and up one
 * matrix [2 F][C].
 */
#ifndef ICL_MODEL_WEIGHTS_H
#define ICL_MODEL_WEIGHTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "model/config.h"

/* Offsets in floats from the start of the parameters; NONE where absent. */
#define WEIGHT_NONE ((size_t)-1)

struct layer_weights {
	size_t attn_norm_w, attn_norm_b; /* [C] */
	size_t qkv_w;                    /* [(H + 2 Hkv) D][C] */
	size_t qkv_b;                    /* [(H + 2 Hkv) D] */
	size_t q_norm_w, k_norm_w;       /* [D] */
	size_t out_w;                    /* [C][H D] */
	size_t out_b;                    /* [C] */
	size_t mlp_norm_w, mlp_norm_b;   /* [C] */
	size_t up_w;                     /* [F][C], gated: [2 F][C] gate, up */
	size_t up_b;                     /* [F], gated: [2 F] */
	size_t down_w;                   /* [C][F] */
	size_t down_b;                   /* [C] */
};

struct weights {
	struct model_config config;
	float *data;           /* NULL until loaded, or for a plan of memory */
	uint16_t *half;        /* [n] bf16 copy for products, or NULL: fp32 */
	size_t n;              /* floats, the gaps between tensors included */
	size_t embed;          /* [V][C] */
	size_t positions;      /* [P][C], learned; first_position counts */
	size_t norm_w, norm_b; /* [C], after the last layer */
	size_t head;           /* [V][C]; the same as embed when tied */
	struct layer_weights *layers; /* [L] */
};

/* Where everything stands, without the data. */
struct weights *weights_plan(const struct model_config *c);

/* Random from the seed: normal of init_std, residual outputs by 1/sqrt(2L). */
struct weights *weights_random(const struct model_config *c, uint64_t seed);

/* From a Hugging Face folder or a .gguf file; a tensor without a home, or a
 * home without a tensor, is an error. */
struct weights *weights_load(const char *path, struct err *e) MUST_CHECK;

/*
 * DIR/model.safetensors and DIR/config.json, f32 or bf16, each whole or not
 * there; DIR is made when it is not there.
 */
int weights_save(const struct weights *w, const char *dir, int bf16,
    struct err *e) MUST_CHECK;

/* Makes, or renews, the bf16 copy. */
void weights_halve(struct weights *w, unsigned threads);

void weights_free(struct weights *w);

#endif
