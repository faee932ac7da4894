/* From a stream of segments to one of examples: see mktask.h. */
#include "mktask/mktask.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/flow.h"
#include "base/mem.h"
#include "mktask/blocks.h"

enum { PART_SENTS = 512 }; /* about as many sentences are a thread's share */

/*
 * Some consecutive items of the block, and their examples.  An item is a
 * document and a task; items are in the order of the output.
 */
struct part {
	size_t first, n;
	struct buf out;
	struct task_counts counts[TASKS_MAX];
};

struct maker {
	struct mktask *m;
	struct window window;
	size_t first;               /* index of the block's first document */
	size_t next;                /* the next item to be taken */
	struct part *parts;         /* [flow_slots] */
	struct arena (*scratch)[2]; /* a pair a thread, for tasks_make */
	struct writer *to;
};

static size_t
doc_of(const struct maker *k, size_t item)
{
	return k->first + item / k->m->o->n_tasks;
}

static enum flow_took
take_part(void *ctx, size_t slot, struct err *e)
{
	struct maker *k = ctx;
	struct part *p = &k->parts[slot];

	(void)e;
	*p = (struct part){ .first = k->next, .out = p->out };
	buf_reset(&p->out);
	for (size_t sents = 0; sents < PART_SENTS; k->next++) {
		size_t doc = doc_of(k, k->next);

		if (doc == k->window.n)
			break;
		sents += k->window.v[doc].n + 1;
		p->n++;
	}
	return p->n > 0 ? FLOW_PART : FLOW_END;
}

static void
make_part(void *ctx, size_t slot, unsigned worker)
{
	struct maker *k = ctx;
	struct part *p = &k->parts[slot];

	for (size_t i = p->first; i < p->first + p->n; i++) {
		size_t t = i % k->m->o->n_tasks;

		tasks_make(k->m->o, t, &k->window, doc_of(k, i),
		    k->scratch[worker], &p->out, &p->counts[t]);
	}
}

/* Counts a document when all of its tasks are done. */
static void
count_document(struct mktask *m, const struct passage *p)
{
	m->documents++;
	m->sents += p->n_read;
	m->usable += p->n;
	for (unsigned i = 0; i < N_UNUSABLE; i++)
		m->unusable[i] += p->unusable[i];
	for (size_t i = 0; i < p->n; i++)
		m->used +=
		    atomic_load_explicit(&p->used[i], memory_order_relaxed);
}

static bool
is_enough(const struct mktask *m)
{
	return m->count > 0 && m->written == m->count;
}

/* Writes as many of the lines as are still wanted; 1 when that was the last. */
static int
put_lines(struct mktask *m, struct str lines, struct writer *to, struct err *e)
{
	while (lines.n > 0) {
		const char *nl = memchr(lines.p, '\n', lines.n);
		size_t n = (size_t)(nl - lines.p) + 1;

		if (writer_bytes(to, lines.p, n, e))
			return -1;
		m->written++;
		if (is_enough(m))
			return 1;
		lines = str_slice(lines, n, lines.n);
	}
	return 0;
}

static int
give_part(void *ctx, size_t slot, struct err *e)
{
	struct maker *k = ctx;
	const struct part *p = &k->parts[slot];
	const size_t n_tasks = k->m->o->n_tasks;

	for (size_t t = 0; t < n_tasks; t++)
		task_counts_add(&k->m->tasks[t], &p->counts[t]);
	for (size_t i = p->first; i < p->first + p->n; i++)
		if (i % n_tasks == n_tasks - 1)
			count_document(k->m, &k->window.v[doc_of(k, i)]);
	return put_lines(k->m, buf_view(&p->out), k->to, e);
}

/* Threads for the block: starting more than it has parts costs time. */
static unsigned
threads_of(const struct maker *k)
{
	size_t sents = 0, parts;

	for (size_t i = k->first; i < k->window.n; i++)
		sents += k->window.v[i].n;
	parts = sents * k->m->o->n_tasks / PART_SENTS + 1;
	return parts < k->m->threads ? (unsigned)parts : k->m->threads;
}

/* Makes and writes the examples of the block. */
static int
make_block(struct maker *k, const struct blocks *b, struct err *e)
{
	struct mktask *m = k->m;
	const struct flow flow = { take_part, make_part, give_part, k };

	k->window.n = blocks_window(b, k->window.v, &k->first);
	k->next = 0;
	if (k->first == k->window.n)
		return 0;
	m->lone_windows += tasks_borrow(m->o) && k->window.n == 1;
	if (tasks_have(m->o, TASK_LPP_CLASS))
		phrase_index_build(&k->window.phrases, &m->o->phrase,
		    k->window.v, k->window.n);
	return flow_run(&flow, threads_of(k), e);
}

static void
maker_release(struct maker *k)
{
	for (size_t i = 0; i < k->m->threads; i++) {
		arena_release(&k->scratch[i][0]);
		arena_release(&k->scratch[i][1]);
	}
	for (size_t i = 0; i < flow_slots(k->m->threads); i++)
		buf_release(&k->parts[i].out);
	phrase_index_release(&k->window.phrases);
	free(k->window.v);
	free(k->parts);
	free(k->scratch);
}

int
mktask_write(
    struct mktask *m, struct reader *in, struct writer *to, struct err *e)
{
	struct maker k = {
		.m = m,
		.window.v = mem_new(m->window, sizeof *k.window.v),
		.parts = mem_new(flow_slots(m->threads), sizeof *k.parts),
		.scratch = mem_new(m->threads, sizeof *k.scratch),
		.to = to,
	};
	struct blocks *b = blocks_new(m->window, m->threads);
	int more, rc = 0;

	do {
		more = blocks_next(b, in, m->skip_bad, e);
		if (more >= 0)
			rc = make_block(&k, b, e);
		reader_tick(in, m->progress, m->written);
	} while (rc == 0 && more > 0 && !is_enough(m));
	m->read = blocks_read(b);
	m->bad = blocks_bad(b);
	blocks_free(b);
	maker_release(&k);
	return more < 0 || rc < 0 ? -1 : 0;
}
