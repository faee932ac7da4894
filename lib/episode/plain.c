/* Plain text: see plain.h. */
#include "episode/plain.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/par.h"
#include "base/rng.h"
#include "io/episode.h"
#include "io/file.h"
#include "io/json.h"
#include "io/lines.h"
#include "episode/wording.h"

enum { BATCH_LINES = 512, BATCH_BYTES = 1 << 22 };

static char *
copy_pieces(char *to, struct pieces list)
{
	for (size_t i = 0; i < list.n; i++) {
		struct str s = list.v[i].text;

		if (s.n > 0)
			memcpy(to, s.p, s.n);
		to += s.n;
	}
	return to;
}

/* What is drawn for an example is a function of the place of its record. */
static struct rng
rng_of(const struct plain_options *o, const struct line *at)
{
	return rng_at(
	    o->seed, "plain", str_of(file_basename(at->stream)), at->number);
}

static int
from_example(const struct plain_options *o, const struct record_line *record,
    struct arena *a, struct plain_text *out, struct err *e)
{
	struct rng rng = rng_of(o, &record->line);
	const struct layout *l =
	    o->style->layouts[rng_below(&rng, o->style->n_layouts)];
	enum method method = episode_style_draw_method(o->style, &rng);
	struct example_reader_item item;
	const struct example *x = &item.example;
	const struct wording w = { .layout = l };
	struct layout_values v;
	struct texts options;
	struct pieces prefix, example;
	char *text;

	if (example_reader_parse(o->example_reader, record, a, &item, e))
		return -1;
	options = (struct texts){ x->options, x->n_options };
	if (!wording_fits(l, x->outputs[0], options))
		return wording_err(l, x->outputs[0], e);
	v = (struct layout_values){ .input = x->input,
		.output = wording_answer(&w, x->outputs[0], options, a),
		.instruction = x->instruction,
		.options = wording_options(&w, options, a),
		.members = item.members };
	prefix = layout_prefix(l, &v, false, a);
	example = layout_example(
	    l, &v, episode_style_layout(o->style, method, false, false), a);
	out->text.n = pieces_size(prefix) + pieces_size(example);
	out->text.p = text = arena_alloc(a, out->text.n, 1);
	copy_pieces(copy_pieces(text, prefix), example);
	out->id = x->id;
	out->task = x->task;
	return 0;
}

static int
from_document(const struct line *at, struct arena *a, struct plain_text *out,
    struct err *e)
{
	struct document d;

	if (document_parse(at->text, a, &d, e))
		return -1;
	out->id = d.id;
	out->text = d.text;
	out->sents = d.sents;
	out->n_sents = d.n_sents;
	return 0;
}

static void
name_record(struct plain_text *t, const struct line *at, struct arena *a)
{
	struct buf name = { 0 };

	if (t->id.n > 0)
		return;
	buf_printf(&name, "%s#%" PRIu64, file_basename(at->stream), at->number);
	t->id = (struct str){ arena_copy(a, name.p, name.n), name.n };
	buf_release(&name);
}

int
plain_parse(const struct plain_options *o, enum kind kind,
    const struct record_line *record, struct arena *a, struct plain_text *out,
    struct err *e)
{
	const struct line *at = &record->line;

	*out = (struct plain_text){ .task = STR("") };
	if (kind == KIND_SEGMENTS ? from_document(at, a, out, e)
				  : from_example(o, record, a, out, e))
		return -1;
	if (str_trim(out->text).n == 0)
		out->text = STR("");
	name_record(out, at, a);
	if (o->guard->guard == NULL)
		return 0;
	out->hit = guard_task(o->guard->guard, out->task);
	if (out->hit == 0)
		out->hit = guard_text(o->guard->guard, out->text);
	return 0;
}

/* Without a header: an example has an input, a segments record has not. */
enum kind
plain_kind(const struct reader *r, const struct record_line *record)
{
	enum kind kind = reader_kind(r);
	struct json *j;
	struct err e;

	if (record->table != NULL)
		return KIND_EXAMPLES;
	if (reader_intro(r) != NULL)
		return kind;
	j = json_parse(record->line.text, &e);
	if (json_get(j, "input") != NULL)
		kind = KIND_EXAMPLES;
	json_free(j);
	return kind;
}

void
plain_put(struct buf *out, const struct plain_text *t, bool show)
{
	struct piece piece = { t->text, ROLE_OUTPUT, true };
	struct pieces one = { &piece, 1 };
	struct episode_record r = { .type = EPISODE_TRAIN,
		.train = { .id = t->id,
		    .task = t->task,
		    .lm = true,
		    .examples = &one,
		    .n_examples = 1 } };

	if (show)
		episode_show(out, &r);
	else
		episode_write(out, &r.train);
}

