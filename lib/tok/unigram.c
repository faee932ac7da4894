/* SentencePiece's unigram model: see unigram.h. */
#include "tok/unigram.h"

#include <assert.h>
#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

#define UNKNOWN_PENALTY 10.0f

struct unigram {
	struct unigram_piece *v; /* by their bytes */
	size_t n;
	uint32_t first[257]; /* by first byte: where its pieces begin */
	float least;         /* score of a piece that is not user-defined */
	uint32_t unk;
	bool spells; /* unknown characters, by byte */
	uint32_t byte[256];
};

/* The best way to cut the text before a place. */
struct node {
	uint32_t piece; /* the last one, its place in v; n: unknown */
	uint32_t from;  /* where it begins; NONE: nothing ends here yet */
	float sum;
};

#define NONE UINT32_MAX

struct unigram_run {
	const struct unigram *u;
	struct node *nodes;
	size_t cap;
	uint32_t *ends; /* of the pieces of the best way, the last one first */
	size_t cap_ends;
};

static int
by_text(const void *x, const void *y)
{
	const struct unigram_piece *a = x, *b = y;

	return str_cmp(a->text, b->text);
}

struct unigram *
unigram_new(
    const struct unigram_piece *v, size_t n, uint32_t unk, const uint32_t *byte)
{
	struct unigram *u = mem_new(1, sizeof *u);
	uint32_t k = 0;

	assert(n < NONE);
	u->v = mem_new(n, sizeof *u->v);
	u->n = n;
	u->unk = unk;
	u->spells = byte != NULL;
	if (byte != NULL)
		memcpy(u->byte, byte, sizeof u->byte);
	u->least = FLT_MAX;
	for (size_t i = 0; i < n; i++) {
		u->v[i] = v[i];
		if (!v[i].user_defined && v[i].score < u->least)
			u->least = v[i].score;
	}
	if (n > 0)
		qsort(u->v, n, sizeof *u->v, by_text);
	for (unsigned c = 0; c <= 256; c++) {
		while (k < n && (unsigned char)u->v[k].text.p[0] < c)
			k++;
		u->first[c] = k;
	}
	return u;
}

void
unigram_free(struct unigram *u)
{
	if (u == NULL)
		return;
	free(u->v);
	free(u);
}

void
unigram_digest(const struct unigram *u, struct digest *d)
{
	for (size_t i = 0; i < u->n; i++) {
		unsigned char p[4];
		uint32_t bits;

		memcpy(&bits, &u->v[i].score, sizeof bits);
		for (unsigned k = 0; k < 4; k++)
			p[k] = (unsigned char)(bits >> 8 * k);
		digest_add(d, p, sizeof p);
	}
}

struct unigram_run *
unigram_run_new(const struct unigram *u)
{
	struct unigram_run *r = mem_new(1, sizeof *r);

	r->u = u;
	return r;
}

void
unigram_run_free(struct unigram_run *r)
{
	if (r == NULL)
		return;
	free(r->nodes);
	free(r->ends);
	free(r);
}

/* The first of v[lo … hi) whose byte d is at least c. */
static uint32_t
lower(const struct unigram *u, uint32_t lo, uint32_t hi, size_t d, unsigned c)
{
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		struct str s = u->v[mid].text;

		if (s.n <= d || (unsigned char)s.p[d] < c)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Keeps a way that ends in a piece if it is better than those before it, which
 * win where sums are equal. */
static void
offer(struct node *end, uint32_t piece, size_t from, float sum)
{
	if (end->from != NONE && !(sum > end->sum))
		return;
	*end = (struct node){ piece, (uint32_t)from, sum };
}

/* A user-defined piece has a score of its own, above those of logarithms. */
static float
score_of(const struct unigram_piece *p)
{
	if (!p->user_defined)
		return p->score;
	return (float)((double)p->text.n * 0.1 - 0.1);
}

/* Offers every piece that begins at byte i, or else an unknown character. */
static void
extend(const struct unigram_run *r, struct str text, size_t i, size_t one)
{
	const struct unigram *u = r->u;
	unsigned c = (unsigned char)text.p[i];
	uint32_t lo = u->first[c], hi = u->first[c + 1];
	float before = r->nodes[i].sum;
	bool known = false;

	for (size_t d = 1; lo < hi; d++) {
		if (u->v[lo].text.n == d) {
			offer(&r->nodes[i + d], lo, i,
			    score_of(&u->v[lo]) + before);
			known |= d == one;
		}
		if (i + d == text.n)
			break;
		c = (unsigned char)text.p[i + d];
		lo = lower(u, lo, hi, d, c);
		hi = lower(u, lo, hi, d, c + 1);
	}
	if (!known)
		offer(&r->nodes[i + one], (uint32_t)u->n, i,
		    u->least - UNKNOWN_PENALTY + before);
}

static void
put(const struct unigram *u, const struct node *end, struct str text,
    bool after_unknown, struct id_buf *out)
{
	if (end->piece < u->n) {
		id_buf_add(out, &u->v[end->piece].id, 1);
	} else if (u->spells) {
		for (size_t i = 0; i < text.n; i++)
			id_buf_add(out, &u->byte[(unsigned char)text.p[i]], 1);
	} else if (!after_unknown) {
		id_buf_add(out, &u->unk, 1);
	}
}

void
unigram_encode(struct unigram_run *r, struct str text, struct id_buf *out)
{
	bool after_unknown = false;
	size_t n = 0, one;

	if (text.n == 0)
		return;
	assert(text.n < NONE);
	r->nodes = mem_grow(r->nodes, &r->cap, text.n + 1, sizeof *r->nodes);
	for (size_t i = 0; i <= text.n; i++)
		r->nodes[i] = (struct node){ .from = NONE };
	for (size_t i = 0; i < text.n; i += one) {
		one = utf8_char_bytes(text, i);
		extend(r, text, i, one);
	}
	for (size_t end = text.n; end > 0; end = r->nodes[end].from) {
		assert(r->nodes[end].from < end);
		r->ends =
		    mem_grow(r->ends, &r->cap_ends, n + 1, sizeof *r->ends);
		r->ends[n++] = (uint32_t)end;
	}
	while (n > 0) {
		const struct node *end = &r->nodes[r->ends[--n]];

		put(r->u, end, str_slice(text, end->from, r->ends[n]),
		    after_unknown, out);
		after_unknown = end->piece == r->u->n;
	}
}
