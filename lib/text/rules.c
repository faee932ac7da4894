/* What ends a sentence in a language: see rules.h. */
#include "text/rules.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "base/utf8.h"

enum { SLOTS_MIN = 1 << 10 };

struct word {
	char text[WORD_BYTES_MAX]; /* in lower case */
	unsigned char n;           /* 0: a free slot */
	unsigned any, capital;     /* kinds: of any case, of a capital only */
};

struct rules {
	struct word *slots; /* open addressing, at most half full */
	size_t n_slots, n_words;
	struct buf stops, hard, bullets; /* characters, as UTF-8 */
	struct regex *places;
	bool ordinals;
	bool ascii_stops[128]; /* the same as stops, for speed */
};

struct rules *
rules_new(void)
{
	struct rules *r = mem_new(1, sizeof *r);

	r->n_slots = SLOTS_MIN;
	r->slots = mem_new(r->n_slots, sizeof *r->slots);
	return r;
}

void
rules_free(struct rules *r)
{
	if (r == NULL)
		return;
	regex_free(r->places);
	buf_release(&r->stops);
	buf_release(&r->hard);
	buf_release(&r->bullets);
	free(r->slots);
	free(r);
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* The slot of a word in lower case, taken or free. */
static struct word *
slot_of(const struct rules *r, const char *low, size_t n)
{
	size_t mask = r->n_slots - 1, i = (size_t)rng_hash(0, low, n) & mask;

	while (r->slots[i].n != 0 &&
	       (r->slots[i].n != n || memcmp(r->slots[i].text, low, n) != 0))
		i = (i + 1) & mask;
	return &r->slots[i];
}

static void
grow(struct rules *r)
{
	struct word *old = r->slots;
	size_t n = r->n_slots;

	r->n_slots *= 2;
	r->slots = mem_new(r->n_slots, sizeof *r->slots);
	for (size_t i = 0; i < n; i++)
		if (old[i].n > 0)
			*slot_of(r, old[i].text, old[i].n) = old[i];
	free(old);
}

/* Only ASCII letters are lowered: what else there is stands as written. */
static void
lower(char *low, struct str word)
{
	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];

		low[i] = is_capital(c) ? (char)(c - 'A' + 'a') : c;
	}
}

static void
add_word(struct rules *r, struct str word, unsigned kind)
{
	char low[WORD_BYTES_MAX];
	struct word *w;

	if (r->n_words * 2 >= r->n_slots)
		grow(r);
	lower(low, word);
	w = slot_of(r, low, word.n);
	if (w->n == 0) {
		memcpy(w->text, low, word.n);
		w->n = (unsigned char)word.n;
		r->n_words++;
	}
	if (is_capital(word.p[0]))
		w->capital |= kind;
	else
		w->any |= kind;
}

unsigned
rules_word(const struct rules *r, struct str word)
{
	char low[WORD_BYTES_MAX];
	const struct word *w;

	if (word.n == 0 || word.n > sizeof low)
		return 0;
	lower(low, word);
	w = slot_of(r, low, word.n);
	if (!is_capital(word.p[0]))
		return w->any;
	return word.n == 1 ? w->capital : w->any | w->capital;
}

static bool
holds(const struct buf *set, struct str character)
{
	return set->n > 0 &&
	       memmem(set->p, set->n, character.p, character.n) != NULL;
}

bool
rules_stop(const struct rules *r, struct str character)
{
	unsigned char c = (unsigned char)character.p[0];

	return c < 128 ? r->ascii_stops[c] : holds(&r->stops, character);
}

bool
rules_hard(const struct rules *r, struct str character)
{
	return holds(&r->hard, character);
}

bool
rules_ordinals(const struct rules *r)
{
	return r->ordinals;
}

const struct regex *
rules_places(const struct rules *r)
{
	assert(r->places != NULL);
	return r->places;
}

enum { STOPS = 1u << 29, HARD = 1u << 30, BULLETS = 1u << 31 };

