/* Episodes to tokens, by several threads: see convert.h. */
#include "encode/convert.h"

#include <assert.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/flow.h"
#include "io/episode.h"
#include "io/lines.h"
#include "tok/encoder.h"
#include "encode/pack.h"

enum {
	CHUNK_BYTES = 1 << 16, /* of records that one thread takes at a time */
	CHUNK_LINES = 1 << 12,
};

/* A record with its pieces as ids. */
struct item {
	struct episode_record rec;
	struct fit_example prefix, shared, *examples;
	bool bad;
};

/* On cache lines of its own: a thread writes to it all the time. */
struct chunk {
	alignas(64) struct lines lines;
	struct id_buf ids; /* scratch memory */
	struct arena arena;
	struct item *items; /* one a line */
	struct err *why;    /* of each bad item */
};

/* State that lasts from one record to the next. */
struct state {
	const struct convert_options *v;
	convert_fn *give;
	convert_tick_fn *tick;
	void *ctx;
	struct counts *c;
	struct pack pack;
	struct arena arena;     /* of one record */
	struct arena set_arena; /* of the set */
	struct token_set set;
	bool has_set, set_given;
	bool refused; /* a record by who takes them: no fault of its line */
	uint64_t n_sets;
};

struct job {
	struct reader *in;
	struct chunk *chunks;
	struct encoder **encoders; /* of each thread that had work */
	struct state state;
};

