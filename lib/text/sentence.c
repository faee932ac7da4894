/* Where the sentences of a paragraph end: see sentence.h. */
#include "text/sentence.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum {
	LOOK_BACK = 40,   /* bytes of the word before a stop */
	LOOK_AHEAD = 64,  /* bytes of brackets and quotes, of a joined word */
	FEW_WORDS = 4,    /* "At 5 a.m." is no sentence yet */
	SPEECH_WORDS = 3, /* "the stranger asked" */
	MARKER_MAX = 999, /* number of a list item */
	NOTE_BYTES = 6,   /* inside the brackets of "[12]" */
};

struct splitter {
	const struct rules *rules;
	struct regex *letter_pattern;
	struct regex_matcher *places, *letter;
	struct str text; /* of the paragraph */
	size_t at;       /* where the next sentence begins */
	size_t item;     /* where the next item of a running list begins */
	unsigned item_number;
	char item_style; /* of the list: '.', ')' or ']' for both; 0: none */
	bool item_letters;
};

enum follows { AT_END, UPPER, LOWER, DIGIT, OTHER };

/* A place where a sentence may end, and what stands around it. */
struct place {
	size_t begin;     /* of the stops */
	size_t stops_end; /* after the last stop */
	size_t end;       /* after closing quotes and brackets */
	size_t next;      /* of the text after the white space */
	size_t n_stops;
	bool dots;         /* nothing but dots among the stops */
	bool spaced;       /* dots with spaces between */
	bool hard;         /* ends a sentence whatever follows */
	struct str before; /* the word before the stops */
	unsigned kinds;    /* of that word */
	enum follows follows;
	bool opened;      /* a quote or bracket opens before what follows */
	struct str after; /* the word that follows */
	unsigned after_kinds;
};

struct splitter *
splitter_new(const struct rules *r, struct err *e)
{
	struct splitter *s = mem_new(1, sizeof *s);

	s->rules = r;
	s->letter_pattern = regex_new(
	    STR("\\G(?:([\\p{Lu}\\p{Lt}])|(\\p{Ll})|(\\p{L})|(\\p{N}))"), e);
	if (s->letter_pattern == NULL) {
		splitter_free(s);
		return NULL;
	}
	s->places = regex_matcher_new(rules_places(r));
	s->letter = regex_matcher_new(s->letter_pattern);
	return s;
}

void
splitter_free(struct splitter *s)
{
	if (s == NULL)
		return;
	regex_matcher_free(s->places);
	regex_matcher_free(s->letter);
	regex_free(s->letter_pattern);
	free(s);
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return is_upper(c) || is_lower(c) || (unsigned char)c >= 0x80;
}

/* ASCII white space, the only text that may stand outside sentences. */
static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static char
char_at(struct str t, size_t i)
{
	return i < t.n ? t.p[i] : '\0';
}

/* Bytes of one of the characters of set that stands at i, 0 for none. */
static size_t
one_of(struct str t, size_t i, const char *set)
{
	size_t n;

	if (i >= t.n || t.p[i] == '\0')
		return 0;
	if ((unsigned char)t.p[i] < 0x80)
		return strchr(set, t.p[i]) != NULL;
	utf8_decode(t, i, &n);
	return memmem(set, strlen(set), t.p + i, n) == NULL ? 0 : n;
}

static size_t
skip_spaces(struct str t, size_t i)
{
	while (i < t.n && is_space(t.p[i]))
		i++;
	return i;
}

/* The class of the character at i, letters of other scripts too. */
static enum follows
class_at(struct splitter *s, size_t i)
{
	char c = char_at(s->text, i);
	size_t b, n;
	struct err ignored;

	if (i >= s->text.n)
		return AT_END;
	if (is_upper(c))
		return UPPER;
	if (is_lower(c))
		return LOWER;
	if (is_digit(c))
		return DIGIT;
	if ((unsigned char)c < 0x80 ||
	    regex_find(s->letter, s->text, i, &b, &n, &ignored) != 1)
		return OTHER;
	if (regex_group(s->letter, 2, &b, &n))
		return LOWER;
	return regex_group(s->letter, 4, &b, &n) ? DIGIT : UPPER;
}

/* True at a mark or symbol of three bytes, the apostrophe apart. */
static bool
is_wide_mark(struct str t, size_t i)
{
	const unsigned char *p = (const unsigned char *)t.p + i;

	if (t.n - i < 3)
		return false;
	if (p[0] == 0xe2)
		return p[1] < 0xb0 && !(p[1] == 0x80 && p[2] == 0x99);
	return p[0] == 0xe3 && p[1] == 0x80;
}

