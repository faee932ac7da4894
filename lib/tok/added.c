/* Added tokens: see added.h. */
#include "tok/added.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "tok/pattern.h"

void
added_add(struct added *a, const struct added_token *t)
{
	assert(t->pattern.n > 0 && t->content.n > 0);
	a->v = mem_grow(a->v, &a->cap, a->n + 1, sizeof *a->v);
	a->v[a->n++] = *t;
	a->any_plain |= !t->special;
}

static int
by_content(const void *x, const void *y)
{
	const struct added_token *a = x, *b = y;

	return str_cmp(a->pattern, b->pattern);
}

/* The reference takes these for characters of a word. */
static int
word_pattern(struct added *a, struct err *e)
{
	struct buf re = { 0 };

	if (pattern_translate(&re, STR("\\w"), PATTERN_TIKTOKEN, e) == 0)
		a->word = regex_new(buf_view(&re), e);
	buf_release(&re);
	return a->word == NULL ? -1 : 0;
}

int
added_sort(struct added *a, struct err *e)
{
	uint32_t i = 0;

	if (a->n > 0)
		qsort(a->v, a->n, sizeof *a->v, by_content);
	for (unsigned c = 0; c <= 256; c++) {
		while (i < a->n && (unsigned char)a->v[i].pattern.p[0] < c)
			i++;
		a->first[c] = i;
	}
	for (size_t k = 0; k < a->n; k++)
		if (a->v[k].single_word)
			return word_pattern(a, e);
	return 0;
}

void
added_release(struct added *a)
{
	free(a->v);
	regex_free(a->word);
	*a = (struct added){ 0 };
}

/* The first of v[lo … hi) whose byte d is at least c; those end with d are
 * before all others. */
static uint32_t
lower(const struct added *a, uint32_t lo, uint32_t hi, size_t d, unsigned c)
{
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		struct str s = a->v[mid].pattern;

		if (s.n <= d || (unsigned char)s.p[d] < c)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

const struct added_token *
added_at(const struct added *a, struct str text, size_t i)
{
	const struct added_token *best = NULL;
	unsigned c = (unsigned char)text.p[i];
	uint32_t lo = a->first[c], hi = a->first[c + 1];

	for (size_t d = 1; lo < hi; d++) {
		if (a->v[lo].pattern.n == d)
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
	return unicode_is_space(utf8_decode(text, i, len));
}

static void
widen(const struct added_token *t, struct str text, size_t least,
    struct added_match *m)
{
	size_t len;

	while (t->lstrip && m->begin > least &&
	       is_space(text, before(text, m->begin), &len))
		m->begin = before(text, m->begin);
	if (t->lstrip && m->begin < least)
		m->begin = least;
	while (t->rstrip && m->end < text.n && is_space(text, m->end, &len))
		m->end += len;
}

/* Whether the character at byte i belongs to a word. */
static int
is_word(struct added_search *s, size_t i, struct err *e)
{
	size_t len, begin, end;
	int rc;

	utf8_decode(s->text, i, &len);
	rc = regex_find(
	    s->word, str_slice(s->text, i, i + len), 0, &begin, &end, e);
	return rc;
}

/* Whether its flags allow a token at this place. */
static int
allowed(struct added_search *s, const struct added_token *t,
    const struct added_match *m, struct err *e)
{
	int rc = 0;

	if (t->special && !s->special)
		return 0;
	if (!t->single_word)
		return 1;
	if (m->begin > 0)
		rc = is_word(s, before(s->text, m->begin), e);
	if (rc == 0 && m->end < s->text.n)
		rc = is_word(s, m->end, e);
	return rc < 0 ? rc : !rc;
}

bool
added_seeks(const struct added *a, bool special)
{
	return a->n > 0 && (special || a->any_plain);
}

int
added_find(struct added_search *s, struct added_match *m, struct err *e)
{
	const struct added *a = s->a;
	int rc;

	if (!added_seeks(a, s->special))
		return 0;
	assert(s->at <= s->text.n);
	while (s->at < s->text.n) {
		unsigned c = (unsigned char)s->text.p[s->at];
		const struct added_token *t = NULL;

		if (a->first[c] != a->first[c + 1])
			t = added_at(a, s->text, s->at);
		if (t == NULL) {
			s->at++;
			continue;
		}
		*m = (struct added_match){ s->at, s->at + t->pattern.n, t->id };
		s->at = m->end;
		if ((rc = allowed(s, t, m, e)) < 0)
			return -1;
		if (rc == 0)
			continue;
		widen(t, s->text, s->end, m);
		if (m->begin >= m->end)
			continue; /* the last one took its space along */
		s->end = m->end;
		return 1;
	}
	return 0;
}
