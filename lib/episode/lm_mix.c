/* Plain text between episodes: see lm_mix.h. */
#include "episode/lm_mix.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/mem.h"

struct lm_mix_counts {
	uint64_t n_records; /* made */
	/* read in the first round */
	uint64_t n_read, n_empty, n_bad, n_hits;
	uint64_t n_rounds; /* begun after the first */
	struct err first_bad;
};

struct lm_mix {
	const struct lm_mix_options *options;
	struct reader *reader;
	const char *files[1];
	enum kind kind;
	struct record_lines records; /* one at a time */
	struct arena arena;          /* of the record that is being cut */
	struct plain_text record;
	size_t next; /* sentence that the next cut begins with */
	bool begun;  /* a record is there */
	bool found;  /* text in this round */
	struct lm_mix_counts counts;
};

static int
open_file(struct lm_mix *b, struct err *e)
{
	reader_free(b->reader);
	b->reader = reader_new(b->files, 1);
	b->kind = N_KINDS;
	record_lines_release(&b->records);
	b->found = false;
	return reader_begin(
	    b->reader, 1u << KIND_SEGMENTS | 1u << KIND_EXAMPLES, e);
}

static int
check_file(const char *path, struct err *e)
{
	struct stat s;

	if (stat(path, &s) != 0)
		return err_errno(e, "%s", path);
	if (S_ISREG(s.st_mode))
		return 0;
	return err_set(e,
	    "%s: --lm-text is read again when it ends, and this "
	    "is no regular file; write it to one",
	    path);
}

struct lm_mix *
lm_mix_new(const struct lm_mix_options *options, struct err *e)
{
	struct lm_mix *b = mem_new(1, sizeof *b);

	assert(options->share >= 0 && options->share < 1);
	b->options = options;
	b->files[0] = options->path;
	b->records.options = options->plain->example_reader->tables;
	if (check_file(options->path, e) == 0 && open_file(b, e) == 0)
		return b;
	lm_mix_free(b);
	return NULL;
}

void
lm_mix_free(struct lm_mix *b)
{
	if (b == NULL)
		return;
	reader_free(b->reader);
	record_lines_release(&b->records);
	arena_release(&b->arena);
	free(b);
}

bool
lm_mix_is_plain(const struct lm_mix *b, uint64_t i)
{
	double share = b->options->share;

	return floor((double)(i + 1) * share) > floor((double)i * share);
}

/* 1 when the line has text to be written, 0 when it has none or is left out. */
static int
take_record(struct lm_mix *b, const struct record_line *record, struct err *e)
{
	const struct line *at = &record->line;
	const struct plain_options *o = b->options->plain;
	struct lm_mix_counts *n = &b->counts;
	uint64_t once = n->n_rounds == 0;
	int rc;

	arena_reset(&b->arena);
	b->next = 0;
	n->n_read += once;
	if (b->kind == N_KINDS)
		b->kind = plain_kind(b->reader, record);
	rc = plain_parse(o, b->kind, record, &b->arena, &b->record, e);
	if (rc) {
		line_err(at, e);
		if (!o->example_reader->skip_bad)
			return -1;
		if (n->n_bad == 0)
			n->first_bad = *e;
		n->n_bad += once;
		return 0;
	}
	if (b->record.hit != 0) {
		n->n_hits += once;
		if (once)
			guard_note(
			    o->guard->guard, b->record.hit, b->record.task, at);
		if (!o->guard->drop)
			return err_set(e, "--lm-text has text of what --guard "
					  "names; leave such records out with "
					  "--guard-drop");
		return 0;
	}
	n->n_empty += once && b->record.text.n == 0;
	return b->record.text.n > 0;
}

static int
next_record(struct lm_mix *b, struct err *e)
{
	for (;;) {
		int rc = record_lines_next(&b->records, b->reader, 1, 1, e);

		if (rc == 0 && !b->found)
			return err_set(e, "%s: no text in it", b->files[0]);
		if (rc == 0) {
			b->counts.n_rounds++;
			rc = open_file(b, e);
			if (rc == 0)
				continue;
		}
		if (rc < 0)
			return -1;
		rc = take_record(b, &b->records.v[0], e);
		if (rc < 0)
			return -1;
		if (rc > 0) {
			b->found = true;
			return 0;
		}
	}
}

/* The end of the cut that begins at byte `from`: whole sentences. */
static size_t
cut_end(struct lm_mix *b, size_t from)
{
	const struct plain_text *r = &b->record;

	for (b->next++; b->next < r->n_sents; b->next++)
		if (r->sents[b->next].end - from > b->options->max_bytes)
			return r->sents[b->next].begin;
	return r->text.n;
}

int
lm_mix_next(struct lm_mix *b, struct plain_text *t, struct err *e)
{
	const struct plain_text *r = &b->record;
	struct buf name = { 0 };
	size_t from, to;

	while (!b->begun || b->next >= r->n_sents) {
		if (next_record(b, e))
			return -1;
		b->begun = true;
		if (r->n_sents > 0)
			break;
		*t = *r;
		b->counts.n_records++;
		return 0;
	}
	from = b->next == 0 ? 0 : r->sents[b->next].begin;
	to = cut_end(b, from);
	assert(from < to && to <= r->text.n);
	*t = *r;
	t->text = str_trim(str_slice(r->text, from, to));
	if (from > 0) {
		buf_str(&name, r->id);
		buf_printf(&name, "@%zu", from);
		t->id = (struct str){ arena_copy(&b->arena, name.p, name.n),
			name.n };
		buf_release(&name);
	}
	b->counts.n_records++;
	return 0;
}

void
lm_mix_tell(const struct lm_mix *b, struct buf *out)
{
	const struct lm_mix_counts *n = &b->counts;

	buf_printf(out,
	    "%" PRIu64 " records of plain text, out of %" PRIu64
	    " read: %" PRIu64 " without text, %" PRIu64 " guarded, %" PRIu64
	    " bad; begun again %" PRIu64 " times",
	    n->n_records, n->n_read, n->n_empty, n->n_hits, n->n_bad,
	    n->n_rounds);
}
