/* What a document tells of its own abbreviations: see learned.h. */
#include "segment/learned.h"

#include <assert.h>
#include <string.h>

#include "base/ascii.h"
#include "base/hash.h"

enum {
	FORMAL_MIN = 6,   /* stops before capitals that make a text formal, */
	FORMAL_SHARE = 8, /* so many for each before a small letter */
	NAMES_MIN = 3,    /* stops before names that make a title */
	TEXTS_MAX = 2,    /* bytes read to look words up, in lengths of text */
};

void
learned_reset(struct learned *l)
{
	if (l->n_words > 0)
		memset(l->words, 0, sizeof l->words);
	l->n_words = 0;
	l->before_upper = l->before_lower = 0;
	l->closed = false;
	l->doubts = 0;
}

bool
learned_formal(const struct learned *l)
{
	return l->before_upper >= FORMAL_MIN &&
	       l->before_lower * FORMAL_SHARE <= l->before_upper;
}

/* The slot of a word, or the free one where it belongs. */
static size_t
slot_of(const struct learned *l, struct str word)
{
	size_t i =
	    (size_t)hash_bytes(HASH_START, word.p, word.n) % LEARNED_SLOTS;

	while (l->words[i].n != 0 &&
	       (l->words[i].n != word.n ||
		   memcmp(l->words[i].text, word.p, word.n) != 0))
		i = (i + 1) % LEARNED_SLOTS;
	return i;
}

void
learned_note(struct learned *l, struct str word, enum evidence kind)
{
	struct learned_word *w;

	if (l->closed || word.n == 0 || word.n > LEARNED_BYTES_MAX)
		return;
	w = &l->words[slot_of(l, word)];
	if (w->n == 0) {
		if (kind == EVIDENCE_END)
			return;
		/* one slot stays free, where a search ends */
		if (l->n_words == LEARNED_SLOTS - 1)
			return;
		l->n_words++;
		w->n = (uint8_t)word.n;
		memcpy(w->text, word.p, word.n);
	}
	switch (kind) {
	case EVIDENCE_INSIDE:
		w->inside++;
		break;
	case EVIDENCE_NAME:
		w->names++;
		break;
	case EVIDENCE_END:
		w->ends++;
		break;
	}
}

static bool
is_word_byte(char c)
{
	return ascii_letter(c) || ascii_digit(c) || (unsigned char)c >= 0x80;
}

/*
 * True when the text has " word" without a stop; takes the bytes that are read
 * from *budget.
 */
static bool
has_bare(struct str text, struct str word, size_t *budget)
{
	const char *p = text.p, *end = text.p + text.n;

	while ((p = memmem(p, (size_t)(end - p), word.p, word.n)) != NULL) {
		p += word.n;
		if (p == end || (*p != '.' && !is_word_byte(*p)))
			break;
	}
	*budget -= (size_t)((p == NULL ? end : p) - text.p);
	return p != NULL;
}

/* True when the text has the word without a stop, or as a small word. */
static bool
occurs_bare(struct str text, const struct learned_word *w, size_t *budget)
{
	char spaced[LEARNED_BYTES_MAX + 1] = { ' ' };
	struct str word = { spaced, (size_t)w->n + 1 };

	memcpy(spaced + 1, w->text, w->n);
	if (has_bare(text, word, budget))
		return true;
	if (!ascii_upper(spaced[1]) || *budget < text.n)
		return false;
	spaced[1] = ascii_low(spaced[1]);
	return has_bare(text, word, budget);
}

unsigned
learned_close(struct learned *l, struct str text)
{
	size_t budget = TEXTS_MAX * text.n;
	bool found = false;

	assert(!l->closed);
	l->closed = true;
	if (!learned_formal(l))
		return 0;
	for (size_t i = 0; i < LEARNED_SLOTS && budget >= text.n; i++) {
		struct learned_word *w = &l->words[i];

		w->abbreviation = w->inside > w->ends;
		w->title = w->names >= NAMES_MIN && w->ends == 0;
		if ((w->abbreviation || w->title) &&
		    occurs_bare(text, w, &budget))
			w->abbreviation = w->title = false;
		found |= w->abbreviation || w->title;
	}
	return found ? DOUBT_WORD | DOUBT_FORM : DOUBT_FORM;
}

bool
learned_abbreviation(const struct learned *l, struct str word, bool capital)
{
	const struct learned_word *w;

	if (!l->closed || l->n_words == 0 || word.n == 0 ||
	    word.n > LEARNED_BYTES_MAX)
		return false;
	w = &l->words[slot_of(l, word)];
	return w->abbreviation || (w->title && capital);
}
