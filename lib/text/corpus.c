/* A corpus to a stream of segments: see corpus.h. */
#include "text/corpus.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/par.h"
#include "io/document.h"
#include "text/segment.h"

enum {
	JOB_BYTES = 1 << 17, /* of a thread's share of the work */
	JOBS_A_THREAD = 8,
};

/* Some documents of a batch, one after another, and what they become. */
struct job {
	size_t first, n; /* of the batch's documents */
	struct buf out;
	uint64_t sents, pars;
};

/* Where a document's bytes are in the batch's: id, then text. */
struct place {
	size_t at, id_n, text_n;
};

struct batch {
	const struct corpus *corpus;
	struct buf bytes;
	struct place *docs;
	size_t n, cap;
	struct job *jobs;
	size_t n_jobs, jobs_cap;
	struct segmenter **segmenters; /* one a thread */
	bool any;                      /* not the first batch */
};

static void
put_lines(struct buf *out, const struct document *d)
{
	for (size_t i = 0; i < d->n_sents; i++) {
		const struct span *s = &d->sents[i];
		size_t from = out->n;

		buf_str(out, str_slice(d->text, s->begin, s->end));
		for (size_t k = from; k < out->n; k++)
			if (out->p[k] == '\n' || out->p[k] == '\r')
				out->p[k] = ' ';
		buf_byte(out, '\n');
	}
}

static void
do_job(void *ctx, size_t i, unsigned worker)
{
	struct batch *b = ctx;
	struct job *j = &b->jobs[i];

	for (size_t k = j->first; k < j->first + j->n; k++) {
		const struct place *p = &b->docs[k];
		struct document d = {
			.id = { b->bytes.p + p->at, p->id_n },
			.text = { b->bytes.p + p->at + p->id_n, p->text_n },
		};

		segmenter_document(b->segmenters[worker], &d);
		if (b->corpus->lines) {
			if (b->any || k > 0)
				buf_byte(&j->out, '\n');
			put_lines(&j->out, &d);
		} else {
			document_write(&j->out, &d);
			buf_byte(&j->out, '\n');
		}
		j->sents += d.n_sents;
		j->pars += d.n_pars;
	}
}

/* The job that the next document belongs to. */
static struct job *
current_job(struct batch *b)
{
	struct job *j;

	if (b->n_jobs > 0 && b->bytes.n < b->n_jobs * JOB_BYTES)
		return &b->jobs[b->n_jobs - 1];
	if (b->n_jobs == b->jobs_cap) {
		size_t from = b->jobs_cap;

		b->jobs = mem_grow(
		    b->jobs, &b->jobs_cap, b->n_jobs + 1, sizeof *b->jobs);
		for (; from < b->jobs_cap; from++)
			b->jobs[from] = (struct job){ 0 };
	}
	j = &b->jobs[b->n_jobs++];
	j->first = b->n;
	j->n = 0;
	j->sents = j->pars = 0;
	buf_reset(&j->out);
	return j;
}

static void
add_document(struct batch *b, struct str id, struct str text)
{
	struct job *j = current_job(b);

	b->docs = mem_grow(b->docs, &b->cap, b->n + 1, sizeof *b->docs);
	b->docs[b->n++] = (struct place){ b->bytes.n, id.n, text.n };
	buf_str(&b->bytes, id);
	buf_str(&b->bytes, text);
	j->n++;
}

/* Reads documents until there is work for all threads; 0 at the end. */
static int
fill(struct batch *b, struct source *from, struct err *e)
{
	const struct corpus *c = b->corpus;
	size_t wanted = (size_t)c->threads * JOBS_A_THREAD * JOB_BYTES;
	struct str id, text;
	int rc = 1;

	b->any |= b->n > 0;
	b->n = b->n_jobs = 0;
	buf_reset(&b->bytes);
	while ((b->bytes.n < wanted || b->n < c->threads) &&
	       (c->count == 0 || c->written + b->n < c->count) &&
	       (rc = source_next(from, &id, &text, e)) > 0)
		add_document(b, id, text);
	return rc < 0 ? -1 : b->n > 0;
}

static int
drain(struct corpus *c, struct batch *b, struct writer *to, struct err *e)
{
	for (size_t i = 0; i < b->n_jobs; i++) {
		const struct job *j = &b->jobs[i];

		if (writer_bytes(to, j->out.p, j->out.n, e))
			return -1;
		c->written += j->n;
		c->sents += j->sents;
		c->pars += j->pars;
	}
	return c->lines ? writer_flush(to, e) : 0;
}

static int
batch_init(struct batch *b, struct err *e)
{
	const struct corpus *c = b->corpus;

	b->segmenters = mem_new(c->threads, sizeof(struct segmenter *));
	for (unsigned i = 0; i < c->threads; i++) {
		b->segmenters[i] = segmenter_new(c->rules, c->par, e);
		if (b->segmenters[i] == NULL)
			return -1;
	}
	return 0;
}

static void
batch_release(struct batch *b)
{
	for (unsigned i = 0; i < b->corpus->threads; i++)
		segmenter_free(b->segmenters[i]);
	for (size_t i = 0; i < b->jobs_cap; i++)
		buf_release(&b->jobs[i].out);
	free(b->segmenters);
	free(b->jobs);
	free(b->docs);
	buf_release(&b->bytes);
}

int
corpus_write(struct corpus *c, const struct reader *in, struct source *from,
    struct writer *to, struct err *e)
{
	struct batch b = { .corpus = c };
	int rc = batch_init(&b, e);

	while (rc == 0 && (rc = fill(&b, from, e)) > 0) {
		par_for(c->threads, b.n_jobs, do_job, &b);
		rc = drain(c, &b, to, e);
		progress_tick(
		    c->progress, c->written, reader_done(in), reader_total(in));
	}
	batch_release(&b);
	return rc;
}
