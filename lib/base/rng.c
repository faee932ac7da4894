/* Random choices as a function of their place: see rng.h. */
#include "base/rng.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

#define GOLDEN 0x9e3779b97f4a7c15u

uint64_t
rng_mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

uint64_t
rng_hash(uint64_t start, const void *p, size_t n)
{
	return hash_bytes(start ^ HASH_START, p, n);
}

struct rng
rng_at(uint64_t seed, const char *what, struct str text, uint64_t index)
{
	uint64_t key = rng_mix(seed + GOLDEN);

	key = rng_mix(key ^ rng_hash(0, what, strlen(what)));
	key = rng_mix(key ^ rng_hash(1, text.p, text.n));
	key = rng_mix(key + GOLDEN * (index + 1));
	return (struct rng){ .key = key };
}

uint64_t
rng_u64(struct rng *r)
{
	return rng_mix(r->key + GOLDEN * ++r->next);
}

uint64_t
rng_below(struct rng *r, uint64_t n)
{
	uint64_t x, below;

	assert(n > 0);
	/* not of the last multiple of n, which is cut short */
	do {
		x = rng_u64(r);
		below = x % n;
	} while (x - below > UINT64_MAX - n);
	return below;
}

uint64_t
rng_range(struct rng *r, uint64_t lo, uint64_t hi)
{
	assert(lo <= hi && hi - lo < UINT64_MAX);
	return lo + rng_below(r, hi - lo + 1);
}

double
rng_unit(struct rng *r)
{
	return (double)(rng_u64(r) >> 11) * 0x1p-53;
}

double
rng_normal(struct rng *r)
{
	double u = 1.0 - rng_unit(r), v = rng_unit(r);

	return sqrt(-2.0 * log(u)) * cos(2.0 * 3.14159265358979323846 * v);
}

void
rng_shuffle(struct rng *r, size_t *order, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t j = (size_t)rng_below(r, i + 1);

		order[i] = order[j];
		order[j] = i;
	}
}

void
rng_permute(struct rng *r, void *v, size_t n, size_t size)
{
	unsigned char *p = v, kept[RNG_ITEM_MAX];

	assert(size <= sizeof kept);
	for (size_t i = n; i > 1; i--) {
		unsigned char *last = p + (i - 1) * size;
		unsigned char *other = p + (size_t)rng_below(r, i) * size;

		memcpy(kept, last, size);
		memmove(last, other, size); /* which may be the same */
		memcpy(other, kept, size);
	}
}

enum { FEW = 64 }; /* numbers that are compared one by one */

/* Numbers that were picked; slots 0: few enough to look at all of them. */
struct picked {
	const size_t *v;
	size_t n;
	size_t *slots; /* hash table of numbers + 1; 0: empty */
	size_t n_slots;
};

static size_t
slot_of(const struct picked *p, size_t x)
{
	size_t i = (size_t)rng_mix(x) & (p->n_slots - 1);

	while (p->slots[i] != 0 && p->slots[i] != x + 1)
		i = (i + 1) & (p->n_slots - 1);
	return i;
}

static bool
holds(const struct picked *p, size_t x)
{
	if (p->slots != NULL)
		return p->slots[slot_of(p, x)] != 0;
	for (size_t i = 0; i < p->n; i++)
		if (p->v[i] == x)
			return true;
	return false;
}

/* Floyd's sampling, then a shuffle: his picks alone are not in random order. */
void
rng_sample(struct rng *r, size_t n, size_t *picks, size_t k)
{
	struct picked p = { .v = picks, .n_slots = 4 * FEW };

	assert(k <= n);
	while (p.n_slots / 2 < k)
		p.n_slots *= 2;
	if (k > FEW)
		p.slots = mem_new(p.n_slots, sizeof *p.slots);
	for (; p.n < k; p.n++) {
		size_t top = n - k + p.n;
		size_t x = (size_t)rng_below(r, top + 1);

		picks[p.n] = holds(&p, x) ? top : x;
		if (p.slots != NULL)
			p.slots[slot_of(&p, picks[p.n])] = picks[p.n] + 1;
	}
	free(p.slots);
	rng_permute(r, picks, k, sizeof *picks);
}
