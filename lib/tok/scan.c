/* Scanners for the patterns that dominate: see scan.h. */
#include "tok/scan.h"

#include <assert.h>
#include <stdbool.h>

enum class { OTHER, LETTER, DIGIT, SPACE, FOREIGN };

static const unsigned char classes[256] = {
	['\t'] = SPACE,
	['\n'] = SPACE,
	['\v'] = SPACE,
	['\f'] = SPACE,
	['\r'] = SPACE,
	[' '] = SPACE,
	['0' ... '9'] = DIGIT,
	['A' ... 'Z'] = LETTER,
	['a' ... 'z'] = LETTER,
	[0x80 ... 0xff] = FOREIGN,
};

static enum class class_at(struct str text, size_t i) {
	return (enum class)classes[(unsigned char)text.p[i]];
}

/* The end of a run of one class, 0 where a foreign byte follows it. */
static size_t
run(struct str text, size_t i, enum class c)
{
	while (i < text.n && class_at(text, i) == c)
		i++;
	return i < text.n && class_at(text, i) == FOREIGN ? 0 : i;
}

/* The end of an English contraction at an apostrophe, 0 if there is none. */
static size_t
contraction(struct str text, size_t at)
{
	char a = at + 1 < text.n ? text.p[at + 1] : '\0';
	char b = at + 2 < text.n ? text.p[at + 2] : '\0';

	if (a == 's' || a == 't' || a == 'm' || a == 'd')
		return at + 2;
	if (((a == 'r' || a == 'v') && b == 'e') || (a == 'l' && b == 'l'))
		return at + 3;
	return 0;
}

/* White space: all of it at the end, else without the last before a word. */
static size_t
spaces(struct str text, size_t at)
{
	size_t end = run(text, at, SPACE);

	return end == 0 || end == text.n || end == at + 1 ? end : end - 1;
}

static size_t
scan_gpt2(struct str text, size_t at)
{
	size_t i = at, end;
	enum class c;

	assert(at < text.n);
	if (text.p[i] == '\'' && (end = contraction(text, i)) != 0)
		return end;
	if (text.p[i] == ' ' && i + 1 < text.n &&
	    class_at(text, i + 1) != SPACE)
		i++;
	c = class_at(text, i);
	if (c == FOREIGN)
		return 0;
	return c == SPACE ? spaces(text, i) : run(text, i, c);
}

scan_fn *
scan_of(struct str pattern)
{
	if (str_eq(pattern, STR(SCAN_GPT2)) ||
	    str_eq(pattern, STR(SCAN_GPT2_POSSESSIVE)))
		return scan_gpt2;
	return NULL;
}
