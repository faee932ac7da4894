/* Whether a sentence ends at a candidate: see boundary.h. */
#include "segment/boundary.h"

#include <string.h>

#include "base/ascii.h"
#include "segment/lex.h"

enum {
	FEW_WORDS = 4,    /* "At 5 a.m." is too short for a sentence */
	FEW_BYTES = 128,  /* a text of more bytes has more words */
	LEAD_BYTES = 64,  /* quotes and bullets before an item's number */
	SPEECH_WORDS = 3, /* read for a verb: "the stranger asked" */
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
few_words(const struct scanner *s, size_t end)
{
	size_t words = 1;

	if (end - s->at > FEW_BYTES)
		return false;
	for (size_t i = s->at; i < end; i++)
		words += ascii_space(s->text.p[i]);
	return words <= FEW_WORDS;
}

static bool
starts_sentence(const struct candidate *c)
{
	return c->follows == CHAR_UPPER && (c->after_kinds & WORD_STARTER) != 0;
}

/* A single letter with a stop follows: an initial or an abbreviation. */
static bool
initial_follows(const struct scanner *s, const struct candidate *c)
{
	return c->after.n == 1 &&
	       lex_byte(s->text, candidate_after_end(c, s)) == '.';
}

static bool
number_follows(const struct scanner *s, const struct candidate *c)
{
	size_t end = candidate_after_end(c, s);

	if (c->follows == CHAR_DIGIT)
		return true;
	if (c->follows != CHAR_UPPER || (c->after_kinds & WORD_PRONOUN) != 0)
		return false;
	return all_of(c->after, "IVXLC") ||
	       (c->after.n == 1 && !is_letter(lex_byte(s->text, end)) &&
		   lex_byte(s->text, end) != ' ');
}

/* "(b) What is its mass?" follows: a part of a question on one line. */
static bool
part_follows(const struct scanner *s, const struct candidate *c)
{
	size_t end = candidate_after_end(c, s);

	return lex_byte(s->text, c->next) == '(' && c->after.n == 1 &&
	       c->after.p == s->text.p + c->next + 1 &&
	       lex_byte(s->text, end) == ')' &&
	       lex_byte(s->text, end + 1) == ' ' &&
	       ascii_upper(lex_byte(s->text, end + 2));
}

/* The word before is the number or letter that begins a list item. */
static bool
is_item_number(const struct scanner *s, const struct candidate *c)
{
	size_t begin = (size_t)(c->before.p - s->text.p), i = s->at, n;

	if (c->before.n == 0 || c->n_stops > 1 || begin - i > LEAD_BYTES)
		return false;
	while (
	    i < begin && (n = lex_in(s->text, i, "\"'([{“‘«*_#-•◦▪‣⁃● ")) > 0)
		i += n;
	if (i != begin)
		return false;
	return (all_digits(c->before) && c->before.n <= 3) ||
	       all_of(c->before, "IVXLC") || all_of(c->before, "ivxlc") ||
	       (c->before.n == 1 && is_letter(c->before.p[0]));
}

/* The last word but one before the stop is a name: it has a capital. */
static bool
name_before(const struct scanner *s, const struct candidate *c)
{
	size_t i = (size_t)(c->before.p - s->text.p);
	struct str w;

	while (i > 0 && (s->text.p[i - 1] == ' ' || s->text.p[i - 1] == '.'))
		i--;
	w = lex_word_before(s->text, i);
	return w.n > 0 && ascii_upper(w.p[0]) &&
	       (rules_word(s->rules, w) & WORD_STARTER) == 0;
}

static bool
number_before(const struct scanner *s, const struct candidate *c)
{
	size_t i = (size_t)(c->before.p - s->text.p);

	while (i > 0 && s->text.p[i - 1] == ' ')
		i--;
	return i > 0 && ascii_digit(s->text.p[i - 1]);
}

/* After one letter and a stop: an initial, a pronoun, or as "vitamin C." */
static bool
ends_after_letter(const struct scanner *s, const struct candidate *c)
{
	if (c->follows != CHAR_UPPER)
		return c->follows == CHAR_OTHER;
	if (initial_follows(s, c))
		return false;
	if (c->kinds & WORD_PRONOUN)
		return starts_sentence(c) || !name_before(s, c);
	if (ascii_lower(c->before.p[0]) && number_before(s, c))
		return true; /* "in 5.2 s. Find" */
	return starts_sentence(c);
}

/* After an abbreviation; k is its kinds, at least one. */
static bool
ends_after_abbreviation(
    const struct scanner *s, const struct candidate *c, unsigned k)
{
	if (k & WORD_NUMBER && number_follows(s, c))
		return false;
	if (k & WORD_CLOSING)
		return c->follows != CHAR_LOWER;
	if (k & WORD_CLOCK)
		return (starts_sentence(c) || c->after_kinds & WORD_TITLE) &&
		       !few_words(s, c->begin);
	if (k & WORD_MAYBE)
		return starts_sentence(c) && !initial_follows(s, c);
	if (k & (WORD_TITLE | WORD_INNER))
		return false;
	return c->follows != CHAR_LOWER;
}

/* An ordinary word or number, neither an abbreviation nor a list item. */
static bool
is_plain_word(const struct candidate *c)
{
	struct str w = c->before;

	if (w.n == 0)
		return true;
	for (size_t i = 0; i < w.n; i++)
		if (w.p[i] == '.' || !is_letter(w.p[i]))
			return all_digits(w) && w.n > 2;
	return w.n > 1 && !is_clipped(w) && !all_of(w, "IVXLC");
}

/* "am 3. Mai": an ordinal number, in a language that writes it so. */
static bool
is_ordinal(const struct scanner *s, const struct candidate *c)
{
	return rules_ordinals(s->rules) && all_digits(c->before) &&
	       c->before.n <= 2 &&
	       ((c->after_kinds & WORD_ORDINAL) != 0 || !starts_sentence(c));
}

/* The kinds of the word before, given the words around it. */
static unsigned
kinds_here(const struct scanner *s, const struct candidate *c)
{
	unsigned k = c->kinds;

	if (k & WORD_UNIT)
		k |= number_before(s, c) || c->follows == CHAR_LOWER
			 ? WORD_MAYBE
			 : 0;
	/* "5 pm.", but "here I am." */
	if (k & WORD_CLOCK && ascii_lower(c->before.p[c->before.n - 1]) &&
	    memchr(c->before.p, '.', c->before.n) == NULL &&
	    !number_before(s, c))
		k &= ~(unsigned)WORD_CLOCK;
	return k;
}

/* After one full stop and white space. */
static bool
ends_at_stop(const struct scanner *s, const struct candidate *c)
{
	bool first = c->before.n > 0 && c->before.p == s->text.p + s->at;
	unsigned k;

	if (is_item_number(s, c) || is_ordinal(s, c) ||
	    lex_byte(s->text, c->next) == '.')
		return false;
	k = kinds_here(s, c);
	if (first && k & (WORD_ABBREVIATION ^ WORD_NUMBER))
		return false;
	if (part_follows(s, c))
		return (k & (WORD_TITLE | WORD_INNER | WORD_NUMBER)) == 0;
	if (k & WORD_ABBREVIATION)
		return ends_after_abbreviation(s, c, k);
	if (c->before.n == 1 && is_letter(c->before.p[0]))
		return ends_after_letter(s, c);
	if (c->follows == CHAR_LOWER)
		return c->end == c->stops_end && is_plain_word(c);
	if (is_acronym(c->before))
		return !first && starts_sentence(c) && !initial_follows(s, c);
	if (is_clipped(c->before))
		return starts_sentence(c);
	return true;
}

/* After an ellipsis, as a character or as dots. */
static bool
ends_at_ellipsis(const struct scanner *s, const struct candidate *c)
{
	if (c->begin == s->at ||
	    (c->spaced && c->n_stops == 3 && c->end == c->stops_end &&
		lex_byte(s->text, c->begin - 1) == ' '))
		return false; /* the ellipsis is inside of the sentence */
	return c->follows == CHAR_UPPER || c->follows == CHAR_DIGIT;
}

/* "said she", "the stranger asked": one of the next words is a verb of speech.
 */
static bool
speech_follows(const struct scanner *s, const struct candidate *c)
{
	struct str w = c->after;

	for (unsigned i = 0; i < SPEECH_WORDS && w.n > 0; i++) {
		size_t end = (size_t)(w.p - s->text.p) + w.n;

		if (rules_word(s->rules, w) & WORD_SPEECH)
			return true;
		if (lex_byte(s->text, end) != ' ')
			return false;
		w = lex_word_after(s->text, end + 1);
	}
	return false;
}

static bool
ends_at_mark(const struct scanner *s, const struct candidate *c)
{
	struct str with =
	    str_slice(s->text, (size_t)(c->before.p - s->text.p), c->stops_end);
	bool quoted = c->end > c->stops_end;

	if (c->n_stops == 1 && rules_word(s->rules, with) & WORD_NAME)
		return starts_sentence(c);
	if (quoted && c->after_kinds & WORD_SPEECH)
		return false;
	if (lex_byte(s->text, c->next) == '.')
		return false;
	if (c->follows != CHAR_LOWER)
		return true;
	return !quoted && !speech_follows(s, c) &&
	       (lex_byte(s->text, c->stops_end - 1) == '?' || c->n_stops > 1);
}

/* "done.Then": the next word follows the stop without a space. */
static bool
ends_joined(const struct scanner *s, const struct candidate *c)
{
	struct str t = s->text;
	size_t from = c->begin < LOOK_BACK ? 0 : c->begin - LOOK_BACK, i;

	if (c->follows != CHAR_UPPER || c->before.n < 2 ||
	    (c->dots && c->kinds & WORD_ABBREVIATION) ||
	    !ascii_lower(c->before.p[c->before.n - 1]) ||
	    (c->after.n > 1 ? !ascii_lower(c->after.p[1])
			    : (c->after_kinds & WORD_PRONOUN) == 0))
		return false;
	/* it is not part of an address, a file name or a number */
	for (i = c->begin; i > from && !ascii_space(t.p[i - 1]); i--)
		if (strchr("@/\\.:=&_", t.p[i - 1]) != NULL)
			return false;
	for (i = c->end; i < t.n && !ascii_space(t.p[i]); i++)
		if (i - c->end > LOOK_AHEAD ||
		    (strchr("@/\\:=&_", t.p[i]) != NULL) ||
		    (t.p[i] == '.' && i + 1 < t.n && is_letter(t.p[i + 1])))
			return false;
	return true;
}

bool
boundary_at(const struct scanner *s, const struct candidate *c)
{
	if (c->follows == CHAR_END || c->hard)
		return true;
	if (c->begin > 0 && c->end > c->stops_end &&
	    lex_in(s->text, c->begin - 1, "(["))
		return false; /* "(!)", "[...]" */
	if (c->next == c->end)
		return ends_joined(s, c);
	if (c->dots && c->n_stops > 1)
		return ends_at_ellipsis(s, c);
	if (c->dots)
		return ends_at_stop(s, c);
	return ends_at_mark(s, c);
}

bool
boundary_before_dots(struct scanner *s, const struct candidate *c)
{
	return c->spaced && c->n_stops == 4 && c->before.n > 0 &&
	       scanner_class(s, lex_spaces(s->text, c->stops_end)) ==
		   CHAR_UPPER;
}
