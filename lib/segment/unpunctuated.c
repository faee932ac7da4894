/* Sentences that end without a stop: see unpunctuated.h. */
#include "segment/unpunctuated.h"

#include <string.h>

#include "base/ascii.h"
#include "segment/lex.h"

enum {
	SIGNS_MIN = 4,          /* of a line of signs */
	SIGNS_MAX = 256,        /* bytes read of one */
	NAME_WORDS = 6,         /* before a date */
	NAME_BYTES = 96,        /* of so many words */
	VALEDICTION_BYTES = 24, /* "Respectfully yours," */
	DATE_BYTES = 10,        /* "05/06/2001" */
	ADDRESS_BACK = 64,      /* bytes read of an address before a dot, */
	ADDRESS_AHEAD = 256,    /* and after it */
};

/* The end of a line of signs at i, "-----" or "=-=-=", before other text. */
static size_t
signs_end(const struct scanner *s, size_t i)
{
	struct str t = s->text;
	size_t end = i;

	while (end - i < SIGNS_MAX && lex_in(t, end, "-_=*~#+") > 0)
		end++;
	return end - i >= SIGNS_MIN && lex_byte(t, end) == ' ' ? end : 0;
}

/* True at a name that no stop or comma follows: somebody signs. */
static bool
signs_at(const struct scanner *s, size_t i)
{
	struct str t = s->text, w = lex_word_after(t, i);

	return w.n > 0 && ascii_upper(w.p[0]) &&
	       (rules_word(s->rules, w) & (WORD_STARTER | WORD_PRONOUN)) == 0 &&
	       (w.n == 1 || lex_in(t, i + w.n, ".,!?;:") == 0);
}

/* The end of "Regards," or "Best regards," at i, before a signature. */
static size_t
valediction_end(const struct scanner *s, size_t i)
{
	struct str t = s->text, head = str_slice(t, i, t.n);
	const char *comma, *space;
	size_t n;

	if (head.n > VALEDICTION_BYTES)
		head.n = VALEDICTION_BYTES;
	comma = memchr(head.p, ',', head.n);
	if (comma == NULL)
		return 0;
	n = (size_t)(comma - head.p);
	if (lex_byte(t, i + n + 1) != ' ')
		return 0;
	space = memchr(head.p, ' ', n);
	if (space != NULL)
		head = str_slice(head, (size_t)(space - head.p) + 1, n);
	else
		head.n = n;
	return rules_word(s->rules, head) & WORD_VALEDICTION &&
		       signs_at(s, i + n + 2)
		   ? i + n + 1
		   : 0;
}

size_t
unpunctuated_start(struct scanner *s)
{
	return ascii_upper(lex_byte(s->text, s->at)) ? valediction_end(s, s->at)
						     : signs_end(s, s->at);
}

static size_t
skip_digits(struct str t, size_t i)
{
	size_t from = i;

	while (i - from < DATE_BYTES && ascii_digit(lex_byte(t, i)))
		i++;
	return i;
}

size_t
unpunctuated_label(struct scanner *s, size_t dot)
{
	struct str t = s->text, w = lex_word_after(t, s->at);
	size_t end = skip_digits(t, dot + 1);

	return w.n > 0 && skip_digits(t, s->at + w.n + 1) == dot &&
		       lex_byte(t, s->at + w.n) == ' ' && end > dot + 1 &&
		       lex_byte(t, end) == ' ' &&
		       ascii_upper(lex_byte(t, end + 1)) &&
		       rules_word(s->rules, w) & WORD_CAPTION
		   ? end
		   : 0;
}

/* Where the date before byte i begins, as "5/6/2001" or "2001-05-06"; or i. */
static size_t
date_before(struct str t, size_t i)
{
	size_t from = i, signs = 0;

	while (from > 0 && i - from < DATE_BYTES &&
	       (ascii_digit(t.p[from - 1]) || t.p[from - 1] == '/' ||
		   t.p[from - 1] == '-')) {
		from--;
		signs += !ascii_digit(t.p[from]);
	}
	return signs == 2 && i - from >= 6 &&
		       (from == 0 || ascii_space(t.p[from - 1]))
		   ? from
		   : i;
}

/* The end of the time whose first colon is at colon, with its half of day. */
static size_t
time_end(struct str t, size_t colon)
{
	size_t end = skip_digits(t, colon + 1);

	if (end != colon + 3)
		return 0;
	if (lex_byte(t, end) == ':' && skip_digits(t, end + 1) == end + 3)
		end += 3;
	if (lex_byte(t, end) == ' ' && lex_in(t, end + 1, "APap") &&
	    lex_in(t, end + 2, "Mm"))
		end += 3;
	return ascii_space(lex_byte(t, end)) ? end : 0;
}

/* True for a few words that all have a capital, or are mail addresses. */
static bool
is_name(struct str s)
{
	size_t words = 1;

	if (s.n == 0 || s.n > NAME_BYTES)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		words += s.p[i] == ' ';
		if ((i == 0 || s.p[i - 1] == ' ') && !ascii_upper(s.p[i]) &&
		    lex_in(s, i, "\"<(") == 0)
			return false;
	}
	return words <= NAME_WORDS;
}

size_t
unpunctuated_stamp(struct scanner *s, size_t colon)
{
	struct str t = s->text, name;
	size_t end = time_end(t, colon), i = colon, date;

	while (i > s->at && colon - i < 2 && ascii_digit(t.p[i - 1]))
		i--;
	if (end == 0 || i == colon || i == s->at || t.p[i - 1] != ' ')
		return 0;
	i -= t.p[i - 2] == ',' ? 2 : 1;
	date = date_before(t, i);
	if (date == i || date < s->at)
		return 0;
	name = str_trim(str_slice(t, s->at, date));
	if (is_name(name))
		return s->at + name.n;
	return name.n == 0 || scanner_class(s, lex_spaces(t, end)) == CHAR_UPPER
		   ? end
		   : 0;
}

/* True for the text of an address before one of its dots. */
static bool
begins_address(struct str w)
{
	return memchr(w.p, '@', w.n) != NULL || str_starts(w, STR("http")) ||
	       str_starts(w, STR("www"));
}

size_t
unpunctuated_address(struct scanner *s, size_t dot)
{
	struct str t = s->text;
	size_t from = dot, end = dot, last = dot;

	while (from > s->at && dot - from < ADDRESS_BACK &&
	       !ascii_space(t.p[from - 1]))
		from--;
	while (from < dot && lex_in(t, from, "<([\"'") > 0)
		from++;
	if (!begins_address(str_slice(t, from, dot)))
		return 0;
	for (; end < t.n && end - dot < ADDRESS_AHEAD && !ascii_space(t.p[end]);
	     end++)
		if (t.p[end] == '.')
			last = end;
	if (lex_byte(t, end) != ' ')
		return 0;
	if (strchr(".,;:!?", t.p[end - 1]) != NULL ||
	    ascii_upper(lex_byte(t, last + 1)))
		return 0; /* nor "example.com.The" */
	if (scanner_class(s, end + 1) == CHAR_UPPER)
		return end;
	return str_starts(str_slice(t, end + 1, t.n), STR("http")) ? end : 0;
}
