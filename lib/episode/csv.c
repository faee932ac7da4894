/* Rows of CSV and TSV: see csv.h. */
#include "episode/csv.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "io/json.h"

#define BOM STR("\xef\xbb\xbf")

static struct str
without_bom(struct str s)
{
	return str_starts(s, BOM) ? str_slice(s, BOM.n, s.n) : s;
}

/* A line without the carriage return that ends it in RFC 4180. */
static struct str
without_cr(struct str s)
{
	if (s.n > 0 && s.p[s.n - 1] == '\r')
		s.n--;
	return s;
}

char
csv_separator(struct str line)
{
	static const char seps[] = { '\t', ',', ';' };
	struct str text = str_trim(without_bom(line));

	if (text.n == 0 || text.p[0] == '{' || text.p[0] == '[')
		return '\0';
	for (size_t i = 0; i < sizeof seps; i++)
		if (memchr(text.p, seps[i], text.n) != NULL)
			return seps[i];
	return '\0';
}

/*
 * The byte behind the quoted cell whose opening quote is at byte i: of its
 * closing quote's neighbour, or s.n + 1 when it is still open at the end.
 */
static size_t
behind_quotes(struct str s, size_t i)
{
	while (++i < s.n) {
		if (s.p[i] != '"')
			continue;
		if (i + 1 == s.n || s.p[i + 1] != '"')
			return i + 1;
		i++;
	}
	return s.n + 1;
}

/* Whether the cell that begins at byte i is quoted; *end gets its end then. */
static bool
is_quoted(char sep, struct str s, size_t i, size_t *end)
{
	if (i == s.n || s.p[i] != '"')
		return false;
	*end = behind_quotes(s, i);
	return sep != '\t' || *end == s.n || (*end < s.n && s.p[*end] == sep);
}

static size_t
find_sep(char sep, struct str s, size_t i)
{
	const char *p = i < s.n ? memchr(s.p + i, sep, s.n - i) : NULL;

	return p == NULL ? s.n : (size_t)(p - s.p);
}

bool
csv_is_open(char sep, struct str line, bool open)
{
	struct str s = without_cr(line);
	size_t i = 0, end;

	if (open) { /* as if a quote stood before the line */
		size_t j = 0;

		while (j < s.n &&
		       (s.p[j] != '"' || (j + 1 < s.n && s.p[j + 1] == '"')))
			j += s.p[j] == '"' ? 2 : 1;
		if (j >= s.n)
			return true;
		i = find_sep(sep, s, j + 1) + 1;
	}
	for (; i < s.n; i = find_sep(sep, s, end) + 1) {
		end = i;
		if (is_quoted(sep, s, i, &end) && end > s.n)
			return true;
	}
	return false;
}

/* The text between the quotes at from and to - 1, doubled ones once. */
static struct str
unquote(struct str s, size_t from, size_t to, struct arena *a)
{
	char *p = arena_alloc(a, to - from, 1);
	size_t n = 0;

	for (size_t i = from + 1; i + 1 < to; i++) {
		p[n++] = s.p[i];
		i += s.p[i] == '"';
	}
	return (struct str){ p, n };
}

/* Cuts a row into at most max cells; *n gets how many there are. */
static int
split(char sep, struct str s, struct arena *a, struct str *cells, size_t max,
    size_t *n, struct err *e)
{
	size_t i = 0, end;

	for (*n = 0;; ++*n, i = end + 1) {
		struct str cell;

		if (is_quoted(sep, s, i, &end)) {
			if (end > s.n)
				return err_set(e, "a quoted cell does not end");
			if (end < s.n && s.p[end] != sep)
				return err_set(e,
				    "cell %zu has text behind its closing "
				    "quote; double the quotes inside it",
				    *n + 1);
			cell = unquote(s, i, end, a);
		} else {
			end = find_sep(sep, s, i);
			cell = str_slice(s, i, end);
		}
		if (*n < max)
			cells[*n] = cell;
		if (end == s.n) {
			++*n;
			return 0;
		}
	}
}

static int
check_utf8(struct str s, struct err *e)
{
	if (utf8_valid(s) == s.n)
		return 0;
	return err_set(e, "not UTF-8; convert the file, for example with "
			  "iconv -f latin1 -t utf-8");
}

/* The names of all columns, for messages. */
static struct str
list_columns(struct texts columns, struct arena *a)
{
	struct buf list = { 0 };
	struct str kept;

	for (size_t i = 0; i < columns.n && list.n < 200; i++) {
		if (i > 0)
			buf_str(&list, STR(", "));
		buf_str(&list, columns.v[i]);
	}
	kept = (struct str){ arena_copy(a, list.p, list.n), list.n };
	buf_release(&list);
	return kept;
}

static int
find_column(const struct csv_table *t, const char *option, const char *name,
    struct arena *a, size_t *index, struct err *e)
{
	const char *want = name != NULL ? name : option;

