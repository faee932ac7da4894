/* Training episodes, from examples to records: see training.h. */
#include "episode/training.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/par.h"

enum { BATCH = 64 }; /* episodes a thread */

struct slot {
	struct episode_plan plan;
	struct buf text;
	size_t n_bytes; /* of the record's pieces */
	bool plain;     /* text is there already */
	bool made;
};

struct writing {
	const struct episode_writer *writer;
	struct writer *out;
	uint64_t min_bytes; /* as in struct training */
	unsigned threads;
	struct episodes *eps;
	struct lm_mix *lm_mix; /* NULL: none */
	struct slot *slots;
	size_t n;
	struct arena plans;
	struct arena *arenas;        /* one a worker */
	uint64_t n_slots, n_planned; /* of all batches: slots, episodes */
	uint64_t n_written, n_plain, n_no_demos;
	uint64_t n_bytes; /* of the text written */
};

static size_t
bytes_of(const struct episode *ep)
{
	size_t n = pieces_size(ep->prefix);

	for (size_t i = 0; i < ep->n_examples; i++)
		n += pieces_size(ep->examples[i]);
	return n;
}

static void
build_slot(void *ctx, size_t i, unsigned worker)
{
	struct writing *w = ctx;
	struct slot *s = &w->slots[i];
	struct arena *a = &w->arenas[worker];
	struct episode_record r = { .type = EPISODE_TRAIN };

	if (s->plain)
		return;
	buf_reset(&s->text);
	s->made = episodes_build(w->eps, &s->plan, a, &r.train);
	if (!s->made)
		return;
	s->n_bytes = bytes_of(&r.train);
	if (w->writer->show)
		episode_show(&s->text, &r);
	else
		episode_write(&s->text, &r.train);
	arena_reset(a);
}

/* Whether passes follow one another until there is enough. */
static bool
is_endless(const struct writing *w)
{
	return w->writer->count > 0 || w->min_bytes > 0;
}

static int
put(struct writing *w, const struct slot *s, struct err *e)
{
	if (w->min_bytes > 0 && w->n_bytes >= w->min_bytes)
		return 0;
	if (!s->made) {
		w->n_no_demos++;
		if (is_endless(w) && w->n_written == w->n_plain &&
		    w->n_no_demos >= episodes_pass(w->eps))
			return err_set(e,
			    "no example has enough others of "
			    "its task for its demonstrations; lower -k or "
			    "raise --max-bytes");
		return 0;
	}
	assert(s->text.n > 0);
	w->n_written++;
	w->n_plain += s->plain;
	w->n_bytes += s->n_bytes;
	return episode_writer_put(w->writer, w->out, buf_view(&s->text), e);
}

static int
plan_plain(struct writing *w, struct slot *s, struct err *e)
{
	struct plain_text t;

	s->made = s->plain = true;
	if (lm_mix_next(w->lm_mix, &t, e))
		return -1;
	s->n_bytes = t.text.n;
	buf_reset(&s->text);
	plain_put(&s->text, &t, w->writer->show);
	return 0;
}

/* Whether a record is still to be planned, n being planned in this batch. */
static bool
wants_more(const struct writing *w, size_t n)
{
	if (w->min_bytes > 0)
		return w->n_bytes < w->min_bytes;
	if (w->writer->count > 0)
		return w->n_written + n < w->writer->count;
	return w->n_planned < episodes_pass(w->eps);
}

static int
plan_batch(struct writing *w, struct err *e)
{
	arena_reset(&w->plans);
	for (w->n = 0; w->n < BATCH * w->threads && wants_more(w, w->n);
	     w->n++) {
		struct slot *s = &w->slots[w->n];

		s->plain =
		    w->lm_mix != NULL && lm_mix_is_plain(w->lm_mix, w->n_slots);
		w->n_slots++;
		if (s->plain) {
			if (plan_plain(w, s, e))
				return -1;
			continue;
		}
		episodes_next(w->eps, &w->plans, &s->plan);
		w->n_planned++;
	}
	return 0;
}

static int
write_all(struct writing *w, struct err *e)
{
	uint64_t pass = episodes_pass(w->eps);

	while (wants_more(w, 0)) {
		struct err why;
		int rc = plan_batch(w, &why);

		par_for(w->threads, w->n, build_slot, w);
		for (size_t i = 0; i < w->n; i++)
			if (put(w, &w->slots[i], e))
				return -1;
		if (rc) { /* comes after what was planned before it */
			*e = why;
			return -1;
		}
		if (w->writer->progress != NULL)
			progress_tick(w->writer->progress, w->n_written,
			    w->n_planned, is_endless(w) ? 0 : pass);
	}
	return 0;
}

