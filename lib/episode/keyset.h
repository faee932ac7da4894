/*
 * A set of 64-bit hashes, each with a number and a count, made for many
 * look-ups that find nothing: sixteen bits a slot answer most of those without
 * touching the table.  It is filled first, sealed, and only then searched.
 */
#ifndef ICL_EPISODE_KEYSET_H
#define ICL_EPISODE_KEYSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* value and n are the user's. */
struct keyset_entry {
	uint64_t key; /* never 0 */
	uint32_t value, n;
};

/* {0} is empty. */
struct keyset {
	struct keyset_entry *slots;
	size_t n_slots, n_used; /* n_slots is a power of two */
	uint64_t *bits;         /* once sealed */
	size_t n_bits;
};

/* The entry of key, which is not 0; a new one has n 0.  Good until the next
 * call. */
struct keyset_entry *keyset_add(struct keyset *s, uint64_t key);

/* Ends the filling. */
void keyset_seal(struct keyset *s);

/* NULL when key is not in the sealed set; safe for several threads. */
const struct keyset_entry *keyset_find(const struct keyset *s, uint64_t key);

void keyset_release(struct keyset *s);

#endif
