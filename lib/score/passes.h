/*
 * A trie through the decoder: its nodes are put into passes of many rows, a
 * node's parents in the same pass or, where much depends on them, computed
 * once and kept.  Contexts are kept beyond their trie: one that begins as a
 * former one takes what is common from there.
 *
 * Neither that nor how many rows a pass has changes a bit of a result.
 */
#ifndef ICL_SCORE_PASSES_H
#define ICL_SCORE_PASSES_H

#include <stddef.h>
#include <stdint.h>

#include "model/decoder.h"
#include "score/trie.h"

struct passes;

/*
 * The decoder is the caller's and outlives it; a pass has micro_tokens rows at
 * most, one longer node apart.
 */
struct passes *passes_new(struct decoder *d, size_t micro_tokens);
void passes_free(struct passes *s);

/* From here on the decoder goes through the adapter, the caller's, which
 * outlives the passes; NULL: the bare model. */
void passes_adapt(struct passes *s, const struct adapter *a);

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
