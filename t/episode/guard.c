/*
 * The guard against a plain comparison of every row of words: what shares 13
 * words in a row with a guarded input, or 8 with a short one, is found, and
 * nothing else.
 */
#include "../tap.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/rng.h"
#include "base/unicode.h"
#include "io/file.h"
#include "episode/guard.h"
#include "episode/guard_fold.h"
#include "episode/keyset.h"
#include "base/normal.h"

enum { N_GUARDED = 40, N_TEXTS = 2000, WORDS_MAX = 24 };

struct sentence {
	unsigned words[WORDS_MAX];
	size_t n;
};

/* Few enough words that short rows meet often. */
static void
draw_sentence(struct rng *rng, size_t min, struct sentence *s)
{
	s->n = (size_t)rng_range(rng, min, WORDS_MAX);
	for (size_t i = 0; i < s->n; i++)
		s->words[i] = (unsigned)rng_below(rng, 1000);
}

/* The same words look different each time. */
static void
put_sentence(struct buf *out, const struct sentence *s, struct rng *rng)
{
	static const char *const gaps[] = { " ", ", ", " - ", "  " };

	for (size_t i = 0; i < s->n; i++)
		buf_printf(out, "%s%c%u", i > 0 ? gaps[rng_below(rng, 4)] : "",
		    rng_below(rng, 2) ? 'w' : 'W', s->words[i]);
}

/* A sentence with a row out of another one in its middle. */
static void
plant(struct rng *rng, const struct sentence *from, struct sentence *to)
{
	size_t n = (size_t)rng_range(rng, 6, 14);
	size_t a, b;

	n = n < from->n ? n : from->n;
	n = n < to->n ? n : to->n;
	a = (size_t)rng_below(rng, from->n - n + 1);
	b = (size_t)rng_below(rng, to->n - n + 1);
	memcpy(to->words + b, from->words + a, n * sizeof *to->words);
}

static bool
share_row(const struct sentence *a, const struct sentence *b, size_t n)
{
	for (size_t i = 0; i + n <= a->n; i++)
		for (size_t j = 0; j + n <= b->n; j++)
			if (memcmp(a->words + i, b->words + j,
				n * sizeof *a->words) == 0)
				return true;
	return false;
}

static bool
leaks(const struct sentence *guarded, const struct sentence *text)
{
	for (size_t i = 0; i < N_GUARDED; i++)
		if (share_row(&guarded[i], text, guarded[i].n >= 13 ? 13 : 8))
			return true;
	return false;
}

static struct guard *
guard_sentences(const struct sentence *v, struct rng *rng, struct err *e)
{
	const char *path = "guarded.jsonl";
	struct opt_list paths = { &path, 1 };
	struct example_reader in = { .threads = 1 };
	struct buf text = { 0 };
	struct guard *g = NULL;

	for (size_t i = 0; i < N_GUARDED; i++) {
		buf_printf(&text, "{\"task\":\"t%zu\",\"input\":\"", i);
		put_sentence(&text, &v[i], rng);
		buf_str(&text, STR("\",\"output\":\"y\"}\n"));
	}
	if (file_put(path, buf_view(&text), e) == 0)
		g = guard_new(&paths, NULL, NULL, &in, e);
	buf_release(&text);
	unlink(path);
	return g;
}

static void
test_rows(void)
{
	struct rng rng = rng_at(5, "rows", STR(""), 0);
	struct sentence guarded[N_GUARDED], s;
	size_t n_found = 0, n_missed = 0, n_false = 0;
	struct buf text = { 0 };
	struct guard *g;
	struct err e;

	for (size_t i = 0; i < N_GUARDED; i++)
		draw_sentence(&rng, 8, &guarded[i]);
	g = guard_sentences(guarded, &rng, &e);
	if (!ok(g != NULL, "the guard is loaded"))
		return;
	for (size_t i = 0; i < N_TEXTS; i++) {
		bool leak, hit;

		draw_sentence(&rng, 6, &s);
		if (i % 2)
			plant(&rng, &guarded[rng_below(&rng, N_GUARDED)], &s);
		buf_reset(&text);
		put_sentence(&text, &s, &rng);
		leak = leaks(guarded, &s);
		hit = guard_text(g, buf_view(&text)) != 0;
		n_found += leak && hit;
		n_missed += leak && !hit;
		n_false += !leak && hit;
	}
	ok(n_found > N_TEXTS / 10, "%zu texts share a row", n_found);
	ok(n_missed == 0, "%zu of them were missed", n_missed);
	ok(n_false == 0, "%zu others were taken for one", n_false);
	buf_release(&text);
	guard_free(g);
}

