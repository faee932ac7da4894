/* What stands around a place where a sentence may end: see place.h. */
#include "segment/place.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "segment/mark.h"

int
sight_init(struct sight *s, const struct rules *r, struct err *e)
{
	*s = (struct sight){ .rules = r };
	s->letter_pattern = regex_new(
	    STR("\\G(?:([\\p{Lu}\\p{Lt}])|(\\p{Ll})|(\\p{L})|(\\p{N}))"), e);
	if (s->letter_pattern == NULL)
		return -1;
	s->letter = regex_matcher_new(s->letter_pattern);
	return 0;
}

void
sight_release(struct sight *s)
{
	regex_matcher_free(s->letter);
	regex_free(s->letter_pattern);
}

enum follows
sight_class(struct sight *s, size_t i)
{
	char c = mark_byte(s->text, i);
	size_t b, n;
	struct err ignored;

	if (i >= s->text.n)
		return AT_END;
	if (ascii_upper(c))
		return UPPER;
	if (ascii_lower(c))
		return LOWER;
	if (ascii_digit(c))
		return DIGIT;
	if ((unsigned char)c < 0x80 ||
	    regex_find(s->letter, s->text, i, &b, &n, &ignored) != 1)
		return OTHER;
	if (regex_group(s->letter, 2, &b, &n))
		return LOWER;
	return regex_group(s->letter, 4, &b, &n) ? DIGIT : UPPER;
}

static void
take_stops(struct sight *s, struct place *p)
{
	struct str t = s->text;
	size_t i = p->begin, n;

	p->dots = true;
	while ((n = rules_stop(s->rules, t, i)) > 0) {
		bool hard = n > 1 && rules_hard(s->rules, t, i);

		p->hard |= hard;
		p->dots &= t.p[i] == '.' || n == 3;
		/* one character may be three dots */
		p->n_stops += n == 3 && !p->hard ? 3 : 1;
		i += n;
	}
	n = p->dots && !p->hard ? mark_spaced_dots(t, i) : 0;
	p->spaced = n > 0;
	p->n_stops += n;
	p->stops_end = i + 2 * n;
}

static void
look_ahead(struct sight *s, struct place *p)
{
	size_t i;

	p->next = mark_spaces(s->text, p->end);
	i = mark_openers(s->text, p->next);
	p->follows = sight_class(s, i);
	p->after = mark_word_after(s->text, i);
	p->after_kinds = rules_word(s->rules, p->after);
}

void
place_look(struct place *p, struct sight *s, size_t begin)
{
	*p = (struct place){ .begin = begin };
	take_stops(s, p);
	p->before = mark_word_before(s->text, begin);
	p->kinds = rules_word(s->rules, p->before);
	p->end = mark_notes(s->text, mark_closers(s->text, p->stops_end));
	look_ahead(s, p);
}

size_t
place_after_end(const struct place *p, const struct sight *s)
{
	return (size_t)(p->after.p - s->text.p) + p->after.n;
}
