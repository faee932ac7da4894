/* The tensors of LoRA that a file has for each module of a model: found by
 * their names, not yet read. */
#ifndef ICL_MODEL_ADAPTER_PAIRS_H
#define ICL_MODEL_ADAPTER_PAIRS_H

#include "io/gguf.h"
#include "io/safetensors.h"
#include "model/adapter_config.h"
#include "model/lora.h"

/* A [rank][in], B [out][rank] and DoRA's m [out], NULL where the file has none.
 */
struct adapter_pair {
	const struct tensor *a, *b, *m;
	enum storage_order order; /* how B's rows lie in the file */
};

/* The error of a tensor that is nothing of the model's; -1. */
int adapter_pair_stray(const struct tensor *t, struct err *e);

/*
 * The pairs [of l's modules] begin empty; modules that have one get their rank
 * and alpha.  A tensor that belongs to none of them is an error; whether both
 * of a pair are there and of the right shape is the caller's to check.
 */

/* Of adapter_model.safetensors, ranks and alphas by adapter_config.json. */
int adapter_pairs_peft(struct lora *l, struct adapter_pair *pairs,
    const struct safetensors *file, const struct adapter_config *c,
    struct err *e) MUST_CHECK;

/* Of GGUF as llama.cpp's converter writes it, which is checked to be an
 * adapter of the model's architecture. */
int adapter_pairs_gguf(const struct weights *w, struct lora *l,
    struct adapter_pair *pairs, const struct gguf *g, struct err *e) MUST_CHECK;

#endif
