/*
 * A token trie: the paths that are to be scored after one context, where what
 * several of them begin with is there once.  Shared inputs, shared starts of
 * options and equal options cost one computation, and equal paths one number.
 *
 * A node is a run of ids.  Node 0 is the context.  Of a node only the leading
 * `n_rows` ids need a row in a batch: the last id of a path predicts nothing,
 * so an option of one token needs no row at all.
 */
#ifndef ICL_SCORE_TRIE_H
#define ICL_SCORE_TRIE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "io/tokens.h"

struct trie_path {
	const uint32_t *ids; /* after the context */
	size_t n;
	struct id_spans loss; /* relative to ids + loss_at */
	size_t loss_at;
	uint32_t leaf; /* set by trie_build: the node that it ends in */
};

#define TRIE_NONE UINT32_MAX

struct trie_node {
	const uint32_t *ids;
	size_t n;
	size_t depth;      /* ids before it, the context's included */
	size_t n_rows;     /* of its ids that are computed */
	size_t rows_below; /* of it and of all nodes under it */
	size_t slot;       /* of its first id in wanted and logprob */
	uint32_t parent, first_child, next; /* TRIE_NONE: none */
};

struct trie {
	struct trie_node *nodes; /* parents before their children */
	size_t n_nodes, nodes_cap;
	size_t n_slots;   /* ids of all nodes */
	bool *wanted;     /* [n_slots] its log-probability is asked for */
	double *logprob;  /* [n_slots] to be filled where wanted */
	bool *greedy;     /* [n_slots] it is the most probable, likewise */
	size_t n_context; /* ids of node 0 */
};

/*
 * Builds the trie of n >= 1 paths, which it sorts, so that the same set of
 * paths gives the same trie in whatever order they come.  The paths must not
 * move while the trie is used; arrays are the arena's but for `nodes`, which
 * the trie owns and uses again at the next build.
 */
void trie_build(struct trie *t, const uint32_t *context, size_t n_context,
    struct trie_path **paths, size_t n, struct arena *a);
void trie_release(struct trie *t);

/*
 * The log-probabilities of a path's loss ids in their order, after logprob is
 * filled: ids and values, at most p->n of them; returns how many.  An id with
 * nothing before it cannot be predicted and is left out.  greedy: whether all
 * of them are the most probable.
 */
size_t trie_scores(const struct trie *t, const struct trie_path *p,
    uint32_t *ids, double *values, bool *greedy);

#endif
