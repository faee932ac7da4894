/* The pieces of a vocabulary and the pairs that merge: see vocab.h. */
#include "tok/vocab.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"

enum { SLOTS_MIN = 1024 };

/* Empty slots, and one past them. */
static struct vocab_pair *
no_pairs(size_t n)
{
	struct vocab_pair *p = mem_resize(NULL, n + 1, sizeof *p);

	memset(p, 0xff, (n + 1) * sizeof *p);
	return p;
}

void
vocab_init(struct vocab *v)
{
	*v = (struct vocab){ 0 };
	v->n_slots = v->n_pair_slots = SLOTS_MIN;
	v->pair_shift = 64 - 10;
	v->slots = mem_resize(NULL, v->n_slots, sizeof *v->slots);
	v->pairs = no_pairs(v->n_pair_slots);
	memset(v->slots, 0xff, v->n_slots * sizeof *v->slots);
	memset(v->byte_id, 0xff, sizeof v->byte_id);
	v->maybe = mem_new((size_t)1 << (VOCAB_MAYBE_LOG - 6), 8);
}

void
vocab_release(struct vocab *v)
{
	free(v->piece);
	free(v->slots);
	free(v->pairs);
	free(v->maybe);
	arena_release(&v->text);
	*v = (struct vocab){ 0 };
}

/* Where the piece is, or the empty slot where it would be. */
static size_t
slot_of(const struct vocab *v, struct str bytes)
{
	size_t mask = v->n_slots - 1;
	size_t i = (size_t)rng_hash(0, bytes.p, bytes.n) & mask;

	while (v->slots[i] != NO_ID && !str_eq(v->piece[v->slots[i]], bytes))
		i = (i + 1) & mask;
	return i;
}

uint32_t
vocab_find(const struct vocab *v, struct str bytes)
{
	return v->slots[slot_of(v, bytes)];
}

static void
grow_slots(struct vocab *v)
{
	uint32_t *old = v->slots;
	size_t n = v->n_slots;

	v->n_slots = 2 * n;
	v->slots = mem_resize(NULL, v->n_slots, sizeof *v->slots);
	memset(v->slots, 0xff, v->n_slots * sizeof *v->slots);
	for (size_t i = 0; i < n; i++)
		if (old[i] != NO_ID)
			v->slots[slot_of(v, v->piece[old[i]])] = old[i];
	free(old);
}

int
vocab_add(
    struct vocab *v, uint32_t id, struct str bytes, int plain, struct err *e)
{
	size_t slot;

	if (id >= VOCAB_MAX || bytes.n > VOCAB_PIECE_MAX)
		return err_set(e,
		    "token %u of %zu bytes is past the limits of %u ids and "
		    "%zu bytes",
		    id, bytes.n, VOCAB_MAX, VOCAB_PIECE_MAX);
	if (id >= v->n) {
		v->piece = mem_grow(
		    v->piece, &v->cap, (size_t)id + 1, sizeof *v->piece);
		memset(v->piece + v->n, 0,
		    ((size_t)id + 1 - v->n) * sizeof *v->piece);
		v->n = (size_t)id + 1;
	}
	if (v->piece[id].p != NULL)
		return err_set(e, "two tokens have the id %u", id);
	v->piece[id] =
	    (struct str){ arena_copy(&v->text, bytes.p, bytes.n), bytes.n };
	if (!plain)
		return 0;
	if (2 * (v->n_found + 1) > v->n_slots)
		grow_slots(v);
	slot = slot_of(v, bytes);
	if (v->slots[slot] != NO_ID)
		return err_set(e, "tokens %u and %u have the same text",
		    v->slots[slot], id);
	v->slots[slot] = id;
	v->n_found++;
	if (bytes.n == 1)
		v->byte_id[(unsigned char)bytes.p[0]] = id;
	return 0;
}

static struct vocab_pair *
pair_slot(struct vocab *v, uint64_t key)
{
	size_t mask = v->n_pair_slots - 1;
	size_t i = (size_t)(vocab_pair_hash(key) >> v->pair_shift);

	while (v->pairs[i].key != key && v->pairs[i].key != UINT64_MAX)
		i = (i + 1) & mask;
	return &v->pairs[i];
}

static void
grow_pairs(struct vocab *v)
{
	struct vocab_pair *old = v->pairs;
	size_t n = v->n_pair_slots;

	v->n_pair_slots = 2 * n;
	v->pair_shift--;
	v->pairs = no_pairs(v->n_pair_slots);
	for (size_t i = 0; i < n; i++)
		if (old[i].key != UINT64_MAX)
			*pair_slot(v, old[i].key) = old[i];
	free(old);
}

void
vocab_merge(
    struct vocab *v, uint32_t left, uint32_t right, uint32_t rank, uint32_t id)
{
	struct vocab_pair *p;
	uint64_t bit;

	assert(left < v->n && right < v->n && id < v->n);
	assert(rank < VOCAB_RANKS);
	if (2 * (v->n_pairs + 1) > v->n_pair_slots)
		grow_pairs(v);
	p = pair_slot(v, (uint64_t)left << 32 | right);
	if (p->key == UINT64_MAX)
		v->n_pairs++;
	p->key = (uint64_t)left << 32 | right;
	bit = vocab_pair_hash(p->key) >> (64 - VOCAB_MAYBE_LOG);
	v->maybe[bit / 64] |= (uint64_t)1 << bit % 64;
	p->rank = rank;
	p->id = id;
}

static int
by_rank(const void *a, const void *b)
{
	const struct vocab_pair *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->key > y->key) - (x->key < y->key);
}

struct vocab_pair *
vocab_ranked(const struct vocab *v)
{
	struct vocab_pair *p = mem_new(v->n_pairs, sizeof *p);
	size_t n = 0;

	for (size_t i = 0; i < v->n_pair_slots; i++)
		if (v->pairs[i].key != UINT64_MAX)
			p[n++] = v->pairs[i];
	assert(n == v->n_pairs);
	qsort(p, n, sizeof *p, by_rank);
	return p;
}

static void
digest_u32(struct digest *d, uint32_t x)
{
	unsigned char p[4];

	for (unsigned i = 0; i < 4; i++)
		p[i] = (unsigned char)(x >> 8 * i);
	digest_add(d, p, sizeof p);
}

void
vocab_digest(const struct vocab *v, struct digest *d)
{
	struct vocab_pair *p = vocab_ranked(v);
	unsigned char *seen = mem_new(v->n + 1, 1);

	for (uint32_t i = 0; i < v->n; i++) {
		if (v->piece[i].p == NULL)
			continue;
		digest_u32(d, i);
		digest_u32(d, (uint32_t)v->piece[i].n);
		digest_add(d, v->piece[i].p, v->piece[i].n);
	}
	digest_u32(d, NO_ID);
	for (size_t i = 0; i < v->n_pairs; i++) {
		if (!seen[p[i].id])
			digest_u32(d, p[i].id);
		seen[p[i].id] = 1;
	}
	free(seen);
	free(p);
}
