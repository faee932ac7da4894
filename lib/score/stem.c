/* Porter's stemmer as NLTK has it: see stem.h. */
#include "score/stem.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "base/str.h"

struct word {
	char *p;
	size_t n;
};

/* The text that replaces a suffix, when the rest has the measure. */
struct rule {
	const char *suffix, *to;
	size_t measure; /* at least */
};

static bool
is_vowel(char c)
{
	return c != '\0' && strchr("aeiou", c) != NULL;
}

/* y is a vowel after a consonant; a digit is none. */
static bool
is_consonant(const char *p, size_t i)
{
	bool turned = false;

	for (; i > 0 && p[i] == 'y'; i--)
		turned = !turned;
	return !is_vowel(p[i]) != turned;
}

/* How often a consonant follows a vowel in the first n letters. */
static size_t
measure(const char *p, size_t n)
{
	bool before = true;
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		bool now = p[i] == 'y' ? i == 0 || !before : !is_vowel(p[i]);

		m += now && !before;
		before = now;
	}
	return m;
}

static bool
has_vowel(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!is_consonant(p, i))
			return true;
	return false;
}

static bool
ends_double(const struct word *w)
{
	return w->n >= 2 && w->p[w->n - 1] == w->p[w->n - 2] &&
	       is_consonant(w->p, w->n - 1);
}

/* Consonant, vowel, consonant, the last none of w, x, y; or of two letters. */
static bool
ends_short(const char *p, size_t n)
{
	if (n == 2)
		return !is_consonant(p, 0) && is_consonant(p, 1);
	return n >= 3 && is_consonant(p, n - 3) && !is_consonant(p, n - 2) &&
	       is_consonant(p, n - 1) && strchr("wxy", p[n - 1]) == NULL;
}

static bool
ends(const struct word *w, const char *suffix)
{
	return str_ends((struct str){ w->p, w->n }, str_of(suffix));
}

/* The word with other letters from `from` on. */
static void
put(struct word *w, size_t from, const char *to)
{
	size_t n = strlen(to);

	memcpy(w->p + from, to, n);
	w->n = from + n;
}

/* The first rule whose suffix is there decides, whether it applies or not. */
static void
apply(struct word *w, const struct rule *rules, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t rest;

		if (!ends(w, rules[i].suffix))
			continue;
		rest = w->n - strlen(rules[i].suffix);
		if (measure(w->p, rest) >= rules[i].measure)
			put(w, rest, rules[i].to);
		return;
	}
}

#define APPLY(w, rules) apply(w, rules, sizeof(rules) / sizeof((rules)[0]))

static void
plurals(struct word *w)
{
	static const struct rule rules[] = { { "sses", "ss", 0 },
		{ "ies", "i", 0 }, { "ss", "ss", 0 }, { "s", "", 0 } };

	if (w->n == 4 && ends(w, "ies"))
		put(w, 1, "ie");
	else
		APPLY(w, rules);
}

/* After -ed and -ing were cut off: hop(p), troubl(e), fil(e). */
static void
mend(struct word *w)
{
	static const char *const cut[] = { "at", "bl", "iz" };

	for (size_t i = 0; i < sizeof cut / sizeof cut[0]; i++)
		if (ends(w, cut[i])) {
			put(w, w->n, "e");
			return;
		}
	if (ends_double(w))
		w->n -= strchr("lsz", w->p[w->n - 1]) == NULL;
	else if (measure(w->p, w->n) == 1 && ends_short(w->p, w->n))
		put(w, w->n, "e");
}

static void
participles(struct word *w)
{
	size_t rest;

	if (ends(w, "ied")) {
		put(w, w->n - 3, w->n == 4 ? "ie" : "i");
		return;
	}
	if (ends(w, "eed")) {
		w->n -= measure(w->p, w->n - 3) > 0;
		return;
	}
	if (!ends(w, "ed") && !ends(w, "ing"))
		return;
	rest = w->n - (ends(w, "ed") ? 2 : 3);
	if (!has_vowel(w->p, rest))
		return;
	w->n = rest;
	mend(w);
}

