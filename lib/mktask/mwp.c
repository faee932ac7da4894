/* Masked word prediction: a span of words, or scattered ones. */
#include "mktask/task_context.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/normal.h"
#include "base/utf8.h"

enum {
	TRIES = 16,       /* spans drawn until one occurs once */
	MASKED_SHARE = 2, /* at most one word in so many is masked */
	N_SYMBOLS = 9,
};

struct word {
	size_t begin, end; /* in the text */
	size_t run;        /* words from here on with one space between them */
	uint64_t hash;     /* of its letters, in lower case */
};

struct words {
	struct word *v;
	size_t n;
};

/* The length of the letter or digit at i, 0 for anything else. */
static size_t
letter(struct str t, size_t i)
{
	unsigned char c = (unsigned char)t.p[i];
	uint32_t code;
	size_t n;

	if (c < 0x80)
		return ascii_letter(t.p[i]) || ascii_digit(t.p[i]);
	code = utf8_decode(t, i, &n);
	/* symbols, punctuation and spaces: Latin-1's, and their blocks */
	return code < 0xc0 || (code >= 0x2000 && code < 0x2c00) ||
		       (code >= 0x3000 && code < 0x3040) || code == 0xfeff
		   ? 0
		   : n;
}

/* The length of an apostrophe or hyphen at i, which may join letters, or 0. */
static size_t
joint(struct str t, size_t i)
{
	if (t.p[i] == '\'' || t.p[i] == '-')
		return 1;
	return t.n - i >= 3 && memcmp(t.p + i, "\xe2\x80\x99", 3) == 0 ? 3 : 0;
}

static size_t
word_end(struct str t, size_t i)
{
	size_t n;

	for (;;) {
		while (i < t.n && (n = letter(t, i)) > 0)
			i += n;
		if (i == t.n)
			return i;
		n = joint(t, i);
		if (n == 0 || i + n >= t.n || letter(t, i + n) == 0)
			return i;
		i += n;
	}
}

/* The words of a text, each with the length of its run. */
static struct words
find_words(struct str t, struct arena *a)
{
	struct words w = { arena_alloc(a, t.n / 2 + 1, sizeof *w.v), 0 };
	size_t i = 0, n;

	while (i < t.n) {
		if (letter(t, i) == 0) {
			utf8_decode(t, i, &n);
			i += n;
			continue;
		}
		struct word *x = &w.v[w.n++];

		*x = (struct word){ .begin = i, .run = 1 };
		x->end = i = word_end(t, i);
		x->hash = normal_hash(str_slice(t, x->begin, x->end), &n);
	}
	for (i = w.n; i-- > 1;)
		if (w.v[i].begin == w.v[i - 1].end + 1 &&
		    t.p[w.v[i - 1].end] == ' ')
			w.v[i - 1].run = w.v[i].run + 1;
	return w;
}

/* True when the sequence of words [at, at + n) occurs more than once. */
static bool
occurs_elsewhere(const struct words *w, size_t at, size_t n)
{
	for (size_t i = 0; i + n <= w->n; i++) {
		size_t k = 0;

		while (k < n && w->v[i + k].hash == w->v[at + k].hash)
			k++;
		if (k == n && i != at)
			return true;
	}
	return false;
}

/* Draws a symbol that the text does not have; NULL when it has all. */
static const char *
choose_symbol(struct str t, struct rng *r)
{
	static const char *const symbols[N_SYMBOLS] = { "___", "<<>>", "@@@",
		"(())", "$$$", "%%%", "###", "***", "+++" };
	size_t first = (size_t)rng_below(r, N_SYMBOLS);

	for (size_t i = 0; i < N_SYMBOLS; i++) {
		const char *s = symbols[(first + i) % N_SYMBOLS];

		if (memmem(t.p, t.n, s, strlen(s)) == NULL)
			return s;
	}
	return NULL;
}

/* Draws a span of n words and returns its first; w->n when there is none. */
static size_t
draw_span(const struct words *w, size_t n, struct rng *r)
{
	size_t places = 0, pick;

	for (size_t i = 0; i < w->n; i++)
		places += w->v[i].run >= n;
	if (places == 0)
		return w->n;
	pick = (size_t)rng_below(r, places);
	for (size_t i = 0;; i++)
		if (w->v[i].run >= n && pick-- == 0)
			return i;
}

