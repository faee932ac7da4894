/* Counts of gold against predicted classes: see confusion.h. */
#include "report/confusion.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/metric.h"
#include "report/svg.h"
#include "report/row.h"

/* Past this a matrix is no sight any more; programs read the other forms. */
enum { CLASSES_SHOWN = 30 };

struct matrix {
	uint32_t *classes; /* among the names, as first met */
	size_t n, cap;
	uint64_t *counts; /* [n][n], gold by predicted */
};

static size_t
class_at(struct matrix *m, uint32_t class)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->classes[i] == class)
			return i;
	m->classes =
	    mem_grow(m->classes, &m->cap, m->n + 1, sizeof *m->classes);
	m->classes[m->n] = class;
	return m->n++;
}

static struct matrix
matrix_of(const struct row *row)
{
	struct matrix m = { 0 };

	for (size_t s = 0; s < row->n_seeds; s++)
		for (size_t i = 0; i < row->seeds[s].n_scores; i++)
			class_at(&m, row->seeds[s].classes[i]);
	m.counts = mem_new(m.n * m.n, sizeof *m.counts);
	for (size_t s = 0; s < row->n_seeds; s++) {
		for (size_t i = 0; i < row->seeds[s].n_predictions; i++) {
			const struct prediction *t =
			    &row->seeds[s].predictions[i];

			m.counts[class_at(&m, t->gold) * m.n +
				 class_at(&m, t->pred)]++;
		}
	}
	return m;
}

static void
matrix_release(struct matrix *m)
{
	free(m->classes);
	free(m->counts);
	*m = (struct matrix){ 0 };
}

/*
 * The next row from *at on that has classes and its matrix, in place of the one
 * before it; NULL: no more, and no matrix.
 */
static const struct row *
next_matrix(const struct results *results, size_t *at, struct matrix *m)
{
	matrix_release(m);
	while (*at < results_n_rows(results)) {
		const struct row *row = results_row(results, (*at)++);

		if (row->metric != METRIC_MACRO_F1)
			continue;
		*m = matrix_of(row);
		return row;
	}
	return NULL;
}

static size_t
put_pairs(const struct results *results, const struct interner *names,
    enum table_form form, struct buf *out)
{
	static const struct column columns[] = {
		ROW_COLUMNS,
		{ "gold", CELL_TEXT },
		{ "predicted", CELL_TEXT },
		{ "n", CELL_COUNT },
	};
	struct table *t =
	    table_new(columns, sizeof columns / sizeof columns[0]);
	struct matrix m = { 0 };
	const struct row *row;
	size_t at = 0, n_rows = 0;

	while ((row = next_matrix(results, &at, &m)) != NULL) {
		for (size_t i = 0; i < m.n * m.n; i++) {
			if (m.counts[i] == 0)
				continue;
			row_put(t, row, interner_str(names, row->task), names);
			table_text(t, interner_str(names, m.classes[i / m.n]));
			table_text(t, interner_str(names, m.classes[i % m.n]));
			table_count(t, m.counts[i]);
		}
		n_rows++;
	}
	table_put(t, form, out);
	table_free(t);
	return n_rows;
}

static struct class_counts
counts_of(const struct matrix *m, size_t class)
{
	struct class_counts c = { 0 };

	assert(class < m->n);
	c.right = (double)m->counts[class * m->n + class];
	for (size_t i = 0; i < m->n; i++) {
		c.gold += (double)m->counts[class * m->n + i];
		c.predicted += (double)m->counts[i * m->n + class];
	}
	return c;
}

static void
put_class(struct table *t, const struct matrix *m, size_t class,
    const struct interner *names)
{
	struct class_counts c = counts_of(m, class);

	table_text(t, interner_str(names, m->classes[class]));
	for (size_t i = 0; i < m->n; i++)
		table_count(t, m->counts[class * m->n + i]);
	table_number(t, c.gold);
	table_number(t, c.predicted > 0 ? c.right / c.predicted : 0);
	table_number(t, c.gold > 0 ? c.right / c.gold : 0);
	table_number(t, metric_f1(c));
}

