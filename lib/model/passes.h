/*
 * A trie through the decoder: its nodes are put into passes of many rows, a
 * node's parents in the same pass or, where much depends on them, computed
 * once and kept.
 *
 * Which node is kept is a function of the trie alone; how many rows a pass has
 * bounds memory and changes no bit of a result.
 */
#ifndef ICL_MODEL_PASSES_H
#define ICL_MODEL_PASSES_H

#include <stddef.h>
#include <stdint.h>

#include "model/decoder.h"
#include "model/trie.h"
#include "model/weights.h"

struct passes;

/*
 * Decoder and weights are the caller's and outlive it; a pass has micro_tokens
 * rows at most, one longer node apart.
 */
struct passes *passes_new(
    struct decoder *d, const struct weights *w, size_t micro_tokens);
void passes_free(struct passes *s);

/* Fills the trie's logprob where it is wanted. */
void passes_run(struct passes *s, struct trie *t);

/* Since the start. */
struct passes_cost {
	uint64_t computed; /* rows of the batches */
	uint64_t targets;  /* log-probabilities */
	double flops;
};
struct passes_cost passes_cost(const struct passes *s);

#endif
