/* The rules of a language as data: see rules.h. */
#include "segment/rules.h"

#include <assert.h>
#include <endian.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { SLOTS_MIN = 1 << 10 };

struct word {
	char text[WORD_BYTES_MAX]; /* in lower case */
	unsigned char n;
	/* its kinds in any case, and those with a capital only */
	unsigned any, capital;
};

/* A character at which a sentence may end. */
struct delimiter {
	uint32_t code;
	enum candidate_kind kind;
	bool hard;
};

struct rules {
	/*
	 * A hash table with open addressing, at most a quarter full.  A tag is
	 * part of a word's hash, 0 in a free slot: most words are of no kind,
	 * and their tags say so without a read of the slots.
	 */
	uint32_t *tags;
	struct word *slots;
	size_t n_slots, n_words;
	struct delimiter *delimiters;
	size_t n_delimiters, cap_delimiters;
	bool ordinals, elides;
	/*
	 * The kind of candidate that begins with a byte; for the first byte of
	 * a longer character, CANDIDATE_EMOTICON: it must be looked up.
	 */
	unsigned char begins[256];
	bool letters_inert; /* neither space nor '@' to DEL begins any */
};

struct rules *
rules_new(void)
{
	struct rules *r = mem_new(1, sizeof *r);

	r->n_slots = SLOTS_MIN;
	r->slots = mem_new(r->n_slots, sizeof *r->slots);
	r->tags = mem_new(r->n_slots, sizeof *r->tags);
	r->begins[':'] = r->begins[';'] = CANDIDATE_EMOTICON;
	return r;
}

void
rules_free(struct rules *r)
{
	if (r == NULL)
		return;
	free(r->delimiters);
	free(r->slots);
	free(r->tags);
	free(r);
}

/* A word with its ASCII letters in lower case, and its hash. */
struct key {
	char text[WORD_BYTES_MAX];
	size_t n;
	uint64_t hash;
};

static void
key_of(struct key *k, struct str word)
{
	uint64_t h = HASH_START;

	assert(word.n > 0 && word.n <= sizeof k->text);
	k->n = word.n;
	for (size_t i = 0; i < word.n; i++) {
		k->text[i] = ascii_low(word.p[i]);
		h = hash_byte(h, (unsigned char)k->text[i]);
	}
	k->hash = h ^ h >> 32;
}

/* The index of a word's slot, or of the free one where it belongs. */
static size_t
slot_of(const struct rules *r, const struct key *k)
{
	size_t mask = r->n_slots - 1, i = (size_t)k->hash & mask;
	uint32_t tag = (uint32_t)(k->hash >> 24) | 1;

	while (r->tags[i] != 0 &&
	       (r->tags[i] != tag || r->slots[i].n != k->n ||
		   memcmp(r->slots[i].text, k->text, k->n) != 0))
		i = (i + 1) & mask;
	return i;
}

/* Adds the kinds of a word to those in its slot. */
static void
take_slot(struct rules *r, const struct key *k, const struct word *old)
{
	size_t i = slot_of(r, k);
	struct word *w = &r->slots[i];

	r->tags[i] = (uint32_t)(k->hash >> 24) | 1;
	w->any |= old->any;
	w->capital |= old->capital;
	w->n = (unsigned char)k->n;
	memcpy(w->text, k->text, k->n);
}

static void
grow(struct rules *r)
{
	struct word *old = r->slots;
	uint32_t *old_tags = r->tags;
	size_t n = r->n_slots;

	r->n_slots *= 2;
	r->slots = mem_new(r->n_slots, sizeof *r->slots);
	r->tags = mem_new(r->n_slots, sizeof *r->tags);
	for (size_t i = 0; i < n; i++) {
		struct key k;

		if (old_tags[i] == 0)
			continue;
		key_of(&k, (struct str){ old[i].text, old[i].n });
		take_slot(r, &k, &old[i]);
	}
	free(old);
	free(old_tags);
}

static void
add_word(struct rules *r, struct str word, unsigned kind)
{
	bool capital = ascii_upper(word.p[0]);
	struct word w = { .any = capital ? 0 : kind,
		.capital = capital ? kind : 0 };
	struct key k;

	/* room, so that an unknown word mostly meets a free slot at once */
	if (r->n_words * 4 >= r->n_slots)
		grow(r);
	key_of(&k, word);
	r->n_words += r->tags[slot_of(r, &k)] == 0;
	take_slot(r, &k, &w);
	assert(r->n_words < r->n_slots); /* a search ends at a free slot */
}

unsigned
rules_word(const struct rules *r, struct str word)
{
	const struct word *w;
	struct key k;
	size_t i;

	if (word.n == 0 || word.n > WORD_BYTES_MAX)
		return 0;
	key_of(&k, word);
	i = slot_of(r, &k);
	if (r->tags[i] == 0)
		return 0;
	w = &r->slots[i];
	if (!ascii_upper(word.p[0]))
		return w->any;
	return word.n == 1 ? w->capital : w->any | w->capital;
}

/* The character at i, its bytes in *n, when a sentence may end there. */
static const struct delimiter *
delimiter_at(const struct rules *r, struct str text, size_t i, size_t *n)
{
	uint32_t code = utf8_decode(text, i, n);

	for (size_t k = 0; k < r->n_delimiters; k++)
		if (r->delimiters[k].code == code)
			return &r->delimiters[k];
	return NULL;
}

