/* A set of hashes: see keyset.h. */
#include "episode/keyset.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"

enum { SLOTS_MIN = 1024, BITS_A_SLOT = 16 };

static struct keyset_entry *
find(const struct keyset *s, uint64_t key)
{
	size_t mask = s->n_slots - 1, i = (size_t)key & mask;

	while (s->slots[i].key != 0 && s->slots[i].key != key)
		i = (i + 1) & mask;
	return &s->slots[i];
}

static void
grow(struct keyset *s)
{
	struct keyset_entry *old = s->slots;
	size_t n = s->n_slots;

	if (s->n_used * 2 < n)
		return;
	s->n_slots = n == 0 ? SLOTS_MIN : n * 2;
	s->slots = mem_new(s->n_slots, sizeof *s->slots);
	for (size_t i = 0; i < n; i++)
		if (old[i].key != 0)
			*find(s, old[i].key) = old[i];
	free(old);
}

struct keyset_entry *
keyset_add(struct keyset *s, uint64_t key)
{
	struct keyset_entry *entry;

	assert(key != 0 && s->bits == NULL);
	grow(s);
	entry = find(s, key);
	s->n_used += entry->key == 0;
	entry->key = key;
	return entry;
}

/* The upper half of a key, for its lower one says where its slot is. */
static size_t
bit_of(const struct keyset *s, uint64_t key)
{
	return (size_t)(key >> 32 ^ key << 8) & (s->n_bits - 1);
}

void
keyset_seal(struct keyset *s)
{
	grow(s);
	s->n_bits = s->n_slots * BITS_A_SLOT;
	s->bits = mem_new(s->n_bits / 64, sizeof *s->bits);
	for (size_t i = 0; i < s->n_slots; i++) {
		size_t bit = bit_of(s, s->slots[i].key);

		if (s->slots[i].key != 0)
			s->bits[bit / 64] |= (uint64_t)1 << bit % 64;
	}
}

const struct keyset_entry *
keyset_find(const struct keyset *s, uint64_t key)
{
	size_t bit = bit_of(s, key);
	const struct keyset_entry *entry;

	assert(s->bits != NULL);
	if ((s->bits[bit / 64] >> bit % 64 & 1) == 0)
		return NULL;
	entry = find(s, key);
	return entry->key == 0 ? NULL : entry;
}

void
keyset_release(struct keyset *s)
{
	free(s->slots);
	free(s->bits);
	*s = (struct keyset){ 0 };
}
