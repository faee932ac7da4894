/* Byte-pair encoding of one word: see bpe.h. */
#include "tok/bpe.h"

#include <assert.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	SCAN_MAX = 64,      /* symbols merged by scanning */
	CACHE_BITS = 17,    /* slots of the cache */
	CACHE_KEY_MAX = 15, /* bytes of a word in it */
	CACHE_IDS_MAX = 4,  /* ids of a word in it */
	LONG_BITS = 14,     /* the same of words that do not fit there */
	LONG_BYTES_MAX = 54,
	LONG_IDS_MAX = 16,
	WAITING = 8,        /* words whose slots are on the way */
	KEY_LENGTH_AT = 56, /* where in key[1] the length stands, */
	KEY_COUNT_AT = 60,  /* and the number of ids */
	COUNT_LONG = 15,    /* that is: more, the long words have them */
};

#define NO_RANK UINT32_MAX
#define NO_PAIR INT32_MAX
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

struct node { /* of a long word */
	uint32_t id;
	uint32_t prev, next; /* NO_ID at the ends */
	uint32_t rank, into; /* of the pair that begins here */
};

/* A word between the time its slot is asked for and looked at. */
struct waiting {
	uint64_t key[2]; /* of a long word its hash */
	void *slot;
	size_t n;
	char text[LONG_BYTES_MAX]; /* of a long word */
};

struct bpe {
	const struct vocab *v;
	const struct symbols *s;
	bool whole;
	struct cached *cache;
	struct cached_long *cache_long;
	struct waiting waiting[WAITING];
	unsigned next, n_waiting; /* where the next one goes */
	struct node *nodes;
	size_t cap_nodes;
	uint64_t *heap; /* rank << 32 | node */
	size_t n_heap, cap_heap;
	uint32_t *symbols;
	size_t cap_symbols;
};

void
id_buf_add(struct id_buf *b, const uint32_t *v, size_t n)
{
	b->v = mem_grow(b->v, &b->cap, b->n + n, sizeof *b->v);
	if (n > 0)
		memcpy(b->v + b->n, v, n * sizeof *v);
	b->n += n;
}

struct bpe *
bpe_new(const struct vocab *v, const struct symbols *s, bool whole)
{
	struct bpe *b = mem_aligned(1, sizeof *b);

	b->v = v;
	b->s = s;
	b->whole = whole;
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
	free(b->nodes);
	free(b->heap);
	free(b->symbols);
	free(b);
}

static uint32_t
pair_rank(const struct vocab *v, uint32_t left, uint32_t right, uint32_t *into)
{
	const struct vocab_pair *p = vocab_pair(v, left, right);

	if (p == NULL)
		return NO_RANK;
	*into = p->id;
	return p->rank;
}

struct scan { /* of the symbols of a short word */
	/* rank << 6 | where it begins; one more than there can be */
	alignas(16) int32_t pair[SCAN_MAX + 1];
	uint32_t into[SCAN_MAX]; /* what the pair becomes */
	unsigned char prev[SCAN_MAX + 1], next[SCAN_MAX + 1];
};

/* A pair is one number, so that the least is the one to merge. */
static_assert(SCAN_MAX == 64 && VOCAB_RANKS <= NO_PAIR >> 6, "places, ranks");

/* The pair that begins at i, of n; not put into its place. */
static inline int32_t
look_up(const struct vocab *v, struct scan *s, const uint32_t *id, size_t i,
    size_t n)
{
	size_t next = s->next[i];
	const struct vocab_pair *p = NULL;

	if (next < n)
		p = vocab_pair(v, id[i], id[next]);
	if (p == NULL)
		return NO_PAIR;
	s->into[i] = p->id;
	return (int32_t)(p->rank << 6 | i);
}

typedef int32_t int4 __attribute__((vector_size(16)));