size_t
rules_stop(const struct rules *r, struct str text, size_t i)
{
	const struct delimiter *p;
	unsigned char c;
	size_t n;

	if (i >= text.n)
		return 0;
	c = (unsigned char)text.p[i];
	if (c < 128)
		return r->begins[c] == CANDIDATE_STOP;
	if (r->begins[c] == CANDIDATE_NONE)
		return 0;
	p = delimiter_at(r, text, i, &n);
	return p != NULL && p->kind == CANDIDATE_STOP ? n : 0;
}

bool
rules_hard(const struct rules *r, struct str text, size_t i)
{
	size_t n;
	const struct delimiter *p = delimiter_at(r, text, i, &n);

	return p != NULL && p->hard;
}

/* How many of the eight bytes are spaces or ASCII from '@' on, until another.
 */
static size_t
letters_of_eight(const char *p)
{
	const uint64_t ones = 0x0101010101010101u, tops = ones << 7;
	uint64_t w, odd;

	memcpy(&w, p, sizeof w);
	w = le64toh(w);                       /* the first byte is the lowest */
	odd = (w ^ ones * ' ') + ones * 0x7f; /* top bits: not a space */
	odd = (w | (odd & ~(w << 1))) & tops;
	return odd == 0 ? 8 : (size_t)__builtin_ctzll(odd) / 8;
}

/* Skips letters and spaces by eights: the result may still be at one. */
static size_t
skip_letters(struct str t, size_t i)
{
	while (t.n - i >= 8) {
		size_t n = letters_of_eight(t.p + i);

		i += n;
		if (n < 8)
			break;
	}
	return i;
}

enum candidate_kind
rules_next(const struct rules *r, struct str text, size_t *at)
{
	for (size_t i = *at; i < text.n; i++) {
		const struct delimiter *p;
		unsigned char c;
		size_t n;

		if (r->letters_inert)
			i = skip_letters(text, i);
		if (i == text.n)
			break;
		c = (unsigned char)text.p[i];
		if (r->begins[c] == CANDIDATE_NONE)
			continue;
		*at = i;
		if (c < 128)
			return (enum candidate_kind)r->begins[c];
		p = delimiter_at(r, text, i, &n);
		if (p != NULL)
			return p->kind;
	}
	*at = text.n;
	return CANDIDATE_NONE;
}

bool
rules_elide(const struct rules *r)
{
	return r->elides;
}

bool
rules_ordinals(const struct rules *r)
{
	return r->ordinals;
}

enum {
	DASHES = 1u << 28,
	STOPS = 1u << 29,
	HARD = 1u << 30,
	BULLETS = 1u << 31
};

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
		{ "valediction", WORD_VALEDICTION },
		{ "caption", WORD_CAPTION },
		{ "determiner", WORD_DETERMINER },
		{ "stop", STOPS },
		{ "hard", HARD },
		{ "bullet", BULLETS },
		{ "dash", DASHES },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (str_eq(name, str_of(kinds[i].name)))
			return kinds[i].kind;
	return 0;
}

/* A character of several kinds: a stop before a bullet, and hard if ever. */
static void
add_delimiter(struct rules *r, struct str c, unsigned kind)
{
	unsigned char *begins = &r->begins[(unsigned char)c.p[0]];
	size_t n, i = 0;
	uint32_t code = utf8_decode(c, 0, &n);
	struct delimiter *p;

	while (i < r->n_delimiters && r->delimiters[i].code != code)
		i++;
	if (i == r->n_delimiters) {
		r->delimiters = mem_grow(r->delimiters, &r->cap_delimiters,
		    r->n_delimiters + 1, sizeof *r->delimiters);
		r->delimiters[r->n_delimiters++] =
		    (struct delimiter){ code, CANDIDATE_BULLET, false };
	}
	p = &r->delimiters[i];
	if (kind == DASHES && p->kind != CANDIDATE_STOP)
		p->kind = CANDIDATE_DASH;
	if (kind == STOPS || kind == HARD)
		p->kind = CANDIDATE_STOP;
	p->hard |= kind == HARD;
	*begins = (unsigned char)(c.n > 1 ? CANDIDATE_EMOTICON : p->kind);
}

static int
add(struct rules *r, struct str word, unsigned kind, struct err *e)
{
	if (kind == STOPS || kind == HARD || kind == BULLETS ||
	    kind == DASHES) {
		if (utf8_count(word) != 1)
			return err_set(e,
			    "'%.*s' is not one character; part them by spaces",
			    STR_ARG(word));
		add_delimiter(r, word, kind);
		return 0;
	}
	if (word.n > 1 && kind != WORD_NAME && word.p[word.n - 1] == '.')
		word.n--;
	if (word.n > WORD_BYTES_MAX)
		return err_set(e, "'%.*s' is longer than %d bytes",
		    STR_ARG(word), WORD_BYTES_MAX);
	r->ordinals |= kind == WORD_ORDINAL;
	r->elides |= kind == WORD_STARTER &&
		     (str_ends(word, STR("'")) || str_ends(word, STR("’")));
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
			return err_set(e,
			    "'%.*s' is no kind of word; see icl-segment(1)",
			    STR_ARG(word));
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
		return err_set(e, "%s: not UTF-8 at byte %zu", name, good);
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

int
rules_finish(struct rules *r, struct err *e)
{
	bool stops = false;

	for (size_t i = 0; i < r->n_delimiters; i++)
		stops |= r->delimiters[i].kind == CANDIDATE_STOP;
	if (!stops)
		return err_set(e,
		    "no 'stop:' or 'hard:' characters; add a line like "
		    "'stop: . ! ?'");
	r->letters_inert = r->begins[' '] == CANDIDATE_NONE;
	for (unsigned c = '@'; c < 128; c++)
		r->letters_inert &= r->begins[c] == CANDIDATE_NONE;
	return 0;
}
