/*
 * adapter_config.json as PEFT writes and reads it: which kind an adapter is,
 * LoRA or prefix tuning, and the factors and sizes of its tensors.  Whether
 * they fit a model is for adapter.h to find out.
 */
#ifndef ICL_MODEL_ADAPTER_CONFIG_H
#define ICL_MODEL_ADAPTER_CONFIG_H

#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

/* The files of a folder, and the parts of its tensors' names. */
#define ADAPTER_CONFIG_FILE "adapter_config.json"
#define ADAPTER_TENSOR_FILE "adapter_model.safetensors"
#define ADAPTER_FIRST_PART "base_model.model."
#define ADAPTER_A_END ".lora_A.weight"
#define ADAPTER_B_END ".lora_B.weight"
#define ADAPTER_M_END ".lora_magnitude_vector"
#define ADAPTER_PREFIX_NAME "prompt_embeddings"

enum adapter_kind { ADAPTER_LORA, ADAPTER_PREFIX };

enum {
	ADAPTER_MAX_PATTERNS = 1 << 16,
	ADAPTER_MAX_TOKENS = 1 << 16, /* of a prefix */
};

/* The value for modules whose name ends in a match of the pattern. */
struct adapter_pattern {
	struct str pattern;
	double value;
};

struct adapter_config {
	enum adapter_kind kind;
	struct str base; /* base_model_name_or_path, "" where there is none */
	/* LoRA */
	double rank, alpha;
	bool rslora;               /* divide by the root of the rank */
	bool dora;                 /* rows get a length of their own */
	double dropout;            /* of its input while it was trained */
	const struct str *targets; /* names or ends of names */
	size_t n_targets;
	struct adapter_pattern *ranks, *alphas;
	size_t n_ranks, n_alphas;
	/* prefix; 0 where the file leaves it to the model */
	size_t n_tokens, width, n_heads, n_layers;
};

/*
 * Texts and lists live in the arena.  A member of a wrong type, or one that
 * asks for what is not computed here, is an error that names it.
 */
int adapter_config_parse(struct str text, struct arena *a,
    struct adapter_config *c, struct err *e) MUST_CHECK;

/* Appends the members that PEFT needs; the same come back when parsed. */
void adapter_config_write(struct buf *out, const struct adapter_config *c);

/* The rank and alpha of a module: by the first pattern of its name, else the
 * adapter's; with rslora alpha is scaled.  A pattern that is none is an error.
 */
int adapter_config_of(const struct adapter_config *c, struct str module,
    double *rank, double *alpha, struct err *e) MUST_CHECK;

#endif
