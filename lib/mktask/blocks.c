/* Documents of a segments stream in blocks: see blocks.h. */
#include "mktask/blocks.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/par.h"
#include "io/document.h"
#include "io/lines.h"

enum {
	BATCH_LINES = 256,     /* records parsed in parallel */
	BATCH_BYTES = 1 << 22, /* for each thread, unless one record has more */
};

struct slot {
	struct arena arena; /* holds the passage */
	struct passage passage;
	struct err why;
	bool bad;
};

struct blocks {
	struct slot *v;   /* [size] a ring of the documents read last */
	size_t size, end; /* end: the slot of the next one */
	size_t n_kept;    /* documents in the ring */
	size_t n_new;     /* of these, in the block */
	unsigned threads;
	struct lines lines;
	struct slot *fresh;    /* [BATCH_LINES] what the lines are parsed to */
	struct arena *scratch; /* one a thread, of a document */
	uint64_t n_read, n_bad;
};

struct blocks *
blocks_new(size_t window, unsigned threads)
{
	struct blocks *b = mem_new(1, sizeof *b);

	assert(window >= 1 && window <= WINDOW_MAX && threads >= 1);
	b->size = window;
	b->threads = threads;
	b->v = mem_new(window, sizeof *b->v);
	b->fresh = mem_new(BATCH_LINES, sizeof *b->fresh);
	b->scratch = mem_new(threads, sizeof *b->scratch);
	return b;
}

static void
slots_free(struct slot *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		arena_release(&v[i].arena);
	free(v);
}

void
blocks_free(struct blocks *b)
{
	if (b == NULL)
		return;
	slots_free(b->v, b->size);
	slots_free(b->fresh, BATCH_LINES);
	for (unsigned i = 0; i < b->threads; i++)
		arena_release(&b->scratch[i]);
	free(b->scratch);
	lines_release(&b->lines);
	free(b);
}

static void
parse_slot(void *ctx, size_t i, unsigned worker)
{
	struct blocks *b = ctx;
	struct slot *s = &b->fresh[i];
	struct arena *a = &b->scratch[worker];
	struct document d;

	arena_reset(&s->arena);
	s->bad = document_parse(b->lines.v[i].text, a, &d, &s->why) != 0;
	if (!s->bad)
		passage_build(&s->passage, &d, &s->arena);
	arena_reset(a);
}

/* Puts a document in the ring, in place of the oldest. */
static void
keep(struct blocks *b, struct slot *s)
{
	struct slot old = b->v[b->end];

	b->v[b->end] = *s;
	*s = old;
	b->end = (b->end + 1) % b->size;
	b->n_kept += b->n_kept < b->size;
	b->n_new++;
}

/* Keeps the valid documents; the first other is an error unless skipped. */
static int
keep_good(struct blocks *b, bool skip, struct err *e)
{
	for (size_t i = 0; i < b->lines.n; i++) {
		struct slot *s = &b->fresh[i];

		if (s->bad && !skip) {
			*e = s->why;
			return line_err(&b->lines.v[i], e);
		}
		b->n_bad += s->bad;
		if (!s->bad)
			keep(b, s);
	}
	return 0;
}

int
blocks_next(struct blocks *b, struct reader *in, bool skip, struct err *e)
{
	for (b->n_new = 0; b->n_new < b->size;) {
		size_t lack = b->size - b->n_new;
		int rc = lines_next(&b->lines, in,
		    lack < BATCH_LINES ? lack : BATCH_LINES,
		    (size_t)b->threads * BATCH_BYTES, e);

		if (rc <= 0)
			return rc;
		b->n_read += b->lines.n;
		par_for(b->threads, b->lines.n, parse_slot, b);
		if (keep_good(b, skip, e))
			return -1;
	}
	return 1;
}

size_t
blocks_window(const struct blocks *b, struct passage *v, size_t *first)
{
	size_t oldest = (b->end + b->size - b->n_kept) % b->size;

	for (size_t i = 0; i < b->n_kept; i++)
		v[i] = b->v[(oldest + i) % b->size].passage;
	assert(b->n_new <= b->n_kept);
	*first = b->n_kept - b->n_new;
	return b->n_kept;
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
