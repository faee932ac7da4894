/* Documents of a segments stream in blocks: see blocks.h. */
#include "text/blocks.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/par.h"
#include "io/document.h"

struct slot {
	struct buf line; /* the record, until it is parsed */
	const char *file;
	uint64_t lineno;
	struct arena arena; /* of its passage */
	struct passage passage;
	struct err why;
	bool bad;
};

struct block {
	struct slot *v;
	size_t n;
};

struct blocks {
	struct block now, before;
	size_t size;
	unsigned threads;
	struct arena *scratch; /* one a thread, of a document */
	uint64_t n_read, n_bad;
};

struct blocks *
blocks_new(size_t window, unsigned threads)
{
	struct blocks *b = mem_new(1, sizeof *b);

	b->size = window;
	b->threads = threads;
	b->now.v = mem_new(window, sizeof *b->now.v);
	b->before.v = mem_new(window, sizeof *b->before.v);
	b->scratch = mem_new(threads, sizeof *b->scratch);
	return b;
}

static void
block_release(struct block *k, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		arena_release(&k->v[i].arena);
		buf_release(&k->v[i].line);
	}
	free(k->v);
}

void
blocks_free(struct blocks *b)
{
	if (b == NULL)
		return;
	block_release(&b->now, b->size);
	block_release(&b->before, b->size);
	for (unsigned i = 0; i < b->threads; i++)
		arena_release(&b->scratch[i]);
	free(b->scratch);
	free(b);
}

static void
parse_slot(void *ctx, size_t i, unsigned worker)
{
	struct blocks *b = ctx;
	struct slot *s = &b->now.v[i];
	struct arena *a = &b->scratch[worker];
	struct document d;

	s->bad = document_parse(buf_view(&s->line), a, &d, &s->why) != 0;
	buf_release(&s->line);
	if (!s->bad)
		passage_build(&s->passage, &d, &s->arena);
	arena_reset(a);
}

/* The documents that could not be read are an error, or left out. */
static int
drop_bad(struct blocks *b, bool skip, struct err *e)
{
	size_t good = 0;

	for (size_t i = 0; i < b->now.n; i++) {
		struct slot *s = &b->now.v[i], other;

		if (s->bad && !skip) {
			*e = s->why;
			return err_prefix(
			    e, "%s:%ju", s->file, (uintmax_t)s->lineno);
		}
		b->n_bad += s->bad;
		if (s->bad)
			continue;
		other = b->now.v[good];
		b->now.v[good++] = *s;
		*s = other;
	}
	b->now.n = good;
	return 0;
}

int
blocks_next(struct blocks *b, struct reader *in, bool skip, struct err *e)
{
	struct block old = b->before;
	struct str line;
	int rc = 1;

	b->before = b->now;
	b->now = old;
	for (b->now.n = 0;
	     b->now.n < b->size && (rc = reader_line(in, &line, e)) > 0;
	     b->now.n++) {
		struct slot *s = &b->now.v[b->now.n];

		arena_reset(&s->arena);
		buf_str(&s->line, line);
		s->file = reader_name(in);
		s->lineno = reader_lineno(in);
		b->n_read++;
	}
	if (rc < 0)
		return -1;
	par_for(b->threads, b->now.n, parse_slot, b);
	return drop_bad(b, skip, e) ? -1 : rc;
}

size_t
blocks_window(const struct blocks *b, struct passage *v, size_t *first)
{
	size_t lack = b->size - b->now.n, n = 0;
	size_t kept = b->before.n < lack ? b->before.n : lack;

	for (size_t i = b->before.n - kept; i < b->before.n; i++)
		v[n++] = b->before.v[i].passage;
	*first = n;
	for (size_t i = 0; i < b->now.n; i++)
		v[n++] = b->now.v[i].passage;
	return n;
}

uint64_t
blocks_read(const struct blocks *b)
{
	return b->n_read;
}

uint64_t
blocks_bad(const struct blocks *b)
{
	return b->n_bad;
}
