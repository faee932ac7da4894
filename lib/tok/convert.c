/* Episodes to tokens, block by block: see convert.h. */
#include "tok/convert.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/par.h"
#include "io/episode.h"
#include "tok/encoder.h"
#include "tok/pack.h"

enum {
	CHUNK_BYTES = 1 << 16, /* of records that one thread takes at a time */
	CHUNKS_MAX = 64,       /* of a block */
};

struct line {
	size_t at, n;     /* in the block's text */
	const char *name; /* of its FILE */
	uint64_t number;
};

/* A record with its pieces as ids. */
struct item {
	struct episode_record rec;
	struct fit_example prefix, shared, *examples;
	bool bad;
};

struct chunk {
	size_t first, n; /* of the block's lines */
	struct arena arena;
	struct item *items;
	struct err *why; /* of each bad item */
};

struct block {
	const struct convert *v;
	struct buf text;
	struct line *lines;
	size_t n_lines, cap_lines;
	struct chunk chunks[CHUNKS_MAX];
	size_t n_chunks;
	struct encoder **encoders; /* one a thread */
	struct id_buf *scratch;
};

/* What the records written so far leave for those to come. */
struct state {
	const struct convert *v;
	convert_fn *give;
	convert_tick_fn *tick;
	void *ctx;
	struct counts *c;
	struct pack pack;
	struct arena arena;     /* of one record */
	struct arena set_arena; /* of the set */
	struct token_set set;
	bool has_set, set_given;
	uint64_t n_sets;
};

static int
tokenise(struct block *b, struct chunk *k, unsigned worker,
    const struct pieces *p, struct fit_example *ex, struct err *e)
{
	struct id_buf *ids = &b->scratch[worker];

	ex->n = p->n;
	ex->v = arena_alloc(&k->arena, p->n, sizeof *ex->v);
	for (size_t i = 0; i < p->n; i++) {
		uint32_t *v;

		ids->n = 0;
		if (encoder_encode(b->encoders[worker], p->v[i].text,
			p->v[i].role == ROLE_LAYOUT, ids, e))
			return -1;
		v = arena_alloc(&k->arena, ids->n, sizeof *v);
		if (ids->n > 0)
			memcpy(v, ids->v, ids->n * sizeof *v);
		ex->v[i] = (struct fit_piece){ { v, ids->n }, p->v[i].role,
			p->v[i].loss };
	}
	return 0;
}

static int
tokenise_all(struct block *b, struct chunk *k, unsigned worker,
    const struct pieces *p, size_t n, struct item *item, struct err *e)
{
	item->examples = arena_alloc(&k->arena, n, sizeof *item->examples);
	for (size_t i = 0; i < n; i++)
		if (tokenise(b, k, worker, &p[i], &item->examples[i], e))
			return -1;
	return 0;
}

static int
make_item(struct block *b, struct chunk *k, unsigned worker,
    const struct line *l, struct item *item, struct err *e)
{
	struct episode_record *rec = &item->rec;

	if (episode_parse(
		(struct str){ b->text.p + l->at, l->n }, &k->arena, rec, e))
		return -1;
	switch (rec->type) {
	case EPISODE_TRAIN:
		return tokenise(b, k, worker, &rec->train.prefix, &item->prefix,
			   e) ||
			       tokenise_all(b, k, worker, rec->train.examples,
				   rec->train.n_examples, item, e)
			   ? -1
			   : 0;
	case EPISODE_SET:
		return tokenise(
			   b, k, worker, &rec->set.prefix, &item->prefix, e) ||
			       tokenise_all(b, k, worker, rec->set.demos,
				   rec->set.n_demos, item, e)
			   ? -1
			   : 0;
	default:
		return tokenise(b, k, worker, &rec->query.shared, &item->shared,
			   e) ||
			       tokenise_all(b, k, worker, rec->query.candidates,
				   rec->query.n_candidates, item, e)
			   ? -1
			   : 0;
	}
}

