/* The symbols of a word before anything merges: see initial_symbols.h. */
#include "tok/initial_symbols.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"

enum { BYTE_TOKEN = 6, MARK = 3, MARK_LEAD = 0xe2, MARK_LAST = 0x81 };

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

int
initial_symbols_byte(struct str piece)
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

/* Characters side by side in a piece that merges make. */
static void
join_inside(struct initial_symbols *s, struct str piece)
{
	size_t i = utf8_char_bytes(piece, 0);

	for (; i < piece.n; i += utf8_char_bytes(piece, i)) {
		unsigned char left = (unsigned char)piece.p[i - 1];

		if (is_mark(piece, i))
			s->joined_mark[left] = true;
		else
			s->joined[left][(unsigned char)piece.p[i]] = true;
	}
}

/* A character of one byte that is a piece: no unknown token waits past it. */
static bool
is_known(const struct vocab *v, unsigned c)
{
	return c < 0x80 && v->byte_id[c] != NO_ID;
}

static bool
is_byte_token(const struct vocab *v, uint32_t id)
{
	return initial_symbols_byte(v->piece[id]) >= 0;
}

/*
 * Words are taken apart between characters that no merge joins, which leaves
 * their ids as they are: parts that never meet merge in any order.  One of the
 * two must be a piece, or both may belong to one unknown token.
 */
static bool
find_joined(struct initial_symbols *s, const struct vocab *v)
{
	if (s->mark == NO_ID)
		return false;
	memset(s->joined, 0, sizeof s->joined);
	memset(s->joined_mark, 0, sizeof s->joined_mark);
	for (unsigned left = 0; left < 256; left++)
		for (unsigned c = 0; c < 256; c++)
			if ((c & 0xc0) == 0x80 ||
			    (!is_known(v, left) && !is_known(v, c)))
				s->joined[left][c] = true;
	for (size_t i = 0; i < v->n_pair_slots; i++) {
		const struct vocab_pair *p = &v->pairs[i];

		if (p->key == UINT64_MAX)
			continue;
		if (is_byte_token(v, (uint32_t)(p->key >> 32)) ||
		    is_byte_token(v, (uint32_t)p->key))
			return false;
		join_inside(s, v->piece[p->id]);
	}
	return true;
}

/* Looks up beforehand the symbols of ASCII characters and the pairs that merge,
 * with which most words begin. */
static void
find_ascii(struct initial_symbols *s, const struct vocab *v)
{
	for (unsigned c = 0; c < 256; c++) {
		s->one[c] = v->byte_id[c];
		if (s->chars && c >= 0x80)
			s->one[c] = NO_ID;
		else if (s->chars && s->one[c] == NO_ID && s->byte_fallback)
			s->one[c] = s->byte_id[c];
	}
	if (s->spaced)
		s->one[' '] = s->mark;
	for (unsigned left = 0; left < 128; left++)
		for (unsigned c = 0; c < 128; c++) {
			const struct vocab_pair *p =
			    vocab_pair(v, s->one[left], s->one[c]);

			s->ascii[left][c] =
			    (struct initial_symbols_pair){ p->rank, p->id };
		}
}

void
initial_symbols_settle(struct initial_symbols *s, const struct vocab *v)
{
	memset(s->byte_id, 0xff, sizeof s->byte_id);
	for (uint32_t id = 0; s->chars && id < v->n; id++) {
		int byte = initial_symbols_byte(v->piece[id]);

		if (byte >= 0)
			s->byte_id[byte] = id;
	}
	s->mark = vocab_find(v, INITIAL_SYMBOLS_MARK);
	s->apart = s->chars && find_joined(s, v);
	find_ascii(s, v);
}

/* A space is then looked up as the mark would be: its last byte, and it. */
void
initial_symbols_leave_spaces(struct initial_symbols *s, const struct vocab *v)
{
	assert(s->apart);
	s->spaced = true;
	for (unsigned left = 0; left < 256; left++)
		s->joined[left][' '] = s->joined_mark[left];
	memcpy(s->joined[' '], s->joined[MARK_LAST], sizeof s->joined[' ']);
	s->joined_mark[' '] = s->joined_mark[MARK_LAST];
	find_ascii(s, v);
}

/* The byte tokens of a character; 0 unless each of its bytes has one. */
static size_t
spell(const struct initial_symbols *s, struct str c, uint32_t *ids)
{
	if (!s->byte_fallback)
		return 0;
	for (size_t i = 0; i < c.n; i++) {
		ids[i] = s->byte_id[(unsigned char)c.p[i]];
		if (ids[i] == NO_ID)
			return 0;
	}
	return c.n;
}

static uint32_t
symbol_of(const struct initial_symbols *s, const struct vocab *v, struct str c)
{
	if (c.n == 1 && c.p[0] == ' ' && s->spaced)
		return s->mark;
	return c.n == 1 ? v->byte_id[(unsigned char)c.p[0]] : vocab_find(v, c);
}

/*
 * As the tokenizers library does it: an unknown token waits for the next
 * symbol that is a piece, or for the next unknown one, and byte tokens do not
 * end its waiting.
 */
size_t
initial_symbols_of(const struct initial_symbols *s, const struct vocab *v,
    struct str word, uint32_t *ids)
{
	bool waiting = false;
	size_t n = 0, len, spelled;

	for (size_t i = 0; i < word.n; i += len) {
		struct str c;
		uint32_t id;

		len = s->chars ? utf8_char_bytes(word, i) : 1;
		c = (struct str){ word.p + i, len };
		id = symbol_of(s, v, c);
		if (id != NO_ID) {
			if (waiting)
				ids[n++] = (uint32_t)s->unk;
			waiting = false;
			ids[n++] = id;
		} else if ((spelled = spell(s, c, ids + n)) > 0) {
			n += spelled;
		} else if (s->unk >= 0) {
			if (waiting && !s->fuse_unk)
				ids[n++] = (uint32_t)s->unk;
			waiting = true;
		}
	}
	if (waiting)
		ids[n++] = (uint32_t)s->unk;
	return n;
}

size_t
initial_symbols_part(
    const struct initial_symbols *s, struct str word, size_t from)
{
	size_t i = from + 1;

	if (!s->apart)
		return word.n;
	for (; i < word.n; i++) {
		unsigned char left = (unsigned char)word.p[i - 1];
		unsigned char c = (unsigned char)word.p[i];

		if (c == MARK_LEAD && is_mark(word, i)) {
			if (!s->joined_mark[left])
				break;
		} else if (!s->joined[left][c]) {
			break;
		}
	}
	return i < word.n ? i : word.n;
}
