/* Merging: scan and heap agree with the definition, the cache changes
 * nothing, a megabyte of one letter takes no longer per byte than a kilobyte.
 */
#include "tok/bpe.h"

#include <stdlib.h>

#include "base/progress.h"
#include "base/rng.h"

#include "../tap.h"

/* A vocabulary of letters a-d and random merges of what there is. */
static void
make(struct vocab *v, struct rng *r, unsigned n_merges)
{
	uint32_t rank = 0;
	struct err e;
	char both[64];

	vocab_init(v);
	for (uint32_t i = 0; i < 4; i++)
		ok(vocab_add(v, i, (struct str){ &"abcd"[i], 1 }, 1, &e) == 0,
		    "letter %u", i);
	while (rank < n_merges) {
		uint32_t a = (uint32_t)rng_below(r, v->n);
		uint32_t b = (uint32_t)rng_below(r, v->n);
		size_t n = v->piece[a].n + v->piece[b].n;
		uint32_t id = (uint32_t)v->n;

		if (n > sizeof both)
			continue;
		memcpy(both, v->piece[a].p, v->piece[a].n);
		memcpy(both + v->piece[a].n, v->piece[b].p, v->piece[b].n);
		if (vocab_find(v, (struct str){ both, n }) != NO_ID ||
		    vocab_add(v, id, (struct str){ both, n }, 1, &e))
			continue;
		vocab_merge(v, a, b, rank++, id);
	}
}

/* The definition: the lowest rank, the leftmost of equals, again and again. */
static size_t
slow(const struct vocab *v, struct str word, uint32_t *id)
{
	size_t n = word.n;

	for (size_t i = 0; i < n; i++)
		id[i] = v->byte_id[(unsigned char)word.p[i]];
	for (;;) {
		const struct vocab_pair *best = NULL;
		size_t at = 0;

		for (size_t i = 0; i + 1 < n; i++) {
			const struct vocab_pair *p =
			    vocab_pair(v, id[i], id[i + 1]);

			if (p->rank < (best == NULL ? NO_RANK : best->rank)) {
				best = p;
				at = i;
			}
		}
		if (best == NULL)
			return n;
		id[at] = best->id;
		memmove(&id[at + 1], &id[at + 2], (n - at - 2) * sizeof *id);
		n--;
	}
}

enum { BETWEEN = 12345678 }; /* an id that is no word's */

static struct initial_symbols bytes = { .unk = -1 };

static void
test_agree(const struct vocab *v, struct rng *r)
{
	struct bpe *b = bpe_new(v, &bytes, false);
	struct id_buf got = { 0 };
	uint32_t want[7 * 201];
	char word[200];
	bool same = true;
	size_t n_want = 0;

	for (int i = 0; i < 20000; i++) {
		size_t n = 1 + (size_t)rng_below(r, i % 10 == 0 ? 200 : 20);

		for (size_t k = 0; k < n; k++)
			word[k] = "abcd"[rng_below(r, i % 3 == 0 ? 1 : 4)];
		bpe_word(b, (struct str){ word, n }, word + sizeof word, &got);
		n_want += slow(v, (struct str){ word, n }, want + n_want);
		if (i % 5 == 0) {
			bpe_id(b, BETWEEN, &got);
			want[n_want++] = BETWEEN;
		}
		if (i % 7 < 6)
			continue;
		bpe_flush(b, &got);
		same &= got.n == n_want &&
			memcmp(got.v, want, got.n * sizeof *want) == 0;
		got.n = n_want = 0;
	}
	ok(same, "20000 words as defined, cached or not, and ids between");
	free(got.v);
	bpe_free(b);
}

static double
seconds(struct bpe *b, const char *p, size_t n, size_t times)
{
	struct id_buf out = { 0 };
	double start = progress_clock();

	for (size_t i = 0; i < times; i++) {
		out.n = 0;
		bpe_word(b, (struct str){ p, n }, p + n, &out);
		bpe_flush(b, &out);
	}
	free(out.v);
	return (progress_clock() - start) / (double)(n * times);
}

static void
test_linear(const struct vocab *v)
{
	size_t n = 1 << 20;
	char *p = malloc(n);
	struct bpe *b = bpe_new(v, &bytes, false);
	double small, large;

	memset(p, 'a', n);
	small = seconds(b, p, 1024, 1024);
	large = seconds(b, p, n, 1);
	ok(large < 50 * small,
	    "a megabyte of one letter: %.0f ns a byte, "
	    "a kilobyte %.0f",
	    large * 1e9, small * 1e9);
	bpe_free(b);
	free(p);
}

static void
test_whole(const struct vocab *v)
{
	struct bpe *b = bpe_new(v, &bytes, true);
	struct id_buf out = { 0 };
	bool all = true;

	for (uint32_t i = 0; i < v->n; i++) {
		struct str s = v->piece[i];

		out.n = 0;
		bpe_word(b, s, s.p + s.n, &out);
		bpe_flush(b, &out);
		all &= out.n == 1 && out.v[0] == i;
	}
	ok(all, "a word that is a piece is taken whole where it is asked for");
	free(out.v);
	bpe_free(b);
}

int
main(void)
{
	struct rng r = rng_at(1, "bpe", STR("test"), 0);
	struct vocab v;

	make(&v, &r, 300);
	initial_symbols_settle(&bytes, &v);
	test_agree(&v, &r);
	test_linear(&v);
	test_whole(&v);
	vocab_release(&v);
	return tap_end();
}