static void
make_chunk(void *ctx, size_t i, unsigned worker)
{
	struct block *b = ctx;
	struct chunk *k = &b->chunks[i];

	k->items = arena_alloc(&k->arena, k->n, sizeof *k->items);
	k->why = NULL;
	memset(k->items, 0, k->n * sizeof *k->items);
	for (size_t at = 0; at < k->n; at++) {
		struct item *item = &k->items[at];
		struct err e;

		item->bad = make_item(b, k, worker, &b->lines[k->first + at],
				item, &e) != 0;
		if (!item->bad)
			continue;
		if (k->why == NULL)
			k->why = arena_alloc(&k->arena, k->n, sizeof *k->why);
		k->why[at] = e;
	}
}

static int
give(struct state *s, const struct token_record *rec, struct err *e)
{
	s->c->written++;
	return s->give(s->ctx, rec, e);
}

static bool
enough(const struct state *s)
{
	return s->v->count > 0 && s->c->written >= s->v->count;
}

static int
pack_item(struct state *s, struct item *item, struct err *e)
{
	struct token_record rec = { .type = EPISODE_TRAIN };
	size_t at = 0;
	int rc;

	s->c->documents++;
	while (
	    (rc = pack_document(&s->pack, &item->rec.train, item->examples[0],
		 &at, &s->arena, &rec.train, s->c, e)) > 0)
		if (enough(s) || give(s, &rec, e))
			return enough(s) ? 0 : -1;
	return rc;
}

static int
train_item(struct state *s, struct item *item, struct err *e)
{
	struct token_record rec = { .type = EPISODE_TRAIN };
	struct episode *ep = &item->rec.train;
	int rc;

	if (ep->lm)
		return pack_item(s, item, e);
	rc = fit_episode(&s->v->fit, ep, item->prefix, item->examples,
	    &s->arena, &rec.train, s->c, e);
	return rc <= 0 ? rc : give(s, &rec, e);
}

/* A set waits for its first query, which tells whether room is kept. */
static int
give_set(struct state *s, const struct query *first, struct err *e)
{
	struct token_record rec = { .type = EPISODE_SET };

	if (!s->has_set || s->set_given)
		return 0;
	if (s->v->fit.reserve_given ||
	    (first != NULL && first->n_candidates == 0))
		s->set.reserve = s->v->fit.reserve;
	s->set_given = true;
	rec.set = s->set;
	return give(s, &rec, e);
}

static int
set_item(struct state *s, struct item *item, struct err *e)
{
	struct eval_set *set = &item->rec.set;
	struct arena *a = &s->set_arena;

	if (give_set(s, NULL, e))
		return -1;
	arena_reset(a);
	fit_set(
	    &s->v->fit, set, item->prefix, item->examples, a, &s->set, s->c);
	s->set.set = s->n_sets++;
	s->has_set = true;
	s->set_given = false;
	return 0;
}

static int
query_item(struct state *s, struct item *item, struct err *e)
{
	struct token_record rec = { .type = EPISODE_QUERY };
	int rc;

	if (!s->has_set)
		return err_set(e, "a query before any set record");
	if (give_set(s, &item->rec.query, e))
		return -1;
	if (enough(s)) {
		s->c->read--; /* not looked at */
		return 0;
	}
	rc = fit_query(&s->v->fit, &s->set, &item->rec.query, item->shared,
	    item->examples, &s->arena, &rec.query, s->c, e);
	return rc <= 0 ? rc : give(s, &rec, e);
}

static int
one_item(struct state *s, struct item *item, struct err *e)
{
	arena_reset(&s->arena);
	switch (item->rec.type) {
	case EPISODE_TRAIN:
		return train_item(s, item, e);
	case EPISODE_SET:
		return set_item(s, item, e);
	default:
		return query_item(s, item, e);
	}
}

/* Items point into their chunk, but a set outlives it: copies what it keeps. */
static struct str
keep(struct arena *a, struct str s)
{
	return (struct str){ arena_copy(a, s.p, s.n), s.n };
}

static struct texts
keep_texts(struct arena *a, struct texts t)
{
	struct str *v = arena_alloc(a, t.n, sizeof *v);

	for (size_t i = 0; i < t.n; i++)
		v[i] = keep(a, t.v[i]);
	return (struct texts){ v, t.n };
}

static void
keep_set(struct state *s)
{
	struct arena *a = &s->set_arena;

	s->set.task = keep(a, s->set.task);
	s->set.method = keep(a, s->set.method);
	s->set.layout = keep(a, s->set.layout);
	s->set.metric = keep(a, s->set.metric);
	s->set.variant = keep(a, s->set.variant);
	s->set.options = keep_texts(a, s->set.options);
	s->set.stop = keep_texts(a, s->set.stop);
}

