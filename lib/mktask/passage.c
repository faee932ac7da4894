/* A document as the task makers read it: see passage.h. */
#include "mktask/passage.h"

#include <assert.h>
#include <stdatomic.h>
#include <string.h>

#include "base/ascii.h"

/* A copy with each run of white space as one space. */
static struct str
one_line(struct str s, struct arena *a)
{
	char *to = arena_alloc(a, s.n + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (!ascii_space(s.p[i]))
			to[n++] = s.p[i];
		else if (n > 0 && to[n - 1] != ' ')
			to[n++] = ' ';
	return (struct str){ to, n };
}

/* True when it ends with a stop, perhaps before closing quotes or brackets. */
static bool
ends_with_stop(struct str s)
{
	static const struct str closers[] = { { "\"", 1 }, { "'", 1 },
		{ ")", 1 }, { "]", 1 }, { "”", 3 }, { "’", 3 }, { "»", 2 },
		{ "_", 1 }, { "*", 1 } };
	static const struct str stops[] = { { ".", 1 }, { "!", 1 }, { "?", 1 },
		{ "…", 3 }, { "。", 3 }, { "！", 3 }, { "？", 3 } };
	bool more = true;

	while (more) {
		more = false;
		for (size_t i = 0; i < sizeof closers / sizeof closers[0]; i++)
			if (str_ends(s, closers[i])) {
				s.n -= closers[i].n;
				more = true;
			}
	}
	for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++)
		if (str_ends(s, stops[i]))
			return true;
	return false;
}

/* True when most bytes are letters; those beyond ASCII count as letters. */
static bool
is_language(struct str s)
{
	size_t letters = 0, others = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == ' ')
			continue;
		if (ascii_letter(c) || (unsigned char)c >= 0x80)
			letters++;
		else
			others++;
	}
	return letters >= 2 && letters > 2 * others;
}

static size_t
count(struct str s, struct str mark)
{
	const char *at = s.p, *end = s.p + s.n;
	size_t n = 0;

	while ((at = memchr(at, mark.p[0], (size_t)(end - at))) != NULL) {
		n += (size_t)(end - at) >= mark.n &&
		     memcmp(at, mark.p, mark.n) == 0;
		at++;
	}
	return n;
}

/* True when there are as many closing quotes and brackets as opening ones. */
static bool
is_balanced(struct str s)
{
	return count(s, STR("\"")) % 2 == 0 &&
	       count(s, STR("“")) == count(s, STR("”")) &&
	       count(s, STR("(")) == count(s, STR(")")) &&
	       count(s, STR("[")) == count(s, STR("]"));
}

/* A bit for each kind of quote and dash that the text has. */
static unsigned
typography_of(struct str text)
{
	static const struct str marks[] = { { "“", 3 }, { "’", 3 }, { "\"", 1 },
		{ "'", 1 }, { "—", 3 }, { "--", 2 }, { "_", 1 } };
	unsigned typography = 0;

	for (unsigned i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (memmem(text.p, text.n, marks[i].p, marks[i].n) != NULL)
			typography |= 1u << i;
	return typography;
}

/* Why a sentence is unusable; N_UNUSABLE when it is usable. */
static enum unusable
judge(struct str s)
{
	if (s.n > PASSAGE_SENTENCE_MAX)
		return UNUSABLE_LONG;
	if (!ends_with_stop(s))
		return UNUSABLE_OPEN;
	return is_language(s) ? N_UNUSABLE : UNUSABLE_ODD;
}

void
passage_build(struct passage *p, const struct document *d, struct arena *a)
{
	bool follows = false;

	*p = (struct passage){
		.id = { arena_copy(a, d->id.p, d->id.n), d->id.n },
		.id_hash = rng_hash(0, d->id.p, d->id.n),
		.sents = arena_alloc(a, d->n_sents, sizeof *p->sents),
		.profiles = arena_alloc(a, d->n_sents, sizeof *p->profiles),
		.follows = arena_alloc(a, d->n_sents, sizeof *p->follows),
		.movable = arena_alloc(a, d->n_sents, sizeof *p->movable),
		.used = arena_alloc(a, d->n_sents, sizeof *p->used),
	};
	p->typography = typography_of(d->text);
	p->n_read = d->n_sents;
	for (size_t i = 0; i < d->n_sents; i++)
		atomic_init(&p->used[i], false);
	for (size_t i = 0; i < d->n_sents; i++) {
		struct str raw =
		    str_slice(d->text, d->sents[i].begin, d->sents[i].end);
		enum unusable why = judge(raw);

		if (why != N_UNUSABLE) {
			p->unusable[why]++;
			follows = false;
			continue;
		}
		p->sents[p->n] = one_line(raw, a);
		p->profiles[p->n] = profile_of(p->sents[p->n]);
		p->movable[p->n] = is_balanced(raw);
		p->follows[p->n++] = follows;
		follows = true;
	}
	for (size_t i = p->n; i-- > 1;)
		if (p->movable[i - 1] > 0 && p->follows[i])
			p->movable[i - 1] += p->movable[i] < UINT8_MAX - 1
						 ? p->movable[i]
						 : UINT8_MAX - 1;
}

size_t
passage_words(struct str s)
{
	size_t n = s.n > 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == ' ';
	return n;
}

struct unit *
passage_units(const struct passage *p, size_t lo, size_t hi, struct rng *r,
    struct arena *a, size_t *n)
{
	struct unit *v = arena_alloc(a, p->n / lo + 1, sizeof *v);
	size_t begin = 0, end;

	assert(lo > 0 && lo <= hi);
	*n = 0;
	for (; begin < p->n; begin = end) {
		for (end = begin + 1; end < p->n && p->follows[end]; end++)
			;
		while (end - begin >= lo) {
			size_t k = (size_t)rng_range(r, lo, hi);

			if (k > end - begin)
				k = end - begin;
			v[(*n)++] = (struct unit){ begin, k };
			begin += k;
		}
	}
	return v;
}
