/* Whether a sentence ends at a place: see ending.h. */
#include "segment/ending.h"

#include <string.h>

#include "base/ascii.h"
#include "segment/mark.h"

enum {
	FEW_WORDS = 4,    /* "At 5 a.m." is no sentence yet */
	FEW_BYTES = 128,  /* nor are they more than these */
	LEAD_BYTES = 64,  /* of quotes and bullets before an item's mark */
	SPEECH_WORDS = 3, /* "the stranger asked" */
};

static bool
is_letter(char c)
{
	return ascii_letter(c) || (unsigned char)c >= 0x80;
}

static bool
all_digits(struct str w)
{
	for (size_t i = 0; i < w.n; i++)
		if (!ascii_digit(w.p[i]))
			return false;
	return w.n > 0;
}

static bool
all_of(struct str w, const char *set)
{
	for (size_t i = 0; i < w.n; i++)
		if (w.p[i] == '\0' || strchr(set, w.p[i]) == NULL)
			return false;
	return w.n > 0;
}

/* "U.S" or "p.m": single letters with stops between. */
static bool
is_acronym(struct str w)
{
	for (size_t i = 0; i < w.n; i++)
		if (i % 2 == 0 ? !is_letter(w.p[i]) : w.p[i] != '.')
			return false;
	return w.n >= 3 && w.n % 2 == 1;
}

/* Lower-case or capitalised, without a vowel: "Pvt", "blvd". */
static bool
is_clipped(struct str w)
{
	if (w.n < 2 || w.n > 5 || !ascii_lower(w.p[w.n - 1]) ||
	    all_of(w, "hmszHMSZ")) /* "hmm" is a sound */
		return false;
	for (size_t i = 0; i < w.n; i++)
		if (!is_letter(w.p[i]) ||
		    strchr("aeiouyAEIOUY", w.p[i]) != NULL)
			return false;
	return true;
}

static bool
few_words(const struct sight *s, size_t end)
{
	size_t words = 1;

	if (end - s->at > FEW_BYTES)
		return false;
	for (size_t i = s->at; i < end; i++)
		words += ascii_space(s->text.p[i]);
	return words <= FEW_WORDS;
}

static bool
starts_sentence(const struct place *p)
{
	return p->follows == UPPER && (p->after_kinds & WORD_STARTER) != 0;
}

/* An initial or an abbreviation follows, not a word. */
static bool
initial_follows(const struct sight *s, const struct place *p)
{
	return p->after.n == 1 &&
	       mark_byte(s->text, place_after_end(p, s)) == '.';
}

static bool
number_follows(const struct sight *s, const struct place *p)
{
	size_t end = place_after_end(p, s);

	if (p->follows == DIGIT)
		return true;
	if (p->follows != UPPER || (p->after_kinds & WORD_PRONOUN) != 0)
		return false;
	return all_of(p->after, "IVXLC") ||
	       (p->after.n == 1 && !is_letter(mark_byte(s->text, end)) &&
		   mark_byte(s->text, end) != ' ');
}

/* "(b) What is its mass?": a part of a question that stands within a line. */
static bool
part_follows(const struct sight *s, const struct place *p)
{
	size_t end = place_after_end(p, s);

	return mark_byte(s->text, p->next) == '(' && p->after.n == 1 &&
	       p->after.p == s->text.p + p->next + 1 &&
	       mark_byte(s->text, end) == ')' &&
	       mark_byte(s->text, end + 1) == ' ' &&
	       ascii_upper(mark_byte(s->text, end + 2));
}

/* The item number, letter or roman number that begins the sentence. */
static bool
is_item_mark(const struct sight *s, const struct place *p)
{
	size_t begin = (size_t)(p->before.p - s->text.p), i = s->at, n;

	if (p->before.n == 0 || p->n_stops > 1 || begin - i > LEAD_BYTES)
		return false;
	while (
	    i < begin && (n = mark_of(s->text, i, "\"'([{“‘«*_#-•◦▪‣⁃● ")) > 0)
		i += n;
	if (i != begin)
		return false;
	return (all_digits(p->before) && p->before.n <= 3) ||
	       all_of(p->before, "IVXLC") || all_of(p->before, "ivxlc") ||
	       (p->before.n == 1 && is_letter(p->before.p[0]));
}

