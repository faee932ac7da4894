/* Exact match, token F1 and ROUGE-L: see overlap.h. */
#include "score/overlap.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "score/stem.h"

struct words {
	struct buf text; /* all words, one after the other */
	size_t *ends;    /* where each ends */
	size_t n, cap;
};

static void
words_release(struct words *w)
{
	buf_release(&w->text);
	free(w->ends);
	*w = (struct words){ 0 };
}

static struct str
word(const struct words *w, size_t i)
{
	size_t from = i == 0 ? 0 : w->ends[i - 1];

	return str_slice(buf_view(&w->text), from, w->ends[i]);
}

/* Ends the word that was begun after the last one, if it has a byte. */
static void
close_word(struct words *w)
{
	size_t from = w->n == 0 ? 0 : w->ends[w->n - 1];

	if (w->text.n == from)
		return;
	w->ends = mem_grow(w->ends, &w->cap, w->n + 1, sizeof *w->ends);
	w->ends[w->n++] = w->text.n;
}

static bool
is_punctuation(char c)
{
	return c != '\0' &&
	       strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c) != NULL;
}

static bool
is_article(struct str s)
{
	return str_eq(s, STR("a")) || str_eq(s, STR("an")) ||
	       str_eq(s, STR("the"));
}

static struct words
squad_words(struct str s)
{
	struct words w = { 0 };

	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n && !ascii_space(s.p[i])) {
			if (!is_punctuation(s.p[i]))
				buf_byte(&w.text, ascii_low(s.p[i]));
			continue;
		}
		close_word(&w);
		if (w.n > 0 && is_article(word(&w, w.n - 1))) {
			w.n--;
			w.text.n = w.n == 0 ? 0 : w.ends[w.n - 1];
		}
	}
	return w;
}

/* Ends a word as close_word does; a word of more than three by its stem. */
static void
close_stem(struct words *w)
{
	size_t from = w->n == 0 ? 0 : w->ends[w->n - 1];
	size_t n = w->text.n - from;

	if (n > 3) {
		buf_room(&w->text, 1);
		w->text.n = from + stem_word(w->text.p + from, n);
	}
	close_word(w);
}

static struct words
rouge_words(struct str s, bool stems)
{
	struct words w = { 0 };

	for (size_t i = 0; i <= s.n; i++) {
		char c = i < s.n ? ascii_low(s.p[i]) : ' ';

		if (ascii_lower(c) || ascii_digit(c))
			buf_byte(&w.text, c);
		else if (stems)
			close_stem(&w);
		else
			close_word(&w);
	}
	return w;
}

static double
harmonic(size_t shared, size_t a, size_t b)
{
	return shared == 0 ? 0 : 2.0 * (double)shared / (double)(a + b);
}

static double
f1(const struct words *a, const struct words *b)
{
	bool *taken = mem_new(b->n, sizeof *taken);
	size_t shared = 0;

	for (size_t i = 0; i < a->n; i++) {
		for (size_t j = 0; j < b->n; j++) {
			if (taken[j] || !str_eq(word(a, i), word(b, j)))
				continue;
			taken[j] = true;
			shared++;
			break;
		}
	}
	free(taken);
	if (a->n == 0 || b->n == 0)
		return a->n == b->n;
	return harmonic(shared, a->n, b->n);
}

/* Length of the longest common subsequence, a row of the table at a time. */
static size_t
lcs(const struct words *a, const struct words *b)
{
	size_t *row = mem_new(b->n + 1, sizeof *row);
	size_t length;

	for (size_t i = 0; i < a->n; i++) {
		size_t diagonal = 0;

		for (size_t j = 1; j <= b->n; j++) {
			size_t above = row[j];

			if (str_eq(word(a, i), word(b, j - 1)))
				row[j] = diagonal + 1;
			else if (row[j - 1] > above)
				row[j] = row[j - 1];
			diagonal = above;
		}
	}
	length = row[b->n];
	free(row);
	return length;
}

static bool
same(const struct words *a, const struct words *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!str_eq(word(a, i), word(b, i)))
			return false;
	return true;
}

static double
rouge_l(struct str text, struct str ref, bool stems)
{
	struct words a = rouge_words(text, stems), b = rouge_words(ref, stems);
	double value = harmonic(lcs(&a, &b), a.n, b.n);

	words_release(&a);
	words_release(&b);
	return value;
}

static struct overlap
overlap_one(struct str text, struct str ref)
{
	struct words a = squad_words(text), b = squad_words(ref);
	struct overlap o = {
		.exact = str_eq(str_trim(text), str_trim(ref)),
		.em = same(&a, &b),
		.f1 = f1(&a, &b),
		.rouge_l = rouge_l(text, ref, false),
		.rouge_l_stem = rouge_l(text, ref, true),
	};

	words_release(&a);
	words_release(&b);
	return o;
}

static void
keep_best(double *best, double x)
{
	if (x > *best)
		*best = x;
}

struct overlap
overlap_of(struct str text, const struct str *refs, size_t n)
{
	struct overlap best = { 0 };

	for (size_t i = 0; i < n; i++) {
		struct overlap o = overlap_one(text, refs[i]);

		keep_best(&best.exact, o.exact);
		keep_best(&best.em, o.em);
		keep_best(&best.f1, o.f1);
		keep_best(&best.rouge_l, o.rouge_l);
		keep_best(&best.rouge_l_stem, o.rouge_l_stem);
	}
	return best;
}
