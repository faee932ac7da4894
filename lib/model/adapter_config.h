/*
 * adapter_config.json as PEFT writes and reads it: what an adapter is, LoRA
 * or prefix tuning, and how its tensors are to be taken.
 */
#ifndef ICL_MODEL_ADAPTER_CONFIG_H
#define ICL_MODEL_ADAPTER_CONFIG_H

#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

/* The files of a folder, and what its tensors are called. */
#define ADAPTER_CONFIG_FILE "adapter_config.json"
#define ADAPTER_TENSOR_FILE "adapter_model.safetensors"
#define ADAPTER_FIRST_PART "base_model.model."
#define ADAPTER_A_END ".lora_A.weight"
#define ADAPTER_B_END ".lora_B.weight"
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
	double dropout;            /* of its input while it was trained */
	const struct str *targets; /* names or ends of names */
	size_t n_targets;
	struct adapter_pattern *ranks, *alphas;
	size_t n_ranks, n_alphas;
	/* prefix; 0 where the file leaves it to the model */
	size_t n_tokens, width, n_heads, n_layers;
};

/* Texts and lists live in the arena; what it cannot honour is an error. */
int adapter_config_parse(struct str text, struct arena *a,
    struct adapter_config *c, struct err *e) MUST_CHECK;

void adapter_config_write(struct buf *out, const struct adapter_config *c);

/* What a module gets of two lists: its own, else the adapter's. */
int adapter_config_of(const struct adapter_config *c, struct str module,
    double *rank, double *alpha, struct err *e) MUST_CHECK;

#endif
