/*
 * The pieces of a vocabulary and the pairs that merge into them.
 *
 * An id has at most one piece, kept as the bytes it has in text.  A
 * pair of ids has a rank, the lower the earlier it merges, and the id that it
 * becomes.  Once filled, a vocabulary is only read and may be shared by
 * threads.
 */
#ifndef ICL_TOK_VOCAB_H
#define ICL_TOK_VOCAB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

#define NO_ID UINT32_MAX
#define NO_RANK UINT32_MAX

/* Ids are below this. */
#define VOCAB_MAX ((uint32_t)1 << 22)

/* Ranks are below this. */
#define VOCAB_RANKS ((uint32_t)1 << 24)

/* A longer piece is an error. */
#define VOCAB_PIECE_MAX ((size_t)1 << 16)

struct vocab_pair {
	uint64_t key;  /* left id << 32 | right id; all ones: empty */
	uint32_t rank; /* order of the merge, NO_RANK: empty */
	uint32_t id;   /* what the pair becomes */
};

struct vocab {
	struct str *piece; /* by id; p is NULL where there is none */
	size_t n, cap;     /* ids are below n */
	uint32_t *slots;   /* hash table of ids by their bytes */
	size_t n_slots, n_found;
	struct vocab_pair *pairs; /* hash table by key, one empty past it */
	size_t n_pair_slots, n_pairs;
	unsigned pair_shift;   /* 64 - log2(n_pair_slots) */
	uint64_t *maybe;       /* a bit for hashes of pairs: most are none */
	uint32_t byte_id[256]; /* ids of single bytes, NO_ID where none */
	struct arena text;
};

void vocab_init(struct vocab *v);
void vocab_release(struct vocab *v);

/*
 * Gives id its bytes, copied.  `plain` pieces can come out of merging and are
 * found by vocab_find; others, the special ones, are only decoded.
 */
int vocab_add(struct vocab *v, uint32_t id, struct str bytes, int plain,
    struct err *e) MUST_CHECK;

/* The id of the plain piece, NO_ID if there is none. */
uint32_t vocab_find(const struct vocab *v, struct str bytes);

/* Says that a pair merges; a pair said twice takes the later rank. */
void vocab_merge(
    struct vocab *v, uint32_t left, uint32_t right, uint32_t rank, uint32_t id);

/* Adds ids, pieces and the order in which they come out of merges to a digest;
 * files differ in which pairs they say make a piece. */
void vocab_digest(const struct vocab *v, struct digest *d);

/* The pairs in the order of their ranks; the caller frees the array. */
struct vocab_pair *vocab_ranked(const struct vocab *v);

enum { VOCAB_MAYBE_LOG = 19 }; /* bits that say which pairs may be there */

static inline uint64_t
vocab_pair_hash(uint64_t key)
{
	return key * 0x9e3779b97f4a7c15u;
}

/* Whether both are not 0, in one branch where && makes two. */
static inline bool
vocab_both(uint64_t a, uint64_t b)
{
	return ((a | (0 - a)) & (b | (0 - b))) >> 63 != 0;
}

/*
 * The pair's entry; one of the rank NO_RANK when it does not merge.  Whether it
 * does is hard to predict, so that nothing branches on it.
 */
static inline const struct vocab_pair *
vocab_pair(const struct vocab *v, uint32_t left, uint32_t right)
{
	uint64_t key = (uint64_t)left << 32 | right;
	uint64_t hash = vocab_pair_hash(key);
	size_t mask = v->n_pair_slots - 1, bit = hash >> (64 - VOCAB_MAYBE_LOG);
	size_t maybe = 0 - (size_t)(v->maybe[bit / 64] >> bit % 64 & 1);
	size_t i = (size_t)(hash >> v->pair_shift);

	/* what cannot be there is the entry past the slots */
	i = (i & maybe) | (v->n_pair_slots & ~maybe);
	while (__builtin_expect(
	    vocab_both(v->pairs[i].key ^ key, ~v->pairs[i].key), 0))
		i = (i + 1) & mask;
	return &v->pairs[i];
}

#endif
