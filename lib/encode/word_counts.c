/* How often words occur: see word_counts.h. */
#include "encode/word_counts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"

enum {
	SLOTS_MIN = 1 << 12,

	/* Memory that learning takes for a word: its entry and slots, and for
	 * each byte the byte, its symbol, and places in the queue of pairs. */
	WORD_BYTES = 80,
	BYTE_BYTES = 16,
};

static uint64_t
cost(struct str text)
{
	return WORD_BYTES + BYTE_BYTES * (uint64_t)text.n;
}

void
word_counts_init(struct word_counts *w, uint64_t max_bytes)
{
	*w = (struct word_counts){ .max_bytes = max_bytes,
		.n_slots = SLOTS_MIN };
	if (w->max_bytes < WORD_COUNTS_MIN)
		w->max_bytes = WORD_COUNTS_MIN;
	w->slots = mem_resize(NULL, w->n_slots, sizeof *w->slots);
	memset(w->slots, 0xff, w->n_slots * sizeof *w->slots);
}

void
word_counts_release(struct word_counts *w)
{
	free(w->v);
	free(w->slots);
	arena_release(&w->text);
	*w = (struct word_counts){ 0 };
}

/* Where the word is, or the empty slot where it would be. */
static size_t
slot_of(const struct word_counts *w, struct str text)
{
	size_t i = (size_t)rng_hash(0, text.p, text.n) & (w->n_slots - 1);

	while (
	    w->slots[i] != UINT32_MAX && !str_eq(w->v[w->slots[i]].text, text))
		i = (i + 1) & (w->n_slots - 1);
	return i;
}

static void
fill_slots(struct word_counts *w)
{
	memset(w->slots, 0xff, w->n_slots * sizeof *w->slots);
	for (size_t i = 0; i < w->n; i++)
		w->slots[slot_of(w, w->v[i].text)] = (uint32_t)i;
}

/* A word's place, to sort by how often it occurs. */
struct place {
	uint64_t count;
	size_t i;
};

static int
often_first(const void *x, const void *y)
{
	const struct place *a = x, *b = y;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return (a->i > b->i) - (a->i < b->i);
}

/* Zeroes the counts of all but the words that fit into half of the memory. */
static void
mark_rare(struct word_counts *w)
{
	struct place *by = mem_new(w->n, sizeof *by);
	uint64_t bytes = 0;

	for (size_t i = 0; i < w->n; i++)
		by[i] = (struct place){ w->v[i].count, i };
	qsort(by, w->n, sizeof *by, often_first);
	for (size_t k = 0; k < w->n; k++) {
		bytes += cost(w->v[by[k].i].text);
		if (bytes <= w->max_bytes / 2)
			continue;
		if (by[k].count > w->most_dropped)
			w->most_dropped = by[k].count;
		w->v[by[k].i].count = 0;
		w->dropped++;
	}
	free(by);
}

static void
prune(struct word_counts *w)
{
	struct arena text = { 0 };
	size_t kept = 0;

	mark_rare(w);
	w->bytes = 0;
	for (size_t i = 0; i < w->n; i++) {
		struct word_count *from = &w->v[i];

		if (from->count == 0)
			continue;
		w->bytes += cost(from->text);
		w->v[kept++] = (struct word_count){
			{ arena_copy(&text, from->text.p, from->text.n),
			    from->text.n },
			from->count
		};
	}
	arena_release(&w->text);
	w->text = text;
	w->n = kept;
	fill_slots(w);
	assert(w->bytes <= w->max_bytes / 2);
}

void
word_counts_add(struct word_counts *w, struct str text)
{
	size_t slot = slot_of(w, text);

	if (w->slots[slot] != UINT32_MAX) {
		w->v[w->slots[slot]].count++;
		return;
	}
	w->v = mem_grow(w->v, &w->cap, w->n + 1, sizeof *w->v);
	w->v[w->n] = (struct word_count){
		{ arena_copy(&w->text, text.p, text.n), text.n }, 1
	};
	w->slots[slot] = (uint32_t)w->n++;
	w->bytes += cost(text);
	if (w->bytes > w->max_bytes || w->n == UINT32_MAX) {
		prune(w);
	} else if (2 * w->n > w->n_slots) {
		w->n_slots *= 2;
		w->slots = mem_resize(w->slots, w->n_slots, sizeof *w->slots);
		fill_slots(w);
	}
}
