/* Texts by number: see tensor_names.h. */
#include "report/interner.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/rng.h"

struct interner {
	struct arena arena;
	struct str *v;
	size_t n, cap;
	uint32_t *slots; /* open addressing; number + 1, 0 is empty */
	size_t n_slots;  /* a power of two, more than half of it empty */
};

struct interner *
interner_new(void)
{
	struct interner *n = mem_new(1, sizeof *n);

	n->n_slots = 256;
	n->slots = mem_new(n->n_slots, sizeof *n->slots);
	return n;
}

void
interner_free(struct interner *n)
{
	if (n == NULL)
		return;
	arena_release(&n->arena);
	free(n->v);
	free(n->slots);
	free(n);
}

/* Where the text is, or the empty slot where it would be. */
static size_t
find(const struct interner *n, struct str s)
{
	size_t i = (size_t)rng_hash(0, s.p, s.n) & (n->n_slots - 1);

	while (n->slots[i] != 0 && !str_eq(n->v[n->slots[i] - 1], s))
		i = (i + 1) & (n->n_slots - 1);
	return i;
}

static void
widen(struct interner *n)
{
	free(n->slots);
	n->n_slots *= 2;
	n->slots = mem_new(n->n_slots, sizeof *n->slots);
	for (size_t i = 0; i < n->n; i++)
		n->slots[find(n, n->v[i])] = (uint32_t)i + 1;
}

uint32_t
interner_add(struct interner *n, struct str s)
{
	size_t slot = find(n, s);

	if (n->slots[slot] != 0)
		return n->slots[slot] - 1;
	n->v = mem_grow(n->v, &n->cap, n->n + 1, sizeof *n->v);
	n->v[n->n] = (struct str){ arena_copy(&n->arena, s.p, s.n), s.n };
	n->slots[slot] = (uint32_t)++n->n;
	if (n->n > n->n_slots / 2)
		widen(n);
	return (uint32_t)n->n - 1;
}

struct str
interner_str(const struct interner *n, uint32_t id)
{
	assert(id < n->n);
	return n->v[id];
}
