/*
 * The tensors of a model in memory, fp32.
 *
 * One allocation holds all parameters, each tensor at a 64-byte boundary, in
 * the order of tensor_table.h, so that gradients and moments are arrays of the
 * same shape.  Every linear weight is [out][in] whatever the file has: GPT-2's
 * Conv1D is transposed at load and save, the rows of llama's q and k in GGUF
 * are put back; q, k and v are one matrix [(H + 2 Hkv) D][C], gate and up one
 * matrix [2 F][C].
 */
#ifndef ICL_MODEL_WEIGHTS_H
#define ICL_MODEL_WEIGHTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "model/config.h"
#include "model/tensor_names.h"
#include "model/tensor_table.h"

#define WEIGHT_NONE ((size_t)-1)

struct weights {
	struct model_config config;
	float *data;    /* [n]; NULL until loaded, or for a plan of memory */
	uint16_t *bf16; /* [n] a copy for products, or NULL: they are fp32 */
	size_t n;       /* floats, the gaps between tensors included */
	size_t *at;     /* [L][N_TENSORS] offsets in floats */
};

/* Where each tensor lies, without the data. */
struct weights *weights_plan(const struct model_config *c);

/*
 * The offset of a tensor in data, WEIGHT_NONE where the model lacks it; the
 * layer counts for the tensors of one.  A tied head is the embedding.
 */
size_t weights_at(const struct weights *w, enum tensor_id id, size_t layer);

/* The offset of a slot's rows. */
size_t weights_place(const struct weights *w, const struct slot *s);

/* A tensor's numbers, or NULL where the model lacks it. */
const float *weights_tensor(
    const struct weights *w, enum tensor_id id, size_t layer);

/* Random from the seed: normal of init_std, residual outputs by 1/sqrt(2L). */
struct weights *weights_random(const struct model_config *c, uint64_t seed);

/*
 * From a Hugging Face folder or a .gguf file.  A tensor that the model has no
 * place for, a place without a tensor, or one of another shape is an error.
 */
struct weights *weights_load(const char *path, struct err *e) MUST_CHECK;

/*
 * DIR/model.safetensors and DIR/config.json, f32 or bf16, each whole or not
 * there; DIR is made when it is not there.
 */
int weights_save(const struct weights *w, const char *dir, int bf16,
    struct err *e) MUST_CHECK;

/* Makes, or renews, the bf16 copy. */
void weights_to_bf16(struct weights *w, unsigned threads);

void weights_free(struct weights *w);

#endif
