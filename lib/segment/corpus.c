/* From a corpus to a stream of segments: see corpus.h. */
#include "segment/corpus.h"

#include <assert.h>
#include <stdlib.h>

#include "base/flow.h"
#include "base/mem.h"
#include "io/document.h"
#include "segment/segment.h"

enum {
	PART_BYTES = 1 << 17, /* of text that a thread takes at a time */
	PART_DOCUMENTS = 4096,
};

/* Where a document is in its part's bytes: its id, then its text. */
struct doc_bytes {
	size_t at, id_n, text_n;
};

/* Some consecutive documents, and the output made of them. */
struct part {
	struct buf bytes, out;
	struct doc_bytes *docs;
	size_t n, cap;
	bool is_first; /* of the stream */
	uint64_t sents, pars;
};

struct run {
	struct corpus *corpus;
	const struct reader *in;
	struct source *from;
	struct writer *to;
	struct part *parts;            /* one a slot */
	struct segmenter **segmenters; /* one a thread */
	uint64_t taken;                /* documents read so far */
	enum flow_took next;           /* what the last read returned, */
	struct err why;                /* and its reason if it failed */
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
segment_part(void *ctx, size_t slot, unsigned worker)
{
	struct run *r = ctx;
	struct part *p = &r->parts[slot];

	for (size_t i = 0; i < p->n; i++) {
		const struct doc_bytes *at = &p->docs[i];
		struct document d = {
			.id = { p->bytes.p + at->at, at->id_n },
			.text = { p->bytes.p + at->at + at->id_n, at->text_n },
		};

		segmenter_document(r->segmenters[worker], &d);
		if (r->corpus->lines) {
			if (!p->is_first || i > 0)
				buf_byte(&p->out, '\n');
			put_lines(&p->out, &d);
		} else {
			document_write(&p->out, &d);
			buf_byte(&p->out, '\n');
		}
		p->sents += d.n_sents;
		p->pars += d.n_pars;
	}
}

static void
add_document(struct part *p, struct str id, struct str text)
{
	p->docs = mem_grow(p->docs, &p->cap, p->n + 1, sizeof *p->docs);
	p->docs[p->n++] = (struct doc_bytes){ p->bytes.n, id.n, text.n };
	buf_str(&p->bytes, id);
	buf_str(&p->bytes, text);
}

static bool
has_room(const struct run *r, const struct part *p)
{
	uint64_t count = r->corpus->count;

	return p->bytes.n < PART_BYTES && p->n < PART_DOCUMENTS &&
	       (count == 0 || r->taken < count);
}

/* Fills the part as far as documents have come; returns the last read. */
static enum flow_took
read_part(struct run *r, struct part *p, struct err *e)
{
	enum flow_took took = FLOW_END;
	struct str id, text;

	while (has_room(r, p) &&
	       (took = source_next(r->from, p->n == 0 ? FLOW_WAIT_MS : 0, &id,
		    &text, e)) == FLOW_PART) {
		add_document(p, id, text);
		r->taken++;
	}
	return took;
}

static enum flow_took
take_part(void *ctx, size_t slot, struct err *e)
{
	struct run *r = ctx;
	struct part *p = &r->parts[slot];

	p->is_first = r->taken == 0;
	p->n = 0;
	p->sents = p->pars = 0;
	buf_reset(&p->bytes);
	buf_reset(&p->out);
	if (r->next != FLOW_FAILED)
		r->next = read_part(r, p, &r->why);
	reader_tick(r->in, r->corpus->progress, r->taken);
	if (p->n > 0)
		return FLOW_PART;
	if (r->next == FLOW_FAILED)
		*e = r->why;
	return r->next;
}

static int
give_part(void *ctx, size_t slot, struct err *e)
{
	struct run *r = ctx;
	const struct part *p = &r->parts[slot];
	struct corpus *c = r->corpus;

	if (writer_bytes(r->to, p->out.p, p->out.n, e))
		return -1;
	c->written += p->n;
	c->sents += p->sents;
	c->pars += p->pars;
	return c->lines ? writer_flush(r->to, e) : 0;
}

static int
make_segmenters(struct run *r, struct err *e)
{
	const struct corpus *c = r->corpus;

	for (unsigned i = 0; i < c->threads; i++) {
		r->segmenters[i] = segmenter_new(c->rules, c->par, e);
		if (r->segmenters[i] == NULL)
			return -1;
	}
	return 0;
}

int
corpus_write(struct corpus *c, const struct reader *in, struct source *from,
    struct writer *to, struct err *e)
{
	size_t slots = flow_slots(c->threads);
	struct run r = { c, in, from, to, .next = FLOW_NONE };
	struct flow f = { take_part, segment_part, give_part, &r };
	int rc;

	assert(c->threads >= 1);
	r.parts = mem_new(slots, sizeof *r.parts);
	r.segmenters = mem_new(c->threads, sizeof(struct segmenter *));
	rc = make_segmenters(&r, e);
	if (rc == 0)
		rc = flow_run(&f, c->threads, e);
	for (unsigned i = 0; i < c->threads; i++)
		segmenter_free(r.segmenters[i]);
	for (size_t i = 0; i < slots; i++) {
		buf_release(&r.parts[i].bytes);
		buf_release(&r.parts[i].out);
		free(r.parts[i].docs);
	}
	free(r.segmenters);
	free(r.parts);
	return rc;
}
