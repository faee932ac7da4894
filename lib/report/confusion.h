/* Who was taken for whom: counts of gold against predicted classes. */
#ifndef ICL_REPORT_CONFUSION_H
#define ICL_REPORT_CONFUSION_H

#include <stddef.h>

#include "base/str.h"
#include "report/results.h"
#include "report/interner.h"
#include "report/table.h"

/*
 * Over all seeds of each row that has macro-F1 for its metric.  TEXT: a matrix
 * a row of the board, with each class's precision, recall and F1; TSV and
 * JSON: one table, a line for each pair that occurs.  Returns how many such
 * rows the board has.
 */
size_t confusion_put(const struct results *b, const struct interner *names,
    enum table_form form, struct buf *out);

/* The same for a page: a table a row of the board, shaded by share of gold. */
void confusion_html(
    const struct results *b, const struct interner *names, struct buf *out);

#endif
