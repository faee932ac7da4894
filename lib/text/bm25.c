/* Shots most like a query: see bm25.h. */
#include "text/bm25.h"

#include <math.h>
#include <stdlib.h>

#include "text/normal.h"

/* Robertson and Zaragoza 2009: saturation of a word's count, of the length. */
#define K1 1.2
#define B 0.75

enum { WORDS_MAX = 1 << 12 }; /* of a query; what follows is not looked at */

struct wanted {
	uint64_t *words; /* sorted, each once */
	size_t n;
	size_t *n_shots; /* that hold each word */
};

struct shot {
	double score;
	size_t index;
	size_t n_words;
	size_t *counts; /* of each of the query's words */
};

static int
by_hash(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int
by_score(const void *a, const void *b)
{
	const struct shot *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->index > y->index) - (x->index < y->index);
}

static struct wanted
query_of(struct str input, struct arena *a)
{
	struct wanted q = { arena_alloc(a, WORDS_MAX, sizeof *q.words), 0,
		NULL };
	size_t at = 0, n = 0;
	struct str word;
	uint64_t hash;

	while (n < WORDS_MAX && normal_word(input, &at, &word, &hash))
		q.words[n++] = hash;
	qsort(q.words, n, sizeof *q.words, by_hash);
	for (size_t i = 0; i < n; i++)
		if (q.n == 0 || q.words[i] != q.words[q.n - 1])
			q.words[q.n++] = q.words[i];
	q.n_shots = arena_alloc(a, q.n, sizeof *q.n_shots);
	for (size_t i = 0; i < q.n; i++)
		q.n_shots[i] = 0;
	return q;
}

static void
count(struct wanted *q, struct shot *s, struct str input, struct arena *a)
{
	size_t at = 0;
	struct str word;
	uint64_t hash;

	s->counts = arena_alloc(a, q->n, sizeof *s->counts);
	for (size_t i = 0; i < q->n; i++)
		s->counts[i] = 0;
	while (normal_word(input, &at, &word, &hash)) {
		const uint64_t *found =
		    bsearch(&hash, q->words, q->n, sizeof *q->words, by_hash);

		s->n_words++;
		if (found != NULL && s->counts[found - q->words]++ == 0)
			q->n_shots[found - q->words]++;
	}
}

static double
score(const struct wanted *q, const struct shot *s, double n, double mean)
{
	double sum = 0;

	for (size_t i = 0; i < q->n; i++) {
		double df = (double)q->n_shots[i];
		double tf = (double)s->counts[i];
		double idf = log(1 + (n - df + 0.5) / (df + 0.5));
		double norm = 1 - B + B * (double)s->n_words / mean;

		sum += idf * tf * (K1 + 1) / (tf + K1 * norm);
	}
	return sum;
}

void
bm25_order(struct pool_example *const *shots, size_t n,
    const struct pool_example *query, size_t k, size_t *order, struct arena *a)
{
	struct wanted q = query_of(query->input, a);
	struct shot *all = arena_alloc(a, n, sizeof *all);
	double mean = 0;

	for (size_t i = 0; i < n; i++) {
		all[i] = (struct shot){ .index = i };
		count(&q, &all[i], shots[i]->input, a);
		mean += (double)all[i].n_words / (double)n;
	}
	for (size_t i = 0; i < n; i++)
		all[i].score = shots[i]->same == query->same
				   ? -1
				   : score(&q, &all[i], (double)n, mean);
	if (n > 0)
		qsort(all, n, sizeof *all, by_score);
	for (size_t i = 0; i < n; i++)
		order[i] = all[i < k ? k - 1 - i : i].index;
}
