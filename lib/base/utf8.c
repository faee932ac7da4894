/* UTF-8, strictly: see utf8.h. */
#include "base/utf8.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

/*
 * Bytes of the well-formed sequence at p, or 0 and in *bad the length of the
 * maximal part that could have begun one (Unicode 14, table 3-7).
 */
static size_t
sequence(const unsigned char *p, size_t n, size_t *bad)
{
	unsigned char lo = 0x80, hi = 0xbf;
	size_t len, i;

	*bad = 1;
	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	len = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (p[0] == 0xe0)
		lo = 0xa0;
	else if (p[0] == 0xed)
		hi = 0x9f;
	else if (p[0] == 0xf0)
		lo = 0x90;
	else if (p[0] == 0xf4)
		hi = 0x8f;
	for (i = 1; i < len; i++, lo = 0x80, hi = 0xbf) {
		if (i == n || p[i] < lo || p[i] > hi) {
			*bad = i;
			return 0;
		}
	}
	return len;
}

static bool
eight_ascii(const char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof word);
	return (word & 0x8080808080808080u) == 0;
}

size_t
utf8_valid(struct str s)
{
	size_t i = 0, len, bad;

	while (i < s.n) {
		if (s.n - i >= 8 && eight_ascii(s.p + i)) {
			i += 8;
			continue;
		}
		len = sequence((const unsigned char *)s.p + i, s.n - i, &bad);
		if (len == 0)
			return i;
		i += len;
	}
	return i;
}

uint32_t
utf8_decode(struct str s, size_t i, size_t *n)
{
	const unsigned char *p = (const unsigned char *)s.p + i;

	assert(i < s.n);
	if (p[0] < 0x80) {
		*n = 1;
		return p[0];
	}
	if (p[0] < 0xe0) {
		*n = 2;
		return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
	}
	if (p[0] < 0xf0) {
		*n = 3;
		return (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 |
		       (p[2] & 0x3fu);
	}
	*n = 4;
	return (p[0] & 0x07u) << 18 | (p[1] & 0x3fu) << 12 |
	       (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
}

size_t
utf8_encode(char out[UTF8_MAX], uint32_t code)
{
	static const unsigned char lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	size_t n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

	assert(code <= 0x10ffff);
	if (n == 1) {
		out[0] = (char)code;
		return 1;
	}
	for (size_t i = n - 1; i > 0; i--) {
		out[i] = (char)(0x80 | (code & 0x3f));
		code >>= 6;
	}
	out[0] = (char)(lead[n] | code);
	return n;
}

size_t
utf8_char_bytes(struct str s, size_t i)
{
	size_t n = 1;

	while (i + n < s.n && ((unsigned char)s.p[i + n] & 0xc0) == 0x80)
		n++;
	return n;
}

size_t
utf8_count(struct str s)
{
	size_t count = 0;

	for (size_t i = 0; i < s.n; i++)
		count += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return count;
}

void
utf8_repair(struct buf *out, struct str s)
{
	while (s.n > 0) {
		size_t good = utf8_valid(s), bad = 0;

		buf_add(out, s.p, good);
		s = str_slice(s, good, s.n);
		if (s.n == 0)
			break;
		sequence((const unsigned char *)s.p, s.n, &bad);
		buf_str(out, STR("\xef\xbf\xbd"));
		s = str_slice(s, bad, s.n);
	}
}

bool
utf8_is_hidden(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
}

static void
show_code(struct buf *out, uint32_t c)
{
	if (c == '\n')
		buf_str(out, STR("\\n"));
	else if (c == '\t')
		buf_str(out, STR("\\t"));
	else
		buf_printf(out, "\\u{%x}", (unsigned)c);
}

static void
put_byte(struct buf *out, char c)
{
	buf_printf(out, "\\x%02x", (unsigned)(unsigned char)c);
}

void
utf8_show(struct buf *out, struct str s)
{
	size_t n, bad;

	for (size_t i = 0; i < s.n; i += n) {
		uint32_t c;

		n = sequence((const unsigned char *)s.p + i, s.n - i, &bad);
		if (n == 0) {
			n = 1;
			put_byte(out, s.p[i]);
			continue;
		}
		c = utf8_decode(s, i, &n);
		if (utf8_is_hidden(c))
			show_code(out, c);
		else
			buf_add(out, s.p + i, n);
	}
}

void
utf8_escape(struct buf *out, struct str s)
{
	while (s.n > 0) {
		size_t good = utf8_valid(s);

		buf_add(out, s.p, good);
		if (good == s.n)
			break;
		put_byte(out, s.p[good]);
		s = str_slice(s, good + 1, s.n);
	}
}
