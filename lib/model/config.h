/*
 * Everything in which the model families differ, as data: one decoder serves
 * them all.  Read from a Hugging Face config.json or from GGUF metadata; one
 * that was read has passed model_config_check.
 */
#ifndef ICL_MODEL_CONFIG_H
#define ICL_MODEL_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "nn/activation.h"
#include "nn/rope.h"

enum family {
	FAMILY_GPT2,
	FAMILY_LLAMA,
	FAMILY_MISTRAL,
	FAMILY_QWEN2,
	FAMILY_QWEN3,
	FAMILY_NEOX,
	FAMILY_OPT,
	N_FAMILIES
};

/* Further ends of text that a model may have beside eos_id. */
enum { MODEL_MORE_EOS = 3 };

enum norm_kind { NORM_LAYER, NORM_RMS };

enum position_kind { POSITION_LEARNED, POSITION_ROPE };

struct model_config {
	enum family family;
	size_t vocab_size;               /* V */
	size_t n_layers;                 /* L */
	size_t width;                    /* C */
	size_t n_heads;                  /* H */
	size_t n_kv_heads;               /* Hkv, a divisor of H */
	size_t head_dim;                 /* D */
	size_t mlp_width;                /* F */
	size_t n_positions;              /* the longest context */
	size_t stated_positions, window; /* mistral's: what its file has; only
					    the lesser can be computed */
	enum norm_kind norm;
	float norm_eps;
	enum position_kind position;
	size_t first_position; /* row of position 0 among learned ones */
	struct rope_config rope;
	enum activation activation;
	bool gated_mlp; /* gate, up and down rather than up and down */
	bool parallel;  /* the MLP reads what attention reads, not its sum */
	bool qk_norm;   /* RMSNorm of every head's queries and keys */
	bool attn_qkv_bias, attn_out_bias, mlp_bias;
	bool tied;                        /* the head is the embedding */
	float init_std;                   /* of random weights */
	int64_t bos_id, eos_id, pad_id;   /* -1: none */
	int64_t more_eos[MODEL_MORE_EOS]; /* for others to stop at */
	size_t n_more_eos;
};

/* Bounds that every size from a file is held to. */
enum {
	MODEL_MAX_LAYERS = 1024,
	MODEL_MAX_WIDTH = 1 << 16, /* also of the MLP and of all heads */
	MODEL_MAX_VOCAB = 1 << 22,
	MODEL_MAX_POSITIONS = 1 << 22,
};

/* "gpt2", "llama", ...: the model_type of config.json. */
const char *model_family_name(enum family f);

/* The members that all models of the family share and no file says; sizes are
 * 0. */
struct model_config model_family_preset(enum family f);

/*
 * From the text of a config.json.  A member that asks for what is not computed
 * here, or has another type than transformers reads, is an error that names it.
 */
int model_config_parse(
    struct str text, struct model_config *c, struct err *e) MUST_CHECK;

/* From the metadata and the shapes of tensors in a GGUF file, likewise. */
struct gguf;
int model_config_gguf(
    const struct gguf *g, struct model_config *c, struct err *e) MUST_CHECK;

/* Every size within its bound and in harmony with the others. */
int model_config_check(const struct model_config *c, struct err *e) MUST_CHECK;

/*
 * config.json as transformers, old and new, reads it; dtype is that of the
 * weights beside it, "float32" or so, NULL: not said.
 */
void model_config_write(
    struct buf *out, const struct model_config *c, const char *dtype);

/* Parameters, embeddings counted once when tied. */
uint64_t model_config_parameters(const struct model_config *c);

#endif
