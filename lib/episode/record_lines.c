/* Records of JSONL, CSV and TSV: see record_lines.h. */
#include "episode/record_lines.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>

/* Judges a FILE by its first line: true when that is the header of a table. */
static int
begin_file(struct record_lines *x, const struct line *at, struct err *e)
{
	char sep = csv_separator(at->text);
	struct csv_table *t;

	x->table = NULL;
	if (x->options == NULL || (sep == '\0' && !x->options->always))
		return 0;
	t = arena_alloc(&x->headers, 1, sizeof *t);
	if (csv_header(at->text, sep == '\0' ? ',' : sep, x->options,
		&x->headers, t, e)) {
		line_err(at, e);
		return -1;
	}
	x->table = t;
	return 1;
}

/* The further lines of a row whose cell is open behind the first. */
static int
take_rest(struct record_lines *x, struct reader *r, size_t from, struct err *e)
{
	const struct line *at = &x->v[x->n - 1].line;
	struct str text = str_slice(buf_view(&x->bytes), from, x->bytes.n);
	bool open = csv_is_open(x->table->sep, text, false);
	int rc = 1;

	reader_blank(r, true);
	while (open && rc > 0 && x->bytes.n - from <= CSV_ROW_MAX) {
		rc = reader_line(r, &text, e);
		if (rc > 0 && reader_name(r) == at->stream &&
		    reader_lineno(r) > x->number) {
			x->number = reader_lineno(r);
			buf_byte(&x->bytes, '\n');
			buf_str(&x->bytes, text);
			open = csv_is_open(x->table->sep, text, true);
		} else if (rc > 0) {
			rc = 0;
		}
	}
	reader_blank(r, false);
	if (!open || rc < 0)
		return rc < 0 ? -1 : 1;
	err_set(e, "a quoted cell begins in this row and does not end");
	return line_err(at, e);
}

/* 1 and another record, whose text is known when all are there; 0 at the end.
 */
static int
add_one(struct record_lines *x, struct reader *r, struct err *e)
{
	struct line at;
	size_t from = x->bytes.n;
	int rc;

	do {
		rc = reader_line(r, &at.text, e);
		if (rc <= 0)
			return rc;
		at.stream = reader_name(r);
		at.number = reader_lineno(r);
		if (at.stream != x->stream || at.number <= x->number)
			rc = begin_file(x, &at, e) + 1;
		x->stream = at.stream;
		x->number = at.number;
	} while (rc == 2);
	if (rc == 0)
		return -1;
	x->v = mem_grow(x->v, &x->cap, x->n + 1, sizeof *x->v);
	x->v[x->n++] = (struct record_line){ at, x->table };
	buf_str(&x->bytes, at.text);
	rc = x->table == NULL ? 1 : take_rest(x, r, from, e);
	x->v[x->n - 1].line.text.n = x->bytes.n - from;
	x->n -= rc < 0;
	return rc;
}

int
record_lines_next(struct record_lines *x, struct reader *r, size_t max_n,
    size_t max_bytes, struct err *e)
{
	const char *at;
	int rc = 1;

	assert(max_n > 0 && max_bytes > 0);
	x->n = 0;
	buf_reset(&x->bytes);
	while (x->n < max_n && x->bytes.n < max_bytes &&
	       (rc = add_one(x, r, e)) > 0)
		continue;
	at = buf_view(&x->bytes).p;
	for (size_t i = 0; i < x->n; i++) {
		x->v[i].line.text.p = at;
		at += x->v[i].line.text.n;
	}
	/* an error comes behind the records before it, wherever a batch ends */
	if (rc < 0 && x->n > 0)
		reader_keep(r, e);
	return x->n > 0 ? 1 : rc;
}

void
record_lines_release(struct record_lines *x)
{
	free(x->v);
	buf_release(&x->bytes);
	arena_release(&x->headers);
	*x = (struct record_lines){ .options = x->options };
}
