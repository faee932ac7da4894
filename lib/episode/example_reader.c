/* Examples of a stream: see example_reader.h. */
#include "episode/example_reader.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/par.h"
#include "io/file.h"
#include "io/json.h"

enum { BATCH_LINES = 2048, BATCH_BYTES = 1 << 22 };

struct slot {
	struct example_reader_item item;
	struct err e;
	bool bad;
};

struct batch {
	const struct example_reader *in;
	struct lines lines;
	struct slot *slots;   /* BATCH_LINES of them */
	struct arena *arenas; /* one a worker */
};

/* A record without a task is of the task that its file is named after. */
static int
name_task(const struct example_reader *in, const struct line *at,
    struct arena *a, struct example *x, struct err *e)
{
	static const char *const ends[] = { ".zst", ".jsonl", ".json" };
	struct str name = str_of(file_basename(at->stream));

	if (x->task.n > 0 || (in->nameless && at->stream[0] == '<'))
		return 0;
	if (at->stream[0] == '<')
		return err_set(e, "no member 'task'; add it, or name the "
				  "FILE after the task");
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (str_ends(name, str_of(ends[i])))
			name.n -= strlen(ends[i]);
	x->task = (struct str){ arena_copy(a, name.p, name.n), name.n };
	return 0;
}

static int
take_members(const struct layout_members *m, struct str record, struct arena *a,
    const struct str **members, struct err *e)
{
	struct str *v;
	struct json *j;
	int rc = 0;

	*members = NULL;
	if (m == NULL || m->n == 0)
		return 0;
	j = json_parse(record, e);
	if (j == NULL)
		return -1;
	v = arena_alloc(a, m->n, sizeof *v);
	for (size_t i = 0; rc == 0 && i < m->n; i++) {
		const char *name = arena_copy(a, m->names[i].p, m->names[i].n);

		rc = text_parse(j, name, 1, a, &v[i], e);
	}
	json_free(j);
	*members = v;
	return rc;
}

int
example_reader_parse(const struct example_reader *in, const struct line *at,
    struct arena *a, struct example_reader_item *item, struct err *e)
{
	struct example *x = &item->example;

	item->at = at;
	item->mark = 0;
	if (example_parse(at->text, a, x, e) || name_task(in, at, a, x, e) ||
	    take_members(in->members, at->text, a, &item->members, e))
		return -1;
	if (in->instructions != NULL)
		instructions_give(in->instructions, x);
	if (in->mark != NULL)
		item->mark = in->mark(in->marker, x);
	return 0;
}

static void
parse_slot(void *ctx, size_t i, unsigned worker)
{
	struct batch *b = ctx;
	struct slot *s = &b->slots[i];

	s->bad = example_reader_parse(
	    b->in, &b->lines.v[i], &b->arenas[worker], &s->item, &s->e);
}

static int
hand_on(struct example_reader *in, struct slot *s, example_reader_fn *each,
    void *ctx, struct err *e)
{
	in->n_read++;
	if (!s->bad && each(ctx, &s->item, &s->e) == 0)
		return 0;
	line_err(s->item.at, &s->e);
	if (!in->skip_bad) {
		*e = s->e;
		return -1;
	}
	if (in->n_bad++ == 0)
		in->first_bad = s->e;
	return 0;
}

static void
batch_release(struct batch *b)
{
	for (unsigned i = 0; i < b->in->threads; i++)
		arena_release(&b->arenas[i]);
	free(b->arenas);
	free(b->slots);
	lines_release(&b->lines);
}

int
example_reader_stream(struct example_reader *in, struct reader *r,
    example_reader_fn *each, void *ctx, struct err *e)
{
	struct batch b = { .in = in };
	int rc;

	assert(in->threads > 0 && each != NULL);
	b.slots = mem_new(BATCH_LINES, sizeof *b.slots);
	b.arenas = mem_new(in->threads, sizeof *b.arenas);
	while (
	    (rc = lines_next(&b.lines, r, BATCH_LINES, BATCH_BYTES, e)) > 0) {
		par_for(in->threads, b.lines.n, parse_slot, &b);
		for (size_t i = 0; rc > 0 && i < b.lines.n; i++)
			if (hand_on(in, &b.slots[i], each, ctx, e))
				rc = -1;
		if (rc < 0)
			break;
		for (unsigned i = 0; i < in->threads; i++)
			arena_reset(&b.arenas[i]);
		reader_tick(r, in->progress, in->n_read);
	}
	batch_release(&b);
	return rc;
}

int
example_reader_file(struct example_reader *in, const char *path,
    example_reader_fn *each, void *ctx, struct err *e)
{
	const char *const files[] = { path };
	struct reader *r = reader_new(files, 1);
	int rc = reader_begin(r, 1u << KIND_EXAMPLES, e);

	if (rc == 0)
		rc = example_reader_stream(in, r, each, ctx, e);
	reader_free(r);
	return rc;
}
