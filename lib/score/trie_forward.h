/*
 * A trie through the decoder: its nodes are put into passes of many rows, a
 * node's parents in the same pass or, where much depends on them, computed
 * once and kept.  Contexts are kept beyond their trie: one that begins as a
 * former one takes what is common from there.
 *
 * Neither that nor how many rows a pass has changes a bit of a result.
 */
#ifndef ICL_SCORE_TRIE_FORWARD_H
#define ICL_SCORE_TRIE_FORWARD_H

#include <stddef.h>
#include <stdint.h>

#include "model/decoder.h"
#include "score/trie.h"
#include "score/work.h"

struct trie_forward;

/*
 * The decoder is the caller's and outlives it; a pass has micro_tokens rows at
 * most, one longer node apart.
 */
struct trie_forward *trie_forward_new(struct decoder *d, size_t micro_tokens);
void trie_forward_free(struct trie_forward *s);

/* From here on the decoder goes through the adapter, the caller's, which
 * outlives the passes; NULL: the bare model. */
void trie_forward_adapt(struct trie_forward *s, const struct adapter *a);

/* Fills the trie's logprob where it is wanted. */
void trie_forward_run(struct trie_forward *s, struct trie *t);

/* After each pass tells how much of the trie is computed; NULL: nobody. */
void trie_forward_watch(struct trie_forward *s, work_watch *watch, void *ctx);

/* Since the start. */
struct trie_forward_cost {
	uint64_t computed; /* rows of the batches */
	uint64_t targets;  /* log-probabilities */
	double flops;
};
struct trie_forward_cost trie_forward_cost(const struct trie_forward *s);

#endif