/* The word before the word before the stop begins with a capital. */
static bool
name_before(const struct sight *s, const struct place *p)
{
	size_t i = (size_t)(p->before.p - s->text.p);
	struct str w;

	while (i > 0 && (s->text.p[i - 1] == ' ' || s->text.p[i - 1] == '.'))
		i--;
	w = mark_word_before(s->text, i);
	return w.n > 0 && ascii_upper(w.p[0]) &&
	       (rules_word(s->rules, w) & WORD_STARTER) == 0;
}

static bool
number_before(const struct sight *s, const struct place *p)
{
	size_t i = (size_t)(p->before.p - s->text.p);

	while (i > 0 && s->text.p[i - 1] == ' ')
		i--;
	return i > 0 && ascii_digit(s->text.p[i - 1]);
}

/* One letter before the stop: an initial, a pronoun, or the letter C. */
static bool
ends_after_letter(const struct sight *s, const struct place *p)
{
	if (p->follows != UPPER)
		return p->follows == OTHER;
	if (initial_follows(s, p))
		return false;
	if (p->kinds & WORD_PRONOUN)
		return starts_sentence(p) || !name_before(s, p);
	if (ascii_lower(p->before.p[0]) && number_before(s, p))
		return true; /* "in 5.2 s. Find" */
	return starts_sentence(p);
}

/* What the kinds of an abbreviation say; only for k that has some. */
static bool
ends_after_abbreviation(
    const struct sight *s, const struct place *p, unsigned k)
{
	if (k & WORD_NUMBER && number_follows(s, p))
		return false;
	if (k & WORD_CLOSING)
		return p->follows != LOWER;
	if (k & WORD_CLOCK)
		return (starts_sentence(p) || p->after_kinds & WORD_TITLE) &&
		       !few_words(s, p->begin);
	if (k & WORD_MAYBE)
		return starts_sentence(p) && !initial_follows(s, p);
	if (k & (WORD_TITLE | WORD_INNER))
		return false;
	return p->follows != LOWER;
}

/* A word that people write in small letters, not a short form of one. */
static bool
is_plain_word(const struct place *p)
{
	struct str w = p->before;

	if (w.n == 0)
		return true;
	for (size_t i = 0; i < w.n; i++)
		if (w.p[i] == '.' || !is_letter(w.p[i]))
			return all_digits(w) && w.n > 2;
	return w.n > 1 && !is_clipped(w) && !all_of(w, "IVXLC");
}

/* "am 3. Mai": a number in order, where the language writes them so. */
static bool
is_ordinal(const struct sight *s, const struct place *p)
{
	return rules_ordinals(s->rules) && all_digits(p->before) &&
	       p->before.n <= 2 &&
	       ((p->after_kinds & WORD_ORDINAL) != 0 || !starts_sentence(p));
}

/* The kinds of the word before, as far as they hold at this place. */
static unsigned
kinds_here(const struct sight *s, const struct place *p)
{
	unsigned k = p->kinds;

	if (k & WORD_UNIT)
		k |=
		    number_before(s, p) || p->follows == LOWER ? WORD_MAYBE : 0;
	/* "5 pm.", but "here I am." */
	if (k & WORD_CLOCK && ascii_lower(p->before.p[p->before.n - 1]) &&
	    memchr(p->before.p, '.', p->before.n) == NULL &&
	    !number_before(s, p))
		k &= ~(unsigned)WORD_CLOCK;
	return k;
}

/* After one full stop and white space. */
static bool
ends_at_stop(const struct sight *s, const struct place *p)
{
	bool first = p->before.n > 0 && p->before.p == s->text.p + s->at;
	unsigned k;

	if (is_item_mark(s, p) || is_ordinal(s, p) ||
	    mark_byte(s->text, p->next) == '.')
		return false;
	k = kinds_here(s, p);
	if (first && k & (WORD_ABBREVIATION ^ WORD_NUMBER))
		return false;
	if (part_follows(s, p))
		return (k & (WORD_TITLE | WORD_INNER | WORD_NUMBER)) == 0;
	if (k & WORD_ABBREVIATION)
		return ends_after_abbreviation(s, p, k);
	if (p->before.n == 1 && is_letter(p->before.p[0]))
		return ends_after_letter(s, p);
	if (p->follows == LOWER)
		return p->end == p->stops_end && is_plain_word(p);
	if (is_acronym(p->before))
		return !first && starts_sentence(p) && !initial_follows(s, p);
	if (is_clipped(p->before))
		return starts_sentence(p);
	return true;
}

