/* Strings and numbers of JSON: see json_lex.h. */
#include "io/json_lex.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"

static bool
digits(char **at)
{
	char *p = *at;

	while (ascii_digit(*p))
		p++;
	if (p == *at)
		return false;
	*at = p;
	return true;
}

/* Whether the text up to end is an integer within int64_t, and which. */
static bool
within(const char *s, const char *end, int64_t *value)
{
	bool minus = s[0] == '-';
	uint64_t x = 0, most = (uint64_t)INT64_MAX + minus;

	for (s += minus; s < end; s++) {
		uint64_t d = (uint64_t)(*s - '0');

		if (d > most || x > (most - d) / 10)
			return false;
		x = x * 10 + d;
	}
	*value = minus ? (int64_t)(0 - x) : (int64_t)x;
	return true;
}

const char *
json_lex_number(char **at, bool *is_whole, bool *is_real, int64_t *whole)
{
	static const char no_digit[] = "a digit expected";
	const char *from = *at;

	*is_real = false;
	*at += **at == '-';
	if (**at == '0' && ascii_digit((*at)[1]))
		return "a number that begins with 0";
	if (!digits(at))
		return no_digit;
	if (**at == '.') {
		*is_real = true;
		++*at;
		if (!digits(at))
			return no_digit;
	}
	if (**at == 'e' || **at == 'E') {
		*is_real = true;
		++*at;
		*at += **at == '+' || **at == '-';
		if (!digits(at))
			return no_digit;
	}
	*is_whole = !*is_real && within(from, *at, whole);
	return NULL;
}

/* None of the eight bytes is a quote, a backslash or a control. */
static bool
eight_plain(const char *p)
{
	const uint64_t ones = 0x0101010101010101u, tops = ones << 7;
	uint64_t w, quote, slash;

	memcpy(&w, p, sizeof w);
	quote = w ^ ones * '"';
	slash = w ^ ones * '\\';
	return ((((w - ones * ' ') & ~w) | ((quote - ones) & ~quote) |
		    ((slash - ones) & ~slash)) &
		   tops) == 0;
}

size_t
json_plain_bytes(const char *p, const char *end)
{
	const char *from = p;

	while (end - p >= 8 && eight_plain(p))
		p += 8;
	while (p < end && (unsigned char)*p >= ' ' && *p != '"' && *p != '\\')
		p++;
	return (size_t)(p - from);
}

/* Four hexadecimal digits; -1 when they are none. */
static int
four_hex(const char *s)
{
	int x = 0;

	for (int i = 0; i < 4; i++) {
		char low = (char)(s[i] | ' ');

		if (ascii_digit(s[i]))
			x = x * 16 + s[i] - '0';
		else if (low >= 'a' && low <= 'f')
			x = x * 16 + low - 'a' + 10;
		else
			return -1;
	}
	return x;
}

static bool
is_high(int x)
{
	return x >= 0xd800 && x < 0xdc00;
}

static bool
is_low(int x)
{
	return x >= 0xdc00 && x < 0xe000;
}

/* After "\u": a code point, of two escapes where they are a pair. */
static const char *
unicode(char **at, char **to)
{
	int x = four_hex(*at), low;

	if (x < 0)
		return "four hexadecimal digits expected";
	*at += 4;
	if (is_high(x) && (*at)[0] == '\\' && (*at)[1] == 'u') {
		low = four_hex(*at + 2);
		if (is_low(low)) {
			x = 0x10000 + (x - 0xd800) * 0x400 + low - 0xdc00;
			*at += 6;
		}
	}
	if (is_high(x) || is_low(x))
		x = 0xfffd;
	*to += utf8_encode(*to, (uint32_t)x);
	return NULL;
}

static const char *
escape(char **at, char **to)
{
	static const char letters[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
	const char *found;

	++*at; /* the backslash */
	if (**at == 'u') {
		++*at;
		return unicode(at, to);
	}
	found = **at == '\0' ? NULL : strchr(letters, **at);
	if (found == NULL)
		return "an escape that JSON has not";
	*(*to)++ = means[found - letters];
	++*at;
	return NULL;
}

const char *
json_lex_string(char **at, const char *end, char **text, size_t *n)
{
	const char *why = NULL;
	char *to;

	if (**at != '"')
		return "a string expected";
	to = *text = ++*at;
	while (why == NULL) {
		size_t plain = json_plain_bytes(*at, end);

		if (to != *at)
			memmove(to, *at, plain);
		to += plain;
		*at += plain;
		if (**at == '"')
			break;
		why = **at == '\\' ? escape(at, &to)
				   : "a control character in a string";
	}
	if (why != NULL)
		return why;
	*n = (size_t)(to - *text);
	*to = '\0';
	++*at;
	return NULL;
}