/* The word of letters, digits and inner stops that ends at end. */
static struct str
word_before(struct str t, size_t end)
{
	size_t i = end;

	while (i > 0 && end - i < LOOK_BACK) {
		char c = t.p[i - 1];

		if (!is_letter(c) && !is_digit(c) && c != '.' && c != '\'')
			break;
		i--;
		if (i + 3 <= end && is_wide_mark(t, i)) {
			i += 3;
			break;
		}
	}
	while (i < end && (t.p[i] == '.' || t.p[i] == '\''))
		i++;
	return str_slice(t, i, end);
}

static struct str
word_after(struct str t, size_t begin)
{
	size_t i = begin;

	while (i < t.n && i - begin < WORD_BYTES_MAX &&
	       (is_letter(t.p[i]) || t.p[i] == '\'') && !is_wide_mark(t, i))
		i++;
	return str_slice(t, begin, i);
}

static bool
is_stop(struct splitter *s, size_t i, size_t *n)
{
	if (i >= s->text.n)
		return false;
	utf8_decode(s->text, i, n);
	return rules_stop(s->rules, str_slice(s->text, i, i + *n));
}

/* Dots with one space between them, from a dot that ends at i: ". . ." */
static size_t
spaced_dots(struct str t, size_t i)
{
	size_t n = 0;

	while (char_at(t, i + 2 * n) == ' ' && char_at(t, i + 2 * n + 1) == '.')
		n++;
	if (n > 0 && is_digit(char_at(t, i + 2 * n))) /* " .5" */
		n--;
	return n;
}

static void
take_stops(struct splitter *s, struct place *p)
{
	size_t i = p->begin, n;

	p->dots = true;
	for (; is_stop(s, i, &n); i += n) {
		p->n_stops++;
		p->dots &= s->text.p[i] == '.' || n == 3;
		p->hard |=
		    n > 1 && rules_hard(s->rules, str_slice(s->text, i, i + n));
		if (n == 3 && !p->hard)
			p->n_stops += 2; /* one character of three dots */
	}
	n = p->dots && !p->hard ? spaced_dots(s->text, i) : 0;
	p->spaced = n > 0;
	p->n_stops += n;
	p->stops_end = i + 2 * n;
}

/* Closing quotes and brackets, and marks like [12] that belong before. */
static size_t
take_closers(struct str t, size_t i)
{
	size_t n, from = i;

	while ((n = one_of(t, i, "\"')]}”’»›」』）】*_")) > 0 &&
	       i - from < LOOK_AHEAD)
		i += n;
	return i;
}

/* "[12]", "[3][4]" or "[...]", perhaps after a space: where it ends, or i. */
static size_t
take_notes(struct str t, size_t i)
{
	size_t end = i;

	for (;;) {
		size_t k = end + (char_at(t, end) == ' ');
		size_t d = k + 1, n;

		if (char_at(t, k) != '[')
			return end;
		while (d - k < NOTE_BYTES &&
		       (n = one_of(t, d, "0123456789.…")) > 0)
			d += n;
		if (d == k + 1 || char_at(t, d) != ']')
			return end;
		end = d + 1;
	}
}

/* The number of a note, " 4 Even", before a usual first word. */
static size_t
take_number(struct splitter *s, size_t end)
{
	struct str t = s->text, w;
	size_t i = end;

	while (i - end < 2 && is_digit(char_at(t, i + 1)))
		i++;
	if (i == end || char_at(t, end) != ' ' || char_at(t, i + 1) != ' ')
		return end;
	w = word_after(t, i + 2);
	return w.n > 0 && is_upper(w.p[0]) &&
		       (rules_word(s->rules, w) & WORD_STARTER)
		   ? i + 1
		   : end;
}

static void
look_ahead(struct splitter *s, struct place *p)
{
	struct str t = s->text;
	size_t i, n;

	p->next = skip_spaces(t, p->end);
	i = p->next;
	while ((n = one_of(t, i, "\"'([{“‘«‹„‚¿¡*_「『（【")) > 0 &&
	       i - p->next < LOOK_AHEAD) {
		i += n;
		p->opened = true;
	}
	p->follows = class_at(s, i);
	p->after = word_after(t, i);
	p->after_kinds = rules_word(s->rules, p->after);
}