static void
final_y(struct word *w)
{
	if (w->n > 2 && ends(w, "y") && is_consonant(w->p, w->n - 2))
		w->p[w->n - 1] = 'i';
}

static void
double_suffixes(struct word *w)
{
	static const struct rule rules[] = { { "ational", "ate", 1 },
		{ "tional", "tion", 1 }, { "enci", "ence", 1 },
		{ "anci", "ance", 1 }, { "izer", "ize", 1 },
		{ "bli", "ble", 1 }, { "alli", "al", 1 }, { "entli", "ent", 1 },
		{ "eli", "e", 1 }, { "ousli", "ous", 1 },
		{ "ization", "ize", 1 }, { "ation", "ate", 1 },
		{ "ator", "ate", 1 }, { "alism", "al", 1 },
		{ "iveness", "ive", 1 }, { "fulness", "ful", 1 },
		{ "ousness", "ous", 1 }, { "aliti", "al", 1 },
		{ "iviti", "ive", 1 }, { "biliti", "ble", 1 },
		{ "fulli", "ful", 1 } };

	while (ends(w, "alli") && measure(w->p, w->n - 4) > 0)
		w->n -= 2;
	/* the l belongs to the rest, so that geo- and theo- are long enough */
	if (ends(w, "logi"))
		w->n -= measure(w->p, w->n - 3) > 0;
	else
		APPLY(w, rules);
}

static void
more_suffixes(struct word *w)
{
	static const struct rule rules[] = { { "icate", "ic", 1 },
		{ "ative", "", 1 }, { "alize", "al", 1 }, { "iciti", "ic", 1 },
		{ "ical", "ic", 1 }, { "ful", "", 1 }, { "ness", "", 1 } };

	APPLY(w, rules);
}

static void
last_suffixes(struct word *w)
{
	static const struct rule rules[] = { { "al", "", 2 }, { "ance", "", 2 },
		{ "ence", "", 2 }, { "er", "", 2 }, { "ic", "", 2 },
		{ "able", "", 2 }, { "ible", "", 2 }, { "ant", "", 2 },
		{ "ement", "", 2 }, { "ment", "", 2 }, { "ent", "", 2 },
		{ "ou", "", 2 }, { "ism", "", 2 }, { "ate", "", 2 },
		{ "iti", "", 2 }, { "ous", "", 2 }, { "ive", "", 2 },
		{ "ize", "", 2 } };

	if (!ends(w, "ion"))
		APPLY(w, rules);
	else if (measure(w->p, w->n - 3) > 1 &&
		 strchr("st", w->p[w->n - 4]) != NULL)
		w->n -= 3;
}

static void
final_e(struct word *w)
{
	size_t m = ends(w, "e") ? measure(w->p, w->n - 1) : 0;

	w->n -= m > 1 || (m == 1 && !ends_short(w->p, w->n - 1));
	w->n -= ends(w, "ll") && measure(w->p, w->n - 1) > 1;
}

/* Words that the rules would spoil, by their stems. */
static bool
is_irregular(struct word *w)
{
	static const char *const pool[][2] = { { "sky", "sky" },
		{ "skies", "sky" }, { "dying", "die" }, { "lying", "lie" },
		{ "tying", "tie" }, { "news", "news" }, { "innings", "inning" },
		{ "inning", "inning" }, { "outings", "outing" },
		{ "outing", "outing" }, { "cannings", "canning" },
		{ "canning", "canning" }, { "howe", "howe" },
		{ "proceed", "proceed" }, { "exceed", "exceed" },
		{ "succeed", "succeed" } };
	struct str s = { w->p, w->n };

	for (size_t i = 0; i < sizeof pool / sizeof pool[0]; i++)
		if (str_eq(s, str_of(pool[i][0]))) {
			put(w, 0, pool[i][1]);
			return true;
		}
	return false;
}

size_t
stem_word(char *word, size_t n)
{
	struct word w = { word, n };

	if (n <= 2 || is_irregular(&w))
		return w.n;
	plurals(&w);
	participles(&w);
	final_y(&w);
	double_suffixes(&w);
	more_suffixes(&w);
	last_suffixes(&w);
	final_e(&w);
	assert(w.n <= n + 1);
	return w.n;
}