/* After more than one dot, or an ellipsis. */
static bool
ends_at_ellipsis(const struct sight *s, const struct place *p)
{
	if (p->begin == s->at ||
	    (p->spaced && p->n_stops == 3 && p->end == p->stops_end &&
		mark_byte(s->text, p->begin - 1) == ' '))
		return false; /* what is left out belongs to the sentence */
	return p->follows == UPPER || p->follows == DIGIT;
}

/* "said she", "the stranger asked": one of the next words tells who speaks. */
static bool
speech_follows(const struct sight *s, const struct place *p)
{
	struct str w = p->after;

	for (unsigned i = 0; i < SPEECH_WORDS && w.n > 0; i++) {
		size_t end = (size_t)(w.p - s->text.p) + w.n;

		if (rules_word(s->rules, w) & WORD_SPEECH)
			return true;
		if (mark_byte(s->text, end) != ' ')
			return false;
		w = mark_word_after(s->text, end + 1);
	}
	return false;
}

static bool
ends_at_mark(const struct sight *s, const struct place *p)
{
	struct str with =
	    str_slice(s->text, (size_t)(p->before.p - s->text.p), p->stops_end);
	bool quoted = p->end > p->stops_end;

	if (p->n_stops == 1 && rules_word(s->rules, with) & WORD_NAME)
		return starts_sentence(p);
	if (quoted && p->after_kinds & WORD_SPEECH)
		return false;
	if (mark_byte(s->text, p->next) == '.')
		return false;
	if (p->follows != LOWER)
		return true;
	return !quoted && !speech_follows(s, p) &&
	       (mark_byte(s->text, p->stops_end - 1) == '?' || p->n_stops > 1);
}

/* A word, its stop and the next word without a space: "done.Then" */
static bool
ends_joined(const struct sight *s, const struct place *p)
{
	struct str t = s->text;
	size_t from = p->begin < LOOK_BACK ? 0 : p->begin - LOOK_BACK, i;

	if (p->follows != UPPER || p->before.n < 2 ||
	    (p->dots && p->kinds & WORD_ABBREVIATION) ||
	    !ascii_lower(p->before.p[p->before.n - 1]) ||
	    (p->after.n > 1 ? !ascii_lower(p->after.p[1])
			    : (p->after_kinds & WORD_PRONOUN) == 0))
		return false;
	/* no address, name of a file or number nearby */
	for (i = p->begin; i > from && !ascii_space(t.p[i - 1]); i--)
		if (strchr("@/\\.:=&_", t.p[i - 1]) != NULL)
			return false;
	for (i = p->end; i < t.n && !ascii_space(t.p[i]); i++)
		if (i - p->end > LOOK_AHEAD ||
		    (strchr("@/\\:=&_", t.p[i]) != NULL) ||
		    (t.p[i] == '.' && i + 1 < t.n && is_letter(t.p[i + 1])))
			return false;
	return true;
}

bool
ending_at(const struct sight *s, const struct place *p)
{
	if (p->follows == AT_END || p->hard)
		return true;
	if (p->begin > 0 && p->end > p->stops_end &&
	    mark_of(s->text, p->begin - 1, "(["))
		return false; /* "(!)", "[...]" */
	if (p->next == p->end)
		return ends_joined(s, p);
	if (p->dots && p->n_stops > 1)
		return ends_at_ellipsis(s, p);
	if (p->dots)
		return ends_at_stop(s, p);
	return ends_at_mark(s, p);
}

bool
ending_before_dots(struct sight *s, const struct place *p)
{
	return p->spaced && p->n_stops == 4 && p->before.n > 0 &&
	       sight_class(s, mark_spaces(s->text, p->stops_end)) == UPPER;
}
