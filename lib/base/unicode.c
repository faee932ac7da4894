/* Unicode normal forms and lower case: see unicode.h. */
#include "base/unicode.h"

bool
unicode_is_space(uint32_t c)
{
	return (c >= 9 && c <= 13) || c == ' ' || c == 0x85 || c == 0xa0 ||
	       c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
	       c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

#ifdef HAVE_UTF8PROC
#include <stdlib.h>

#include <utf8proc.h>

#include "base/utf8.h"

struct range {
	uint32_t first, last;
};

/*
 * The tokenizers library normalises by tables of Unicode 9: code points that
 * later ones compose, decompose or reorder stay as they are in it.
 */
static const struct range inert[] = {
	{ 0x7fd, 0x7fd },
	{ 0x898, 0x89f },
	{ 0x8ca, 0x8d3 },
	{ 0x9fe, 0x9fe },
	{ 0xc3c, 0xc3c },
	{ 0xd3b, 0xd3c },
	{ 0xeba, 0xeba },
	{ 0x1715, 0x1715 },
	{ 0x1abf, 0x1ace },
	{ 0x1df6, 0x1dfa },
	{ 0x32ff, 0x32ff },
	{ 0xa7f2, 0xa7f4 },
	{ 0xa82c, 0xa82c },
	{ 0xab69, 0xab69 },
	{ 0x10781, 0x10785 },
	{ 0x10787, 0x107b0 },
	{ 0x107b2, 0x107ba },
	{ 0x10d24, 0x10d27 },
	{ 0x10eab, 0x10eac },
	{ 0x10efd, 0x10eff },
	{ 0x10f46, 0x10f50 },
	{ 0x10f82, 0x10f85 },
	{ 0x11070, 0x11070 },
	{ 0x1133b, 0x1133b },
	{ 0x1145e, 0x1145e },
	{ 0x11839, 0x1183a },
	{ 0x11938, 0x11938 },
	{ 0x1193d, 0x1193e },
	{ 0x11943, 0x11943 },
	{ 0x119e0, 0x119e0 },
	{ 0x11a34, 0x11a34 },
	{ 0x11a47, 0x11a47 },
	{ 0x11a99, 0x11a99 },
	{ 0x11d42, 0x11d42 },
	{ 0x11d44, 0x11d45 },
	{ 0x11d97, 0x11d97 },
	{ 0x11f41, 0x11f42 },
	{ 0x16ff0, 0x16ff1 },
	{ 0x1e030, 0x1e06d },
	{ 0x1e08f, 0x1e08f },
	{ 0x1e130, 0x1e136 },
	{ 0x1e2ae, 0x1e2ae },
	{ 0x1e2ec, 0x1e2ef },
	{ 0x1e4ec, 0x1e4ef },
	{ 0x1f16c, 0x1f16c },
	{ 0x1fbf0, 0x1fbf9 },
};

struct lower {
	uint32_t first, last;
	int32_t add;
};

/* Letters whose small form utf8proc 2.8 does not know yet. */
static const struct lower late_lower[] = {
	{ 0x1c89, 0x1c89, 1 },
	{ 0xa7cb, 0xa7cb, -42343 },
	{ 0xa7cc, 0xa7cc, 1 },
	{ 0xa7ce, 0xa7ce, 1 },
	{ 0xa7d2, 0xa7d2, 1 },
	{ 0xa7d4, 0xa7d4, 1 },
	{ 0xa7da, 0xa7da, 1 },
	{ 0xa7dc, 0xa7dc, -42561 },
	{ 0x10d50, 0x10d65, 32 },
	{ 0x16ea0, 0x16eb8, 27 },
};

bool
unicode_present(void)
{
	return true;
}

static bool
is_inert(uint32_t c)
{
	size_t lo = 0, hi = sizeof inert / sizeof *inert;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (c > inert[mid].last)
			lo = mid + 1;
		else if (c < inert[mid].first)
			hi = mid;
		else
			return true;
	}
	return false;
}

static int
normalize_part(
    struct buf *out, struct str text, enum unicode_form form, struct err *e)
{
	static const utf8proc_option_t options[] = {
		[UNICODE_NFC] = UTF8PROC_STABLE | UTF8PROC_COMPOSE,
		[UNICODE_NFD] = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE,
		[UNICODE_NFKC] =
		    UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT,
		[UNICODE_NFKD] =
		    UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT,
	};
	utf8proc_uint8_t *made = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text.p,
	    (utf8proc_ssize_t)text.n, &made, options[form]);

	if (n < 0)
		return err_set(
		    e, "cannot normalise text: %s", utf8proc_errmsg(n));
	buf_add(out, made, (size_t)n);
	free(made);
	return 0;
}

int
unicode_normalize(
    struct buf *out, struct str text, enum unicode_form form, struct err *e)
{
	size_t from = 0, len;

	for (size_t i = 0; i < text.n; i += len) {
		if (!is_inert(utf8_decode(text, i, &len)))
			continue;
		if (normalize_part(out, str_slice(text, from, i), form, e))
			return -1;
		buf_str(out, str_slice(text, i, i + len));
		from = i + len;
	}
	return normalize_part(out, str_slice(text, from, text.n), form, e);
}

static uint32_t
lower(uint32_t c)
{
	for (size_t i = 0; i < sizeof late_lower / sizeof *late_lower; i++)
		if (c >= late_lower[i].first && c <= late_lower[i].last)
			return (uint32_t)((int32_t)c + late_lower[i].add);
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

int
unicode_lower(struct buf *out, struct str text, struct err *e)
{
	char code[UTF8_MAX];
	size_t len;

	(void)e;
	for (size_t i = 0; i < text.n; i += len) {
		uint32_t c = utf8_decode(text, i, &len);

		if (c == 0x130) { /* the one that becomes two */
			buf_str(out, STR("i\xcc\x87"));
			continue;
		}
		c = lower(c);
		buf_add(out, code, utf8_encode(code, c));
	}
	return 0;
}

size_t
unicode_parts(uint32_t code, uint32_t parts[UNICODE_PARTS_MAX])
{
	utf8proc_int32_t made[UNICODE_PARTS_MAX];
	int boundary = UTF8PROC_BOUNDCLASS_START;
	utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)code,
	    made, UNICODE_PARTS_MAX,
	    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD,
	    &boundary);

	if (n < 1 || n > UNICODE_PARTS_MAX) {
		parts[0] = code;
		return 1;
	}
	for (utf8proc_ssize_t i = 0; i < n; i++)
		parts[i] = (uint32_t)made[i];
	return (size_t)n;
}

const char *
unicode_version(void)
{
	return utf8proc_version();
}

#else

bool
unicode_present(void)
{
	return false;
}

static int
absent(struct err *e)
{
	return err_set(e, "this tokenizer normalises text, which needs "
			  "libutf8proc; install it and build again");
}

int
unicode_normalize(
    struct buf *out, struct str text, enum unicode_form form, struct err *e)
{
	(void)out, (void)text, (void)form;
	return absent(e);
}

int
unicode_lower(struct buf *out, struct str text, struct err *e)
{
	(void)out, (void)text;
	return absent(e);
}

size_t
unicode_parts(uint32_t code, uint32_t parts[UNICODE_PARTS_MAX])
{
	parts[0] = code;
	return 1;
}

const char *
unicode_version(void)
{
	return "none";
}
#endif
