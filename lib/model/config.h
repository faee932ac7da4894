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
	FAMILY_OLMO2,
	FAMILY_PHI3,
	FAMILY_SMOLLM3,
	FAMILY_GRANITE,
	FAMILY_STABLELM,
	FAMILY_GEMMA2,
	FAMILY_GEMMA3,
	FAMILY_GPTJ,
	FAMILY_GPT_NEO,
	FAMILY_FALCON,
	FAMILY_BLOOM,
	FAMILY_MPT,
	FAMILY_GEMMA,
	FAMILY_PHI,
	N_FAMILIES
};

/* Further ends of text that a model may have beside eos_id. */
enum { MODEL_MORE_EOS = 3 };

/* Bounds that every size from a file is held to. */
enum {
	MODEL_MAX_LAYERS = 1024,
	MODEL_MAX_WIDTH = 1 << 16, /* also of the MLP and of all heads */
	MODEL_MAX_VOCAB = 1 << 22,
	MODEL_MAX_POSITIONS = 1 << 22,
};

enum norm_kind { NORM_LAYER, NORM_RMS };

/* Of attention and MLP: what they read, what they give, or both. */
enum norm_place { NORM_BEFORE, NORM_BEHIND, NORM_AROUND };

/* Norms of queries and keys: the root mean square of each head, with weights
 * that all share, or of all heads; or a layer norm of each with weights of its
 * own, without biases. */
enum qk_norm { QK_NORM_NONE, QK_NORM_HEAD, QK_NORM_ALL_HEADS, QK_NORM_LAYER };

/* Layers that differ from the others, a bit each. */
struct layer_set {
	uint64_t bits[MODEL_MAX_LAYERS / 64];
};

enum position_kind { POSITION_LEARNED, POSITION_ROPE, POSITION_ALIBI };

struct model_config {
	enum family family;
	size_t vocab_size;       /* V */
	size_t n_layers;         /* L */
	size_t width;            /* C */
	size_t n_heads;          /* H */
	size_t n_kv_heads;       /* Hkv, a divisor of H */
	size_t head_dim;         /* D */
	size_t mlp_width;        /* F */
	size_t n_positions;      /* the longest context */
	size_t stated_positions; /* what its file has, where it is another */
	size_t window; /* rows that a layer of `sliding` sees; 0: all */
	struct layer_set sliding;
	enum norm_kind norm;
	enum norm_place norm_place;
	bool norm_unbiased; /* layer norms without biases */
	bool embed_norm;    /* one of the embedding */
	float norm_eps;
	enum position_kind position;
	size_t first_position; /* row of position 0 among learned ones */
	struct rope_config rope;
	struct layer_set unturned; /* layers without rope */
	bool alibi_bf16; /* its products are bf16, and scaled as the scores */
	enum activation activation;
	bool gated_mlp; /* gate, up and down rather than up and down */
	bool parallel;  /* the MLP reads what attention reads, not its sum */
	bool one_norm;  /* parallel: the MLP's norm is attention's */
	enum qk_norm qk_norm;
	/* factors, 0 for none: of the embedding, of what attention and MLP
	 * add, of the scores (0: 1/sqrt(D)), and what divides the logits */
	double embed_scale, residual_scale, score_scale, logit_divisor;
	bool scale_by_width; /* the embedding's factor is sqrt(C) */
	double query_scalar; /* the scores' factor is 1/sqrt of it; 0: not */
	double score_cap, logit_cap; /* x becomes cap tanh(x / cap); 0: stays */
	double local_theta; /* of layers of `sliding`, unscaled; 0: as others */
	bool attn_qkv_bias, attn_out_bias, mlp_bias, head_bias;
	/* falcon's: what its files say beside what follows from it above */
	bool multi_query, grouped_form, alibi;
	bool qk_layernorm; /* stablelm's files say so for QK_NORM_LAYER */
	size_t parallel_norms;
	bool text_part;                 /* of a model that also sees or hears */
	bool tied;                      /* the head is the embedding */
	float init_std;                 /* of random weights */
	int64_t bos_id, eos_id, pad_id; /* -1: none */
	int64_t more_eos[MODEL_MORE_EOS]; /* for others to stop at */
	size_t n_more_eos;
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
 * Makes it a model of texts of up to ctx tokens.  Within n_positions nothing
 * changes.  Beyond, all of longrope's texts, however short, turn by the long
 * factors, and those of dynamic rope by the base of a text of ctx tokens, so
 * that a text is the same alone and within a longer one; transformers chooses
 * by each text's length.  An error of other models and past what the file
 * states.  What is written of it stays what was read.
 */
int model_config_set_context(
    struct model_config *c, uint64_t ctx, struct err *e) MUST_CHECK;

/* For the end of a message on a text that is too long: how it may be taken all
 * the same, or "". */
const char *model_config_context_hint(const struct model_config *c);

/* What that context changed, for people; "": nothing. */
const char *model_config_context_words(const struct model_config *c);

/*
 * config.json as transformers, old and new, reads it; dtype is that of the
 * weights beside it, "float32" or so, NULL: not said.
 */
void model_config_write(
    struct buf *out, const struct model_config *c, const char *dtype);

/* A layer's window, 0 for none; and whether it rotates queries and keys. */
size_t model_config_window(const struct model_config *c, size_t layer);
bool model_config_turns(const struct model_config *c, size_t layer);

/* Whether its norms have biases beside weights. */
bool model_config_norm_biased(const struct model_config *c);

/* What scores, and what the embedding, are multiplied by; 0: not at all. */
float model_config_score_scale(const struct model_config *c);
float model_config_embed_scale(const struct model_config *c);

bool layer_set_has(const struct layer_set *s, size_t layer);
void layer_set_put(struct layer_set *s, size_t layer, bool in);

/* Parameters, embeddings counted once when tied. */
uint64_t model_config_parameters(const struct model_config *c);

#endif