static unsigned
kind_of(struct str name)
{
	static const struct {
		const char *name;
		unsigned kind;
	} kinds[] = {
		{ "title", WORD_TITLE },
		{ "latin", WORD_INNER },
		{ "reference", WORD_NUMBER },
		{ "month", WORD_MAYBE },
		{ "company", WORD_MAYBE },
		{ "degree", WORD_MAYBE },
		{ "unit", WORD_UNIT },
		{ "street", WORD_MAYBE },
		{ "state", WORD_MAYBE },
		{ "other", WORD_MAYBE },
		{ "closing", WORD_CLOSING },
		{ "clock", WORD_CLOCK },
		{ "starter", WORD_STARTER },
		{ "speech", WORD_SPEECH },
		{ "name", WORD_NAME },
		{ "pronoun", WORD_PRONOUN },
		{ "ordinal", WORD_ORDINAL },
		{ "stop", STOPS },
		{ "hard", HARD },
		{ "bullet", BULLETS },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (str_eq(name, str_of(kinds[i].name)))
			return kinds[i].kind;
	return 0;
}

static int
add(struct rules *r, struct str word, unsigned kind, struct err *e)
{
	if (kind == STOPS || kind == HARD || kind == BULLETS) {
		if (utf8_count(word) != 1)
			return err_set(e,
			    "'%.*s' is not one character; part them by spaces",
			    STR_ARG(word));
		if (kind == HARD)
			buf_str(&r->hard, word);
		if (kind != BULLETS && word.n == 1)
			r->ascii_stops[(unsigned char)word.p[0]] = true;
		buf_str(kind == BULLETS ? &r->bullets : &r->stops, word);
		return 0;
	}
	if (word.n > 1 && kind != WORD_NAME && word.p[word.n - 1] == '.')
		word.n--;
	if (word.n > WORD_BYTES_MAX)
		return err_set(e, "'%.*s' is longer than %d bytes",
		    STR_ARG(word), WORD_BYTES_MAX);
	r->ordinals |= kind == WORD_ORDINAL;
	add_word(r, word, kind);
	return 0;
}

/* Cuts the first word off *line; an empty one at its end. */
static struct str
next_word(struct str *line)
{
	struct str word;
	size_t n = 0;

	*line = str_trim(*line);
	while (n < line->n && line->p[n] != ' ' && line->p[n] != '\t')
		n++;
	word = str_slice(*line, 0, n);
	*line = str_slice(*line, n, line->n);
	return word;
}

static int
read_line(
    struct rules *r, struct str line, unsigned *kind, bool bare, struct err *e)
{
	bool goes_on = line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t');
	const char *hash = line.n == 0 ? NULL : memchr(line.p, '#', line.n);
	struct str word;

	if (hash != NULL)
		line.n = (size_t)(hash - line.p);
	word = next_word(&line);
	if (word.n == 0)
		return 0;
	if (!goes_on && word.p[word.n - 1] == ':') {
		word.n--;
		*kind = kind_of(word);
		if (*kind == 0)
			return err_set(
			    e, "'%.*s' is no kind of word", STR_ARG(word));
		word = next_word(&line);
	} else if (!goes_on && bare) {
		*kind = WORD_MAYBE;
	} else if (!goes_on || *kind == 0) {
		return err_set(
		    e, "'%.*s' where a line begins 'KIND:'", STR_ARG(word));
	}
	for (; word.n > 0; word = next_word(&line))
		if (add(r, word, *kind, e))
			return -1;
	return 0;
}

int
rules_read(struct rules *r, struct str text, bool bare, const char *name,
    struct err *e)
{
	size_t at = 0, lineno = 0, good = utf8_valid(text);
	unsigned kind = 0;

	if (good < text.n)
		return err_set(e, "%s: not UTF-8 at byte %zu", name, good + 1);
	while (at < text.n) {
		const char *nl = memchr(text.p + at, '\n', text.n - at);
		size_t end = nl == NULL ? text.n : (size_t)(nl - text.p);

		lineno++;
		if (read_line(r, str_slice(text, at, end), &kind, bare, e))
			return err_prefix(e, "%s:%zu", name, lineno);
		at = end + 1;
	}
	return 0;
}

static void
put_class(struct buf *pattern, struct str characters)
{
	for (size_t i = 0, n; i < characters.n; i += n)
		buf_printf(pattern, "\\x{%x}",
		    (unsigned)utf8_decode(characters, i, &n));
}

int
rules_finish(struct rules *r, struct err *e)
{
	struct buf pattern = { 0 };

	if (r->stops.n == 0)
		return err_set(e, "no 'stop:' or 'hard:' characters");
	buf_str(&pattern, STR("["));
	put_class(&pattern, buf_view(&r->stops));
	buf_str(&pattern, STR("]"));
	if (r->bullets.n > 0) {
		buf_str(&pattern, STR("|(?<=\\s)["));
		put_class(&pattern, buf_view(&r->bullets));
		buf_str(&pattern, STR("]"));
	}
	buf_str(&pattern, STR("|[:;](?=-?[()DP])"));
	r->places = regex_new(buf_view(&pattern), e);
	buf_release(&pattern);
	return r->places == NULL ? -1 : 0;
}
