/* Shots most like a query: see demo_bm25.h. */
#include "episode/demo_bm25.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "episode/keyset.h"
#include "base/normal.h"

/* Robertson and Zaragoza 2009: saturation of a word's count, of the length. */
#define K1 1.2
#define B 0.75

/* A shot that holds a word, and how often. */
struct posting {
	uint32_t shot, n;
};

struct demo_bm25 {
	struct pool_example *const *shots;
	size_t n;
	double *norms;      /* [n] what its length makes of a count */
	struct keyset keys; /* of words, numbered */
	size_t *first;      /* [words + 1] where a word's postings begin */
	size_t *n_postings; /* [words] how many it has */
	struct posting *postings;
	double *scores;  /* [n] of the query at hand */
	uint64_t *query; /* its words */
	size_t query_cap;
};

/* The next word's hash, never 0; false at the end. */
static bool
next_key(struct str s, size_t *at, uint64_t *key)
{
	struct str word;

	if (!normal_word(s, at, &word, key))
		return false;
	*key += *key == 0;
	return true;
}

/* Numbers the words and finds room for their postings. */
static void
count_words(struct demo_bm25 *x)
{
	uint64_t key;
	size_t n_words = 0, room = 0;

	for (size_t i = 0; i < x->n; i++)
		for (size_t at = 0; next_key(x->shots[i]->input, &at, &key);) {
			struct keyset_entry *entry = keyset_add(&x->keys, key);

			if (entry->n++ == 0)
				entry->value = (uint32_t)n_words++;
		}
	keyset_seal(&x->keys);
	x->first = mem_new(n_words + 1, sizeof *x->first);
	x->n_postings = mem_new(n_words + 1, sizeof *x->n_postings);
	for (size_t i = 0; i < x->keys.n_slots; i++)
		if (x->keys.slots[i].key != 0)
			x->first[x->keys.slots[i].value] = x->keys.slots[i].n;
	for (size_t i = 0; i <= n_words; i++) {
		size_t n = x->first[i];

		x->first[i] = room;
		room += n;
	}
	x->postings = mem_new(room + 1, sizeof *x->postings);
}

static void
post(struct demo_bm25 *x, size_t word, size_t shot)
{
	struct posting *v = x->postings + x->first[word];
	size_t *n = &x->n_postings[word];

	if (*n == 0 || v[*n - 1].shot != shot)
		v[(*n)++] = (struct posting){ .shot = (uint32_t)shot };
	v[*n - 1].n++;
}

struct demo_bm25 *
demo_bm25_new(struct pool_example *const *shots, size_t n)
{
	struct demo_bm25 *x = mem_new(1, sizeof *x);
	double mean = 0;
	uint64_t key;

	assert(n <= UINT32_MAX);
	x->shots = shots;
	x->n = n;
	x->norms = mem_new(n + 1, sizeof *x->norms);
	x->scores = mem_new(n + 1, sizeof *x->scores);
	count_words(x);
	for (size_t i = 0; i < n; i++) {
		for (size_t at = 0; next_key(shots[i]->input, &at, &key);) {
			post(x, keyset_find(&x->keys, key)->value, i);
			x->norms[i]++;
		}
		mean += x->norms[i] / (double)n;
	}
	for (size_t i = 0; i < n; i++)
		x->norms[i] = K1 * (1 - B + B * x->norms[i] / mean);
	return x;
}

void
demo_bm25_free(struct demo_bm25 *x)
{
	if (x == NULL)
		return;
	keyset_release(&x->keys);
	free(x->norms);
	free(x->first);
	free(x->n_postings);
	free(x->postings);
	free(x->scores);
	free(x->query);
	free(x);
}

static int
by_hash(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
add_word(struct demo_bm25 *x, uint64_t key)
{
	const struct keyset_entry *entry = keyset_find(&x->keys, key);
	const struct posting *v;
	double df, idf;

	if (entry == NULL)
		return;
	v = x->postings + x->first[entry->value];
	df = (double)x->n_postings[entry->value];
	idf = log(1 + ((double)x->n - df + 0.5) / (df + 0.5));
	for (size_t i = 0; i < x->n_postings[entry->value]; i++) {
		double tf = (double)v[i].n;

		x->scores[v[i].shot] +=
		    idf * tf * (K1 + 1) / (tf + x->norms[v[i].shot]);
	}
}

/* Scores of all shots; those that share no word have 0. */
static void
score(struct demo_bm25 *x, const struct pool_example *query)
{
	size_t at = 0, n = 0;

	for (uint64_t key; next_key(query->input, &at, &key);) {
		x->query =
		    mem_grow(x->query, &x->query_cap, n + 1, sizeof *x->query);
		x->query[n++] = key;
	}
	if (n > 0)
		qsort(x->query, n, sizeof *x->query, by_hash);
	memset(x->scores, 0, x->n * sizeof *x->scores);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || x->query[i] != x->query[i - 1])
			add_word(x, x->query[i]);
	for (size_t i = 0; i < x->n; i++)
		if (x->shots[i]->same == query->same)
			x->scores[i] = -1;
}

void
demo_bm25_order(struct demo_bm25 *x, const struct pool_example *query, size_t k,
    size_t *order)
{
	size_t held = 0;

	assert(k <= x->n);
	score(x, query);
	/* order holds the k best so far at its end, the worst of them first */
	for (size_t i = 0; i < x->n && k > 0; i++) {
		size_t at = k - held;

		if (held == k && x->scores[i] <= x->scores[order[0]])
			continue;
		at -= held < k;
		held += held < k;
		while (at + 1 < k && x->scores[i] > x->scores[order[at + 1]]) {
			order[at] = order[at + 1];
			at++;
		}
		order[at] = i;
	}
}
