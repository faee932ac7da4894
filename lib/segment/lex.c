/* Words, brackets, quotes and list items as bytes: see lex.h. */
#include "segment/lex.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "segment/rules.h"

enum {
	ITEM_MAX = 999, /* number of a list item */
	NOTE_BYTES = 6, /* inside the brackets of "[12]" */
};

enum { CLOSER = 1, OPENER = 2, EYES = 4, MOUTH = 8 };

/* The roles of a punctuation character, and of letters in emoticons. */
static const unsigned char roles[128] = {
	['"'] = CLOSER | OPENER,
	['\''] = CLOSER | OPENER,
	['*'] = CLOSER | OPENER,
	['_'] = CLOSER | OPENER,
	[')'] = CLOSER | MOUTH,
	[']'] = CLOSER,
	['}'] = CLOSER,
	['('] = OPENER | MOUTH,
	['['] = OPENER,
	['{'] = OPENER,
	[':'] = EYES,
	[';'] = EYES,
	['='] = EYES,
	['D'] = MOUTH,
	['P'] = MOUTH,
};

char
lex_byte(struct str t, size_t i)
{
	return i < t.n ? t.p[i] : '\0';
}

static bool
has_role(struct str t, size_t i, unsigned kind)
{
	unsigned char c = (unsigned char)lex_byte(t, i);

	return c < 0x80 && (roles[c] & kind) != 0;
}

size_t
lex_in(struct str t, size_t i, const char *set)
{
	size_t n;

	if (i >= t.n || t.p[i] == '\0')
		return 0;
	if ((unsigned char)t.p[i] < 0x80)
		return strchr(set, t.p[i]) != NULL;
	utf8_decode(t, i, &n);
	return memmem(set, strlen(set), t.p + i, n) == NULL ? 0 : n;
}

size_t
lex_spaces(struct str t, size_t i)
{
	while (i < t.n && ascii_space(t.p[i]))
		i++;
	return i;
}

static size_t
quotes_end(struct str t, size_t from, unsigned kind, const char *wide)
{
	size_t i = from;

	while (i < t.n && i - from < LOOK_AHEAD) {
		unsigned char c = (unsigned char)t.p[i];
		size_t n =
		    c < 0x80 ? (roles[c] & kind) != 0 : lex_in(t, i, wide);

		if (n == 0)
			break;
		i += n;
	}
	return i;
}

/* The length of a space at i that French sets inside of quotes. */
static size_t
quote_space(struct str t, size_t i)
{
	if ((unsigned char)lex_byte(t, i) < 0x80)
		return lex_byte(t, i) == ' ';
	return lex_in(t, i, "\u00a0\u202f");
}

/* True where a quote that has a space before it is a closing one. */
static bool
closes_before(struct str t, size_t i)
{
	return i == t.n || lex_in(t, i, " \n\r\t,;:.)]\u00a0") > 0;
}

/*
 * A quote that opens in one language closes in another, „Ja.“ or »Nej.«, and
 * French has a space before it: « Oui. »
 */
size_t
lex_closers(struct str t, size_t i)
{
	size_t end = quotes_end(t, i, CLOSER, "”’»›」』）】");
	size_t space = quote_space(t, end), n;
	char c = lex_byte(t, end + space);

	/* most often, a letter follows */
	if ((unsigned char)c < 0x80 && c != ')' && c != ']')
		return end;
	n = lex_in(t, end + space, space > 0 ? "»›)]" : "“‘«‹");
	return n > 0 && closes_before(t, end + space + n) ? end + space + n
							  : end;
}

size_t
lex_openers(struct str t, size_t i)
{
	size_t end = quotes_end(t, i, OPENER, "“‘«‹„‚¿¡「『（【");

	return end > i && (unsigned char)t.p[end - 1] >= 0x80
		   ? end + quote_space(t, end)
		   : end;
}

/* True at punctuation or a symbol of three bytes, but not at ’. */
static bool
is_wide_symbol(struct str t, size_t i)
{
	const unsigned char *p = (const unsigned char *)t.p + i;

	if (p[0] < 0xe2 || t.n - i < 3)
		return false;
	if (p[0] == 0xe2)
		return p[1] < 0xb0 && !(p[1] == 0x80 && p[2] == 0x99);
	return p[0] == 0xe3 && p[1] == 0x80;
}

static bool
is_word_byte(char c)
{
	return ascii_letter(c) || (unsigned char)c >= 0x80 || c == '\'';
}

struct str
lex_word_before(struct str t, size_t end)
{
	size_t i = end;

	while (i > 0 && end - i < LOOK_BACK) {
		char c = t.p[i - 1];

		if (!is_word_byte(c) && !ascii_digit(c) && c != '.')
			break;
		i--;
		if ((unsigned char)c >= 0xe2 && i + 3 <= end &&
		    is_wide_symbol(t, i)) {
			i += 3;
			break;
		}
	}
	while (i < end && (t.p[i] == '.' || t.p[i] == '\''))
		i++;
	return str_slice(t, i, end);
}

struct str
lex_word_after(struct str t, size_t begin)
{
	size_t i = begin;

	while (i < t.n && i - begin < WORD_BYTES_MAX && is_word_byte(t.p[i]) &&
	       ((unsigned char)t.p[i] < 0xe2 || !is_wide_symbol(t, i)))
		i++;
	return str_slice(t, begin, i);
}

size_t
lex_spaced_dots(struct str t, size_t i)
{
	size_t n = 0;

	while (
	    lex_byte(t, i + 2 * n) == ' ' && lex_byte(t, i + 2 * n + 1) == '.')
		n++;
	if (n > 0 && ascii_digit(lex_byte(t, i + 2 * n))) /* " .5" */
		n--;
	return n;
}

size_t
lex_notes(struct str t, size_t i)
{
	size_t end = i;

	for (;;) {
		size_t k = end + (lex_byte(t, end) == ' ');
		size_t d = k + 1, n;

		if (lex_byte(t, k) != '[')
			return end;
		while (d - k < NOTE_BYTES &&
		       (n = lex_in(t, d, "0123456789.…")) > 0)
			d += n;
		if (d == k + 1 || lex_byte(t, d) != ']')
			return end;
		end = d + 1;
	}
}

size_t
lex_emoticon(struct str t, size_t i)
{
	size_t n = 1;

	if (!has_role(t, i, EYES))
		return 0;
	n += lex_byte(t, i + n) == '-';
	if (!has_role(t, i + n, MOUTH))
		return 0;
	while (has_role(t, i + n, MOUTH))
		n++;
	return i + n == t.n || ascii_space(t.p[i + n]) ? n : 0;
}

size_t
lex_item(struct str t, size_t i, struct list_item *item)
{
	size_t k = i;

	*item = (struct list_item){ .letter = ascii_lower(lex_byte(t, k)) };
	if (item->letter)
		item->number = (unsigned)(t.p[k++] - 'a' + 1);
	else
		for (; ascii_digit(lex_byte(t, k)) && item->number <= ITEM_MAX;
		     k++)
			item->number =
			    item->number * 10 + (unsigned)(t.p[k] - '0');
	if (k == i || item->number > ITEM_MAX)
		return i;
	item->style = lex_byte(t, k);
	if (item->style != '.' && item->style != ')')
		return i;
	k++;
	if (item->style == '.' && lex_byte(t, k) == ')') {
		item->style = ']';
		k++;
	}
	return ascii_space(lex_byte(t, k)) ? k : i;
}