/* "x :-)" and its like at i: its bytes, 0 for none. */
static size_t
emoticon(struct str t, size_t i)
{
	size_t n = 1;

	if (one_of(t, i, ":;=") == 0)
		return 0;
	n += char_at(t, i + n) == '-';
	if (one_of(t, i + n, ")(DP") == 0)
		return 0;
	while (one_of(t, i + n, ")(DP"))
		n++;
	return i + n == t.n || is_space(t.p[i + n]) ? n : 0;
}

static bool
all_digits(struct str w)
{
	for (size_t i = 0; i < w.n; i++)
		if (!is_digit(w.p[i]))
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
	if (w.n < 2 || w.n > 5 || !is_lower(w.p[w.n - 1]) ||
	    all_of(w, "hmszHMSZ")) /* "hmm" is a sound */
		return false;
	for (size_t i = 0; i < w.n; i++)
		if (!is_letter(w.p[i]) ||
		    strchr("aeiouyAEIOUY", w.p[i]) != NULL)
			return false;
	return true;
}

static bool
few_words(const struct splitter *s, size_t end)
{
	size_t words = 1;

	for (size_t i = s->at; i < end && words <= FEW_WORDS; i++)
		words += s->text.p[i] == ' ';
	return words <= FEW_WORDS;
}

static bool
starts_sentence(const struct place *p)
{
	return p->follows == UPPER && (p->after_kinds & WORD_STARTER) != 0;
}

/* An initial or an abbreviation follows, not a word. */
static bool
initial_follows(const struct splitter *s, const struct place *p)
{
	size_t end = (size_t)(p->after.p - s->text.p) + p->after.n;

	return p->after.n == 1 && char_at(s->text, end) == '.';
}

static bool
number_follows(const struct splitter *s, const struct place *p)
{
	size_t end = (size_t)(p->after.p - s->text.p) + p->after.n;

	if (p->follows == DIGIT)
		return true;
	if (p->follows != UPPER || (p->after_kinds & WORD_PRONOUN) != 0)
		return false;
	return all_of(p->after, "IVXLC") ||
	       (p->after.n == 1 && !is_letter(char_at(s->text, end)) &&
		   char_at(s->text, end) != ' ');
}

/* The item number, letter or roman number that begins the sentence. */
static bool
is_item_mark(const struct splitter *s, const struct place *p)
{
	size_t begin = (size_t)(p->before.p - s->text.p), i = s->at, n;

	while (
	    (n = one_of(s->text, i, "\"'([{“‘«*_#-•◦▪‣⁃● ")) > 0 && i < begin)
		i += n;
	if (i != begin || p->before.n == 0 || p->n_stops > 1)
		return false;
	return (all_digits(p->before) && p->before.n <= 3) ||
	       all_of(p->before, "IVXLC") || all_of(p->before, "ivxlc") ||
	       (p->before.n == 1 && is_letter(p->before.p[0]));
}

/* The word before the word before the stop begins with a capital. */
static bool
name_before(const struct splitter *s, const struct place *p)
{
	size_t i = (size_t)(p->before.p - s->text.p);
	struct str w;

	while (i > 0 && (s->text.p[i - 1] == ' ' || s->text.p[i - 1] == '.'))
		i--;
	w = word_before(s->text, i);
	return w.n > 0 && is_upper(w.p[0]) &&
	       (rules_word(s->rules, w) & WORD_STARTER) == 0;
}

static bool
number_before(const struct splitter *s, const struct place *p)
{
	size_t i = (size_t)(p->before.p - s->text.p);

	while (i > 0 && s->text.p[i - 1] == ' ')
		i--;
	return i > 0 && is_digit(s->text.p[i - 1]);
}

/* One letter before the stop: an initial, a pronoun, or the letter C. */
static bool
ends_after_letter(const struct splitter *s, const struct place *p)
{
	if (p->follows != UPPER)
		return p->follows == OTHER;
	if (initial_follows(s, p))
		return false;
	if (p->kinds & WORD_PRONOUN)
		return starts_sentence(p) || !name_before(s, p);
	return starts_sentence(p);
}

