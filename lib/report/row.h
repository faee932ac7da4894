/* The first columns of a table whose lines are of rows of the board. */
#ifndef ICL_REPORT_ROW_H
#define ICL_REPORT_ROW_H

#include "report/results.h"
#include "report/interner.h"
#include "report/table.h"

/* clang-format off */
#define ROW_COLUMNS { "run", CELL_TEXT }, { "task", CELL_TEXT }, \
	{ "k", CELL_COUNT }, { "method", CELL_TEXT }, \
	{ "layout", CELL_TEXT }, { "variant", CELL_TEXT }
/* clang-format on */

/* These cells of a row; task is called as the caller says. */
void row_put(struct table *t, const struct row *row, struct str task,
    const struct interner *names);

#endif
