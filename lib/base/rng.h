/*
 * Random choices as a function of (seed, where, index), never of the order in
 * which work happens to be done: the stream of a key is SplitMix64 at counters
 * 0, 1, 2, … (Steele, Lea, Flood 2014), and a key is a hash of its parts.
 */
#ifndef ICL_BASE_RNG_H
#define ICL_BASE_RNG_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct rng {
	uint64_t key;
	uint64_t next; /* counter of the next draw */
};

/*
 * The generator of a place: what names the kind of choice ("mwp", "query"),
 * text the task or document, index the item.  Equal parts, equal stream.
 */
struct rng rng_at(
    uint64_t seed, const char *what, struct str text, uint64_t index);

uint64_t rng_u64(struct rng *r);
uint64_t rng_below(struct rng *r, uint64_t n); /* unbiased in [0, n), n > 0 */
uint64_t rng_range(struct rng *r, uint64_t lo, uint64_t hi); /* [lo, hi] */
double rng_unit(struct rng *r);   /* [0, 1), 53 bits */
double rng_normal(struct rng *r); /* mean 0, variance 1 */

/* Puts 0 … n-1 in random order into order. */
void rng_shuffle(struct rng *r, size_t *order, size_t n);

/*
 * Puts the n items of size bytes that are at v in random order (Fisher and
 * Yates).  The order is not that which rng_shuffle draws, so that neither can
 * take the other's place without changing what a seed gives.
 */
enum { RNG_ITEM_MAX = 16 }; /* bytes of an item */
void rng_permute(struct rng *r, void *v, size_t n, size_t size);

/* k different numbers below n in random order; time and memory are O(k). */
void rng_sample(struct rng *r, size_t n, size_t *picks, size_t k);

/* A bijection that spreads its bits over all 64: SplitMix64's last steps. */
uint64_t rng_mix(uint64_t z);

/* The hash that makes keys, for callers that need a stable one (FNV-1a 64). */
uint64_t rng_hash(uint64_t start, const void *p, size_t n);

#endif
