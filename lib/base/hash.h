/*
 * FNV-1a (Fowler, Noll, Vo), a hash of 64 bits that is the same on every
 * machine and in every version, because keys of random choices rest on it.  It
 * does not withstand an attacker.  Here in full, since the loops over every
 * byte of a text call it.
 */
#ifndef ICL_BASE_HASH_H
#define ICL_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* The hash of no byte, which the first byte is added to. */
#define HASH_START 0xcbf29ce484222325u

/* The hash of what h is the hash of and one byte more. */
static inline uint64_t
hash_byte(uint64_t h, unsigned char byte)
{
	return (h ^ byte) * 0x100000001b3u;
}

/* The same for the n bytes at p; p may be NULL when n is 0. */
static inline uint64_t
hash_bytes(uint64_t h, const void *p, size_t n)
{
	const unsigned char *bytes = p;

	for (size_t i = 0; i < n; i++)
		h = hash_byte(h, bytes[i]);
	return h;
}

#endif
