/* A candidate and the text around it: see candidate.h. */
#include "segment/candidate.h"

#include <assert.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "segment/lex.h"

int
scanner_init(
    struct scanner *s, const struct rules *r, struct learned *l, struct err *e)
{
	*s = (struct scanner){ .rules = r, .learned = l };
	s->letter_pattern = regex_new(
	    STR("\\G(?:([\\p{Lu}\\p{Lt}])|(\\p{Ll})|(\\p{L})|(\\p{N}))"), e);
	if (s->letter_pattern == NULL)
		return -1;
	s->letter = regex_matcher_new(s->letter_pattern);
	return 0;
}

void
scanner_release(struct scanner *s)
{
	regex_matcher_free(s->letter);
	regex_free(s->letter_pattern);
}

enum char_class
scanner_class(struct scanner *s, size_t i)
{
	char c = lex_byte(s->text, i);
	size_t b, n;
	struct err ignored;

	if (i >= s->text.n)
		return CHAR_END;
	if (ascii_upper(c))
		return CHAR_UPPER;
	if (ascii_lower(c))
		return CHAR_LOWER;
	if (ascii_digit(c))
		return CHAR_DIGIT;
	if ((unsigned char)c < 0x80 ||
	    regex_find(s->letter, s->text, i, &b, &n, &ignored) != 1)
		return CHAR_OTHER;
	if (regex_group(s->letter, 2, &b, &n))
		return CHAR_LOWER;
	return regex_group(s->letter, 4, &b, &n) ? CHAR_DIGIT : CHAR_UPPER;
}

static void
take_stops(struct scanner *s, struct candidate *c)
{
	struct str t = s->text;
	size_t i = c->begin, n;

	c->dots = true;
	while ((n = rules_stop(s->rules, t, i)) > 0) {
		bool hard = n > 1 && rules_hard(s->rules, t, i);

		c->hard |= hard;
		c->dots &= t.p[i] == '.' || n == 3;
		/* an ellipsis character, of three bytes, is three dots */
		c->n_stops += n == 3 && !c->hard ? 3 : 1;
		i += n;
	}
	n = c->dots && !c->hard ? lex_spaced_dots(t, i) : 0;
	c->spaced = n > 0;
	c->n_stops += n;
	c->stops_end = i + 2 * n;
}

/* The end of "l'" in "l'eau", 0 when the word has no apostrophe within. */
static size_t
elision_end(struct str w)
{
	for (size_t i = 1; i + 1 < w.n; i++) {
		if (w.p[i] == '\'')
			return i + 1;
		if (i + 3 < w.n && str_starts(str_slice(w, i, w.n), STR("’")))
			return i + 3;
	}
	return 0;
}

/* The kinds of a word before a stop; of "art" for "l'art" if "l'" has some. */
static unsigned
kinds_before(const struct scanner *s, struct str w)
{
	unsigned kinds = rules_word(s->rules, w);
	size_t n = kinds == 0 && rules_elide(s->rules) ? elision_end(w) : 0;

	return n > 0 && rules_word(s->rules, str_slice(w, 0, n)) != 0
		   ? rules_word(s->rules, str_slice(w, n, w.n))
		   : kinds;
}

static void
look_ahead(struct scanner *s, struct candidate *c)
{
	size_t i;

	c->next = lex_spaces(s->text, c->end);
	i = lex_openers(s->text, c->next);
	c->follows = scanner_class(s, i);
	c->after = lex_word_after(s->text, i);
}

void
candidate_read(struct candidate *c, struct scanner *s, size_t begin)
{
	*c = (struct candidate){ .begin = begin };
	take_stops(s, c);
	c->before = lex_word_before(s->text, begin);
	c->kinds = kinds_before(s, c->before);
	c->end = lex_notes(s->text, lex_closers(s->text, c->stops_end));
	look_ahead(s, c);
	assert(c->begin < c->stops_end && c->stops_end <= c->end);
	assert(c->end <= c->next && c->next <= s->text.n);
}

/* "l'" in the rules is the beginning of "l'eau". */
unsigned
candidate_after_kinds(const struct candidate *c, const struct scanner *s)
{
	unsigned kinds = rules_word(s->rules, c->after);
	size_t n =
	    kinds == 0 && rules_elide(s->rules) ? elision_end(c->after) : 0;

	return n > 0 ? rules_word(s->rules, str_slice(c->after, 0, n)) : kinds;
}

size_t
candidate_after_end(const struct candidate *c, const struct scanner *s)
{
	return (size_t)(c->after.p - s->text.p) + c->after.n;
}
