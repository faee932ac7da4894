/* SentencePiece's normalizer by a table: see charsmap.h. */
#include "tok/charsmap.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

#define MARK STR("\xe2\x96\x81")

struct charsmap {
	struct charsmap_options o;
	uint32_t *units; /* the double array */
	size_t n_units;
	struct buf texts; /* each ends with a NUL */
};

static uint32_t
little(const char *p)
{
	uint32_t x = 0;

	for (unsigned i = 0; i < 4; i++)
		x |= (uint32_t)(unsigned char)p[i] << 8 * i;
	return x;
}

struct charsmap *
charsmap_new(struct str table, const struct charsmap_options *o, struct err *e)
{
	size_t size = table.n < 4 ? 0 : little(table.p);
	struct charsmap *m;
	struct str texts;

	texts = table.n < 4 || size >= table.n - 4
		    ? STR("")
		    : str_slice(table, 4 + size, table.n);
	if (size == 0 || size % 4 != 0 || texts.n == 0 ||
	    texts.p[texts.n - 1] != '\0' || utf8_valid(texts) != texts.n) {
		err_set(e, "a 'precompiled_charsmap' of %zu bytes is damaged",
		    table.n);
		return NULL;
	}
	m = mem_new(1, sizeof *m);
	m->o = *o;
	m->n_units = size / 4;
	m->units = mem_new(m->n_units, sizeof *m->units);
	for (size_t i = 0; i < m->n_units; i++)
		m->units[i] = little(table.p + 4 + 4 * i);
	buf_str(&m->texts, texts);
	return m;
}

void
charsmap_free(struct charsmap *m)
{
	if (m == NULL)
		return;
	free(m->units);
	buf_release(&m->texts);
	free(m);
}

/* A unit of the array has a label, an offset to its children, and a bit that
 * says whether one of these is a value. */
static uint32_t
offset_of(uint32_t unit)
{
	return unit >> 10 << ((unit & 1u << 9) >> 6);
}

/* The text at a place of the texts; false when none begins there. */
static bool
text_at(const struct charsmap *m, uint32_t at, struct str *to)
{
	if (at >= m->texts.n || ((unsigned char)m->texts.p[at] & 0xc0) == 0x80)
		return false;
	*to = str_of(m->texts.p + at);
	return true;
}

/* The longest text of the table that begins at byte i: 1, its length and what
 * it becomes; 0 when there is none, -1 when the table is damaged. */
static int
longest(const struct charsmap *m, struct str text, size_t i, size_t *len,
    struct str *to)
{
	uint32_t at = offset_of(m->units[0]);
	int found = 0;

	for (size_t k = i; k < text.n; k++) {
		unsigned char c = (unsigned char)text.p[k];
		uint32_t unit;

		at ^= c;
		if (at >= m->n_units)
			return -1;
		unit = m->units[at];
		if ((unit & (1u << 31 | 0xff)) != c)
			break;
		at ^= offset_of(unit);
		if ((unit >> 8 & 1) == 0)
			continue;
		if (at >= m->n_units ||
		    !text_at(m, m->units[at] & ~(1u << 31), to))
			return -1;
		*len = k + 1 - i;
		found = 1;
	}
	if (found && i + *len < text.n &&
	    ((unsigned char)text.p[i + *len] & 0xc0) == 0x80)
		return -1; /* it would end within a character */
	return found;
}

/* What is at byte i: a token that stays, a text of the table, or a character
 * that becomes itself. */
static int
next(const struct charsmap *m, struct str text, size_t i, size_t *len,
    struct str *to, struct err *e)
{
	const struct added_token *t = added_at(m->o.user_defined, text, i);
	int found = 0;

	if (t != NULL)
		*len = t->pattern.n;
	else
		found = longest(m, text, i, len, to);
	if (found < 0)
		return err_set(e, "a 'precompiled_charsmap' is damaged");
	if (t == NULL && found == 0)
		utf8_decode(text, i, len);
	if (found == 0)
		*to = str_slice(text, i, i + *len);
	return 0;
}

static void
put_marked(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == ' ')
			buf_str(out, MARK);
		else
			buf_byte(out, s.p[i]);
	}
}

/* Marks at the end go, those that were in the text with those of spaces. */
static void
trim_end(struct buf *out, size_t begin)
{
	while (out->n - begin >= MARK.n &&
	       memcmp(out->p + out->n - MARK.n, MARK.p, MARK.n) == 0)
		out->n -= MARK.n;
}

int
charsmap_normalize(const struct charsmap *m, struct str text, size_t max,
    struct buf *out, struct err *e)
{
	bool after_space = m->o.squeeze;
	size_t len, begin = out->n;
	struct str to;

	assert(text.n > 0);
	if (m->o.dummy_prefix)
		buf_str(out, MARK);
	for (size_t i = 0; i < text.n; i += len) {
		if (next(m, text, i, &len, &to, e))
			return -1;
		while (after_space && to.n > 0 && to.p[0] == ' ')
			to = str_slice(to, 1, to.n);
		put_marked(out, to);
		if (m->o.squeeze && to.n > 0)
			after_space = to.p[to.n - 1] == ' ';
		if (out->n > max)
			return err_set(e,
			    "the normalizer makes more than %zu bytes of a "
			    "text",
			    max);
	}
	if (m->o.squeeze)
		trim_end(out, begin);
	return 0;
}