static size_t
longest_run(const struct words *w)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++)
		if (w->v[i].run > n)
			n = w->v[i].run;
	return n;
}

static enum skip_reason
choose_span(const struct task_options *o, const struct words *w, struct rng *r,
    size_t *picks, size_t *n)
{
	size_t longest = longest_run(w);

	if (longest > w->n / MASKED_SHARE)
		longest = w->n / MASKED_SHARE;
	if (longest < o->words_lo)
		return SKIP_SHORT;
	if (longest > o->words_hi)
		longest = o->words_hi;
	for (unsigned i = 0; i < TRIES; i++) {
		size_t at;

		*n = (size_t)rng_range(r, o->words_lo, longest);
		at = draw_span(w, *n, r);
		if (at < w->n && !occurs_elsewhere(w, at, *n)) {
			for (size_t k = 0; k < *n; k++)
				picks[k] = at + k;
			return SKIP_NONE;
		}
	}
	return SKIP_REPEATED;
}

static int
by_size(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

/* Chooses words that occur once, in their order. */
static enum skip_reason
choose_scattered(const struct task_options *o, const struct words *w,
    struct rng *r, size_t *picks, size_t *n)
{
	size_t most = w->n / MASKED_SHARE, n_unique = 0;
	size_t *unique = picks + w->n; /* the second half of the room */

	for (size_t i = 0; i < w->n; i++)
		if (!occurs_elsewhere(w, i, 1))
			unique[n_unique++] = i;
	if (most > n_unique)
		most = n_unique;
	if (most > o->words_hi)
		most = o->words_hi;
	if (most < o->words_lo)
		return n_unique < o->words_lo ? SKIP_REPEATED : SKIP_SHORT;
	*n = (size_t)rng_range(r, o->words_lo, most);
	rng_sample(r, n_unique, picks, *n);
	for (size_t k = 0; k < *n; k++)
		picks[k] = unique[picks[k]];
	qsort(picks, *n, sizeof *picks, by_size);
	return SKIP_NONE;
}

/* A text being written into memory that has room for it. */
struct sink {
	char *p;
	size_t n;
};

static void
put(struct sink *to, const char *p, size_t n)
{
	memcpy(to->p + to->n, p, n);
	to->n += n;
}

/* Input: the text with the picked words masked; output: these words. */
static void
mask(const struct task_context *c, struct str text, const struct words *w,
    const size_t *picks, size_t n, const char *symbol, struct example *x)
{
	size_t size = text.n + n * (strlen(symbol) + 1), at = 0;
	struct sink in = { arena_alloc(c->arena, size, 1), 0 };
	struct sink out = { arena_alloc(c->arena, size, 1), 0 };

	for (size_t k = 0; k < n; k++) {
		const struct word *v = &w->v[picks[k]];

		if (k > 0)
			put(&out, " ", 1);
		put(&out, text.p + v->begin, v->end - v->begin);
		if (k == 0 || c->o->scatter) {
			put(&in, text.p + at, v->begin - at);
			put(&in, symbol, strlen(symbol));
		}
		at = v->end;
	}
	put(&in, text.p + at, text.n - at);
	assert(in.n <= size && out.n <= size);
	x->input = (struct str){ in.p, in.n };
	task_context_output(c, x, (struct str){ out.p, out.n });
}

enum skip_reason
mwp_make(const struct task_context *c, struct example *x)
{
	const struct passage *own = &c->window->v[c->doc];
	struct str text =
	    task_context_join(c, own->sents + c->unit.first, c->unit.n);
	struct words w = find_words(text, c->arena);
	size_t *picks = arena_alloc(c->arena, 2 * w.n, sizeof *picks), n;
	struct rng r = task_context_rng(c, 0);
	const char *symbol = choose_symbol(text, &r);
	enum skip_reason why;

	if (symbol == NULL)
		return SKIP_REPEATED;
	why = c->o->scatter ? choose_scattered(c->o, &w, &r, picks, &n)
			    : choose_span(c->o, &w, &r, picks, &n);
	if (why == SKIP_NONE)
		mask(c, text, &w, picks, n, symbol, x);
	return why;
}
