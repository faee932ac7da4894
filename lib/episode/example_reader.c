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
	struct record_lines records;
	struct slot *slots;   /* BATCH_LINES of them */
	struct arena *arenas; /* one a worker */
};

/* The task of a record that names none: --task, else its FILE's name. */
static int
name_task(const struct example_reader *in, const struct line *at,
    struct arena *a, struct example *x, struct err *e)
{
	static const char *const ends[] = { ".zst", ".jsonl", ".json", ".csv",
		".tsv" };
	struct str name = str_of(file_basename(at->stream));

	if (x->task.n > 0 || (in->nameless && at->stream[0] == '<'))
		return 0;
	if (in->tables != NULL && in->tables->task != NULL) {
		x->task = str_of(in->tables->task);
		return 0;
	}
	if (at->stream[0] == '<')
		return err_set(e, "no task; give --task NAME, a member or "
				  "column 'task', or a FILE named after it");
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
	struct json *j = json_parse(record, e);
	struct str *v;
	int rc = 0;

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

static int
take_cells(const struct layout_members *m, const struct csv_table *t,
    const struct str *cells, struct arena *a, const struct str **members,
    struct err *e)
{
	struct str *v = arena_alloc(a, m->n, sizeof *v);

	for (size_t i = 0; i < m->n; i++) {
		const struct str *cell = csv_cell(t, cells, m->names[i]);

		if (cell == NULL)
			return err_set(e, "no column '%.*s' for the layout",
			    STR_ARG(m->names[i]));
		v[i] = *cell;
	}
	*members = v;
	return 0;
}

static int
parse_record(const struct example_reader *in, const struct record_line *record,
    struct arena *a, struct example_reader_item *item, struct err *e)
{
	static const struct layout_members none;
	const struct layout_members *m =
	    in->members == NULL ? &none : in->members;
	struct str *cells;

	item->members = NULL;
	if (record->table != NULL)
		return csv_row(
			   record->table, record->line.text, a, &cells, e) ||
			       csv_example(record->table, cells, a,
				   &item->example, e) ||
			       take_cells(m, record->table, cells, a,
				   &item->members, e)
			   ? -1
			   : 0;
	if (example_parse(record->line.text, a, &item->example, e))
		return -1;
	return m->n == 0
		   ? 0
		   : take_members(m, record->line.text, a, &item->members, e);
}

int
example_reader_parse(const struct example_reader *in,
    const struct record_line *record, struct arena *a,
    struct example_reader_item *item, struct err *e)
{
	struct example *x = &item->example;

	item->at = &record->line;
	item->mark = 0;
	if (parse_record(in, record, a, item, e) ||
	    name_task(in, item->at, a, x, e))
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
	    b->in, &b->records.v[i], &b->arenas[worker], &s->item, &s->e);
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
	record_lines_release(&b->records);
}

int
example_reader_stream(struct example_reader *in, struct reader *r,
    example_reader_fn *each, void *ctx, struct err *e)
{
	struct batch b = { .in = in, .records.options = in->tables };
	int rc;

	assert(in->threads > 0 && each != NULL);
	b.slots = mem_new(BATCH_LINES, sizeof *b.slots);
	b.arenas = mem_new(in->threads, sizeof *b.arenas);
	while ((rc = record_lines_next(
		    &b.records, r, BATCH_LINES, BATCH_BYTES, e)) > 0) {
		par_for(in->threads, b.records.n, parse_slot, &b);
		for (size_t i = 0; rc > 0 && i < b.records.n; i++)
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