/* Prints what became of the examples kept, and what was written. */
static void
tell_counts(const struct writing *w)
{
	const struct episodes_counts *n = episodes_counted(w->eps);
	struct buf out = { 0 };

	buf_printf(&out,
	    "of these %" PRIu64 " in the first pass, %" PRIu64
	    " never queries, %" PRIu64 " in %" PRIu64
	    " tasks too small, %" PRIu64 " left over, %" PRIu64
	    " too long, %" PRIu64 " without a query\n",
	    n->n_in, n->n_demo, n->n_small, n->n_small_tasks, n->n_left,
	    n->n_long, n->n_without);
	buf_printf(&out,
	    "%" PRIu64 " records written: %" PRIu64 " episodes, %" PRIu64
	    " of plain text; %" PRIu64
	    " queries had too few demonstrations, %zu tasks no share\n",
	    w->n_written, w->n_written - w->n_plain, w->n_plain, w->n_no_demos,
	    n->n_unmixed);
	if (w->lm_mix != NULL)
		lm_mix_tell(w->lm_mix, &out);
	episode_writer_counts(w->writer, buf_view(&out));
	buf_release(&out);
}

static int
write_batches(struct writing *w, struct err *e)
{
	size_t n = BATCH * w->threads;
	int rc;

	assert(n > 0 && w->eps != NULL && w->out != NULL);
	w->slots = mem_new(n, sizeof *w->slots);
	w->arenas = mem_new(w->threads, sizeof *w->arenas);
	rc = write_all(w, e);
	if (rc == 0)
		tell_counts(w);
	for (size_t i = 0; i < n; i++)
		buf_release(&w->slots[i].text);
	for (unsigned i = 0; i < w->threads; i++)
		arena_release(&w->arenas[i]);
	arena_release(&w->plans);
	free(w->slots);
	free(w->arenas);
	return rc;
}

/* The way into the pool, past the guard. */
struct gate {
	const struct training *training;
	struct pool pool;
	uint64_t n_guarded; /* left out */
};

/* An example_reader_fn. */
static int
admit(void *ctx, const struct example_reader_item *item, struct err *e)
{
	struct gate *g = ctx;

	if (item->mark == 0)
		return pool_add(&g->pool, item, e);
	guard_note(g->training->guard->guard, item->mark, item->example.task,
	    item->at);
	g->n_guarded++;
	return 0;
}

static int
fill_pool(struct gate *g, struct reader *r, struct err *e)
{
	const struct training *t = g->training;
	const struct episode_writer *o = t->writer;
	struct example_reader in = *t->example_reader;
	struct buf counts = { 0 };

	in.progress = o->progress;
	in.mark = t->guard->guard == NULL ? NULL : guard_example;
	in.marker = t->guard->guard;
	if (example_reader_stream(&in, r, admit, g, e))
		return -1;
	episode_writer_bad(o, in.n_bad, &in.first_bad);
	buf_printf(&counts,
	    "%" PRIu64 " examples read: %" PRIu64 " kept in %zu tasks, %" PRIu64
	    " over the cap, %" PRIu64 " guarded, %" PRIu64 " bad",
	    in.n_read, g->pool.n_kept, g->pool.n_tasks, g->pool.n_over,
	    g->n_guarded, in.n_bad);
	episode_writer_counts(o, buf_view(&counts));
	buf_release(&counts);
	pool_finish(&g->pool);
	if (guard_judge(t->guard, o->say, e))
		return -1;
	if (g->pool.n_kept > 0)
		return 0;
	if (in.n_read == 0)
		return err_set(e, "no examples are in the input");
	return err_set(e,
	    "no examples are left to make episodes of: %" PRIu64
	    " read, %" PRIu64 " of them guarded and %" PRIu64
	    " bad; see to the input",
	    in.n_read, g->n_guarded, in.n_bad);
}

/* Prints, also without -v, for which tasks the options have no effect. */
static void
tell_tasks(const struct episode_writer *o, const struct episodes_counts *n)
{
	episode_writer_tell(o, n->n_small_tasks,
	    "tasks with fewer examples than k and one left out");
	episode_writer_tell(o, n->n_unmixed, "tasks get no share of --mix");
	episode_writer_tell(
	    o, n->n_idle_mix, "patterns of --mix match no task");
	episode_writer_tell(
	    o, n->n_idle_relabel, "patterns of --relabel match no task");
	episode_writer_tell(o, n->n_unlisted,
	    "tasks that --relabel fits have no one list of options: their "
	    "labels stay");
}

int
training_run(const struct training *t, struct reader *r, struct err *e)
{
	struct gate g = { .training = t };
	struct writing w = { .writer = t->writer,
		.min_bytes = t->min_bytes,
		.threads = t->example_reader->threads };
	int rc;

	pool_init(
	    &g.pool, t->episodes->seed, t->cap, t->example_reader->members->n);
	g.pool.candidates = t->candidates;
	rc = fill_pool(&g, r, e);
	if (rc == 0 && (w.eps = episodes_new(t->episodes, &g.pool, e)) == NULL)
		rc = -1;
	if (rc == 0 && t->lm_mix != NULL &&
	    (w.lm_mix = lm_mix_new(t->lm_mix, e)) == NULL)
		rc = -1;
	if (rc == 0)
		tell_tasks(t->writer, episodes_counted(w.eps));
	if (rc == 0 && (w.out = t->writer->open(t->writer->ctx, r, e)) == NULL)
		rc = -1;
	if (rc == 0)
		rc = write_batches(&w, e);
	if (w.lm_mix != NULL && guard_judge(t->guard, t->writer->say, e))
		rc = -1;
	lm_mix_free(w.lm_mix);
	episodes_free(w.eps);
	pool_release(&g.pool);
	return rc;
}
