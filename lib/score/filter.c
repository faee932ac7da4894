/* Training tokens through a model: see filter.h. */
#include "score/filter.h"

#include <assert.h>
#include <stdlib.h>

#include "score/nll.h"

/* Records that are computed together. */
struct together {
	struct nll *nll;
	struct arena arena;
	struct token_episode *v;
	size_t n, cap, n_tokens;
	struct buf line;
};

static bool
is_full(const struct filter *f)
{
	return f->count > 0 && f->n_written >= f->count;
}

static int
put_score(struct filter *f, const struct score_episode *s, struct buf *line,
    struct err *e)
{
	if (f->scores == NULL)
		return 0;
	score_episode_write(line, s);
	if (writer_line(f->scores, buf_view(line), e))
		return -1;
	buf_reset(line);
	return 0;
}

static int
put_tokens(struct filter *f, const struct token_episode *ep, struct buf *line,
    struct err *e)
{
	token_episode_write(line, ep);
	if (writer_bytes(f->pass, line->p, line->n, e))
		return -1;
	buf_reset(line);
	return 0;
}

static int
put(struct filter *f, const struct token_episode *ep,
    const struct score_episode *s, struct buf *line, struct err *e)
{
	assert(f->pass != NULL || f->scores != NULL);
	if (is_full(f))
		return 0;
	if (put_score(f, s, line, e))
		return -1;
	if (f->pass != NULL) {
		if (s->has_gain && s->gain <= f->min_gain)
			return 0;
		if (put_tokens(f, ep, line, e))
			return -1;
	}
	f->n_written++;
	return 0;
}

static int
run(struct filter *f, struct together *x, struct err *e)
{
	struct score_episode *out = arena_alloc(&x->arena, x->n, sizeof *out);

	if (nll_run(x->nll, x->v, x->n, f->gain, &x->arena, out, e))
		return -1;
	for (size_t i = 0; i < x->n; i++)
		if (put(f, &x->v[i], &out[i], &x->line, e))
			return -1;
	f->n_read += x->n;
	f->done += x->n_tokens;
	progress_tick(f->progress, f->n_read, f->done, f->work);
	x->n = x->n_tokens = 0;
	arena_reset(&x->arena);
	return 0;
}

static int
add(struct filter *f, struct together *x, const struct token_record *rec,
    struct err *e)
{
	int rc = rec->type == EPISODE_TRAIN
		     ? nll_check(x->nll, &rec->train, e)
		     : err_set(e, "an evaluation set; leave out --nll");

	if (rc != 0 && f->skip_bad) {
		f->n_bad++;
		return 0;
	}
	if (rc != 0)
		return reader_err(f->in, e);
	x->v = mem_grow(x->v, &x->cap, x->n + 1, sizeof *x->v);
	x->v[x->n++] = rec->train;
	x->n_tokens += rec->train.ids.n;
	return x->n_tokens < f->micro_tokens ? 0 : run(f, x, e);
}

int
filter_run(struct filter *f, struct err *e)
{
	struct together x = { .nll = nll_new(f->weights, f->adapter,
				  f->micro_tokens, f->threads) };
	struct token_record rec;
	int rc = 0;

	while (!is_full(f) &&
	       (rc = token_next(f->in, f->vocab, &x.arena, &rec, e)) > 0)
		if (add(f, &x, &rec, e)) {
			rc = -1;
			break;
		}
	if (rc >= 0)
		rc = run(f, &x, e);
	nll_free(x.nll);
	arena_release(&x.arena);
	buf_release(&x.line);
	free(x.v);
	return rc;
}
