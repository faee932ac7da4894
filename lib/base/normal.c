/* Normalised text: see normal.h. */
#include "base/normal.h"

#include "base/hash.h"
#include "base/rng.h"

/* A byte in lower case; 0 when it separates words. */
static unsigned
fold(char c)
{
	unsigned byte = (unsigned char)c, small = byte | 0x20;

	if (small - 'a' < 26)
		return small;
	return byte - '0' < 10 || byte >= 0x80 ? byte : 0;
}

bool
normal_word(struct str s, size_t *at, struct str *word, uint64_t *hash)
{
	size_t i = *at, from;
	uint64_t h = HASH_START;
	unsigned c;

	while (i < s.n && fold(s.p[i]) == 0)
		i++;
	for (from = i; i < s.n && (c = fold(s.p[i])) != 0; i++)
		h = hash_byte(h, (unsigned char)c);
	*at = i;
	*word = str_slice(s, from, i);
	*hash = rng_mix(h); /* a short word fills 64 bits too */
	return i > from;
}

size_t
normal_words(struct str s, uint64_t *v)
{
	size_t at = 0, n = 0;
	struct str word;

	/* the last, failing call writes v[n] too; NORMAL_ROOM counts it */
	while (normal_word(s, &at, &word, &v[n]))
		n++;
	return n;
}

static uint64_t
hash_words(struct str s, size_t most, size_t *n_words)
{
	size_t at = 0;
	struct str word;
	uint64_t hash, sum = 0;

	for (*n_words = 0; *n_words < most && normal_word(s, &at, &word, &hash);
	     ++*n_words)
		sum = rng_mix(sum ^ hash) + *n_words;
	return *n_words > 0 ? sum : rng_hash(2, s.p, s.n);
}

uint64_t
normal_hash(struct str s, size_t *n_words)
{
	return hash_words(s, SIZE_MAX, n_words);
}

uint64_t
normal_start(struct str s, size_t n)
{
	size_t n_words;

	return hash_words(s, n, &n_words);
}
