/* The ids of words, merged or from a cache: see bpe.h. */
#include "tok/bpe.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	CACHE_BITS = 17,    /* slots of the cache */
	CACHE_KEY_MAX = 15, /* bytes of a word in it */
	CACHE_IDS_MAX = 4,  /* ids of a word in it */
	LONG_BITS = 14,     /* the same of words that do not fit there */
	LONG_BYTES_MAX = 54,
	LONG_IDS_MAX = 16,
	WAITING = 8,        /* words whose slots are on the way */
	KEY_LENGTH_AT = 56, /* the length begins at this bit of key[1] */
	KEY_COUNT_AT = 60,  /* and the number of ids at this one */
	COUNT_LONG = 15,    /* that is: more, the long words have them */
};

#define KEY_MASK (~((uint64_t)0xf << KEY_COUNT_AT))

struct cached {
	uint64_t key[2]; /* the word's bytes, its length, number of ids */
	uint32_t id[CACHE_IDS_MAX];
};

struct cached_long {
	uint64_t hash; /* of the bytes */
	unsigned char n, n_ids;
	char text[LONG_BYTES_MAX];
	uint32_t id[LONG_IDS_MAX];
};

/* A word between the time its slot is asked for and looked at, or an id in its
 * place among the words. */
struct waiting {
	uint64_t key[2]; /* of a long word its hash */
	void *slot;      /* NULL: not a word but an id */
	size_t n;
	uint32_t id;
	char text[LONG_BYTES_MAX]; /* of a long word */
};

struct bpe {
	const struct vocab *v;
	struct merge *merge;
	bool ignore_merges;
	struct cached *cache;
	struct cached_long *cache_long;
	struct waiting waiting[WAITING];
	unsigned next, n_waiting; /* where the next one goes */
};

struct bpe *
bpe_new(
    const struct vocab *v, const struct initial_symbols *s, bool ignore_merges)
{
	struct bpe *b = mem_aligned(1, sizeof *b);

	assert((WAITING & (WAITING - 1)) == 0); /* next may wrap */
	b->v = v;
	b->merge = merge_new(v, s);
	b->ignore_merges = ignore_merges;
	b->cache = mem_aligned((size_t)1 << CACHE_BITS, sizeof *b->cache);
	b->cache_long =
	    mem_aligned((size_t)1 << LONG_BITS, sizeof *b->cache_long);
	return b;
}

void
bpe_free(struct bpe *b)
{
	if (b == NULL)
		return;
	free(b->cache);
	free(b->cache_long);
	merge_free(b->merge);
	free(b);
}

/* Keys hold a word's bytes and give them back only in this order. */
static bool
little_endian(void)
{
	const uint16_t one = 1;

	return *(const unsigned char *)&one == 1;
}

/* The length of a word is hard to predict, so that nothing branches on it. */
static void
make_key(struct str word, const char *limit, uint64_t key[2])
{
	static const unsigned char ends[32] = { [0 ... 15] = 0xff };
	uint64_t mask[2];

	assert(word.n > 0 && word.n <= CACHE_KEY_MAX);
	if (limit - word.p >= 16) {
		memcpy(key, word.p, 16);
		memcpy(mask, ends + 16 - word.n, 16);
		key[0] &= mask[0];
		key[1] &= mask[1];
	} else {
		key[0] = key[1] = 0;
		memcpy(key, word.p, word.n);
	}
	key[1] |= (uint64_t)word.n << KEY_LENGTH_AT;
}

static size_t
key_slot(const uint64_t key[2])
{
	uint64_t h = key[0] * 0x9e3779b97f4a7c15u;

	h ^= h >> 32;
	h = (h ^ key[1]) * 0xd6e8feb86659fd93u;
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	return (size_t)(h >> (64 - CACHE_BITS));
}

static uint64_t
hash_bytes(struct str s)
{
	uint64_t h = s.n, x;
	size_t i;

	for (i = 0; i + 8 <= s.n; i += 8) {
		memcpy(&x, s.p + i, 8);
		h = (h ^ x) * 0xd6e8feb86659fd93u;
		h ^= h >> 32;
	}
	x = 0;
	memcpy(&x, s.p + i, s.n - i);
	h = (h ^ x) * 0xd6e8feb86659fd93u;
	return h ^ h >> 32;
}

static struct cached_long *
long_slot(struct bpe *b, uint64_t hash)
{
	return &b->cache_long[hash * 0x9e3779b97f4a7c15u >> (64 - LONG_BITS)];
}

static void
keep_long(struct cached_long *slot, uint64_t hash, struct str word,
    const uint32_t *ids, size_t n)
{
	assert(word.n <= LONG_BYTES_MAX);
	if (n > LONG_IDS_MAX)
		return;
	slot->hash = hash;
	slot->n = (unsigned char)word.n;
	slot->n_ids = (unsigned char)n;
	memcpy(slot->text, word.p, word.n);
	if (n > 0)
		memcpy(slot->id, ids, n * sizeof *ids);
}

