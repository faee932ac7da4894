/*
 * A table as text in columns, TSV, JSON, or part of a page.  Cells are added
 * in order, row after row, each by the function of its column's kind.
 *
 * Shares are percent in the two forms that people read and in [0, 1] in those
 * that programs read; NAN is a dash, "NA" and null.  Text that came out of
 * files cannot break a line or a page apart, and as TEXT it is shown by
 * utf8_show, so that no terminal obeys it.
 */
#ifndef ICL_REPORT_TABLE_H
#define ICL_REPORT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum cell_kind {
	CELL_TEXT,
	CELL_COUNT, /* a whole number */
	CELL_SHARE, /* in [0, 1] */
	CELL_MEAN,  /* of whole numbers */
	CELL_REAL,
};

struct column {
	const char *name;
	enum cell_kind kind;
};

enum table_form { TABLE_TEXT, TABLE_TSV, TABLE_JSON, TABLE_HTML };

struct table;

/* The columns are copied; their names live as long as the table. */
struct table *table_new(const struct column *columns, size_t n);
void table_free(struct table *t);
bool table_empty(const struct table *t); /* no row but the header */

void table_text(struct table *t, struct str cell); /* copied */
void table_number(struct table *t, double cell);
void table_count(struct table *t, uint64_t cell); /* exact, of CELL_COUNT */

/*
 * Adds the whole table: lines for TEXT and TSV, the header first; for JSON a
 * list of objects without a newline.  Columns that are empty in every row are
 * left out of TEXT and HTML.
 */
void table_put(const struct table *t, enum table_form form, struct buf *out);

#endif
