/* Records of kind tokens in binary: see tokens.h and icl-stream(5). */
#include "io/tokens.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"

enum {
	TYPE_EPISODE = 'E',
	TYPE_SET = 'S',
	TYPE_QUERY = 'Q',
	HEADER = 5, /* type byte and u32 length of the body */
	FLAG_LM = 1,
	FLAG_OPTIONS = 1,
	FLAG_NULL = 2,
	FLAG_DOMAIN = 4,
	FLAG_LETTERS = 1, /* of a set */
};

size_t
ids_common(const struct ids *lists, size_t n)
{
	size_t m = lists[0].n;

	assert(n > 0);
	for (size_t i = 1; i < n; i++) {
		size_t same = 0;

		while (same < m && same < lists[i].n &&
		       lists[i].v[same] == lists[0].v[same])
			same++;
		m = same;
	}
	return m;
}

size_t
id_spans_count(const struct id_spans *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		n += s->v[i].end - s->v[i].begin;
	return n;
}

static void
put_u32(struct buf *b, uint32_t v)
{
	unsigned char p[4];

	for (unsigned i = 0; i < 4; i++)
		p[i] = (unsigned char)(v >> 8 * i);
	buf_add(b, p, sizeof p);
}

static void
put_u64(struct buf *b, uint64_t v)
{
	put_u32(b, (uint32_t)v);
	put_u32(b, (uint32_t)(v >> 32));
}

static void
put_count(struct buf *b, size_t n)
{
	assert(n <= TOKENS_RECORD_MAX);
	put_u32(b, (uint32_t)n);
}

static void
put_str(struct buf *b, struct str s)
{
	put_count(b, s.n);
	buf_str(b, s);
}

static void
put_texts(struct buf *b, const struct texts *t)
{
	put_count(b, t->n);
	for (size_t i = 0; i < t->n; i++)
		put_str(b, t->v[i]);
}

static void
put_numbers(struct buf *b, const uint32_t *v, size_t n)
{
	put_count(b, n);
	for (size_t i = 0; i < n; i++)
		put_u32(b, v[i]);
}

static void
put_spans(struct buf *b, const struct id_spans *s)
{
	put_count(b, s->n);
	for (size_t i = 0; i < s->n; i++) {
		put_u32(b, s->v[i].begin);
		put_u32(b, s->v[i].end);
	}
}

/* Begins a record and returns where its body's length will stand. */
static size_t
put_begin(struct buf *b, char type)
{
	buf_byte(b, type);
	put_u32(b, 0);
	return b->n;
}

static void
put_end(struct buf *b, size_t body)
{
	size_t n = b->n - body;

	assert(n <= TOKENS_RECORD_MAX);
	for (unsigned i = 0; i < 4; i++)
		b->p[body - 4 + i] = (char)(unsigned char)(n >> 8 * i);
}

void
token_episode_write(struct buf *out, const struct token_episode *ep)
{
	size_t body = put_begin(out, TYPE_EPISODE);

	buf_byte(out, ep->lm ? FLAG_LM : 0);
	put_str(out, ep->id);
	put_str(out, ep->task);
	put_u32(out, ep->head);
	put_numbers(out, ep->ids.v, ep->ids.n);
	put_spans(out, &ep->loss);
	put_numbers(out, ep->starts, ep->n_examples);
	put_end(out, body);
}

void
token_set_write(struct buf *out, const struct token_set *s)
{
	size_t body = put_begin(out, TYPE_SET);

	put_u64(out, s->set);
	put_u64(out, s->k);
	put_u64(out, s->seed);
	put_str(out, s->task);
	put_str(out, s->method);
	put_str(out, s->layout);
	put_str(out, s->metric);
	put_str(out, s->variant);
	put_texts(out, &s->options);
	put_texts(out, &s->stop);
	put_u32(out, s->ctx);
	put_u32(out, s->reserve);
	put_u32(out, s->head);
	put_numbers(out, s->ids.v, s->ids.n);
	put_numbers(out, s->starts, s->n_demos);
	if (s->n_dropped > 0 || s->by_letter) {
		put_u64(out, s->n_dropped);
		buf_byte(out, s->by_letter ? FLAG_LETTERS : 0);
	}
	put_end(out, body);
}

