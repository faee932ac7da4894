/* Examples from a stream of segments: see making.h. */
#include "text/making.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/par.h"
#include "text/blocks.h"

enum { BATCH = 8 }; /* documents a thread makes examples of before writing */

/* What was made of a document. */
struct result {
	struct buf out;
	struct task_counts counts[TASKS_MAX];
};

struct maker {
	struct making *m;
	struct window window;
	size_t first;            /* place in it of the batch's first document */
	struct result *results;  /* [threads * BATCH] */
	struct arena (*made)[2]; /* a pair a thread, for tasks_make */
};

static void
make_result(void *ctx, size_t i, unsigned worker)
{
	struct maker *k = ctx;
	struct result *r = &k->results[i];

	memset(r->counts, 0, sizeof r->counts);
	buf_reset(&r->out);
	tasks_make(k->m->o, &k->window, k->first + i, k->made[worker], &r->out,
	    r->counts);
}

static void
add_counts(struct making *m, const struct passage *p, const struct result *r)
{
	m->documents++;
	m->sents += p->n_read;
	m->usable += p->n;
	for (unsigned i = 0; i < N_UNUSABLE; i++)
		m->unusable[i] += p->unusable[i];
	for (size_t i = 0; i < p->n; i++)
		m->used += p->used[i];
	for (size_t t = 0; t < m->o->n_tasks; t++)
		task_counts_add(&m->tasks[t], &r->counts[t]);
}

/* As many of the lines as are still wanted; 1 when no more are. */
static int
put_lines(struct making *m, struct str lines, struct writer *to, struct err *e)
{
	while (lines.n > 0) {
		const char *nl = memchr(lines.p, '\n', lines.n);
		size_t n = (size_t)(nl - lines.p) + 1;

		if (writer_bytes(to, lines.p, n, e))
			return -1;
		if (++m->written == m->count)
			return 1;
		lines = str_slice(lines, n, lines.n);
	}
	return 0;
}

/* Makes and writes the examples of the block; 1 when no more are wanted. */
static int
make_block(
    struct maker *k, const struct blocks *b, struct writer *to, struct err *e)
{
	struct making *m = k->m;
	size_t batch = m->threads * BATCH, n;
	int rc = 0;

	k->window.n = blocks_window(b, k->window.v, &k->first);
	m->alone += tasks_lend(m->o) && k->window.n == 1;
	if (tasks_have(m->o, TASK_LPP_CLASS))
		phrase_index_build(&k->window.phrases, &m->o->phrase,
		    k->window.v, k->window.n);
	for (; k->first < k->window.n && rc == 0; k->first += n) {
		n = k->window.n - k->first;
		if (n > batch)
			n = batch;
		par_for(m->threads, n, make_result, k);
		for (size_t i = 0; i < n && rc == 0; i++) {
			const struct result *r = &k->results[i];

			add_counts(m, &k->window.v[k->first + i], r);
			rc = put_lines(m, buf_view(&r->out), to, e);
		}
	}
	return rc;
}

static void
maker_release(struct maker *k)
{
	for (size_t i = 0; i < k->m->threads; i++) {
		arena_release(&k->made[i][0]);
		arena_release(&k->made[i][1]);
	}
	for (size_t i = 0; i < (size_t)k->m->threads * BATCH; i++)
		buf_release(&k->results[i].out);
	phrase_index_release(&k->window.phrases);
	free(k->window.v);
	free(k->results);
	free(k->made);
}

int
making_write(
    struct making *m, struct reader *in, struct writer *to, struct err *e)
{
	struct maker k = {
		.m = m,
		.window.v = mem_new(m->window, sizeof *k.window.v),
		.results = mem_new(m->threads * BATCH, sizeof *k.results),
		.made = mem_new(m->threads, sizeof *k.made),
	};
	struct blocks *b = blocks_new(m->window, m->threads);
	int more, rc = 0;

	do {
		more = blocks_next(b, in, m->skip_bad, e);
		if (more >= 0)
			rc = make_block(&k, b, to, e);
		progress_tick(
		    m->progress, m->written, reader_done(in), reader_total(in));
	} while (rc == 0 && more > 0);
	m->read = blocks_read(b);
	m->bad = blocks_bad(b);
	blocks_free(b);
	maker_release(&k);
	return more < 0 || rc < 0 ? -1 : 0;
}