static void
put_matrix(
    const struct matrix *m, const struct interner *names, struct buf *out)
{
	struct column *columns = mem_new(m->n + 5, sizeof *columns);
	struct table *t;

	columns[0] = (struct column){ "gold \\ predicted", CELL_TEXT };
	for (size_t i = 0; i < m->n; i++) /* names end in a NUL */
		columns[1 + i] =
		    (struct column){ interner_str(names, m->classes[i]).p,
			    CELL_COUNT };
	columns[m->n + 1] = (struct column){ "n", CELL_COUNT };
	columns[m->n + 2] = (struct column){ "precision", CELL_SHARE };
	columns[m->n + 3] = (struct column){ "recall", CELL_SHARE };
	columns[m->n + 4] = (struct column){ "f1", CELL_SHARE };
	t = table_new(columns, m->n + 5);
	for (size_t i = 0; i < m->n; i++)
		put_class(t, m, i, names);
	table_put(t, TABLE_TEXT, out);
	table_free(t);
	free(columns);
}

/* The names of a row, escaped for people or as they are. */
static void
put_title(const struct row *row, const struct interner *names,
    void (*put)(struct buf *out, struct str s), struct buf *out)
{
	const uint32_t parts[] = { row->run, row->task, row->method,
		row->layout, row->variant };

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		struct str s = interner_str(names, parts[i]);

		if (s.n == 0)
			continue;
		put(out, s);
		buf_str(out, STR(", "));
	}
	buf_printf(out, "k %" PRIu64 "\n", row->k);
}

size_t
confusion_put(const struct results *results, const struct interner *names,
    enum table_form form, struct buf *out)
{
	struct matrix m = { 0 };
	const struct row *row;
	size_t at = 0, n_rows = 0;

	if (form != TABLE_TEXT)
		return put_pairs(results, names, form, out);
	while ((row = next_matrix(results, &at, &m)) != NULL) {
		put_title(row, names, utf8_show, out);
		if (m.n <= CLASSES_SHOWN)
			put_matrix(&m, names, out);
		else
			buf_printf(
			    out, "%zu classes: use --tsv or --json\n", m.n);
		buf_byte(out, '\n');
		n_rows++;
	}
	return n_rows;
}

static void
html_row(const struct matrix *m, size_t class, const struct interner *names,
    struct buf *out)
{
	struct class_counts c = counts_of(m, class);

	buf_str(out, STR("<tr><td>"));
	svg_text(interner_str(names, m->classes[class]), out);
	buf_str(out, STR("</td>"));
	for (size_t i = 0; i < m->n; i++) {
		uint64_t n = m->counts[class * m->n + i];

		buf_printf(out,
		    "<td class=\"c\" style=\"--p:%.0f%%\">%" PRIu64 "</td>",
		    c.gold > 0 ? 60 * (double)n / c.gold : 0, n);
	}
	buf_printf(out, "<td>%.1f</td></tr>\n", 100 * metric_f1(c));
}

static void
html_matrix(
    const struct matrix *m, const struct interner *names, struct buf *out)
{
	buf_str(out, STR("<div class=\"wide\"><table><thead><tr>"
			 "<th>gold \\ predicted</th>"));
	for (size_t i = 0; i < m->n; i++) {
		buf_str(out, STR("<th>"));
		svg_text(interner_str(names, m->classes[i]), out);
		buf_str(out, STR("</th>"));
	}
	buf_str(out, STR("<th>F1</th></tr></thead><tbody>\n"));
	for (size_t i = 0; i < m->n; i++)
		html_row(m, i, names, out);
	buf_str(out, STR("</tbody></table></div>\n"));
}

static void
html_part(const struct row *row, const struct matrix *m,
    const struct interner *names, struct buf *out)
{
	struct buf title = { 0 };

	put_title(row, names, buf_str, &title);
	buf_str(out, STR("<div><h3>"));
	svg_text(buf_view(&title), out);
	buf_str(out, STR("</h3>\n"));
	html_matrix(m, names, out);
	buf_str(out, STR("</div>\n"));
	buf_release(&title);
}

void
confusion_html(const struct results *results, const struct interner *names,
    struct buf *out)
{
	struct buf parts = { 0 };
	struct matrix m = { 0 };
	const struct row *row;
	size_t at = 0;

	while ((row = next_matrix(results, &at, &m)) != NULL)
		if (m.n <= CLASSES_SHOWN)
			html_part(row, &m, names, &parts);
	if (parts.n > 0) {
		buf_str(
		    out, STR("<details><summary>Confusion matrices</summary>"
			     "\n<div class=\"many\">\n"));
		buf_str(out, buf_view(&parts));
		buf_str(out, STR("</div></details>\n"));
	}
	buf_release(&parts);
}
