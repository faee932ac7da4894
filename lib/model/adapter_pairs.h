/* What a file has of LoRA for each module, before anything of it is taken. */
#ifndef ICL_MODEL_ADAPTER_PAIRS_H
#define ICL_MODEL_ADAPTER_PAIRS_H

#include "io/gguf.h"
#include "model/lora.h"

/* A [rank][in] and B [out][rank], NULL where the file has none. */
struct adapter_pair {
	const struct tensor *a, *b;
	enum fit fit; /* how B's rows lie in the file */
};

/* The error of a tensor that is nothing of the model's; -1. */
int adapter_pair_homeless(const struct tensor *t, struct err *e);

/*
 * Of an adapter in GGUF, as llama.cpp's converter writes it: pairs [of l's
 * modules] begin empty, and modules that have one get their rank and alpha.
 * The file is checked to be an adapter of the model's architecture.
 */
int adapter_pairs_gguf(const struct weights *w, struct lora *l,
    struct adapter_pair *pairs, const struct gguf *g, struct err *e) MUST_CHECK;

#endif
