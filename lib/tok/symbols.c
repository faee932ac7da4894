/* What a word is before anything merges: see symbols.h. */
#include "tok/symbols.h"

#include <string.h>

enum { BYTE_TOKEN = 6, MARK = 3 };

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

int
symbols_byte(struct str piece)
{
	int high, low;

	if (piece.n != BYTE_TOKEN || !str_starts(piece, STR("<0x")) ||
	    piece.p[5] != '>')
		return -1;
	high = hex_value(piece.p[3]);
	low = hex_value(piece.p[4]);
	return high < 0 || low < 0 ? -1 : high << 4 | low;
}

static bool
is_mark(struct str s, size_t i)
{
	return s.n - i >= MARK && memcmp(s.p + i, "\xe2\x96\x81", MARK) == 0;
}

/* Whether a mark stands behind anything but a mark. */
static bool
has_mark_inside(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_mark(s, i) && i > 0 &&
		    (i < MARK || !is_mark(s, i - MARK)))
			return true;
	return false;
}

/*
 * Words are taken apart in front of marks when no merge reaches across, which
 * leaves their ids as they are: parts that never meet merge in any order.  The
 * mark must be a piece, or it may be one unknown token with its neighbours.
 */
static bool
may_split(const struct vocab *v)
{
	if (vocab_find(v, SYMBOLS_MARK) == NO_ID)
		return false;
	for (size_t i = 0; i < v->n_pair_slots; i++)
		if (v->pairs[i].key != UINT64_MAX &&
		    has_mark_inside(v->piece[v->pairs[i].id]))
			return false;
	return true;
}

void
symbols_settle(struct symbols *s, const struct vocab *v)
{
	memset(s->byte_id, 0xff, sizeof s->byte_id);
	if (!s->chars)
		return;
	for (uint32_t id = 0; id < v->n; id++) {
		int byte = symbols_byte(v->piece[id]);

		if (byte >= 0)
			s->byte_id[byte] = id;
	}
	s->apart = may_split(v);
}

static size_t
char_length(struct str s, size_t i)
{
	size_t n = 1;

	while (i + n < s.n && ((unsigned char)s.p[i + n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* The byte tokens of a character; 0 unless each of its bytes has one. */
static size_t
spell(const struct symbols *s, struct str c, uint32_t *ids)
{
	if (!s->fallback)
		return 0;
	for (size_t i = 0; i < c.n; i++) {
		ids[i] = s->byte_id[(unsigned char)c.p[i]];
		if (ids[i] == NO_ID)
			return 0;
	}
	return c.n;
}

/*
 * As the tokenizers library does it: an unknown token waits for the next
 * symbol that is a piece, or for the next unknown one, and byte tokens do not
 * end its waiting.
 */
size_t
symbols_of(const struct symbols *s, const struct vocab *v, struct str word,
    uint32_t *ids)
{
	bool waiting = false;
	size_t n = 0, len, spelled;

	for (size_t i = 0; i < word.n; i += len) {
		struct str c;
		uint32_t id;

		len = s->chars ? char_length(word, i) : 1;
		c = (struct str){ word.p + i, len };
		id = len == 1 ? v->byte_id[(unsigned char)c.p[0]]
			      : vocab_find(v, c);
		if (id != NO_ID) {
			if (waiting)
				ids[n++] = (uint32_t)s->unk;
			waiting = false;
			ids[n++] = id;
		} else if ((spelled = spell(s, c, ids + n)) > 0) {
			n += spelled;
		} else if (s->unk >= 0) {
			if (waiting && !s->fuse)
				ids[n++] = (uint32_t)s->unk;
			waiting = true;
		}
	}
	if (waiting)
		ids[n++] = (uint32_t)s->unk;
	return n;
}

size_t
symbols_part(const struct symbols *s, struct str word, size_t from)
{
	if (!s->apart)
		return word.n;
	while (from < word.n && is_mark(word, from))
		from += MARK;
	while (from < word.n && !is_mark(word, from))
		from++;
	return from;
}
