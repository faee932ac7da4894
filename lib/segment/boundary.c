/* Whether a sentence ends at a candidate: see boundary.h. */
#include "segment/boundary.h"

#include <string.h>

#include "base/ascii.h"
#include "segment/learned.h"
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
starts_sentence(const struct scanner *s, const struct candidate *c)
{
	return c->follows == CHAR_UPPER &&
	       (candidate_after_kinds(c, s) & WORD_STARTER) != 0;
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
	if (c->follows != CHAR_UPPER ||
	    (candidate_after_kinds(c, s) & WORD_PRONOUN) != 0)
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
		return c->follows == CHAR_OTHER &&
		       (c->kinds & WORD_PRONOUN ||
			   lex_in(s->text, c->next, "-–—") == 0);
	if (initial_follows(s, c))
		return false;
	if (c->kinds & WORD_PRONOUN)
		return starts_sentence(s, c) || !name_before(s, c);
	if (ascii_lower(c->before.p[0]) && number_before(s, c))
		return true; /* "in 5.2 s. Find" */
	return starts_sentence(s, c);
}

/* "He is now the Gov. They like him.": a title that no name follows. */
static bool
title_ends(const struct scanner *s, const struct candidate *c)
{
	size_t i = (size_t)(c->before.p - s->text.p), end;
	struct str w;

	if (!starts_sentence(s, c) || i == 0 || s->text.p[i - 1] != ' ')
		return false;
	w = lex_word_before(s->text, i - 1);
	end = candidate_after_end(c, s);
	return rules_word(s->rules, w) & WORD_DETERMINER &&
	       lex_byte(s->text, end) == ' ' &&
	       ascii_lower(lex_byte(s->text, end + 1));
}

/* "Rev. Rul. 54-17": a short word between an abbreviation and a number. */
static bool
goes_on_before_number(const struct scanner *s, const struct candidate *c)
{
	size_t i = (size_t)(c->before.p - s->text.p);

	if (c->follows != CHAR_DIGIT || c->before.n > LEARNED_BYTES_MAX ||
	    !ascii_upper(lex_byte(c->before, 0)) || i < 2 ||
	    s->text.p[i - 1] != ' ' || s->text.p[i - 2] != '.')
		return false;
	return (rules_word(s->rules, lex_word_before(s->text, i - 2)) &
		   WORD_ABBREVIATION) != 0;
}

/* After an abbreviation; k is its kinds, at least one. */
static bool
ends_after_abbreviation(
    const struct scanner *s, const struct candidate *c, unsigned k)
{
	if (k & WORD_NUMBER && number_follows(s, c))
		return false;
	if (k & WORD_TITLE && candidate_after_kinds(c, s) & WORD_TITLE)
		return false; /* "Rev. Mr. Lee" */
	if (k & WORD_CLOSING)
		return c->follows != CHAR_LOWER;
	if (k & WORD_CLOCK)
		return (starts_sentence(s, c) ||
			   candidate_after_kinds(c, s) & WORD_TITLE) &&
		       !few_words(s, c->begin);
	if (k & WORD_MAYBE)
		return starts_sentence(s, c) && !initial_follows(s, c);
	if (k & WORD_TITLE)
		return title_ends(s, c);
	if (k & WORD_INNER)
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
	for (size_t i = 1; i < w.n; i++)
		if (ascii_upper(w.p[i]) && ascii_lower(w.p[i - 1]))
			return false; /* "mEq" */
	return w.n > 1 && !is_clipped(w) && !all_of(w, "IVXLC");
}

/* "am 3. Mai": an ordinal number, in a language that writes it so. */
static bool
is_ordinal(const struct scanner *s, const struct candidate *c)
{
	return rules_ordinals(s->rules) && all_digits(c->before) &&
	       c->before.n <= 2 &&
	       ((candidate_after_kinds(c, s) & WORD_ORDINAL) != 0 ||
		   !starts_sentence(s, c));
}

/* The kinds of the word before, given the words around it. */
static unsigned
kinds_here(const struct scanner *s, const struct candidate *c)
{
	unsigned k = c->kinds;

	if (learned_abbreviation(
		s->learned, c->before, c->follows == CHAR_UPPER))
		k |= WORD_MAYBE;
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
	    (c->follows == CHAR_OTHER &&
		lex_in(s->text, c->next, ".,;&%") > 0) ||
	    goes_on_before_number(s, c) ||
	    (c->follows == CHAR_DIGIT && all_of(c->before, "ivxlc")))
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
		return !first && starts_sentence(s, c) &&
		       !initial_follows(s, c);
	if (is_clipped(c->before))
		return starts_sentence(s, c);
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

/* "¿Sí? —dijo Ana": a dash and a small letter go on after a question. */
static bool
remark_follows(const struct scanner *s, const struct candidate *c)
{
	size_t i = c->next + lex_in(s->text, c->next, "—–");

	return i > c->next &&
	       ascii_lower(lex_byte(s->text, lex_spaces(s->text, i)));
}

/* True in a text whose sentences also begin with small letters. */
static bool
in_loose_text(const struct scanner *s)
{
	if (learned_formal(s->learned))
		return false;
	s->learned->doubts |= DOUBT_FORM;
	return true;
}

