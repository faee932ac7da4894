/* Folding text for comparison: see guard_fold.h. */
#include "episode/guard_fold.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/unicode.h"
#include "base/utf8.h"

/* The part that a code point plays in a word. */
enum fold {
	FOLD_LETTER,     /* it is written, folded */
	FOLD_GAP,        /* it separates words */
	FOLD_APOSTROPHE, /* it is dropped, and may join a clitic */
	FOLD_NOTHING,    /* it is dropped: marks, invisible ones */
};

/* Two bytes a letter from U+00C0 and from U+1E00 on; '-': it is none. */
static const char latin[] =
    // clang-format off
	"a a a a a a aec e e e e i i i i d n o o o o o - o u u u u y thss"
	"a a a a a a aec e e e e i i i i d n o o o o o - o u u u u y thy "
	"a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g "
	"g g g g h h h h i i i i i i i i i i ijijj j k k k l l l l l l l "
	"l l l n n n n n n n n n o o o o o o oeoer r r r r r s s s s s s "
	"s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s ";
static const char latin_additional[] =
	"a a b b b b b b c c d d d d d d d d d d e e e e e e e e e e f f "
	"g g h h h h h h h h h h i i i i k k k k k k l l l l l l l l m m "
	"m m m m n n n n n n n n o o o o o o o o p p p p r r r r r r r r "
	"s s s s s s s s s s t t t t t t t t u u u u u u u u u u v v v v "
	"w w w w w w w w w w x x x x y y z z z z z z h t w y a s - - ss- "
	"a a a a a a a a a a a a a a a a a a a a a a a a e e e e e e e e "
	"e e e e e e e e i i i i o o o o o o o o o o o o o o o o o o o o "
	"o o o o u u u u u u u u u u u u u u y y y y y y y y - - - - - - ";
// clang-format on

struct range {
	uint32_t from, to;
};

static bool
is_among(const struct range *v, size_t n, uint32_t c)
{
	size_t i = 0;

	while (i < n && (c < v[i].from || c > v[i].to))
		i++;
	return i < n;
}

#define AMONG(ranges, c) is_among(ranges, sizeof(ranges) / sizeof *(ranges), c)

static enum fold
kind_of(uint32_t c)
{
	static const struct range apostrophes[] = { { 0x27, 0x27 },
		{ 0x60, 0x60 }, { 0xb4, 0xb4 }, { 0x2bc, 0x2bc },
		{ 0x2018, 0x2019 }, { 0x201b, 0x201b }, { 0x2032, 0x2032 },
		{ 0xff07, 0xff07 } };
	static const struct range nothing[] = { { 0xad, 0xad },
		{ 0x300, 0x36f }, { 0x200b, 0x200d }, { 0x2060, 0x2060 },
		{ 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff } };
	/* superscripts apart, which are digits */
	static const struct range gaps[] = { { 0, 0x2f }, { 0x3a, 0x40 },
		{ 0x5b, 0x60 }, { 0x7b, 0xa9 }, { 0xab, 0xb1 }, { 0xb6, 0xb8 },
		{ 0xbb, 0xbf }, { 0xd7, 0xd7 }, { 0xf7, 0xf7 },
		{ 0x2000, 0x206f }, { 0x20a0, 0x20cf }, { 0x2100, 0x2bff },
		{ 0x3000, 0x303f }, { 0xfe30, 0xfe6f } };

	if (AMONG(apostrophes, c))
		return FOLD_APOSTROPHE;
	if (AMONG(nothing, c))
		return FOLD_NOTHING;
	return AMONG(gaps, c) ? FOLD_GAP : FOLD_LETTER;
}

/* Letters without the accent that a table has in another code point. */
static uint32_t
without_accent(uint32_t c)
{
	static const uint32_t pairs[][2] = { { 0x3ac, 0x3b1 }, { 0x3ad, 0x3b5 },
		{ 0x3ae, 0x3b7 }, { 0x3af, 0x3b9 }, { 0x390, 0x3b9 },
		{ 0x3ca, 0x3b9 }, { 0x3cc, 0x3bf }, { 0x3cd, 0x3c5 },
		{ 0x3b0, 0x3c5 }, { 0x3cb, 0x3c5 }, { 0x3ce, 0x3c9 },
		{ 0x386, 0x3b1 }, { 0x388, 0x3b5 }, { 0x389, 0x3b7 },
		{ 0x38a, 0x3b9 }, { 0x38c, 0x3bf }, { 0x38e, 0x3c5 },
		{ 0x38f, 0x3c9 }, { 0x3c2, 0x3c3 }, { 0xb5, 0x3bc },
		{ 0x439, 0x438 }, { 0x450, 0x435 }, { 0x451, 0x435 },
		{ 0x453, 0x433 }, { 0x457, 0x456 }, { 0x45c, 0x43a },
		{ 0x45d, 0x438 }, { 0x45e, 0x443 }, { 0x1a0, 'o' },
		{ 0x1a1, 'o' }, { 0x1af, 'u' }, { 0x1b0, 'u' }, { 0x218, 's' },
		{ 0x219, 's' }, { 0x21a, 't' }, { 0x21b, 't' }, { 0xaa, 'a' },
		{ 0xba, 'o' }, { 0xb9, '1' }, { 0xb2, '2' }, { 0xb3, '3' } };

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (pairs[i][0] == c)
			return pairs[i][1];
	return c;
}