void
token_query_write(struct buf *out, const struct token_query *q)
{
	size_t body = put_begin(out, TYPE_QUERY);
	unsigned flags = (q->has_options ? FLAG_OPTIONS : 0u) |
			 (q->is_null ? FLAG_NULL : 0u) |
			 (q->is_domain ? FLAG_DOMAIN : 0u);

	put_u64(out, q->set);
	buf_byte(out, (char)flags);
	put_u64(out, (uint64_t)q->gold);
	put_str(out, q->id);
	put_str(out, q->null);
	put_texts(out, &q->options);
	put_texts(out, &q->refs);
	put_numbers(out, q->skip, q->n_skip);
	put_numbers(out, q->shared.v, q->shared.n);
	put_count(out, q->n_candidates);
	for (size_t i = 0; i < q->n_candidates; i++) {
		put_numbers(
		    out, q->candidates[i].ids.v, q->candidates[i].ids.n);
		put_spans(out, &q->candidates[i].loss);
	}
	put_end(out, body);
}

void
token_record_write(struct buf *out, const struct token_record *rec)
{
	switch (rec->type) {
	case EPISODE_TRAIN:
		token_episode_write(out, &rec->train);
		break;
	case EPISODE_SET:
		token_set_write(out, &rec->set);
		break;
	default:
		token_query_write(out, &rec->query);
	}
}

/*
 * A place in a body.  The first thing wrong goes into e; after it every
 * getter gives nothing, so that a parser reads as the format's table.
 */
struct cursor {
	const unsigned char *p;
	size_t n, at;
	const struct token_vocab *vocab;
	struct arena *a;
	struct err *e;
	bool failed;
};

static void
fail(struct cursor *c, const char *what)
{
	if (!c->failed)
		err_set(c->e, "bad tokens record: %s at byte %zu of its body",
		    what, c->at);
	c->failed = true;
}

static bool
has(struct cursor *c, size_t n, size_t size)
{
	if (c->failed)
		return false;
	if (n > (c->n - c->at) / size)
		fail(c, "a length past the end");
	return !c->failed;
}

static unsigned
get_u8(struct cursor *c, unsigned most)
{
	unsigned v = has(c, 1, 1) ? c->p[c->at++] : 0;

	if (v > most)
		fail(c, "unknown flags");
	return v;
}

static uint32_t
get_u32(struct cursor *c)
{
	uint32_t v = 0;

	if (!has(c, 4, 1))
		return 0;
	for (unsigned i = 0; i < 4; i++)
		v |= (uint32_t)c->p[c->at + i] << 8 * i;
	c->at += 4;
	return v;
}

static uint64_t
get_u64(struct cursor *c)
{
	uint64_t low = get_u32(c);

	return low | (uint64_t)get_u32(c) << 32;
}

/* A count of things of at least size bytes each; 0 on failure. */
static size_t
get_count(struct cursor *c, size_t size)
{
	size_t n = get_u32(c);

	return has(c, n, size) ? n : 0;
}

static struct str
get_str(struct cursor *c)
{
	struct str s = { "", 0 };
	size_t n = get_count(c, 1);

	if (n == 0)
		return s;
	s = (struct str){ (const char *)c->p + c->at, n };
	if (utf8_valid(s) != n)
		fail(c, "text that is not UTF-8");
	c->at += n;
	return s;
}

static struct texts
get_texts(struct cursor *c)
{
	size_t n = get_count(c, 4);
	struct str *v = arena_alloc(c->a, n, sizeof *v);

	for (size_t i = 0; i < n; i++)
		v[i] = get_str(c);
	return (struct texts){ v, n };
}

static const uint32_t *
get_numbers(struct cursor *c, size_t *n)
{
	uint32_t *v;

	*n = get_count(c, 4);
	v = arena_alloc(c->a, *n, sizeof *v);
	for (size_t i = 0; i < *n; i++)
		v[i] = get_u32(c);
	return v;
}

static struct ids
get_ids(struct cursor *c)
{
	struct ids ids;

	ids.v = get_numbers(c, &ids.n);
	for (size_t i = 0; i < ids.n; i++)
		if (ids.v[i] >= c->vocab->size)
			fail(c, "an id past the vocabulary");
	return ids;
}