static void
test_keyset(void)
{
	struct keyset s = { 0 };
	size_t n_wrong = 0;

	for (uint64_t i = 1; i <= 5000; i++) {
		struct keyset_entry *x =
		    keyset_add(&s, i * 0x9e3779b97f4a7c15u);

		n_wrong += x->n != 0;
		x->n = 1;
		x->value = (uint32_t)i;
	}
	keyset_seal(&s);
	for (uint64_t i = 1; i <= 10000; i++) {
		const struct keyset_entry *x =
		    keyset_find(&s, i * 0x9e3779b97f4a7c15u);

		n_wrong +=
		    (x != NULL) != (i <= 5000) || (x != NULL && x->value != i);
	}
	ok(n_wrong == 0, "a set of keys has what was put into it");
	keyset_release(&s);
}

static void
test_fold(void)
{
	static const struct {
		const char *text, *folded;
	} cases[] = {
		{ "  Don't STOP, now!", "dont stop now" },
		{ "don\xe2\x80\x99t dont do n't", "dont dont dont" },
		{ "it 's they 'll (ca n't)", "its theyll cant" },
		{ "a 'so called' rule's end", "a so called rules end" },
		{ "the 'street'", "the street" },
		{ "\xe2\x80\x9cone\xe2\x80\x94two\xe2\x80\x9d\xc2\xa0x",
		    "one two x" },
		{ "\xc3\x89t\xc3\xa9 e\xcc\x81te\xcc\x81", "ete ete" },
		{ "\xef\xbc\xa1\xef\xbc\x91 \xef\xac\x81n x\xc2\xb2",
		    "a1 fin x2" },
		{ "Stra\xc3\x9f"
		  "e STRASSE",
		    "strasse strasse" },
		{ "\xce\x86\xce\x91\xcf\x82 \xd0\x99\xd0\xb9",
		    "\xce\xb1\xce\xb1\xcf\x83 \xd0\xb8\xd0\xb8" },
		{ "soft\xc2\xadly zero\xe2\x80\x8bwidth", "softly zerowidth" },
		{ "- -- \xe2\x80\x93", "" },
	};
	/* by compatibility: circled 1, black-letter H, Angstrom, a half, wide
	 * and half-width katakana with a voiced mark, TM, Deseret's capital */
	static const struct {
		const char *text, *same;
	} alike[] = {
		{ "\xe2\x91\xa0 \xe2\x84\x8c", "1 h" },
		{ "\xe2\x84\xabngstr\xc3\xb6m", "angstrom" },
		{ "\xc2\xbd cup", "1/2 cup" },
		{ "\xef\xbd\xb6\xef\xbe\x9e", "\xe3\x82\xac" },
		{ "Word\xe2\x84\xa2", "wordtm" },
		{ "\xf0\x90\x90\x80", "\xf0\x90\x90\xa8" },
		{ "\xe1\xbc\x88\xce\xb8", "\xce\xb1\xce\xb8" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = { 0 };

		guard_fold(&out, str_of(cases[i].text));
		ok(str_eq(buf_view(&out), str_of(cases[i].folded)),
		    "folded: %s", cases[i].folded);
		buf_release(&out);
	}
	for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
		struct buf a = { 0 }, b = { 0 };

		guard_fold(&a, str_of(alike[i].text));
		guard_fold(&b, str_of(alike[i].same));
		ok(!unicode_present() || str_eq(buf_view(&a), buf_view(&b)),
		    "alike: %s and %s", alike[i].text, alike[i].same);
		buf_release(&a);
		buf_release(&b);
	}
}

int
main(void)
{
	test_fold();
	test_keyset();
	test_rows();
	return tap_end();
}