static int
tokenise(struct job *j, struct chunk *k, unsigned worker,
    const struct pieces *p, struct fit_example *ex, struct err *e)
{
	struct id_buf *ids = &k->ids;

	ex->n = p->n;
	ex->v = arena_alloc(&k->arena, p->n, sizeof *ex->v);
	for (size_t i = 0; i < p->n; i++) {
		uint32_t *v;

		ids->n = 0;
		if (encoder_encode(j->encoders[worker], p->v[i].text,
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
tokenise_all(struct job *j, struct chunk *k, unsigned worker,
    const struct pieces *p, size_t n, struct item *item, struct err *e)
{
	item->examples = arena_alloc(&k->arena, n, sizeof *item->examples);
	for (size_t i = 0; i < n; i++)
		if (tokenise(j, k, worker, &p[i], &item->examples[i], e))
			return -1;
	return 0;
}

static int
make_item(struct job *j, struct chunk *k, unsigned worker, struct str line,
    struct item *item, struct err *e)
{
	struct episode_record *rec = &item->rec;

	if (episode_parse(line, &k->arena, rec, e))
		return -1;
	switch (rec->type) {
	case EPISODE_TRAIN:
		return tokenise(j, k, worker, &rec->train.prefix, &item->prefix,
			   e) ||
			       tokenise_all(j, k, worker, rec->train.examples,
				   rec->train.n_examples, item, e)
			   ? -1
			   : 0;
	case EPISODE_SET:
		return tokenise(
			   j, k, worker, &rec->set.prefix, &item->prefix, e) ||
			       tokenise_all(j, k, worker, rec->set.demos,
				   rec->set.n_demos, item, e)
			   ? -1
			   : 0;
	default:
		return tokenise(j, k, worker, &rec->query.shared, &item->shared,
			   e) ||
			       tokenise_all(j, k, worker, rec->query.candidates,
				   rec->query.n_candidates, item, e)
			   ? -1
			   : 0;
	}
}

static void
make_chunk(void *ctx, size_t slot, unsigned worker)
{
	struct job *j = ctx;
	struct chunk *k = &j->chunks[slot];
	size_t n = k->lines.n;

	if (j->encoders[worker] == NULL)
		j->encoders[worker] = encoder_new(j->state.v->tokenizer);
	arena_reset(&k->arena);
	k->items = arena_alloc(&k->arena, n, sizeof *k->items);
	k->why = NULL;
	memset(k->items, 0, n * sizeof *k->items);
	for (size_t i = 0; i < n; i++) {
		struct item *item = &k->items[i];
		struct err e;

		item->bad =
		    make_item(j, k, worker, k->lines.v[i].text, item, &e) != 0;
		if (!item->bad)
			continue;
		if (k->why == NULL)
			k->why = arena_alloc(&k->arena, n, sizeof *k->why);
		k->why[i] = e;
	}
}

static int
give(struct state *s, const struct token_record *rec, struct err *e)
{
	s->c->written++;
	s->refused = s->give(s->ctx, rec, e) != 0;
	return s->refused ? -1 : 0;
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
		 &at, &s->arena, &rec.train, s->c, e)) > 0) {
		if (enough(s))
			return 0;
		if (give(s, &rec, e))
			return -1;
	}
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

/* A set is written with its first query, which decides whether room is kept. */
static int
give_set(struct state *s, const struct query *first, struct err *e)
{
	struct token_record rec = { .type = EPISODE_SET };

	if (!s->has_set || s->set_given)
		return 0;
	assert(s->n_sets > 0);
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
chunk_done(struct state *s, struct chunk *k, struct err *e)
{
	for (size_t i = 0; i < k->lines.n && !enough(s); i++) {
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
			return s->refused ? -1 : line_err(&k->lines.v[i], e);
		if (is_set)
			keep_set(s);
	}
	return 0;
}

static enum flow_took
take_chunk(void *ctx, size_t slot, struct err *e)
{
	struct job *j = ctx;

	return lines_take(
	    &j->chunks[slot].lines, j->in, CHUNK_LINES, CHUNK_BYTES, e);
}

static int
give_chunk(void *ctx, size_t slot, struct err *e)
{
	struct job *j = ctx;
	struct state *s = &j->state;

	if (chunk_done(s, &j->chunks[slot], e))
		return -1;
	if (s->tick != NULL)
		s->tick(s->ctx, s->c->written);
	return enough(s) ? 1 : 0;
}

/* The set or window that was waiting when the input ended. */
static int
give_rest(struct state *s, struct err *e)
{
	struct token_record rest = { .type = EPISODE_TRAIN };

	if (!enough(s) && give_set(s, NULL, e))
		return -1;
	if (!enough(s) && pack_rest(&s->pack, &s->arena, &rest.train, s->c))
		return give(s, &rest, e);
	return 0;
}

static int
run(struct job *j, struct err *e)
{
	struct flow f = { take_chunk, make_chunk, give_chunk, j };

	if (flow_run(&f, j->state.v->threads, e))
		return -1;
	return give_rest(&j->state, e);
}

int
convert_run(const struct convert_options *v, struct reader *r,
    convert_fn *give_fn, convert_tick_fn *tick, void *ctx, struct counts *c,
    struct err *e)
{
	size_t slots = flow_slots(v->threads);
	struct job j = { .in = r,
		.state = { .v = v,
		    .give = give_fn,
		    .tick = tick,
		    .ctx = ctx,
		    .c = c,
		    .pack = { .ctx = v->fit.ctx,
			.bos = v->fit.bos,
			.eot = tokenizer_eot(v->tokenizer) } } };
	int rc;

	assert(v->threads > 0 && v->fit.ctx > 1);
	j.chunks = mem_aligned(slots, sizeof *j.chunks);
	j.encoders = mem_new(v->threads, sizeof(struct encoder *));
	rc = run(&j, e);
	for (unsigned i = 0; i < v->threads; i++)
		encoder_free(j.encoders[i]);
	for (size_t i = 0; i < slots; i++) {
		lines_release(&j.chunks[i].lines);
		arena_release(&j.chunks[i].arena);
		free(j.chunks[i].ids.v);
	}
	free(j.chunks);
	free(j.encoders);
	pack_release(&j.state.pack);
	arena_release(&j.state.arena);
	arena_release(&j.state.set_arena);
	return rc;
}
