/*
 * The tensors of a model: in memory as fp32, or, where nothing trains them, as
 * the model's file has them.
 *
 * In memory one allocation holds all parameters, each tensor at a 64-byte
 * boundary, in the order of tensor_table.h, so that gradients and moments are
 * arrays of the same shape.  Every linear weight is [out][in] whatever the file
 * has: GPT-2's Conv1D is transposed at load and save, the rows of llama's q and
 * k in GGUF are put back; q, k and v are one matrix [(H + 2 Hkv) D][C], gate
 * and up one matrix [2 F][C].
 *
 * Mapped, only the vectors (norms, biases) are in data; matrices are read from
 * the file's pages, which processes share, when a product wants them.  They
 * then have offsets beyond the data, which tell them apart and no more.
 */
#ifndef ICL_MODEL_WEIGHTS_H
#define ICL_MODEL_WEIGHTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/mem.h"
#include "model/config.h"
#include "model/tensor_names.h"
#include "model/tensor_table.h"
#include "nn/matrix.h"

struct int8_matrix;
struct model_file;

#define WEIGHT_NONE ((size_t)-1)

/* The operands of matrix products; int8 only where the weights are frozen. */
enum precision { PRECISION_FP32, PRECISION_BF16, PRECISION_INT8 };
#define PRECISION_NAMES "fp32|bf16|int8"

struct weights {
	struct model_config config;
	float *data;    /* [n_data]; NULL until loaded, or for a plan */
	uint16_t *bf16; /* [n] a copy for products, or NULL */
	/* [L][N_TENSORS] copies of the linear layers, the head not among them;
	   NULL if there are none */
	struct int8_matrix *int8;
	size_t n;                /* floats, the gaps between tensors included */
	size_t n_data;           /* of them in data: n, or fewer when mapped */
	size_t *at;              /* [L][N_TENSORS] offsets in floats */
	struct matrix *matrices; /* [L][N_TENSORS]; NULL: all are in data */
	struct model_file *file; /* that they are in */
	struct arena arena;      /* of the orders of their rows */
};

/* Where each tensor lies, without the data; of a mapped model likewise. */
struct weights *weights_plan(const struct model_config *c);
struct weights *weights_plan_mapped(const struct model_config *c);

/*
 * The offset of a tensor in data, WEIGHT_NONE where the model lacks it; the
 * layer counts for the tensors of one.  A tied head is the embedding.
 */
size_t weights_at(const struct weights *w, enum tensor_id id, size_t layer);

/* Where the first of a layer's tensors in memory lies. */
size_t weights_layer(const struct weights *w, size_t layer);

/* The offset of a slot's rows. */
size_t weights_place(const struct weights *w, const struct slot *s);

/* A vector's numbers, or NULL where the model lacks it. */
const float *weights_vector(
    const struct weights *w, enum tensor_id id, size_t layer);

/* A matrix, which the model must have. */
struct matrix weights_matrix(
    const struct weights *w, enum tensor_id id, size_t layer);

/* Random from the seed: normal of init_std, residual outputs by 1/sqrt(2L). */
struct weights *weights_random(const struct model_config *c, uint64_t seed);

/*
 * From a Hugging Face folder or a .gguf file.  A tensor that the model has no
 * place for, a place without a tensor, or one of another shape is an error.
 */
struct weights *weights_load(const char *path, struct err *e) MUST_CHECK;

/*
 * The same for weights that stay as they are: the file is mapped, not copied,
 * until the free.  They can be neither trained, saved nor merged into.
 */
struct weights *weights_map(const char *path, struct err *e) MUST_CHECK;

/*
 * DIR/model.safetensors and DIR/config.json, f32 or bf16, each whole or not
 * there; DIR is made when it is not there.
 */
int weights_save(const struct weights *w, const char *dir, int bf16,
    struct err *e) MUST_CHECK;

/* Bytes that the numbers take, in memory or as pages of the file; matrices that
 * products read from a copy are left out. */
size_t weights_bytes(const struct weights *w);

/* Bytes of the copies for products. */
size_t weights_copy_bytes(const struct weights *w);

/*
 * A number that tells other weights apart with all but certainty.  Mapped ones
 * have another than the same in memory.
 */
uint64_t weights_hash(const struct weights *w);

/* Adds the configuration and all numbers, as they are stored. */
void weights_digest(const struct weights *w, struct digest *d);

/* Makes the copies that products of a precision read, if any. */
void weights_prepare(struct weights *w, enum precision p, unsigned threads);

/* The precision prepared and what makes its products, in words for logs and
 * keys of caches: "fp32", "int8 by oneDNN" or so. */
const char *weights_products(const struct weights *w);

/* The copy of a linear layer's matrix; NULL where products are not int8. */
const struct int8_matrix *weights_int8(
    const struct weights *w, enum tensor_id id, size_t layer);

void weights_free(struct weights *w);

#endif