/* The small letter of ASCII, Greek, Cyrillic and Armenian ones. */
static uint32_t
small(uint32_t c)
{
	if ((c >= 0x391 && c <= 0x3ab) || (c >= 0x410 && c <= 0x42f))
		return c + 0x20;
	if (c >= 0x400 && c <= 0x40f)
		return c + 0x50;
	if (c >= 'A' && c <= 'Z')
		return c - 'A' + 'a';
	if (c >= 0x531 && c <= 0x556)
		return c + 0x30;
	return c;
}

/* Compatibility forms: full width, and digits above or below the line. */
static uint32_t
plain_form(uint32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		return c - 0xfee0;
	if (c == 0x2070 || (c >= 0x2074 && c <= 0x2079))
		return c - 0x2070 + '0';
	return c >= 0x2080 && c <= 0x2089 ? c - 0x2080 + '0' : c;
}

static void
put_letter(struct buf *out, uint32_t c)
{
	static const char *const ligatures[] = { "ff", "fi", "fl", "ffi", "ffl",
		"st", "st" };
	const char *cell = NULL;
	char utf8[UTF8_MAX];

	if (c >= 0xc0 && c < 0x180)
		cell = latin + 2 * (c - 0xc0);
	else if (c >= 0x1e00 && c < 0x1f00)
		cell = latin_additional + 2 * (c - 0x1e00);
	if (cell != NULL && cell[0] != '-') {
		buf_add(out, cell, cell[1] == ' ' ? 1 : 2);
	} else if (c >= 0xfb00 && c <= 0xfb06) {
		buf_str(out, str_of(ligatures[c - 0xfb00]));
	} else {
		c = without_accent(small(c));
		buf_add(out, utf8, utf8_encode(utf8, c));
	}
}

/* The apostrophe at byte i, its length; 0 when there is none. */
static size_t
apostrophe(struct str s, size_t i)
{
	size_t n;

	if (i >= s.n)
		return 0;
	return kind_of(utf8_decode(s, i, &n)) == FOLD_APOSTROPHE ? n : 0;
}

static bool
ends_word(struct str s, size_t i)
{
	size_t n;

	return i >= s.n || kind_of(utf8_decode(s, i, &n)) == FOLD_GAP;
}

/* Whether 's, n't and the like are at byte i, as tokenised text has them. */
static bool
is_clitic(struct str s, size_t i)
{
	static const char *const endings[] = { "s", "re", "ve", "ll", "d", "m",
		"t" };
	bool negation = i < s.n && (s.p[i] | 0x20) == 'n';
	size_t n = apostrophe(s, i + negation);

	if (n == 0)
		return false;
	i += negation + n;
	for (size_t j = negation ? 6 : 0; j < 7; j++) {
		size_t length = strlen(endings[j]);

		if (i + length <= s.n &&
		    strncasecmp(s.p + i, endings[j], length) == 0 &&
		    ends_word(s, i + length))
			return true;
	}
	return false;
}

/* Adds a run of ASCII letters and digits, the bulk of most text; its length. */
static size_t
put_ascii(struct buf *out, struct str s, size_t i)
{
	size_t n = 0;
	char *to;

	while (i + n < s.n &&
	       (ascii_letter(s.p[i + n]) || ascii_digit(s.p[i + n])))
		n++;
	if (n == 0)
		return 0;
	to = buf_room(out, n);
	for (size_t k = 0; k < n; k++)
		to[k] = (char)(s.p[i + k] | (s.p[i + k] >= 'A' ? 0x20 : 0));
	out->n += n;
	return n;
}

/* The words so far, from byte `start` of out, and whether the next begins. */
struct fold_state {
	struct buf *out;
	size_t start;
	bool gap;
};

/* A letter follows: of the word before it, or of the next. */
static void
begin_letter(struct fold_state *f)
{
	if (f->gap && f->out->n > f->start)
		buf_byte(f->out, ' ');
	f->gap = false;
}

/* A part that is not ASCII's letter or digit: a letter, or what separates. */
static void
fold_part(struct fold_state *f, uint32_t c)
{
	enum fold kind = kind_of(c);

	f->gap |= kind == FOLD_GAP;
	if (kind != FOLD_LETTER)
		return;
	begin_letter(f);
	put_letter(f->out, c);
}

/* In the parts that it stands for, but for an apostrophe, which has none. */
static void
fold_code(struct fold_state *f, uint32_t c)
{
	uint32_t parts[UNICODE_PARTS_MAX];
	size_t n;

	if (kind_of(c) == FOLD_APOSTROPHE)
		return;
	n = unicode_parts(c, parts);
	for (size_t i = 0; i < n; i++)
		fold_part(f, plain_form(parts[i]));
}

/* The byte at i, ASCII, or the run of letters and digits there; its length. */
static size_t
fold_ascii(struct fold_state *f, struct str s, size_t i)
{
	enum fold kind = kind_of((unsigned char)s.p[i]);
	size_t n;

	if (kind == FOLD_GAP)
		f->gap |= !(ascii_space(s.p[i]) && is_clitic(s, i + 1));
	if (kind != FOLD_LETTER)
		return 1;
	begin_letter(f);
	n = put_ascii(f->out, s, i);
	assert(n > 0);
	return n;
}

void
guard_fold(struct buf *out, struct str s)
{
	struct fold_state f = { out, out->n, false };
	size_t n;

	for (size_t i = 0; i < s.n; i += n) {
		uint32_t c = plain_form(utf8_decode(s, i, &n));

		if (n > 1)
			fold_code(&f, c);
		else
			n = fold_ascii(&f, s, i);
	}
}