/* What the kinds of an abbreviation say; only for p->kinds that has some. */
static bool
ends_after_abbreviation(const struct splitter *s, const struct place *p)
{
	unsigned k = p->kinds;

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
is_ordinal(const struct splitter *s, const struct place *p)
{
	return rules_ordinals(s->rules) && all_digits(p->before) &&
	       p->before.n <= 2 &&
	       ((p->after_kinds & WORD_ORDINAL) != 0 || !starts_sentence(p));
}

/* After one full stop and white space. */
static bool
ends_at_stop(const struct splitter *s, struct place *p)
{
	bool first = p->before.n > 0 && p->before.p == s->text.p + s->at;

	if (is_item_mark(s, p) || is_ordinal(s, p) ||
	    char_at(s->text, p->next) == '.')
		return false;
	if (p->kinds & WORD_UNIT)
		p->kinds |=
		    number_before(s, p) || p->follows == LOWER ? WORD_MAYBE : 0;
	if (first && p->kinds & (WORD_ABBREVIATION ^ WORD_NUMBER))
		return false;
	if (p->kinds & WORD_ABBREVIATION)
		return ends_after_abbreviation(s, p);
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
ends_at_ellipsis(const struct splitter *s, const struct place *p)
{
	if (p->begin == s->at || (p->spaced && p->n_stops == 3 &&
				     char_at(s->text, p->begin - 1) == ' '))
		return false; /* what is left out belongs to the sentence */
	return p->follows == UPPER || p->follows == DIGIT;
}

/* "said she", "the stranger asked": one of the next words tells who speaks. */
static bool
speech_follows(const struct splitter *s, const struct place *p)
{
	struct str w = p->after;

	for (unsigned i = 0; i < SPEECH_WORDS && w.n > 0; i++) {
		size_t end = (size_t)(w.p - s->text.p) + w.n;

		if (rules_word(s->rules, w) & WORD_SPEECH)
			return true;
		if (char_at(s->text, end) != ' ')
			return false;
		w = word_after(s->text, end + 1);
	}
	return false;
}

static bool
ends_at_mark(const struct splitter *s, const struct place *p)
{
	struct str with =
	    str_slice(s->text, (size_t)(p->before.p - s->text.p), p->stops_end);
	bool quoted = p->end > p->stops_end;

	if (p->n_stops == 1 && rules_word(s->rules, with) & WORD_NAME)
		return starts_sentence(p);
	if (quoted && p->after_kinds & WORD_SPEECH)
		return false;
	if (char_at(s->text, p->next) == '.')
		return false;
	if (p->follows != LOWER)
		return true;
	return !quoted && !speech_follows(s, p) &&
	       (char_at(s->text, p->stops_end - 1) == '?' || p->n_stops > 1);
}

/* A word, its stop and the next word without a space: "done.Then" */
static bool
ends_joined(const struct splitter *s, const struct place *p)
{
	struct str t = s->text;
	size_t from = p->begin < LOOK_BACK ? 0 : p->begin - LOOK_BACK, i;

	if (p->follows != UPPER || p->before.n < 2 ||
	    !is_lower(p->before.p[p->before.n - 1]) || p->after.n < 2 ||
	    !is_lower(p->after.p[1]))
		return false;
	/* no address, name of a file or number nearby */
	for (i = p->begin; i > from && !is_space(t.p[i - 1]); i--)
		if (strchr("@/\\.:=&_", t.p[i - 1]) != NULL)
			return false;
	for (i = p->end; i < t.n && !is_space(t.p[i]); i++)
		if (i - p->end > LOOK_AHEAD ||
		    (strchr("@/\\:=&_", t.p[i]) != NULL) ||
		    (t.p[i] == '.' && i + 1 < t.n && is_letter(t.p[i + 1])))
			return false;
	return true;
}

static bool
is_end(struct splitter *s, struct place *p)
{
	if (p->follows == AT_END || p->hard)
		return true;
	if (p->begin > 0 && p->end > p->stops_end &&
	    one_of(s->text, p->begin - 1, "(["))
		return false; /* "(!)", "[...]" */
	if (p->next == p->end)
		return ends_joined(s, p);
	if (p->dots && p->n_stops > 1)
		return ends_at_ellipsis(s, p);
	if (p->dots)
		return ends_at_stop(s, p);
	return ends_at_mark(s, p);
}

/* Where the sentence ends for good, with an emoticon or a note's number. */
static size_t
widen(struct splitter *s, size_t end)
{
	size_t i = skip_spaces(s->text, end), n = emoticon(s->text, i);

	return n > 0 ? i + n : take_number(s, end);
}

/*
 * Looks at the stops at begin.  A word-ending stop and three dots with spaces
 * (". . . .") are two things: an end, and an ellipsis before what follows.
 */
static bool
stops_end(struct splitter *s, size_t begin, struct place *p)
{
	*p = (struct place){ .begin = begin };
	take_stops(s, p);
	p->before = word_before(s->text, begin);
	p->kinds = rules_word(s->rules, p->before);
	if (p->spaced && p->n_stops == 4 && p->before.n > 0 &&
	    class_at(s, skip_spaces(s->text, p->stops_end)) == UPPER) {
		p->end = p->stops_end = begin + 1;
		p->next = begin + 2;
		return true;
	}
	p->end = take_notes(s->text, take_closers(s->text, p->stops_end));
	look_ahead(s, p);
	if (!is_end(s, p))
		return false;
	p->end = widen(s, p->end);
	return true;
}

/* A list's item mark at i, "12.", "b)" or "3.)": where it ends, or i. */
static size_t
item_mark(struct str t, size_t i, unsigned *number, bool *letters, char *style)
{
	size_t k = i;

	*number = 0;
	*letters = is_lower(char_at(t, k));
	if (*letters)
		*number = (unsigned)(t.p[k++] - 'a' + 1);
	else
		for (; is_digit(char_at(t, k)) && *number <= MARKER_MAX; k++)
			*number = *number * 10 + (unsigned)(t.p[k] - '0');
	if (k == i || *number > MARKER_MAX)
		return i;
	*style = char_at(t, k);
	if (*style != '.' && *style != ')')
		return i;
	k++;
	if (*style == '.' && char_at(t, k) == ')') {
		*style = ']';
		k++;
	}
	return is_space(char_at(t, k)) ? k : i;
}

/* Finds the item after number item_number of the running list. */
static void
find_item(struct splitter *s, size_t from)
{
	struct str t = s->text;
	unsigned number;
	bool letters;
	char style;

	s->item = t.n;
	if (s->item_style == 0)
		return;
	for (size_t i = from; i < t.n; i++) {
		const char *sp = memchr(t.p + i, ' ', t.n - i);
		size_t end;

		if (sp == NULL)
			break;
		i = (size_t)(sp - t.p);
		end = item_mark(t, i + 1, &number, &letters, &style);
		if (end > i + 1 && number == s->item_number + 1 &&
		    letters == s->item_letters && style == s->item_style &&
		    is_upper(char_at(t, end + 1))) {
			s->item = i + 1;
			s->item_number = number;
			return;
		}
	}
	s->item_style = 0;
}

void
splitter_begin(struct splitter *s, struct str paragraph)
{
	size_t end;

	s->text = paragraph;
	s->at = 0;
	end = item_mark(
	    paragraph, 0, &s->item_number, &s->item_letters, &s->item_style);
	if (end == 0 || s->item_number != 1)
		s->item_style = 0;
	find_item(s, end);
}

/* The end of the sentence that begins at s->at; the text's when none is met. */
static int
find_end(struct splitter *s, size_t *end, struct err *e)
{
	size_t from = s->at, b, k, n;
	struct place p;
	int rc;

	while ((rc = regex_find(s->places, s->text, from, &b, &k, e)) == 1) {
		if (is_stop(s, b, &n)) {
			if (stops_end(s, b, &p)) {
				*end = p.end;
				return 0;
			}
			from = p.stops_end;
			continue;
		}
		from = k;
		if (b == s->at || !is_space(s->text.p[b - 1]))
			continue;
		n = emoticon(s->text, b);
		*end = b + n; /* a bullet begins the next sentence */
		if (n == 0 && one_of(s->text, b, ":;") == 0)
			return 0;
		if (n > 0 && class_at(s, skip_spaces(s->text, *end)) == UPPER)
			return 0;
	}
	*end = s->text.n;
	return rc;
}

int
splitter_next(struct splitter *s, struct span *sentence, struct err *e)
{
	size_t begin = s->at, end;

	if (begin >= s->text.n)
		return 0;
	if (find_end(s, &end, e) < 0)
		return -1;
	if (s->item > begin && s->item <= end) {
		end = s->item;
		find_item(s, s->item);
	}
	s->at = skip_spaces(s->text, end);
	while (end > begin && is_space(s->text.p[end - 1]))
		end--;
	assert(end > begin);
	*sentence = (struct span){ begin, end };
	return 1;
}
