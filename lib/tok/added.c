/* Added tokens: see added.h. */
#include "tok/added.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

void
added_add(struct added *a, const struct added_token *t)
{
	assert(t->content.n > 0);
	a->v = mem_grow(a->v, &a->cap, a->n + 1, sizeof *a->v);
	a->v[a->n++] = *t;
	a->any_plain |= !t->special;
}

static int
by_content(const void *x, const void *y)
{
	const struct added_token *a = x, *b = y;

	return str_cmp(a->content, b->content);
}

void
added_sort(struct added *a)
{
	uint32_t i = 0;

	if (a->n > 0)
		qsort(a->v, a->n, sizeof *a->v, by_content);
	for (unsigned c = 0; c <= 256; c++) {
		while (i < a->n && (unsigned char)a->v[i].content.p[0] < c)
			i++;
		a->first[c] = i;
	}
}

void
added_release(struct added *a)
{
	free(a->v);
	*a = (struct added){ 0 };
}

/* The first of v[lo … hi) whose byte d is at least c; those end with d are
 * before all others. */
static uint32_t
lower(const struct added *a, uint32_t lo, uint32_t hi, size_t d, unsigned c)
{
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		struct str s = a->v[mid].content;

		if (s.n <= d || (unsigned char)s.p[d] < c)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* The longest token that text has at byte i, NULL if none. */
static const struct added_token *
longest_at(const struct added *a, struct str text, size_t i)
{
	const struct added_token *best = NULL;
	unsigned c = (unsigned char)text.p[i];
	uint32_t lo = a->first[c], hi = a->first[c + 1];

	for (size_t d = 1; lo < hi; d++) {
		if (a->v[lo].content.n == d)
			best = &a->v[lo];
		if (i + d == text.n)
			break;
		c = (unsigned char)text.p[i + d];
		lo = lower(a, lo, hi, d, c);
		hi = lower(a, lo, hi, d, c + 1);
	}
	return best;
}

static size_t
before(struct str text, size_t i)
{
	do
		i--;
	while (i > 0 && ((unsigned char)text.p[i] & 0xc0) == 0x80);
	return i;
}

static bool
is_space(struct str text, size_t i, size_t *len)
{
	uint32_t c = utf8_decode(text, i, len);

	return (c >= 9 && c <= 13) || c == ' ' || c == 0x85 || c == 0xa0 ||
	       c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
	       c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

static void
widen(const struct added_token *t, struct str text, size_t least,
    struct added_match *m)
{
	size_t len;

	while (t->lstrip && m->begin > least &&
	       is_space(text, before(text, m->begin), &len))
		m->begin = before(text, m->begin);
	while (t->rstrip && m->end < text.n && is_space(text, m->end, &len))
		m->end += len;
}

bool
added_find(const struct added *a, struct str text, bool special, size_t *at,
    struct added_match *m)
{
	size_t least = *at;

	if (a->n == 0 || (!special && !a->any_plain))
		return false;
	for (size_t i = *at; i < text.n; i++) {
		unsigned c = (unsigned char)text.p[i];
		const struct added_token *t;

		if (a->first[c] == a->first[c + 1] ||
		    (t = longest_at(a, text, i)) == NULL)
			continue;
		*m = (struct added_match){ i, i + t->content.n, t->id };
		i = m->end - 1;
		if (t->special && !special)
			continue;
		widen(t, text, least, m);
		*at = m->end;
		return true;
	}
	return false;
}