/* "Stop!" Ann Lee shouts.": a name and a verb of speech, or one at the end. */
static bool
name_speaks(const struct scanner *s, const struct candidate *c)
{
	struct str t = s->text, w = c->after;

	if (c->follows != CHAR_UPPER ||
	    (candidate_after_kinds(c, s) & (WORD_STARTER | WORD_TITLE)) ==
		WORD_STARTER)
		return false;
	for (unsigned i = 0; i < SPEECH_WORDS && w.n > 0; i++) {
		size_t end = (size_t)(w.p - t.p) + w.n;

		if (i > 0 && ascii_lower(w.p[0]))
			return rules_word(s->rules, w) & WORD_SPEECH ||
			       (str_ends(w, STR("s")) &&
				   lex_byte(t, end) == '.');
		end += rules_word(s->rules, w) & WORD_TITLE &&
		       lex_byte(t, end) == '.';
		if (lex_byte(t, end) != ' ')
			return false;
		w = lex_word_after(t, end + 1);
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
		return starts_sentence(s, c);
	if (quoted &&
	    (candidate_after_kinds(c, s) & WORD_SPEECH || name_speaks(s, c)))
		return false;
	if (c->follows == CHAR_OTHER && lex_in(s->text, c->next, ".,;") > 0)
		return false;
	if (c->follows == CHAR_OTHER && remark_follows(s, c))
		return false;
	if (c->follows != CHAR_LOWER)
		return true;
	return !quoted && !speech_follows(s, c) &&
	       (lex_byte(s->text, c->stops_end - 1) == '?' || c->n_stops > 1 ||
		   (!few_words(s, c->begin) && in_loose_text(s)));
}

/* "done.Then" or "done.I", but not "Site.Com" or "a.OUT". */
static bool
joins_capital(const struct scanner *s, const struct candidate *c)
{
	struct str w = c->after;

	return w.n > 1 ? ascii_lower(w.p[1]) && !str_eq(w, STR("Com")) &&
			     !str_eq(w, STR("Net")) && !str_eq(w, STR("Org"))
		       : (candidate_after_kinds(c, s) & WORD_PRONOUN) != 0;
}

/* "fine?then we went": a small letter follows the stop without a space. */
static bool
joins_small(const struct scanner *s, const struct candidate *c)
{
	size_t end = candidate_after_end(c, s);

	return c->follows == CHAR_LOWER && c->n_stops == 1 && c->after.n > 1 &&
	       c->end == c->stops_end && ascii_space(lex_byte(s->text, end)) &&
	       (!c->dots || candidate_after_kinds(c, s) & WORD_STARTER) &&
	       in_loose_text(s);
}

/* "done.Then": the next word follows the stop without a space. */
static bool
ends_joined(const struct scanner *s, const struct candidate *c)
{
	struct str t = s->text;
	size_t from = c->begin < LOOK_BACK ? 0 : c->begin - LOOK_BACK, i;

	if (c->before.n < 2 || (c->dots && c->kinds & WORD_ABBREVIATION) ||
	    !ascii_lower(c->before.p[c->before.n - 1]))
		return false;
	if (c->follows == CHAR_UPPER ? !joins_capital(s, c)
				     : !joins_small(s, c))
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

/* A short word of letters that is not known: evidence may tell of it. */
static bool
is_unknown_word(const struct candidate *c)
{
	return c->before.n > 1 && c->before.n <= LEARNED_BYTES_MAX &&
	       (c->kinds & (WORD_ABBREVIATION | WORD_UNIT)) == 0 &&
	       is_letter(c->before.p[0]) && is_plain_word(c);
}

/* Counts a stop before a capital, which may be a name's after a short word. */
static void
note_capital(
    struct learned *l, const struct scanner *s, const struct candidate *c)
{
	struct str w = c->before;

	l->before_upper++;
	if (w.n < 2 || !ascii_upper(w.p[0]) || ascii_upper(w.p[1]) ||
	    (w.p > s->text.p && w.p[-1] == '-') || !is_unknown_word(c))
		return;
	l->doubts |= DOUBT_WORD;
	learned_note(
	    l, w, starts_sentence(s, c) ? EVIDENCE_END : EVIDENCE_NAME);
}

/* Counts a stop before a small letter, which may be an abbreviation's. */
static void
note_small(
    struct learned *l, const struct scanner *s, const struct candidate *c)
{
	l->before_lower +=
	    (c->kinds & WORD_ABBREVIATION) == 0 && c->before.n > 1;
	if (!is_unknown_word(c))
		return;
	l->doubts |= DOUBT_WORD;
	/* few short forms end in e; nor is a bracket or an address evidence */
	if (c->before.p[c->before.n - 1] != 'e' &&
	    is_letter(lex_byte(s->text, c->next)) &&
	    lex_byte(s->text, candidate_after_end(c, s)) != ':')
		learned_note(l, c->before, EVIDENCE_INSIDE);
}

void
boundary_note(struct scanner *s, const struct candidate *c)
{
	struct learned *l = s->learned;

	if (l->closed || c->n_stops != 1 || !c->dots)
		return;
	if (c->next == c->end) {
		if (lex_in(s->text, c->end, ",;") > 0 && is_unknown_word(c))
			learned_note(l, c->before, EVIDENCE_INSIDE);
	} else if (c->follows == CHAR_UPPER) {
		note_capital(l, s, c);
	} else if (c->follows == CHAR_LOWER) {
		note_small(l, s, c);
	} else if (c->follows == CHAR_DIGIT && is_unknown_word(c)) {
		l->doubts |= DOUBT_WORD;
	}
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