static int
chunk_done(struct state *s, struct block *b, struct chunk *k, struct err *e)
{
	for (size_t i = 0; i < k->n && !enough(s); i++) {
		const struct line *l = &b->lines[k->first + i];
		struct item *item = &k->items[i];
		bool is_set = !item->bad && item->rec.type == EPISODE_SET;

		s->c->read++;
		if (item->bad) {
			*e = k->why[i];
			if (s->v->skip_bad) {
				s->c->bad++;
				continue;
			}
		}
		if (item->bad || one_item(s, item, e))
			return err_prefix(e, "%s:%" PRIu64, l->name, l->number);
		if (is_set)
			keep_set(s);
	}
	return 0;
}

/* Fills a block with lines: 1, or 0 when there are none left. */
static int
read_block(struct block *b, struct reader *r, struct err *e)
{
	struct chunk *k = NULL;
	struct str line;
	int rc = 1;

	buf_reset(&b->text);
	b->n_lines = b->n_chunks = 0;
	while (b->text.n < (size_t)CHUNK_BYTES * CHUNKS_MAX / 2 &&
	       (rc = reader_line(r, &line, e)) > 0) {
		if (k == NULL ||
		    b->text.n - b->lines[k->first].at >= CHUNK_BYTES) {
			assert(b->n_chunks < CHUNKS_MAX);
			k = &b->chunks[b->n_chunks++];
			arena_reset(&k->arena);
			k->first = b->n_lines;
			k->n = 0;
		}
		b->lines = mem_grow(
		    b->lines, &b->cap_lines, b->n_lines + 1, sizeof *b->lines);
		b->lines[b->n_lines++] = (struct line){ b->text.n, line.n,
			reader_name(r), reader_lineno(r) };
		k->n++;
		buf_str(&b->text, line);
	}
	return rc < 0 ? -1 : b->n_lines > 0;
}

static int
run(struct state *s, struct block *b, struct reader *r, struct err *e)
{
	struct token_record rest = { .type = EPISODE_TRAIN };
	int rc = 0;

	while (!enough(s) && (rc = read_block(b, r, e)) > 0) {
		par_for(s->v->threads, b->n_chunks, make_chunk, b);
		for (size_t i = 0; i < b->n_chunks; i++)
			if (chunk_done(s, b, &b->chunks[i], e))
				return -1;
		if (s->tick != NULL)
			s->tick(s->ctx, s->c->written);
	}
	if (rc < 0 || (!enough(s) && give_set(s, NULL, e)))
		return -1;
	if (!enough(s) && pack_rest(&s->pack, &s->arena, &rest.train, s->c))
		return give(s, &rest, e);
	return 0;
}

int
convert_run(const struct convert *v, struct reader *r, convert_fn *give_fn,
    convert_tick_fn *tick, void *ctx, struct counts *c, struct err *e)
{
	struct block *b = mem_new(1, sizeof *b);
	struct state s = { .v = v,
		.give = give_fn,
		.tick = tick,
		.ctx = ctx,
		.c = c,
		.pack = { .ctx = v->fit.ctx,
		    .bos = v->fit.bos,
		    .eot = tokenizer_eot(v->tokenizer) } };
	int rc;

	b->v = v;
	b->encoders = mem_new(v->threads, sizeof(struct encoder *));
	b->scratch = mem_new(v->threads, sizeof *b->scratch);
	for (unsigned i = 0; i < v->threads; i++)
		b->encoders[i] = encoder_new(v->tokenizer);
	rc = run(&s, b, r, e);
	for (unsigned i = 0; i < v->threads; i++) {
		encoder_free(b->encoders[i]);
		free(b->scratch[i].v);
	}
	for (size_t i = 0; i < CHUNKS_MAX; i++)
		arena_release(&b->chunks[i].arena);
	free(b->encoders);
	free(b->scratch);
	free(b->lines);
	buf_release(&b->text);
	free(b);
	pack_release(&s.pack);
	arena_release(&s.arena);
	arena_release(&s.set_arena);
	return rc;
}