	*index = texts_find(t->columns, str_of(want));
	if (*index < t->columns.n)
		return 0;
	return err_set(e,
	    "looks like %s without a column '%s'; name it with --%s, the "
	    "columns are: %.*s",
	    t->sep == '\t' ? "TSV" : "CSV", want, option,
	    STR_ARG(list_columns(t->columns, a)));
}

static int
check_columns(const struct csv_table *t, struct err *e)
{
	for (size_t i = 0; i < t->columns.n; i++)
		if (texts_find(t->columns, t->columns.v[i]) < i)
			return err_set(e,
			    "two columns are called '%.*s'; rename one",
			    STR_ARG(t->columns.v[i]));
	return 0;
}

int
csv_header(struct str line, char sep, const struct csv_options *o,
    struct arena *a, struct csv_table *t, struct err *e)
{
	struct str text = without_cr(without_bom(line)), kept;
	struct str *names = arena_alloc(a, CSV_COLUMNS_MAX, sizeof *names);
	size_t n;

	kept = (struct str){ arena_copy(a, text.p, text.n), text.n };
	*t = (struct csv_table){ .sep = sep,
		.task = o->task == NULL ? STR("") : str_of(o->task) };
	if (check_utf8(kept, e) ||
	    split(sep, kept, a, names, CSV_COLUMNS_MAX, &n, e))
		return -1;
	if (n > CSV_COLUMNS_MAX)
		return err_set(e, "more than %d columns", CSV_COLUMNS_MAX);
	for (size_t i = 0; i < n; i++)
		names[i] = str_trim(names[i]);
	t->columns = (struct texts){ names, n };
	if (check_columns(t, e))
		return -1;
	return find_column(t, "input", o->input, a, &t->input, e) ||
		       find_column(t, "output", o->output, a, &t->output, e)
		   ? -1
		   : 0;
}

int
csv_row(const struct csv_table *t, struct str row, struct arena *a,
    struct str **cells, struct err *e)
{
	struct str kept, text = without_cr(row);
	size_t n;

	*cells = arena_alloc(a, t->columns.n, sizeof **cells);
	kept = (struct str){ arena_copy(a, text.p, text.n), text.n };
	if (check_utf8(kept, e) ||
	    split(t->sep, kept, a, *cells, t->columns.n, &n, e))
		return -1;
	if (n != t->columns.n)
		return err_set(e,
		    "%zu cells, and the header has %zu; quote cells that hold "
		    "a separator or a line break",
		    n, t->columns.n);
	return 0;
}

const struct str *
csv_cell(const struct csv_table *t, const struct str *cells, struct str name)
{
	size_t i = texts_find(t->columns, name);

	return i < t->columns.n ? &cells[i] : NULL;
}

/* The cell of a column that no option names; "" when there is none. */
static struct str
other_cell(const struct csv_table *t, const struct str *cells, const char *name)
{
	size_t i = texts_find(t->columns, str_of(name));

	return i == t->columns.n || i == t->input || i == t->output ? STR("")
								    : cells[i];
}

/* Options as JSON has them: ["yes","no"]. */
static int
take_options(struct str cell, struct arena *a, struct example *x, struct err *e)
{
	struct buf text = { 0 };
	struct texts options;
	struct json *j;
	int rc = -1;

	if (!str_starts(cell, STR("[")))
		return 0;
	buf_str(&text, STR("{\"options\":"));
	buf_str(&text, cell);
	buf_byte(&text, '}');
	j = json_parse(buf_view(&text), e);
	if (j != NULL)
		rc = texts_parse(j, "options", a, &options, e);
	json_free(j);
	buf_release(&text);
	if (rc)
		return err_prefix(e, "column 'options'");
	x->options = options.v;
	x->n_options = options.n;
	return 0;
}

int
csv_example(const struct csv_table *t, struct str *cells, struct arena *a,
    struct example *x, struct err *e)
{
	assert(t->input < t->columns.n && t->output < t->columns.n);
	*x = (struct example){
		.task = t->task.n > 0 ? t->task : other_cell(t, cells, "task"),
		.input = cells[t->input],
		.outputs = &cells[t->output],
		.n_outputs = 1,
		.id = other_cell(t, cells, "id"),
		.doc = other_cell(t, cells, "doc"),
		.family = other_cell(t, cells, "family"),
		.instruction = other_cell(t, cells, "instruction"),
		.demo_only = str_eq(other_cell(t, cells, "use"), STR("demo")),
	};
	if (str_trim(cells[t->output]).n == 0)
		return err_set(e,
		    "column '%.*s' is empty; fill it, or leave such rows out "
		    "with --skip-bad",
		    STR_ARG(t->columns.v[t->output]));
	return take_options(other_cell(t, cells, "options"), a, x, e);
}
