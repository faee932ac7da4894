/* Plain-text records: see plain.h. */
#include "text/plain.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/par.h"
#include "io/document.h"
#include "io/episode.h"
#include "io/example.h"
#include "io/file.h"
#include "io/json.h"
#include "io/lines.h"

enum { BATCH_LINES = 512, BATCH_BYTES = 1 << 22 };

enum made { MADE, EMPTY, BAD };

struct slot {
	struct buf text;
	enum made made;
	uint64_t hit;
	struct err e;
};

struct batch {
	const struct plain *plain;
	enum kind kind;
	struct lines lines;
	struct slot slots[BATCH_LINES];
	struct arena *arenas;
};

static struct str
join(struct pieces list, struct arena *a)
{
	size_t n = 0, at = 0;
	char *p;

	for (size_t i = 0; i < list.n; i++)
		n += list.v[i].text.n;
	p = arena_alloc(a, n, 1);
	for (size_t i = 0; i < list.n; i++) {
		struct str s = list.v[i].text;

		if (s.n > 0)
			memcpy(p + at, s.p, s.n);
		at += s.n;
	}
	return (struct str){ p, n };
}

static int
from_example(const struct batch *b, const struct line *at, struct arena *a,
    struct episode *ep, struct piece *piece, struct err *e)
{
	const struct plain *p = b->plain;
	struct layout_how how = { .channel = p->channel };
	struct layout_values v;
	struct str *members;
	struct example x;
	struct json *j;
	int rc = 0;

	if (example_parse(at->text, a, &x, e))
		return -1;
	members = arena_alloc(a, p->members->n, sizeof *members);
	v = (struct layout_values){ x.input,
		layout_label(p->layout, x.outputs[0]), x.instruction, members };
	j = p->members->n > 0 ? json_parse(at->text, e) : NULL;
	for (size_t i = 0; rc == 0 && i < p->members->n; i++) {
		struct str name = p->members->names[i];

		rc = text_parse(
		    j, arena_copy(a, name.p, name.n), 1, a, &members[i], e);
	}
	json_free(j);
	ep->id = x.id;
	ep->task = x.task;
	piece->text = join(layout_example(p->layout, &v, how, a), a);
	return rc;
}

static int
from_document(const struct line *at, struct arena *a, struct episode *ep,
    struct piece *piece, struct err *e)
{
	struct document d;

	if (document_parse(at->text, a, &d, e))
		return -1;
	ep->id = d.id;
	piece->text = d.text;
	return 0;
}

static void
name_record(struct episode *ep, const struct line *at, struct arena *a)
{
	struct buf name = { 0 };

	if (ep->id.n > 0)
		return;
	buf_printf(&name, "%s#%" PRIu64, file_basename(at->stream), at->number);
	ep->id = (struct str){ arena_copy(a, name.p, name.n), name.n };
	buf_release(&name);
}

static void
make_slot(void *ctx, size_t i, unsigned worker)
{
	struct batch *b = ctx;
	struct slot *s = &b->slots[i];
	const struct line *at = &b->lines.v[i];
	struct arena *a = &b->arenas[worker];
	struct piece piece = { .role = ROLE_OUTPUT, .loss = true };
	struct pieces one = { &piece, 1 };
	struct episode_record r = { .type = EPISODE_TRAIN,
		.train = { .lm = true, .examples = &one, .n_examples = 1 } };
	int rc;

	buf_reset(&s->text);
	rc = b->kind == KIND_SEGMENTS
		 ? from_document(at, a, &r.train, &piece, &s->e)
		 : from_example(b, at, a, &r.train, &piece, &s->e);
	s->hit = 0;
	if (rc == 0 && b->plain->guard != NULL) {
		s->hit = guard_task(b->plain->guard, r.train.task);
		if (s->hit == 0)
			s->hit = guard_text(b->plain->guard, piece.text);
	}
	s->made = rc ? BAD : str_trim(piece.text).n == 0 ? EMPTY : MADE;
	if (s->made == MADE) {
		name_record(&r.train, at, a);
		if (b->plain->show)
			episode_show(&s->text, &r);
		else
			episode_write(&s->text, &r.train);
	}
	arena_reset(a);
}

static int
put(struct plain *p, struct slot *s, const struct line *at, struct err *e)
{
	p->n_read++;
	if (s->made == BAD) {
		line_err(at, &s->e);
		if (!p->skip_bad) {
			*e = s->e;
			return -1;
		}
		if (p->n_bad++ == 0)
			p->first_bad = s->e;
		return 0;
	}
	if (s->hit != 0) {
		p->n_hits++;
		guard_note(p->guard, s->hit, STR("text"), at);
		return 0;
	}
	if (s->made == EMPTY) {
		p->n_empty++;
		return 0;
	}
	p->n_written++;
	if (p->show)
		return writer_bytes(p->out, s->text.p, s->text.n, e);
	return writer_line(p->out, buf_view(&s->text), e);
}

/* Records that no introduction tells of: an example has an input. */
static void
look(struct batch *b)
{
	struct err e;
	struct json *j = json_parse(b->lines.v[0].text, &e);

	if (json_get(j, "input") != NULL)
		b->kind = KIND_EXAMPLES;
	json_free(j);
}

static int
write_all(struct plain *p, struct batch *b, struct reader *r, struct err *e)
{
	int rc;

	while (
	    (rc = lines_next(&b->lines, r, BATCH_LINES, BATCH_BYTES, e)) > 0) {
		if (p->n_read == 0 && reader_intro(r) == NULL)
			look(b);
		par_for(p->threads, b->lines.n, make_slot, b);
		for (size_t i = 0; i < b->lines.n; i++) {
			if (put(p, &b->slots[i], &b->lines.v[i], e))
				return -1;
			if (p->n_written == p->count && p->count > 0)
				return 0;
		}
		if (p->n_hits > 0 && !p->guard_drop)
			return err_set(e, "what is guarded stands in it; "
					  "leave such records out with "
					  "--guard-drop");
		if (p->progress != NULL)
			progress_tick(p->progress, p->n_written, reader_done(r),
			    reader_total(r));
	}
	return rc;
}

int
plain_write(struct plain *p, struct reader *r, struct err *e)
{
	struct batch *b = mem_new(1, sizeof *b);
	int rc;

	b->plain = p;
	b->kind = reader_kind(r);
	b->arenas = mem_new(p->threads, sizeof *b->arenas);
	rc = write_all(p, b, r, e);
	for (size_t i = 0; i < BATCH_LINES; i++)
		buf_release(&b->slots[i].text);
	for (unsigned i = 0; i < p->threads; i++)
		arena_release(&b->arenas[i]);
	lines_release(&b->lines);
	free(b->arenas);
	free(b);
	return rc;
}
