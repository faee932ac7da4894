/* Episodes beside their scores: see join.h. */
#include "report/join.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "io/reader.h"

struct join {
	const char *path;
	struct reader *in;             /* NULL before the start */
	struct arena set_arena, arena; /* arena: of the line being read */
	struct eval_set set;
	bool has_set;
	struct query *queries; /* of the set, like it in set_arena */
	size_t n_queries, queries_cap, at; /* at: of the one to come */
	struct buf ahead;                  /* the line of the set after it */
	struct query query;                /* the current one */
};

struct join *
join_new(const char *path)
{
	struct join *b = mem_new(1, sizeof *b);

	b->path = path;
	return b;
}

void
join_free(struct join *b)
{
	if (b == NULL)
		return;
	reader_free(b->in);
	arena_release(&b->set_arena);
	arena_release(&b->arena);
	free(b->queries);
	buf_release(&b->ahead);
	free(b);
}

/* 1 and the next line of the episodes, good until the next call; 0 at their
 * end.
 */
static int
next_line(struct join *b, struct str *line, struct err *e)
{
	if (b->ahead.n == 0)
		return reader_line(b->in, line, e);
	*line = (struct str){ arena_copy(&b->arena, b->ahead.p, b->ahead.n),
		b->ahead.n };
	buf_reset(&b->ahead);
	return 1;
}

static int
parse(struct join *b, struct str line, struct arena *a,
    struct episode_record *r, struct err *e)
{
	return episode_parse(line, a, r, e) ? reader_err(b->in, e) : 0;
}

static int
rewind_episodes(struct join *b, struct err *e)
{
	reader_free(b->in);
	buf_reset(&b->ahead);
	b->has_set = false;
	b->in = reader_new(&b->path, 1);
	return reader_begin(b->in, 1u << KIND_EPISODES, e);
}

static bool
is_set(const struct eval_set *x, const struct score_set *s)
{
	return x->k == s->k && x->seed == s->seed && str_eq(x->task, s->task) &&
	       str_eq(x->method, s->method) && str_eq(x->layout, s->layout) &&
	       str_eq(x->variant, s->variant);
}

/* The queries up to the next set, whose line is kept. */
static int
take_queries(struct join *b, struct err *e)
{
	struct episode_record r;
	struct str line;
	int rc;

	b->n_queries = b->at = 0;
	while ((rc = reader_line(b->in, &line, e)) > 0) {
		if (parse(b, line, &b->set_arena, &r, e))
			return -1;
		if (r.type != EPISODE_QUERY) {
			buf_str(&b->ahead, line);
			break;
		}
		b->queries = mem_grow(b->queries, &b->queries_cap,
		    b->n_queries + 1, sizeof *b->queries);
		b->queries[b->n_queries++] = r.query;
	}
	return rc < 0 ? -1 : 0;
}

/* 1 when the set was found before the episodes' end. */
static int
seek_set(struct join *b, const struct score_set *s, struct err *e)
{
	struct episode_record r;
	struct str line;
	int rc;

	for (;;) {
		arena_reset(&b->arena);
		rc = next_line(b, &line, e);
		if (rc <= 0)
			return rc;
		if (parse(b, line, &b->arena, &r, e))
			return -1;
		if (r.type == EPISODE_SET && is_set(&r.set, s))
			break;
	}
	arena_reset(&b->set_arena);
	if (parse(b, line, &b->set_arena, &r, e) || take_queries(b, e))
		return -1;
	b->set = r.set;
	b->has_set = true;
	return 1;
}

/*
 * Scores come in the episodes' order; another run begins anew, or with
 * several adapters at the same set.
 */
int
join_set(
    struct join *b, const struct score_set *s, bool same_run, struct err *e)
{
	int rc;

	if (!same_run && b->has_set && is_set(&b->set, s)) {
		b->at = 0;
		return 0;
	}
	rc = b->in != NULL ? seek_set(b, s, e) : 0;

	if (rc == 0) {
		if (rewind_episodes(b, e))
			return -1;
		rc = seek_set(b, s, e);
	}
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	return err_set(e,
	    "the set of task '%.*s', k %" PRIu64 ", seed %" PRIu64
	    " is not in %s; give the episodes that were scored",
	    STR_ARG(s->task), s->k, s->seed, b->path);
}

/* Among the set's queries, from the last one on. */
static bool
take_query(struct join *b, struct str id)
{
	for (size_t i = 0; i < b->n_queries; i++) {
		const struct query *q = &b->queries[(b->at + i) % b->n_queries];

		if (q->is_null || !str_eq(q->id, id))
			continue;
		b->query = *q;
		b->at += i + 1;
		return true;
	}
	return false;
}

int
join_query(
    struct join *b, const struct score_set *s, struct str id, struct err *e)
{
	int rc = 1;

	/* a set of each query: it may be a later one */
	while (rc > 0 && !take_query(b, id))
		rc = seek_set(b, s, e);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	return err_set(e,
	    "query '%.*s' of task '%.*s' is not in %s; give the episodes that "
	    "were scored",
	    STR_ARG(id), STR_ARG(s->task), b->path);
}

const struct eval_set *
join_current(const struct join *b, const struct query **q)
{
	*q = &b->query;
	return &b->set;
}
