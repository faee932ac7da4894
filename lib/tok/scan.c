/* Scanners for the patterns that dominate: see scan.h. */
#include "tok/scan.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#include "tok/split_patterns.h"

enum class { OTHER, UPPER, LOWER, DIGIT, SPACE, LINE, FOREIGN };

enum { LETTERS = 1 << UPPER | 1 << LOWER, SPACES = 1 << SPACE | 1 << LINE };

static const unsigned char classes[256] = {
	['\t'] = SPACE,
	['\n'] = LINE,
	['\v'] = SPACE,
	['\f'] = SPACE,
	['\r'] = LINE,
	[' '] = SPACE,
	['0' ... '9'] = DIGIT,
	['A' ... 'Z'] = UPPER,
	['a' ... 'z'] = LOWER,
	[0x80 ... 0xff] = FOREIGN,
};

/* How a pattern differs from others of its family. */
struct rules {
	bool cased;      /* a word is upper case, then lower case */
	bool before;     /* a contraction is looked for first */
	bool after;      /* it belongs to the word before it */
	bool slash;      /* marks take slashes along with line ends */
	bool whole_end;  /* all white space at the end is one */
	unsigned digits; /* of a number */
};

static unsigned char
byte_at(struct str text, size_t i)
{
	return i < text.n ? (unsigned char)text.p[i] : 0;
}

/*
 * Beyond ASCII: dashes, quotes and the like from U+2010 to U+205E are none of
 * letters, numbers or spaces but for a few.
 */
static enum class foreign_at(struct str text, size_t i, size_t *len) {
	unsigned char b = byte_at(text, i + 1), c = byte_at(text, i + 2);

	if ((unsigned char)text.p[i] != 0xe2) return FOREIGN;
	*len = 3;
	if (b == 0x80 && ((c >= 0x90 && c <= 0xa7) || c >= 0xb0)) return OTHER;
	return b == 0x81 && c >= 0x80 && c <= 0x9e ? OTHER : FOREIGN;
}

static inline enum class class_at(struct str text, size_t i, size_t *len) {
	enum class c = (enum class)classes[(unsigned char)text.p[i]];

	*len = 1;
	return c == FOREIGN ? foreign_at(text, i, len) : c;
}

/* Whether byte i is there and of one of the classes. */
static inline bool
is(struct str text, size_t i, unsigned set)
{
	size_t len;

	return i < text.n && (set >> class_at(text, i, &len) & 1) != 0;
}

/* The end of a run of some classes; *open is set where a character that may or
 * may not belong to it follows. */
static inline size_t
run(struct str text, size_t i, unsigned set, bool *open)
{
	enum class c;
	size_t len;

	while (i < text.n) {
		c = class_at(text, i, &len);
		if ((set >> c & 1) == 0) {
			*open |= c == FOREIGN;
			break;
		}
		i += len;
	}
	return i;
}

/* The end of an English contraction at an apostrophe, `at` if there is none. */
static inline size_t
contraction(struct str text, size_t at, unsigned char fold)
{
	unsigned a = byte_at(text, at + 1) | fold;
	unsigned b = byte_at(text, at + 2) | fold;

	if (a == 's' || a == 't' || a == 'm' || a == 'd')
		return at + 2;
	if (((a == 'r' || a == 'v') && b == 'e') || (a == 'l' && b == 'l'))
		return at + 3;
	return at;
}

/* White space without a line end: all of it at the end of the text, else
 * without the last before a word. */
static inline size_t
spaces(struct str text, size_t at)
{
	bool open = false;
	size_t end = run(text, at, SPACES, &open);

	if (open)
		return 0;
	return end == text.n || end == at + 1 ? end : end - 1;
}

static size_t
scan_gpt2(struct str text, size_t at)
{
	size_t i = at, end, len;
	bool open = false;
	unsigned set;
	enum class c;

	assert(at < text.n);
	if (text.p[i] == '\'' && (end = contraction(text, i, 0)) != i)
		return end;
	if (text.p[i] == ' ' && i + 1 < text.n && !is(text, i + 1, SPACES))
		i++;
	c = class_at(text, i, &len);
	if (c == FOREIGN)
		return 0;
	if (c == SPACE || c == LINE)
		return spaces(text, i);
	set = LETTERS >> c & 1 ? (unsigned)LETTERS : 1u << c;
	end = run(text, i, set, &open);
	return open ? 0 : end;
}

