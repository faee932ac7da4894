/* Byte-pair merging of one word: see merge.h. */
#include "tok/merge.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	SCAN_MAX = 62, /* symbols merged by scanning */
	PLACE_BITS = 6,
	PLACES = 1 << PLACE_BITS,         /* of them, with one at either end */
	NO_PAIR = INT32_MAX - PLACES + 1, /* or more */
};

/* A pair is one number, so that the least is the one to merge. */
static_assert(VOCAB_RANKS <= NO_PAIR >> PLACE_BITS, "ranks");

/* A word of few symbols, at places 1 to n; those at places 0 and n + 1 merge
 * with nothing. */
struct scan {
	/* of the pair that begins at a place, rank and place */
	int32_t pair[PLACES];
	uint32_t into[PLACES]; /* what the pair becomes */
	uint32_t id[PLACES];
	uint64_t there; /* a bit for each place that is still one */
	size_t n;
	int32_t least; /* of the pairs */
};

struct node { /* of a long word */
	uint32_t id;
	uint32_t prev, next; /* NO_ID at the ends */
	uint32_t rank, into; /* of the pair that begins here */
};

struct merge {
	const struct vocab *v;
	const struct initial_symbols *s;
	struct scan scan;
	struct node *nodes;
	size_t cap_nodes;
	uint64_t *heap; /* rank << 32 | node */
	size_t n_heap, cap_heap;
	uint32_t *ids; /* of a long word */
	size_t cap_ids;
};

void
id_buf_add(struct id_buf *b, const uint32_t *v, size_t n)
{
	b->v = mem_grow(b->v, &b->cap, b->n + n, sizeof *b->v);
	if (n > 0)
		memcpy(b->v + b->n, v, n * sizeof *v);
	b->n += n;
}

struct merge *
merge_new(const struct vocab *v, const struct initial_symbols *s)
{
	struct merge *m = mem_aligned(1, sizeof *m);

	m->v = v;
	m->s = s;
	return m;
}

void
merge_free(struct merge *m)
{
	if (m == NULL)
		return;
	free(m->nodes);
	free(m->heap);
	free(m->ids);
	free(m);
}

static inline void
set_pair(struct scan *w, size_t place, uint32_t rank, uint32_t into)
{
	w->pair[place] =
	    (int32_t)((rank << PLACE_BITS | (uint32_t)place) & INT32_MAX);
	w->into[place] = into;
}

