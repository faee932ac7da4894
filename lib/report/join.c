/* Scores joined with their episodes: see join.h. */
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
	struct join *j = mem_new(1, sizeof *j);

	j->path = path;
	return j;
}

void
join_free(struct join *j)
{
	if (j == NULL)
		return;
	reader_free(j->in);
	arena_release(&j->set_arena);
	arena_release(&j->arena);
	free(j->queries);
	buf_release(&j->ahead);
	free(j);
}

/* 1 and the next line of the episodes, good until the next call; 0 at their
 * end.
 */
static int
next_line(struct join *j, struct str *line, struct err *e)
{
	if (j->ahead.n == 0)
		return reader_line(j->in, line, e);
	*line = (struct str){ arena_copy(&j->arena, j->ahead.p, j->ahead.n),
		j->ahead.n };
	buf_reset(&j->ahead);
	return 1;
}

static int
parse(struct join *j, struct str line, struct arena *a,
    struct episode_record *r, struct err *e)
{
	return episode_parse(line, a, r, e) ? reader_err(j->in, e) : 0;
}

static int
rewind_episodes(struct join *j, struct err *e)
{
	reader_free(j->in);
	buf_reset(&j->ahead);
	j->has_set = false;
	j->in = reader_new(&j->path, 1);
	return reader_begin(j->in, 1u << KIND_EPISODES, e);
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
take_queries(struct join *j, struct err *e)
{
	struct episode_record r;
	struct str line;
	int rc;

	j->n_queries = j->at = 0;
	while ((rc = reader_line(j->in, &line, e)) > 0) {
		if (parse(j, line, &j->set_arena, &r, e))
			return -1;
		if (r.type != EPISODE_QUERY) {
			buf_str(&j->ahead, line);
			break;
		}
		j->queries = mem_grow(j->queries, &j->queries_cap,
		    j->n_queries + 1, sizeof *j->queries);
		j->queries[j->n_queries++] = r.query;
	}
	return rc < 0 ? -1 : 0;
}

/* 1 when the set was found before the episodes' end. */
static int
seek_set(struct join *j, const struct score_set *s, struct err *e)
{
	struct episode_record r;
	struct str line;
	int rc;

	for (;;) {
		arena_reset(&j->arena);
		rc = next_line(j, &line, e);
		if (rc <= 0)
			return rc;
		if (parse(j, line, &j->arena, &r, e))
			return -1;
		if (r.type == EPISODE_SET && is_set(&r.set, s))
			break;
	}
	arena_reset(&j->set_arena);
	if (parse(j, line, &j->set_arena, &r, e) || take_queries(j, e))
		return -1;
	j->set = r.set;
	j->has_set = true;
	return 1;
}

/*
 * Scores come in the episodes' order; another run begins anew, or with
 * several adapters at the same set.
 */
int
join_set(
    struct join *j, const struct score_set *s, bool same_run, struct err *e)
{
	int rc;

	if (!same_run && j->has_set && is_set(&j->set, s)) {
		j->at = 0;
		return 0;
	}
	rc = j->in != NULL ? seek_set(j, s, e) : 0;

	if (rc == 0) {
		if (rewind_episodes(j, e))
			return -1;
		rc = seek_set(j, s, e);
	}
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	return err_set(e,
	    "the set of task '%.*s', k %" PRIu64 ", seed %" PRIu64
	    " is not in %s; give the episodes that were scored",
	    STR_ARG(s->task), s->k, s->seed, j->path);
}

/* Among the set's queries, from the last one on. */
static bool
take_query(struct join *j, struct str id)
{
	for (size_t i = 0; i < j->n_queries; i++) {
		const struct query *q = &j->queries[(j->at + i) % j->n_queries];

		if (q->is_null || !str_eq(q->id, id))
			continue;
		j->query = *q;
		j->at += i + 1;
		return true;
	}
	return false;
}

int
join_query(
    struct join *j, const struct score_set *s, struct str id, struct err *e)
{
	int rc = 1;

	/* a set of each query: it may be a later one */
	while (rc > 0 && !take_query(j, id))
		rc = seek_set(j, s, e);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	return err_set(e,
	    "query '%.*s' of task '%.*s' is not in %s; give the episodes that "
	    "were scored",
	    STR_ARG(id), STR_ARG(s->task), j->path);
}

const struct eval_set *
join_current(const struct join *j, const struct query **q)
{
	*q = &j->query;
	return &j->set;
}
