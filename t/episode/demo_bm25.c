/* Shots by BM25 through the index against the formula written out. */
#include "../tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "base/str.h"
#include "episode/demo_bm25.h"

enum { N = 200, K = 20, VOCABULARY = 40, WORDS = 12, FILL = 5000 };

/* A text as the numbers of its words, which are single letters. */
struct text {
	unsigned v[WORDS], n;
	char bytes[3 * WORDS + 1];
};

static void
make_text(struct text *t, struct rng *r)
{
	t->n = (unsigned)rng_below(r, WORDS);
	t->bytes[0] = '\0';
	for (unsigned i = 0; i < t->n; i++) {
		/* low numbers are common */
		t->v[i] = (unsigned)(rng_below(r, VOCABULARY) *
				     rng_below(r, VOCABULARY) / VOCABULARY);
		snprintf(t->bytes + 3 * i, 4, "%02u ", t->v[i]);
	}
}

static unsigned
times(const struct text *t, unsigned word)
{
	unsigned n = 0;

	for (unsigned i = 0; i < t->n; i++)
		n += t->v[i] == word;
	return n;
}

static double
score_of(const struct text *all, const struct text *shot, const struct text *q)
{
	double mean = 0, sum = 0;

	for (unsigned i = 0; i < N; i++)
		mean += (double)all[i].n / N;
	for (unsigned word = 0; word < VOCABULARY; word++) {
		double tf = times(shot, word), df = 0;

		if (times(q, word) == 0)
			continue;
		for (unsigned i = 0; i < N; i++)
			df += times(&all[i], word) > 0;
		sum += log(1 + (N - df + 0.5) / (df + 0.5)) * tf * 2.2 /
		       (tf + 1.2 * (0.25 + 0.75 * shot->n / mean));
	}
	return sum;
}

int
main(void)
{
	static struct text texts[N];
	static struct pool_example examples[N];
	struct pool_example *shots[N], query = { 0 };
	struct text asked;
	struct rng r = rng_at(9, "bm25", STR("texts"), 0);
	size_t order[N], late_order[N], wrong = 0, n_same = 0;
	struct buf late = { 0 };
	struct demo_bm25 *x;

	for (unsigned i = 0; i < N; i++) {
		make_text(&texts[i], &r);
		examples[i].input = str_of(texts[i].bytes);
		examples[i].same = i + 1;
		shots[i] = &examples[i];
	}
	x = demo_bm25_new(shots, N);
	for (unsigned round = 0; round < 50; round++) {
		make_text(&asked, &r);
		query.input = str_of(asked.bytes);
		demo_bm25_order(x, &query, K, order);
		for (unsigned i = 0; i < K; i++) {
			double best = score_of(texts, &texts[order[i]], &asked);
			unsigned better = 0;

			/* rank i from the end: so many shots are better */
			for (unsigned k = 0; k < N; k++) {
				double s = score_of(texts, &texts[k], &asked);

				better += s > best + 1e-9;
			}
			wrong += better > K - 1 - i;
		}
	}
	ok(wrong == 0, "%d of %d rank as the formula says", 50 * K, 50 * K);
	query.same = 7;
	query.input = examples[6].input;
	demo_bm25_order(x, &query, N, order);
	for (unsigned i = 0; i < N; i++)
		n_same += order[i] == 6;
	ok(n_same == 1 && order[0] == 6, "the query's own text is the last");
	query.same = 0;
	demo_bm25_order(x, &query, K, order);
	for (unsigned i = 0; i < FILL; i++)
		buf_str(&late, STR("unheard "));
	buf_str(&late, query.input);
	query.input = buf_view(&late);
	demo_bm25_order(x, &query, K, late_order);
	ok(memcmp(order, late_order, K * sizeof *order) == 0,
	    "the last words of a long query count");
	buf_release(&late);
	query.input = STR("");
	demo_bm25_order(x, &query, 3, order);
	ok(order[0] == 2 && order[1] == 1 && order[2] == 0,
	    "of equal scores the earlier is the better");
	demo_bm25_free(x);
	x = demo_bm25_new(shots, 0);
	demo_bm25_order(x, &query, 0, order);
	ok(1, "no shots");
	demo_bm25_free(x);
	return tap_end();
}
