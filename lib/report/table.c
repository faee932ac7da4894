/* A table as text, TSV, JSON or HTML: see table.h. */
#include "report/table.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "io/json.h"
#include "report/svg.h"

struct cell {
	struct str text; /* of a CELL_TEXT column */
	double number;
	uint64_t count; /* of a CELL_COUNT column */
	bool is_count;  /* which is exact, where a number is not past 2^53 */
};

struct table {
	struct column *columns;
	size_t n_columns;
	struct cell *cells;
	size_t n, cap;
	struct arena arena;
};

struct table *
table_new(const struct column *columns, size_t n)
{
	struct table *t = mem_new(1, sizeof *t);

	t->columns = mem_new(n, sizeof *t->columns);
	memcpy(t->columns, columns, n * sizeof *columns);
	t->n_columns = n;
	return t;
}

void
table_free(struct table *t)
{
	if (t == NULL)
		return;
	arena_release(&t->arena);
	free(t->cells);
	free(t->columns);
	free(t);
}

static struct cell *
next(struct table *t)
{
	t->cells = mem_grow(t->cells, &t->cap, t->n + 1, sizeof *t->cells);
	return &t->cells[t->n++];
}

static const struct column *
column_of(const struct table *t, size_t cell)
{
	return &t->columns[cell % t->n_columns];
}

bool
table_empty(const struct table *t)
{
	return t->n == 0;
}

void
table_text(struct table *t, struct str s)
{
	assert(column_of(t, t->n)->kind == CELL_TEXT);
	*next(t) = (struct cell){
		.text = { arena_copy(&t->arena, s.p, s.n), s.n },
	};
}

void
table_number(struct table *t, double x)
{
	assert(column_of(t, t->n)->kind != CELL_TEXT);
	*next(t) = (struct cell){ .number = x };
}

void
table_count(struct table *t, uint64_t x)
{
	assert(column_of(t, t->n)->kind == CELL_COUNT);
	*next(t) = (struct cell){ .count = x, .is_count = true };
}

/* A number that rounds to 0 has no sign. */
static void
put_decimals(double x, int n, struct buf *out)
{
	bool nothing = fabs(x) < 0.5 * pow(10, -n);

	buf_printf(out, "%.*f", n, nothing ? 0 : x);
}

static void
put_number(double x, enum cell_kind kind, enum table_form form, struct buf *out)
{
	static const char *const missing[] = { "-", "NA", "null", "&ndash;" };

	if (!isfinite(x))
		buf_str(out, str_of(missing[form]));
	else if (kind == CELL_COUNT)
		put_decimals(x, 0, out);
	else if (form == TABLE_TSV || form == TABLE_JSON)
		put_decimals(x, 6, out);
	else if (kind == CELL_SHARE)
		put_decimals(100 * x, 1, out);
	else
		put_decimals(x, kind == CELL_MEAN ? 1 : 3, out);
}

/* TSV has no escapes: tabs and newlines would break a line apart. */
static void
put_line_text(struct str s, struct buf *out)
{
	for (size_t i = 0; i < s.n; i++)
		buf_byte(out, (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i]);
}

static void
put_cell(const struct table *t, size_t i, enum table_form form, struct buf *out)
{
	const struct column *c = column_of(t, i);

	if (t->cells[i].is_count)
		buf_printf(out, "%" PRIu64, t->cells[i].count);
	else if (c->kind != CELL_TEXT)
		put_number(t->cells[i].number, c->kind, form, out);
	else if (form == TABLE_JSON)
		json_put_str(out, t->cells[i].text);
	else if (form == TABLE_HTML)
		svg_text(t->cells[i].text, out);
	else if (form == TABLE_TEXT)
		utf8_show(out, t->cells[i].text);
	else
		put_line_text(t->cells[i].text, out);
}

static void
put_tsv(const struct table *t, struct buf *out)
{
	for (size_t i = 0; i < t->n_columns; i++)
		buf_printf(out, "%s%s", i > 0 ? "\t" : "", t->columns[i].name);
	for (size_t i = 0; i < t->n; i++) {
		buf_byte(out, i % t->n_columns == 0 ? '\n' : '\t');
		put_cell(t, i, TABLE_TSV, out);
	}
	buf_byte(out, '\n');
}