/* Spans in order and disjoint within [first, n). */
static struct id_spans
get_spans(struct cursor *c, uint32_t first, size_t n)
{
	size_t count = get_count(c, 8);
	struct id_span *v = arena_alloc(c->a, count, sizeof *v);

	for (size_t i = 0; i < count; i++) {
		v[i].begin = get_u32(c);
		v[i].end = get_u32(c);
		if (v[i].begin < first || v[i].begin >= v[i].end ||
		    v[i].end > n)
			fail(c, "a loss span out of range");
		first = v[i].end;
	}
	return (struct id_spans){ v, count };
}

/* Where examples start: in order within [head, n]. */
static const uint32_t *
get_starts(struct cursor *c, uint32_t head, size_t n, size_t *count)
{
	const uint32_t *v = get_numbers(c, count);

	if (head > n)
		fail(c, "a head longer than the ids");
	for (size_t i = 0; i < *count; i++) {
		if (v[i] < head || v[i] > n)
			fail(c, "an example start out of range");
		head = v[i];
	}
	return v;
}

static void
get_episode(struct cursor *c, struct token_episode *ep)
{
	ep->lm = get_u8(c, FLAG_LM) != 0;
	ep->id = get_str(c);
	ep->task = get_str(c);
	ep->head = get_u32(c);
	ep->ids = get_ids(c);
	ep->loss = get_spans(c, 1, ep->ids.n);
	ep->starts = get_starts(c, ep->head, ep->ids.n, &ep->n_examples);
	if (ep->n_examples == 0)
		fail(c, "no example");
}

static void
get_set(struct cursor *c, struct token_set *s)
{
	s->set = get_u64(c);
	s->k = get_u64(c);
	s->seed = get_u64(c);
	s->task = get_str(c);
	s->method = get_str(c);
	s->layout = get_str(c);
	s->metric = get_str(c);
	s->variant = get_str(c);
	s->options = get_texts(c);
	s->stop = get_texts(c);
	s->ctx = get_u32(c);
	s->reserve = get_u32(c);
	s->head = get_u32(c);
	s->ids = get_ids(c);
	s->starts = get_starts(c, s->head, s->ids.n, &s->n_demos);
	if (c->failed || c->at == c->n)
		return;
	s->n_dropped = get_u64(c);
	s->by_letter = get_u8(c, FLAG_LETTERS) != 0;
}

static void
get_query(struct cursor *c, struct token_query *q)
{
	struct token_candidate *v;
	unsigned flags;

	q->set = get_u64(c);
	flags = get_u8(c, FLAG_OPTIONS | FLAG_NULL | FLAG_DOMAIN);
	q->has_options = (flags & FLAG_OPTIONS) != 0;
	q->is_null = (flags & FLAG_NULL) != 0;
	q->is_domain = (flags & FLAG_DOMAIN) != 0;
	q->gold = (int64_t)get_u64(c);
	q->id = get_str(c);
	q->null = get_str(c);
	q->options = get_texts(c);
	q->refs = get_texts(c);
	q->skip = get_numbers(c, &q->n_skip);
	q->shared = get_ids(c);
	q->n_candidates = get_count(c, 8);
	q->candidates = v = arena_alloc(c->a, q->n_candidates, sizeof *v);
	for (size_t i = 0; i < q->n_candidates; i++) {
		v[i].ids = get_ids(c);
		v[i].loss = get_spans(c, 0, v[i].ids.n);
	}
	if (q->n_skip != 1 && q->n_skip != q->n_candidates)
		fail(c, "neither one skip nor one a candidate");
	if (q->n_skip == 0)
		fail(c, "no skip");
	if (q->gold < -1 || (q->gold >= 0 && q->n_candidates > 0 &&
				(uint64_t)q->gold >= q->n_candidates))
		fail(c, "a gold index out of range");
}

int
token_parse(char type, struct str body, const struct token_vocab *v,
    struct arena *a, struct token_record *rec, struct err *e)
{
	struct cursor c = { .p = (const unsigned char *)body.p,
		.n = body.n,
		.vocab = v,
		.a = a,
		.e = e };

