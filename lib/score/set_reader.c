/* Evaluation sets with their queries: see set_reader.h. */
#include "score/set_reader.h"

#include <stdlib.h>

enum { RECORD_HEAD = 5 }; /* of a tokens record: its type and length */

struct set_reader {
	struct reader *in;
	const struct token_vocab *vocab;
	bool skip_bad;
	set_reader_check *check;
	void *ctx;
	bool begun, ended;
	struct buf next; /* the record of the set to come */
	struct arena arena;
	struct token_query *queries;
	size_t n, cap;
	uint64_t number, n_bad;
};

struct set_reader *
set_reader_new(struct reader *r, const struct token_vocab *v, bool skip_bad,
    set_reader_check *check, void *ctx)
{
	struct set_reader *s = mem_new(1, sizeof *s);

	s->in = r;
	s->vocab = v;
	s->skip_bad = skip_bad;
	s->check = check;
	s->ctx = ctx;
	return s;
}

void
set_reader_free(struct set_reader *s)
{
	if (s == NULL)
		return;
	buf_release(&s->next);
	arena_release(&s->arena);
	free(s->queries);
	free(s);
}

uint64_t
set_reader_n_bad(const struct set_reader *s)
{
	return s->n_bad;
}

/* A record that cannot be used is an error, or it is left out and counted. */
static int
refuse(struct set_reader *s, struct err *e)
{
	if (!s->skip_bad)
		return reader_err(s->in, e);
	s->n_bad++;
	return 0;
}

static int
wrong_place(struct set_reader *s, const struct token_record *rec, struct err *e)
{
	if (rec->type == EPISODE_TRAIN)
		err_set(
		    e, "a training record; make sets with icl-episode --eval");
	else
		err_set(e, "a query before the first set");
	return refuse(s, e);
}

/* Reads on to the first set, whose record is kept. */
static int
begin(struct set_reader *s, struct err *e)
{
	struct token_record rec;
	int rc;

	s->begun = true;
	while ((rc = token_next(s->in, s->vocab, &s->arena, &rec, e)) > 0 &&
	       rec.type != EPISODE_SET) {
		if (wrong_place(s, &rec, e))
			return -1;
		arena_reset(&s->arena);
	}
	if (rc > 0)
		token_set_write(&s->next, &rec.set);
	s->ended = rc == 0;
	return rc < 0 ? -1 : 0;
}

/* Takes the kept record into the memory of its set. */
static int
take_set(struct set_reader *s, struct token_set *set, struct err *e)
{
	struct token_record rec;
	const char *p;

	arena_reset(&s->arena);
	p = arena_copy(&s->arena, s->next.p, s->next.n);
	if (token_parse(p[0],
		(struct str){ p + RECORD_HEAD, s->next.n - RECORD_HEAD },
		s->vocab, &s->arena, &rec, e))
		return -1;
	buf_reset(&s->next);
	*set = rec.set;
	return 0;
}

static int
add_query(struct set_reader *s, const struct token_set *set,
    const struct token_query *q, struct err *e)
{
	if (s->check(s->ctx, set, q, e))
		return refuse(s, e);
	s->queries =
	    mem_grow(s->queries, &s->cap, s->n + 1, sizeof *s->queries);
	s->queries[s->n++] = *q;
	return 0;
}

int
set_reader_next(struct set_reader *s, struct query_set *out, struct err *e)
{
	struct token_record rec;
	int rc = 1;

	if (!s->begun && begin(s, e))
		return -1;
	if (s->ended)
		return 0;
	if (take_set(s, &out->set, e))
		return -1;
	s->n = 0;
	while (s->next.n == 0 &&
	       (rc = token_next(s->in, s->vocab, &s->arena, &rec, e)) > 0) {
		if (rec.type == EPISODE_SET)
			token_set_write(&s->next, &rec.set);
		else if (rec.type == EPISODE_TRAIN
			     ? wrong_place(s, &rec, e)
			     : add_query(s, &out->set, &rec.query, e))
			return -1;
	}
	if (rc < 0)
		return -1;
	s->ended = rc == 0;
	out->number = s->number++;
	out->queries = s->queries;
	out->n_queries = s->n;
	out->arena = &s->arena;
	return 1;
}
