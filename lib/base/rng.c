/* Random choices as a function of their place: see rng.h. */
#include "base/rng.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#define FNV_START 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u
#define GOLDEN 0x9e3779b97f4a7c15u

static uint64_t
mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

uint64_t
rng_hash(uint64_t start, const void *p, size_t n)
{
	const unsigned char *bytes = p;
	uint64_t h = start ^ FNV_START;

	for (size_t i = 0; i < n; i++)
		h = (h ^ bytes[i]) * FNV_PRIME;
	return h;
}

struct rng
rng_at(uint64_t seed, const char *what, struct str text, uint64_t index)
{
	uint64_t key = mix(seed + GOLDEN);

	key = mix(key ^ rng_hash(0, what, strlen(what)));
	key = mix(key ^ rng_hash(1, text.p, text.n));
	key = mix(key + GOLDEN * (index + 1));
	return (struct rng){ .key = key };
}

uint64_t
rng_u64(struct rng *r)
{
	return mix(r->key + GOLDEN * ++r->next);
}

uint64_t
rng_below(struct rng *r, uint64_t n)
{
	uint64_t limit, x;

	assert(n > 0);
	limit = UINT64_MAX - UINT64_MAX % n;
	do
		x = rng_u64(r);
	while (x >= limit);
	return x % n;
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

static bool
holds(const size_t *picks, size_t n, size_t x)
{
	for (size_t i = 0; i < n; i++)
		if (picks[i] == x)
			return true;
	return false;
}

/* Floyd's sampling, then a shuffle: his picks alone are not in random order. */
void
rng_sample(struct rng *r, size_t n, size_t *picks, size_t k)
{
	assert(k <= n);
	for (size_t i = 0; i < k; i++) {
		size_t top = n - k + i;
		size_t x = (size_t)rng_below(r, top + 1);

		picks[i] = holds(picks, i, x) ? top : x;
	}
	for (size_t i = k; i > 1; i--) {
		size_t j = (size_t)rng_below(r, i), t = picks[i - 1];

		picks[i - 1] = picks[j];
		picks[j] = t;
	}
}
