/* Merges that share ranks against the same in a list: random vocabularies,
 * whose pieces are made of earlier ones, and random words. */
#include "tok/merge_order.h"

#include <stdlib.h>

#include "base/rng.h"
#include "tok/bpe.h"

#include "../tap.h"

enum { LETTERS = 3, PIECES = 24, WORD_MAX = 24, WORDS = 200, ROUNDS = 300 };

static struct initial_symbols bytes[2] = { { .unk = -1 }, { .unk = -1 } };

static void
add(struct vocab *v, struct str s)
{
	struct err e;

	if (s.n < 12 && vocab_find(v, s) == NO_ID &&
	    vocab_add(v, (uint32_t)v->n, s, 1, &e) != 0)
		ok(false, "%s", e.msg);
}

static void
make_pieces(struct vocab *v, struct rng *r)
{
	struct buf both = { 0 };

	vocab_init(v);
	for (int i = 0; i < LETTERS; i++)
		add(v, (struct str){ &"abc"[i], 1 });
	for (int i = 0; i < PIECES; i++) {
		buf_reset(&both);
		buf_str(&both, v->piece[rng_below(r, (uint64_t)v->n)]);
		buf_str(&both, v->piece[rng_below(r, (uint64_t)v->n)]);
		add(v, buf_view(&both));
	}
	buf_release(&both);
}

/* Every pair that makes a piece; `shared` pieces have one rank. */
static void
make_merges(struct vocab *v, struct rng *r, uint64_t shared, bool any)
{
	for (uint32_t id = LETTERS; id < v->n; id++) {
		struct str s = v->piece[id];
		uint32_t rank = any ? (uint32_t)rng_below(r, PIECES)
				    : (uint32_t)(id / shared);

		for (size_t i = 1; i < s.n; i++) {
			uint32_t a = vocab_find(v, str_slice(s, 0, i));
			uint32_t b = vocab_find(v, str_slice(s, i, s.n));

			if (a != NO_ID && b != NO_ID)
				vocab_merge(v, a, b, rank, id);
		}
	}
}

static bool
same_ids(const struct vocab *a, const struct vocab *b, struct rng *r)
{
	struct bpe *x = bpe_new(a, &bytes[0], false);
	struct bpe *y = bpe_new(b, &bytes[1], false);
	struct id_buf p = { 0 }, q = { 0 };
	char word[WORD_MAX];
	bool same = true;

	initial_symbols_settle(&bytes[0], a);
	initial_symbols_settle(&bytes[1], b);
	for (int i = 0; i < WORDS; i++) {
		size_t n = 1 + (size_t)rng_below(r, WORD_MAX);

		for (size_t k = 0; k < n; k++)
			word[k] = "abc"[rng_below(r, LETTERS)];
		bpe_word(x, (struct str){ word, n }, word + n, &p);
		bpe_word(y, (struct str){ word, n }, word + n, &q);
	}
	bpe_flush(x, &p);
	bpe_flush(y, &q);
	same = p.n == q.n && memcmp(p.v, q.v, p.n * sizeof *p.v) == 0;
	free(p.v);
	free(q.v);
	bpe_free(x);
	bpe_free(y);
	return same;
}

/* 1 when the list gives the same, 0 when it does not, -1 when there is none. */
static int
try_one(struct rng *r, uint64_t shared, bool any)
{
	struct vocab v, listed;
	struct vocab_pair *p;
	struct err e;
	int same = -1;
	size_t n;

	make_pieces(&v, r);
	make_merges(&v, r, shared, any);
	initial_symbols_settle(&bytes[0], &v);
	p = merge_order(&v, &bytes[0], &n, &e);
	if (p != NULL) {
		vocab_init(&listed);
		for (uint32_t id = 0; id < v.n; id++)
			add(&listed, v.piece[id]);
		for (size_t i = 0; i < n; i++)
			vocab_merge(&listed, (uint32_t)(p[i].key >> 32),
			    (uint32_t)p[i].key, (uint32_t)i, p[i].id);
		same = same_ids(&v, &listed, r);
		vocab_release(&listed);
	}
	free(p);
	vocab_release(&v);
	return same;
}

static void
check(uint64_t shared, bool any, const char *what)
{
	struct rng r;
	int count[3] = { 0 };

	r = rng_at(shared, "order", STR(""), any);
	for (int i = 0; i < ROUNDS; i++)
		count[try_one(&r, shared, any) + 1]++;
	ok(count[1] == 0 && count[2] > ROUNDS / 100 &&
		(shared == 1 && !any ? count[0] == 0 : count[0] > 0),
	    "%s: %d lists say the same, %d another, %d are refused", what,
	    count[2], count[1], count[0]);
}

int
main(void)
{
	check(1, false, "a rank a piece");
	check(2, false, "two pieces a rank");
	check(4, false, "four pieces a rank");
	check(1, true, "ranks in any order");
	return tap_end();
}