static void
keep_short(struct bpe *b, const struct waiting *w, struct str word,
    const uint32_t *ids, size_t n)
{
	struct cached *slot = w->slot;
	uint64_t hash;

	slot->key[0] = w->key[0];
	slot->key[1] = w->key[1];
	if (n <= CACHE_IDS_MAX) {
		slot->key[1] |= (uint64_t)n << KEY_COUNT_AT;
		if (n > 0)
			memcpy(slot->id, ids, n * sizeof *ids);
	} else {
		slot->key[1] |= (uint64_t)COUNT_LONG << KEY_COUNT_AT;
		hash = hash_bytes(word);
		keep_long(long_slot(b, hash), hash, word, ids, n);
	}
}

static struct str
text_of(const struct waiting *w)
{
	if (w->n > CACHE_KEY_MAX)
		return (struct str){ w->text, w->n };
	return (struct str){ (const char *)w->key, w->n };
}

static bool
has_long(const struct cached_long *slot, uint64_t hash, struct str word)
{
	return slot->hash == hash && slot->n == word.n &&
	       memcmp(slot->text, word.p, word.n) == 0;
}

/* Whether the slot of a word has it, be it with its ids or not. */
static inline bool
has(const struct waiting *w)
{
	const struct cached *slot = w->slot;

	if (w->n > CACHE_KEY_MAX)
		return has_long(w->slot, w->key[0], text_of(w));
	return slot->key[0] == w->key[0] &&
	       (slot->key[1] & KEY_MASK) == w->key[1];
}

static void
keep(struct bpe *b, const struct waiting *w, const uint32_t *ids, size_t n)
{
	if (w->n > CACHE_KEY_MAX)
		keep_long(w->slot, w->key[0], text_of(w), ids, n);
	else
		keep_short(b, w, text_of(w), ids, n);
}

/* The ids from `from` on; none may be where there is no memory. */
static const uint32_t *
ids_from(const struct id_buf *out, size_t from)
{
	return out->n > from ? out->v + from : NULL;
}

static void
put_merged(struct bpe *b, struct str word, struct id_buf *out)
{
	uint32_t id = b->ignore_merges ? vocab_find(b->v, word) : NO_ID;

	if (id == NO_ID)
		merge_word(b->merge, word, out);
	else
		id_buf_add(out, &id, 1);
}

/* A short word of many ids. */
static void
put_many(struct bpe *b, struct str word, struct id_buf *out)
{
	uint64_t hash = hash_bytes(word);
	struct cached_long *slot = long_slot(b, hash);
	size_t before = out->n;

	if (has_long(slot, hash, word)) {
		id_buf_add(out, slot->id, slot->n_ids);
		return;
	}
	put_merged(b, word, out);
	keep_long(slot, hash, word, ids_from(out, before), out->n - before);
}

static void
put_short(struct bpe *b, const struct waiting *w, struct id_buf *out)
{
	const struct cached *slot = w->slot;
	size_t n = (size_t)(slot->key[1] >> KEY_COUNT_AT);

	if (n == COUNT_LONG) {
		put_many(b, text_of(w), out);
		return;
	}
	if (out->cap - out->n < CACHE_IDS_MAX)
		out->v = mem_grow(
		    out->v, &out->cap, out->n + CACHE_IDS_MAX, sizeof *out->v);
	memcpy(out->v + out->n, slot->id, sizeof slot->id);
	out->n += n;
}

/* The ids of the word that has waited longest, whose slot has come from memory
 * meanwhile. */
static void
serve(struct bpe *b, struct id_buf *out)
{
	const struct waiting *w =
	    &b->waiting[(b->next - b->n_waiting--) % WAITING];
	const struct cached_long *more = w->slot;
	size_t before = out->n;

	if (w->slot == NULL) {
		id_buf_add(out, &w->id, 1);
	} else if (!has(w)) {
		put_merged(b, text_of(w), out);
		keep(b, w, ids_from(out, before), out->n - before);
	} else if (w->n > CACHE_KEY_MAX) {
		id_buf_add(out, more->id, more->n_ids);
	} else {
		put_short(b, w, out);
	}
}

void
bpe_flush(struct bpe *b, struct id_buf *out)
{
	while (b->n_waiting > 0)
		serve(b, out);
}

static struct waiting *
add_waiting(struct bpe *b, struct id_buf *out)
{
	if (b->n_waiting == WAITING)
		serve(b, out);
	b->n_waiting++;
	return &b->waiting[b->next++ % WAITING];
}

void
bpe_id(struct bpe *b, uint32_t id, struct id_buf *out)
{
	struct waiting *w = add_waiting(b, out);

	w->slot = NULL;
	w->id = id;
}

void
bpe_word(struct bpe *b, struct str word, const char *limit, struct id_buf *out)
{
	struct waiting *w;

	if (word.n == 0)
		return;
	if (word.n > LONG_BYTES_MAX || !little_endian()) {
		bpe_flush(b, out);
		put_merged(b, word, out);
		return;
	}
	w = add_waiting(b, out);
	w->n = word.n;
	if (word.n > CACHE_KEY_MAX) {
		memcpy(w->text, word.p, word.n);
		w->key[0] = hash_bytes(word);
		w->slot = long_slot(b, w->key[0]);
		__builtin_prefetch((char *)w->slot + 64, 1);
	} else {
		make_key(word, limit, w->key);
		w->slot = &b->cache[key_slot(w->key)];
	}
	__builtin_prefetch(w->slot, 1);
}
