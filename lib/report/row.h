/*
 * The first columns of every table whose lines are rows of the results: what
 * tells one row from another.
 */
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

/*
 * Adds these cells, the first of a line.  The task is called as the caller
 * says, because an average has the key of a row but for its task.
 */
void row_put(struct table *t, const struct row *row, struct str task,
    const struct interner *names);

#endif
