/*
 * Tables as a spreadsheet or a data frame writes them: CSV (RFC 4180), with
 * semicolons where the header has no comma, and TSV.  The first row names the
 * columns, every other one is an example.
 *
 * A cell in double quotes may hold separators, line breaks and, doubled,
 * quotes; within a cell that does not begin with one a quote is text.  In TSV,
 * which has no quotes of its own, only a cell that is well quoted within its
 * line counts as quoted.
 */
#ifndef ICL_EPISODE_CSV_H
#define ICL_EPISODE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "io/example.h"
#include "io/texts.h"

/* How tables are read; all of it may be NULL. */
struct csv_options {
	bool always; /* not only where the text looks like one */
	const char *input,
	    *output;      /* columns; NULL: called "input", "output" */
	const char *task; /* NULL: a column "task", else the FILE's name */
};

enum { CSV_COLUMNS_MAX = 1 << 12 };

/* The header of a FILE, its texts in the arena it was read into. */
struct csv_table {
	char sep;
	struct texts columns; /* their names, all different */
	size_t input, output; /* indices */
	struct str task;      /* "": not given */
};

/*
 * The separator of a line if it looks like a header: a tab, a comma or a
 * semicolon.  '\0' when it has none of them, or begins like JSON.
 */
char csv_separator(struct str line);

/* Whether a quoted cell is open behind a line, as `open` says before it. */
bool csv_is_open(char sep, struct str line, bool open);

/* Reads a header whose columns the options name; an error lists them. */
int csv_header(struct str line, char sep, const struct csv_options *o,
    struct arena *a, struct csv_table *t, struct err *e) MUST_CHECK;

/* The row's cells into the arena, as many as columns. */
int csv_row(const struct csv_table *t, struct str row, struct arena *a,
    struct str **cells, struct err *e) MUST_CHECK;

/*
 * The example of a row's cells.  Columns called id, doc, family, instruction,
 * task and use count as the members of a record of that name; `options` may be
 * a list as in JSON.
 */
int csv_example(const struct csv_table *t, struct str *cells, struct arena *a,
    struct example *x, struct err *e) MUST_CHECK;

/* The cell of the column of that name, NULL when there is none. */
const struct str *csv_cell(
    const struct csv_table *t, const struct str *cells, struct str name);

#endif