	*rec = (struct token_record){ 0 };
	switch (type) {
	case TYPE_EPISODE:
		rec->type = EPISODE_TRAIN;
		get_episode(&c, &rec->train);
		break;
	case TYPE_SET:
		rec->type = EPISODE_SET;
		get_set(&c, &rec->set);
		break;
	case TYPE_QUERY:
		rec->type = EPISODE_QUERY;
		get_query(&c, &rec->query);
		break;
	default:
		fail(&c, "an unknown type");
	}
	if (!c.failed && c.at != c.n)
		fail(&c, "bytes left over");
	return c.failed ? -1 : 0;
}

int
token_next(struct reader *r, const struct token_vocab *v, struct arena *a,
    struct token_record *rec, struct err *e)
{
	unsigned char header[HEADER];
	size_t n = 0;
	char *body;
	int rc = reader_more(r, e);

	if (rc <= 0)
		return rc;
	if (reader_bytes(r, header, sizeof header, e) < 0)
		return -1;
	for (unsigned i = 0; i < 4; i++)
		n |= (size_t)header[1 + i] << 8 * i;
	if (n == 0 || n > TOKENS_RECORD_MAX) {
		err_set(e, "bad tokens record: length %zu; at most %zu", n,
		    TOKENS_RECORD_MAX);
		return reader_err(r, e);
	}
	body = arena_alloc(a, n, 1);
	if (reader_bytes(r, body, n, e) < 0)
		return -1;
	if (token_parse((char)header[0], (struct str){ body, n }, v, a, rec, e))
		return reader_err(r, e);
	return 1;
}

int
token_query_check(
    const struct token_set *s, const struct token_query *q, struct err *e)
{
	size_t before = s->ids.n - s->head + q->shared.n;

	for (size_t i = 0; i < q->n_skip; i++)
		if (q->skip[i] > before)
			return err_set(e,
			    "query '%.*s': skip %" PRIu32 " of %zu tokens",
			    STR_ARG(q->id), q->skip[i], before);
	for (size_t i = 0; i < q->n_candidates; i++) {
		size_t skip = q->skip[q->n_skip == 1 ? 0 : i];
		const struct id_spans *loss = &q->candidates[i].loss;

		if (loss->n > 0 && loss->v[0].begin == 0 &&
		    s->head + before - skip == 0)
			return err_set(e,
			    "query '%.*s': nothing to predict candidate %zu "
			    "from; use --bos yes",
			    STR_ARG(q->id), i);
	}
	return 0;
}

int
token_vocab_read(const struct reader *r, struct token_vocab *v, struct err *e)
{
	const struct json *intro = reader_intro(r);
	int64_t version = json_int(json_get(intro, "tokens"), -1);
	int64_t size = json_int(json_get(intro, "vocab"), -1);
	struct str digest = json_str(json_get(intro, "digest"));

	if (intro == NULL)
		return err_set(e, "%s: no header; tokens come from icl-tok",
		    reader_name(r));
	if (version != TOKENS_VERSION)
		return err_set(e,
		    "%s:1: tokens of version %" PRId64
		    ", this program reads version %d; make the stream again",
		    reader_name(r), version, TOKENS_VERSION);
	if (size < 1 || size > INT32_MAX || digest.n != DIGEST_HEX - 1)
		return err_set(
		    e, "%s:1: the header has no vocabulary", reader_name(r));
	v->size = (uint32_t)size;
	memcpy(v->digest, digest.p, digest.n);
	v->digest[digest.n] = '\0';
	return 0;
}

int
token_vocab_check(const struct reader *r, const struct token_vocab *v,
    const char digest[DIGEST_HEX], const char *path, struct err *e)
{
	if (strcmp(digest, v->digest) == 0)
		return 0;
	return err_set(e,
	    "%s:1: ids of another vocabulary than that of %s; tokenise with "
	    "icl-tok -t %s",
	    reader_name(r), path, path);
}

void
token_vocab_write(struct buf *more, const struct token_vocab *v)
{
	buf_printf(more,
	    ",\"tokens\":%d,\"vocab\":%" PRIu32 ",\"digest\":\"%s\"",
	    TOKENS_VERSION, v->size, v->digest);
}