static void
put_json(const struct table *t, struct buf *out)
{
	buf_byte(out, '[');
	for (size_t i = 0; i < t->n; i++) {
		bool first = i % t->n_columns == 0;

		buf_str(out, i == 0 ? STR("{") : first ? STR("},{") : STR(","));
		json_put_str(out, str_of(column_of(t, i)->name));
		buf_byte(out, ':');
		put_cell(t, i, TABLE_JSON, out);
	}
	buf_str(out, t->n > 0 ? STR("}]") : STR("]"));
}

/* A column's name, which may be a class out of a file. */
static void
put_name(const struct column *c, enum table_form form, struct buf *out)
{
	if (form == TABLE_HTML)
		svg_text(str_of(c->name), out);
	else
		utf8_show(out, str_of(c->name));
}

/* Widths in characters; 0 for a column that is empty in every row. */
static size_t *
widths(const struct table *t)
{
	size_t *w = mem_new(t->n_columns, sizeof *w);
	struct buf cell = { 0 };

	for (size_t i = 0; i < t->n; i++) {
		size_t *most = &w[i % t->n_columns], wide;

		buf_reset(&cell);
		put_cell(t, i, TABLE_TEXT, &cell);
		wide = utf8_count(buf_view(&cell));
		if (wide > *most)
			*most = wide;
	}
	for (size_t i = 0; i < t->n_columns; i++) {
		size_t wide;

		buf_reset(&cell);
		put_name(&t->columns[i], TABLE_TEXT, &cell);
		wide = utf8_count(buf_view(&cell));
		if (w[i] > 0 && w[i] < wide)
			w[i] = wide;
	}
	buf_release(&cell);
	return w;
}

/* Text to the left of its column, numbers to the right. */
static void
put_padded(struct str s, size_t width, bool right, struct buf *out)
{
	size_t n = utf8_count(s);

	if (!right)
		buf_str(out, s);
	for (; n < width; n++)
		buf_byte(out, ' ');
	if (right)
		buf_str(out, s);
}

static void
put_columns(const struct table *t, struct buf *out)
{
	size_t *w = widths(t);
	struct buf cell = { 0 };

	for (size_t i = 0; i < t->n_columns + t->n; i++) {
		size_t c = i % t->n_columns;

		buf_reset(&cell);
		if (i < t->n_columns)
			put_name(&t->columns[c], TABLE_TEXT, &cell);
		else
			put_cell(t, i - t->n_columns, TABLE_TEXT, &cell);
		if (w[c] > 0) {
			put_padded(buf_view(&cell), w[c],
			    t->columns[c].kind != CELL_TEXT, out);
			buf_str(out, STR("  "));
		}
		if (c + 1 < t->n_columns)
			continue;
		while (out->n > 0 && out->p[out->n - 1] == ' ')
			out->n--;
		buf_byte(out, '\n');
	}
	buf_release(&cell);
	free(w);
}

static void
put_html(const struct table *t, struct buf *out)
{
	size_t *w = widths(t);

	buf_str(out, STR("<div class=\"wide\"><table><thead>"));
	for (size_t i = 0; i < t->n_columns + t->n; i++) {
		size_t c = i % t->n_columns;
		const char *tag = i < t->n_columns ? "th" : "td";

		if (c == 0)
			buf_str(out, STR("<tr>"));
		if (w[c] > 0) {
			buf_printf(out, "<%s%s>", tag,
			    t->columns[c].kind == CELL_TEXT ? " class=\"t\""
							    : "");
			if (i < t->n_columns)
				put_name(&t->columns[c], TABLE_HTML, out);
			else
				put_cell(t, i - t->n_columns, TABLE_HTML, out);
			buf_printf(out, "</%s>", tag);
		}
		if (i + 1 == t->n_columns)
			buf_str(out, STR("</tr></thead><tbody>\n"));
		else if (c + 1 == t->n_columns)
			buf_str(out, STR("</tr>\n"));
	}
	buf_str(out, STR("</tbody></table></div>\n"));
	free(w);
}

void
table_put(const struct table *t, enum table_form form, struct buf *out)
{
	assert(t->n % t->n_columns == 0);
	switch (form) {
	case TABLE_TEXT:
		put_columns(t, out);
		break;
	case TABLE_TSV:
		put_tsv(t, out);
		break;
	case TABLE_JSON:
		put_json(t, out);
		break;
	case TABLE_HTML:
		put_html(t, out);
		break;
	}
}