enum made { MADE, EMPTY, BAD };

struct slot {
	struct buf text, task;
	enum made made;
	uint64_t hit;
	struct err e;
};

struct batch {
	const struct plain_options *options;
	const struct episode_writer *writer;
	struct writer *out;
	enum kind kind;
	struct record_lines records;
	struct slot slots[BATCH_LINES];
	struct arena *arenas; /* one a worker */
	/* of all batches */
	uint64_t n_read, n_written, n_empty, n_bad, n_hits;
	struct err first_bad;
};

static void
make_slot(void *ctx, size_t i, unsigned worker)
{
	struct batch *b = ctx;
	struct slot *s = &b->slots[i];
	struct arena *a = &b->arenas[worker];
	struct plain_text t;

	buf_reset(&s->text);
	buf_reset(&s->task);
	s->hit = 0;
	s->made = BAD;
	if (plain_parse(b->options, b->kind, &b->records.v[i], a, &t, &s->e) ==
	    0) {
		s->made = t.text.n == 0 ? EMPTY : MADE;
		s->hit = t.hit;
		buf_str(&s->task, t.task);
		plain_put(&s->text, &t, b->writer->show);
	}
	arena_reset(a);
}

static int
put(struct batch *b, struct slot *s, const struct line *at, struct err *e)
{
	const struct plain_options *o = b->options;

	b->n_read++;
	if (s->made == BAD) {
		line_err(at, &s->e);
		if (!o->example_reader->skip_bad) {
			*e = s->e;
			return -1;
		}
		if (b->n_bad++ == 0)
			b->first_bad = s->e;
		return 0;
	}
	if (s->hit != 0) {
		b->n_hits++;
		guard_note(o->guard->guard, s->hit, buf_view(&s->task), at);
		return 0;
	}
	if (s->made == EMPTY) {
		b->n_empty++;
		return 0;
	}
	b->n_written++;
	if (b->n_hits > 0 && !o->guard->drop)
		return 0;
	return episode_writer_put(b->writer, b->out, buf_view(&s->text), e);
}

static int
put_batch(struct batch *b, struct err *e)
{
	const struct episode_writer *o = b->writer;

	for (size_t i = 0; i < b->records.n; i++) {
		if (put(b, &b->slots[i], &b->records.v[i].line, e))
			return -1;
		if (b->n_written == o->count && o->count > 0)
			return 0;
	}
	return 1;
}

static int
write_all(struct batch *b, struct reader *r, struct err *e)
{
	int rc;

	while ((rc = record_lines_next(
		    &b->records, r, BATCH_LINES, BATCH_BYTES, e)) > 0) {
		if (b->n_read == 0)
			b->kind = plain_kind(r, &b->records.v[0]);
		par_for(b->options->example_reader->threads, b->records.n,
		    make_slot, b);
		rc = put_batch(b, e);
		if (rc <= 0)
			return rc;
		reader_tick(r, b->writer->progress, b->n_written);
	}
	return rc;
}

static void
tell_counts(const struct batch *b)
{
	const struct episode_writer *o = b->writer;
	struct buf text = { 0 };

	episode_writer_bad(o, b->n_bad, &b->first_bad);
	buf_printf(&text,
	    "%" PRIu64 " records read: %" PRIu64 " written, %" PRIu64
	    " without text, %" PRIu64 " guarded, %" PRIu64 " bad",
	    b->n_read, b->n_written, b->n_empty, b->n_hits, b->n_bad);
	episode_writer_counts(o, buf_view(&text));
	buf_release(&text);
}

int
plain_run(const struct plain_options *o, const struct episode_writer *w,
    struct reader *r, struct err *e)
{
	const unsigned threads = o->example_reader->threads;
	struct batch *b = mem_new(1, sizeof *b);
	int rc;

	assert(threads > 0);
	b->options = o;
	b->records.options = o->example_reader->tables;
	b->writer = w;
	b->arenas = mem_new(threads, sizeof *b->arenas);
	b->out = w->open(w->ctx, r, e);
	rc = b->out == NULL ? -1 : write_all(b, r, e);
	if (rc == 0)
		rc = guard_judge(o->guard, w->say, e);
	if (rc == 0)
		tell_counts(b);
	for (size_t i = 0; i < BATCH_LINES; i++) {
		buf_release(&b->slots[i].text);
		buf_release(&b->slots[i].task);
	}
	for (unsigned i = 0; i < threads; i++)
		arena_release(&b->arenas[i]);
	record_lines_release(&b->records);
	free(b->arenas);
	free(b);
	return rc;
}