static inline int32_t
lesser(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static inline int32_t
least_pair(const struct scan *w)
{
	const int32_t *p = w->pair;
	int32_t a = NO_PAIR, b = NO_PAIR;

	for (size_t i = 0; i <= w->n; i += 8) {
		a = lesser(a,
		    lesser(lesser(p[i], p[i + 1]), lesser(p[i + 2], p[i + 3])));
		b = lesser(b, lesser(lesser(p[i + 4], p[i + 5]),
				  lesser(p[i + 6], p[i + 7])));
	}
	return lesser(a, b);
}

/* The symbols of a word all of whose characters are ASCII and symbols. */
static bool
begin_ascii(const struct initial_symbols *s, struct scan *w, struct str word)
{
	const unsigned char *c = (const unsigned char *)word.p;
	uint32_t other = 0;

	for (size_t i = 0; i < word.n; i++) {
		w->id[i + 1] = s->one[c[i]];
		other |= c[i] & 0x80u;
		other |= w->id[i + 1] == NO_ID;
	}
	if (other)
		return false;
	w->n = word.n;
	for (size_t i = 1; i < w->n; i++) {
		const struct initial_symbols_pair *p =
		    &s->ascii[c[i - 1]][c[i]];

		set_pair(w, i, p->rank, p->id);
	}
	return true;
}

static void
begin(const struct merge *m, struct scan *w, struct str word)
{
	assert(word.n > 0 && word.n <= SCAN_MAX);
	if (!begin_ascii(m->s, w, word)) {
		w->n = initial_symbols_of(m->s, m->v, word, w->id + 1);
		for (size_t i = 1; i < w->n; i++) {
			const struct vocab_pair *p =
			    vocab_pair(m->v, w->id[i], w->id[i + 1]);

			set_pair(w, i, p->rank, p->id);
		}
	}
	w->pair[0] = NO_PAIR;
	for (size_t i = w->n > 0 ? w->n : 1; i < w->n / 8 * 8 + 8; i++)
		w->pair[i] = NO_PAIR;
	w->id[0] = w->id[w->n + 1] = NO_ID;
	w->there = ((uint64_t)2 << (w->n + 1)) - 1;
	w->least = least_pair(w);
}

/* Merges the least pair. */
static inline void
step(const struct vocab *v, struct scan *w)
{
	size_t i = (size_t)w->least % PLACES, gone, before, next;
	uint64_t behind = w->there & ~(uint64_t)1 << i;
	const struct vocab_pair *p, *q;
	int32_t least;

	gone = (size_t)__builtin_ctzll(behind);
	behind &= behind - 1;
	next = (size_t)__builtin_ctzll(behind);
	w->there ^= (uint64_t)1 << gone;
	before =
	    63 - (size_t)__builtin_clzll(w->there & (((uint64_t)1 << i) - 1));
	w->id[i] = w->into[i];
	w->pair[i] = w->pair[gone] = w->pair[before] = NO_PAIR;
	p = vocab_pair(v, w->id[i], w->id[next]);
	q = vocab_pair(v, w->id[before], w->id[i]);
	/* of the others, while these two come from memory */
	least = least_pair(w);
	set_pair(w, i, p->rank, p->id);
	set_pair(w, before, q->rank, q->id);
	w->least = lesser(least, lesser(w->pair[i], w->pair[before]));
}

static void
merge_by_scan(struct merge *m, struct str word, struct id_buf *out)
{
	struct scan *w = &m->scan;
	uint64_t there;

	begin(m, w, word);
	while (w->least < NO_PAIR)
		step(m->v, w);
	there = w->there & ~((uint64_t)1 << (w->n + 1) | 1);
	out->v = mem_grow(out->v, &out->cap, out->n + w->n, sizeof *out->v);
	for (; there != 0; there &= there - 1)
		out->v[out->n++] = w->id[__builtin_ctzll(there)];
}

static void
heap_push(struct merge *m, uint64_t x)
{
	size_t i = m->n_heap++;

	m->heap = mem_grow(m->heap, &m->cap_heap, m->n_heap, sizeof *m->heap);
	for (; i > 0 && m->heap[(i - 1) / 2] > x; i = (i - 1) / 2)
		m->heap[i] = m->heap[(i - 1) / 2];
	m->heap[i] = x;
}

static uint64_t
heap_pop(struct merge *m)
{
	uint64_t least = m->heap[0], x = m->heap[--m->n_heap];
	size_t i = 0, child;

	while ((child = 2 * i + 1) < m->n_heap) {
		if (child + 1 < m->n_heap &&
		    m->heap[child + 1] < m->heap[child])
			child++;
		if (m->heap[child] >= x)
			break;
		m->heap[i] = m->heap[child];
		i = child;
	}
	m->heap[i] = x;
	return least;
}

/* Looks up the pair that begins at node i and queues it. */
static void
node_pair(struct merge *m, uint32_t i)
{
	struct node *a = &m->nodes[i];
	const struct vocab_pair *p;

	a->rank = NO_RANK;
	if (a->next == NO_ID)
		return;
	p = vocab_pair(m->v, a->id, m->nodes[a->next].id);
	a->rank = p->rank;
	a->into = p->id;
	if (a->rank != NO_RANK)
		heap_push(m, (uint64_t)a->rank << 32 | i);
}

/* Joins node i with the one after it. */
static void
node_merge(struct merge *m, uint32_t i)
{
	struct node *a = &m->nodes[i], *gone = &m->nodes[a->next];

	a->id = a->into;
	a->next = gone->next;
	if (a->next != NO_ID)
		m->nodes[a->next].prev = i;
	gone->rank = NO_RANK;
	node_pair(m, i);
	if (a->prev != NO_ID)
		node_pair(m, a->prev);
}

static void
merge_by_heap(struct merge *m, struct str word, struct id_buf *out)
{
	size_t n;

	m->ids = mem_grow(m->ids, &m->cap_ids, word.n, sizeof *m->ids);
	n = initial_symbols_of(m->s, m->v, word, m->ids);
	assert(n < NO_ID);
	m->nodes = mem_grow(m->nodes, &m->cap_nodes, n, sizeof *m->nodes);
	m->n_heap = 0;
	for (size_t i = 0; i < n; i++)
		m->nodes[i] = (struct node){ .id = m->ids[i],
			.prev = (uint32_t)i - 1,
			.next = i + 1 < n ? (uint32_t)i + 1 : NO_ID };
	for (size_t i = 0; i < n; i++)
		node_pair(m, (uint32_t)i);
	while (m->n_heap > 0) {
		uint64_t x = heap_pop(m);

		/* a pair that has changed since was queued again */
		if (m->nodes[(uint32_t)x].rank == (uint32_t)(x >> 32))
			node_merge(m, (uint32_t)x);
	}
	for (uint32_t i = n > 0 ? 0 : NO_ID; i != NO_ID; i = m->nodes[i].next)
		id_buf_add(out, &m->nodes[i].id, 1);
}

void
merge_word(struct merge *m, struct str word, struct id_buf *out)
{
	if (word.n > SCAN_MAX)
		merge_by_heap(m, word, out);
	else if (word.n > 0)
		merge_by_scan(m, word, out);
}