static int32_t
lesser(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static int32_t
least_pair(const struct scan *s, size_t n)
{
	const int4 *pair = (const int4 *)s->pair;
	int4 least = pair[0];

	for (size_t i = 1; i < (n + 3) / 4; i++) {
		int4 less = pair[i] < least;

		least = (pair[i] & less) | (least & ~less);
	}
	return lesser(lesser(least[0], least[1]), lesser(least[2], least[3]));
}

/* Merges id[0 … n) in place and returns how many are left. */
static size_t
merge_by_scan(const struct vocab *v, uint32_t *id, size_t n)
{
	struct scan s;
	int32_t least;
	size_t left = 0;

	assert(n > 0 && n <= SCAN_MAX);
	for (size_t i = 0; i < n; i++) {
		s.prev[i] = (unsigned char)(i - 1);
		s.next[i] = (unsigned char)(i + 1);
		s.pair[i] = look_up(v, &s, id, i, n);
	}
	for (size_t i = n; i % 4 != 0; i++)
		s.pair[i] = NO_PAIR;
	for (least = least_pair(&s, n); least != NO_PAIR;) {
		size_t i = (size_t)least % SCAN_MAX, gone = s.next[i];
		size_t before = i > 0 ? s.prev[i] : SCAN_MAX;

		id[i] = s.into[i];
		s.next[i] = s.next[gone];
		s.prev[s.next[i]] = (unsigned char)i;
		s.pair[i] = s.pair[gone] = s.pair[before] = NO_PAIR;
		/* of the others, while new pairs come from memory */
		least = least_pair(&s, n);
		s.pair[i] = look_up(v, &s, id, i, n);
		if (i > 0)
			s.pair[before] = look_up(v, &s, id, before, n);
		least = lesser(least, lesser(s.pair[i], s.pair[before]));
	}
	for (size_t i = 0; i < n; i = s.next[i])
		id[left++] = id[i];
	return left;
}

static void
heap_push(struct bpe *b, uint64_t x)
{
	size_t i = b->n_heap++;

	b->heap = mem_grow(b->heap, &b->cap_heap, b->n_heap, sizeof *b->heap);
	for (; i > 0 && b->heap[(i - 1) / 2] > x; i = (i - 1) / 2)
		b->heap[i] = b->heap[(i - 1) / 2];
	b->heap[i] = x;
}

static uint64_t
heap_pop(struct bpe *b)
{
	uint64_t least = b->heap[0], x = b->heap[--b->n_heap];
	size_t i = 0, child;

	while ((child = 2 * i + 1) < b->n_heap) {
		if (child + 1 < b->n_heap &&
		    b->heap[child + 1] < b->heap[child])
			child++;
		if (b->heap[child] >= x)
			break;
		b->heap[i] = b->heap[child];
		i = child;
	}
	b->heap[i] = x;
	return least;
}

/* Looks up the pair that begins at node i and queues it. */
static void
node_pair(struct bpe *b, uint32_t i)
{
	struct node *a = &b->nodes[i];

	a->rank = NO_RANK;
	if (a->next == NO_ID)
		return;
	a->rank = pair_rank(b->v, a->id, b->nodes[a->next].id, &a->into);
	if (a->rank != NO_RANK)
		heap_push(b, (uint64_t)a->rank << 32 | i);
}

/* Joins node i with the one after it. */
static void
node_merge(struct bpe *b, uint32_t i)
{
	struct node *a = &b->nodes[i], *gone = &b->nodes[a->next];

	a->id = a->into;
	a->next = gone->next;
	if (a->next != NO_ID)
		b->nodes[a->next].prev = i;
	gone->rank = NO_RANK;
	node_pair(b, i);
	if (a->prev != NO_ID)
		node_pair(b, a->prev);
}

static void
merge_by_heap(struct bpe *b, const uint32_t *ids, size_t n, struct id_buf *out)
{
	assert(n > 0 && n < NO_ID);
	b->nodes = mem_grow(b->nodes, &b->cap_nodes, n, sizeof *b->nodes);
	b->n_heap = 0;
	for (size_t i = 0; i < n; i++)
		b->nodes[i] = (struct node){ .id = ids[i],
			.prev = (uint32_t)i - 1,
			.next = i + 1 < n ? (uint32_t)i + 1 : NO_ID };
	for (size_t i = 0; i < n; i++)
		node_pair(b, (uint32_t)i);
	while (b->n_heap > 0) {
		uint64_t x = heap_pop(b);

		/* a pair that has changed since was queued again */
		if (b->nodes[(uint32_t)x].rank == (uint32_t)(x >> 32))
			node_merge(b, (uint32_t)x);
	}
	for (uint32_t i = 0; i != NO_ID; i = b->nodes[i].next)
		id_buf_add(out, &b->nodes[i].id, 1);
}

void
bpe_symbols(struct bpe *b, const uint32_t *ids, size_t n, struct id_buf *out)
{
	uint32_t few[SCAN_MAX];

	if (n > SCAN_MAX) {
		merge_by_heap(b, ids, n, out);
	} else if (n > 0) {
		memcpy(few, ids, n * sizeof *ids);
		id_buf_add(out, few, merge_by_scan(b->v, few, n));
	}
}

static void
merge_word(struct bpe *b, struct str word, struct id_buf *out)
{
	uint32_t few[SCAN_MAX], *ids = few, id;

	if (b->whole && (id = vocab_find(b->v, word)) != NO_ID) {
		id_buf_add(out, &id, 1);
		return;
	}
	if (word.n > SCAN_MAX)
		ids = b->symbols = mem_grow(
		    b->symbols, &b->cap_symbols, word.n, sizeof *b->symbols);
	bpe_symbols(b, ids, symbols_of(b->s, b->v, word, ids), out);
}

/* Keys hold a word's bytes and give them back only in this order. */
static bool
little_endian(void)
{
	const uint16_t one = 1;

	return *(const unsigned char *)&one == 1;
}

static void
make_key(struct str word, const char *limit, uint64_t key[2])
{
	size_t n = word.n;

	key[0] = key[1] = 0;
	if (limit - word.p >= 16) {
		memcpy(key, word.p, 16);
		if (n < 8) {
			key[0] &= ((uint64_t)1 << 8 * n) - 1;
			key[1] = 0;
		} else {
			key[1] &= ((uint64_t)1 << 8 * (n - 8)) - 1;
		}
	} else {
		memcpy(key, word.p, n);
	}
	key[1] |= (uint64_t)n << KEY_LENGTH_AT;
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

/* The ids of a word are those of out from `before` on. */
static void
keep_long(struct cached_long *slot, uint64_t hash, struct str word,
    const struct id_buf *out, size_t before)
{
	size_t n = out->n - before;

	if (n > LONG_IDS_MAX)
		return;
	slot->hash = hash;
	slot->n = (unsigned char)word.n;
	slot->n_ids = (unsigned char)n;
	memcpy(slot->text, word.p, word.n);
	if (n > 0)
		memcpy(slot->id, out->v + before, n * sizeof *slot->id);
}

/* A word of many bytes or many ids, from its cache if it is there. */
static void
serve_long(struct bpe *b, struct cached_long *slot, uint64_t hash,
    struct str word, struct id_buf *out)
{
	size_t before = out->n;

	if (slot->hash == hash && slot->n == word.n &&
	    memcmp(slot->text, word.p, word.n) == 0) {
		id_buf_add(out, slot->id, slot->n_ids);
		return;
	}
	merge_word(b, word, out);
	keep_long(slot, hash, word, out, before);
}

/* A short word that its cache does not have. */
static void
serve_new(
    struct bpe *b, const struct waiting *w, struct str word, struct id_buf *out)
{
	struct cached *slot = w->slot;
	size_t before = out->n, n;
	uint64_t hash;

	merge_word(b, word, out);
	n = out->n - before;
	slot->key[0] = w->key[0];
	slot->key[1] = w->key[1];
	if (n <= CACHE_IDS_MAX) {
		slot->key[1] |= (uint64_t)n << KEY_COUNT_AT;
		if (n > 0)
			memcpy(slot->id, out->v + before, n * sizeof *slot->id);
	} else {
		slot->key[1] |= (uint64_t)COUNT_LONG << KEY_COUNT_AT;
		hash = hash_bytes(word);
		keep_long(long_slot(b, hash), hash, word, out, before);
	}
}

/* The ids of a word, whose slot has come from memory meanwhile. */
static void
serve(struct bpe *b, const struct waiting *w, struct id_buf *out)
{
	const struct cached *slot = w->slot;
	struct str word = { (const char *)w->key, w->n };
	uint64_t hash;
	size_t n;

	if (w->n > CACHE_KEY_MAX) {
		word.p = w->text;
		serve_long(b, w->slot, w->key[0], word, out);
	} else if (slot->key[0] != w->key[0] ||
		   (slot->key[1] & KEY_MASK) != w->key[1]) {
		serve_new(b, w, word, out);
	} else if ((n = (size_t)(slot->key[1] >> KEY_COUNT_AT)) == COUNT_LONG) {
		hash = hash_bytes(word);
		serve_long(b, long_slot(b, hash), hash, word, out);
	} else {
		if (out->cap - out->n < CACHE_IDS_MAX)
			out->v = mem_grow(out->v, &out->cap,
			    out->n + CACHE_IDS_MAX, sizeof *out->v);
		memcpy(out->v + out->n, slot->id, sizeof slot->id);
		out->n += n;
	}
}

void
bpe_flush(struct bpe *b, struct id_buf *out)
{
	for (; b->n_waiting > 0; b->n_waiting--)
		serve(b, &b->waiting[(b->next - b->n_waiting) % WAITING], out);
}

void
bpe_word(struct bpe *b, struct str word, const char *limit, struct id_buf *out)
{
	struct waiting *w;

	if (word.n == 0)
		return;
	if (word.n > LONG_BYTES_MAX || !little_endian()) {
		bpe_flush(b, out);
		merge_word(b, word, out);
		return;
	}
	w = &b->waiting[b->next++ % WAITING];
	if (b->n_waiting == WAITING)
		serve(b, w, out);
	else
		b->n_waiting++;
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