/* Spaces and line ends: up to the last line end if there is one. */
static inline size_t
lines(struct str text, size_t at, const struct rules *r)
{
	bool open = false;
	size_t end = run(text, at, SPACES, &open), i;

	if (open)
		return 0;
	if (r->whole_end && end == text.n)
		return end;
	for (i = end; i > at; i--)
		if (is(text, i - 1, 1u << LINE))
			return i;
	return end == text.n || end == at + 1 ? end : end - 1;
}

static inline size_t
number(struct str text, size_t at, unsigned most)
{
	size_t i = at;

	while (i - at < most && is(text, i, 1u << DIGIT))
		i++;
	return i - at < most && is(text, i, 1u << FOREIGN) ? 0 : i;
}

/* The long s folds to the s of a contraction. */
static inline bool
may_fold(struct str text, size_t at)
{
	return is(text, at + 1, 1u << FOREIGN);
}

/* Letters from i on, and what of them the pattern takes after them. */
static inline size_t
word(struct str text, size_t i, const struct rules *r)
{
	bool open = false;
	size_t end;

	if (!r->cased) {
		end = run(text, i, LETTERS, &open);
		return open ? 0 : end;
	}
	end = run(text, i, 1u << UPPER, &open);
	if (!open)
		end = run(text, end, 1u << LOWER, &open);
	if (open ||
	    (r->after && byte_at(text, end) == '\'' && may_fold(text, end)))
		return 0;
	return r->after && byte_at(text, end) == '\''
		   ? contraction(text, end, 0x20)
		   : end;
}

/* Marks, and the line ends behind them. */
static inline size_t
marks(struct str text, size_t i, const struct rules *r)
{
	bool open = false;
	size_t end = run(text, i, 1u << OTHER, &open);

	if (open)
		return 0;
	while (is(text, end, 1u << LINE) ||
	       (r->slash && byte_at(text, end) == '/'))
		end++;
	return end;
}

/* The family that begins with cl100k. */
static inline size_t
scan_by(struct str text, size_t at, const struct rules *r)
{
	size_t len, end;
	enum class c;

	assert(at < text.n);
	c = class_at(text, at, &len);
	if (c == FOREIGN)
		return 0;
	if (c == DIGIT)
		return number(text, at, r->digits);
	if (r->before && text.p[at] == '\'') {
		if (may_fold(text, at))
			return 0;
		if ((end = contraction(text, at, 0x20)) != at)
			return end;
	}
	if (LETTERS >> c & 1)
		return word(text, at, r);
	if (c != LINE && is(text, at + len, LETTERS | 1u << FOREIGN))
		return is(text, at + len, LETTERS) ? word(text, at + len, r)
						   : 0;
	if (c == OTHER)
		return marks(text, at, r);
	if (text.p[at] == ' ' && is(text, at + 1, 1u << OTHER))
		return marks(text, at + 1, r);
	return lines(text, at, r);
}

static size_t
scan_llama3(struct str text, size_t at)
{
	static const struct rules r = { .before = true, .digits = 3 };

	return scan_by(text, at, &r);
}

static size_t
scan_qwen2(struct str text, size_t at)
{
	static const struct rules r = { .before = true, .digits = 1 };

	return scan_by(text, at, &r);
}

static size_t
scan_cl100k(struct str text, size_t at)
{
	static const struct rules r = {
		.before = true, .digits = 3, .whole_end = true
	};

	return scan_by(text, at, &r);
}

static size_t
scan_o200k(struct str text, size_t at)
{
	static const struct rules r = {
		.cased = true, .after = true, .slash = true, .digits = 3
	};

	return scan_by(text, at, &r);
}

static size_t
scan_tekken(struct str text, size_t at)
{
	static const struct rules r = {
		.cased = true, .slash = true, .digits = 1
	};

	return scan_by(text, at, &r);
}

scan_fn *
scan_of(struct str pattern)
{
	static const struct {
		const char *pattern;
		scan_fn *scan;
	} known[] = { { SPLIT_GPT2, scan_gpt2 },
		{ SPLIT_GPT2_POSSESSIVE, scan_gpt2 },
		{ SPLIT_LLAMA3, scan_llama3 }, { SPLIT_QWEN2, scan_qwen2 },
		{ SPLIT_CL100K, scan_cl100k }, { SPLIT_O200K, scan_o200k },
		{ SPLIT_TEKKEN, scan_tekken } };

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_eq(pattern, str_of(known[i].pattern)))
			return known[i].scan;
	return NULL;
}
