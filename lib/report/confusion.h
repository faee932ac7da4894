/*
 * Confusion matrices: counts of gold against predicted classes, over all seeds
 * of each row that has macro-F1 for its metric.
 */
#ifndef ICL_REPORT_CONFUSION_H
#define ICL_REPORT_CONFUSION_H

#include <stddef.h>

#include "base/str.h"
#include "report/results.h"
#include "report/interner.h"
#include "report/table.h"

/*
 * TEXT: a matrix a row, with each class's precision, recall and F1; TSV and
 * JSON: one table, a line for each pair that occurs.  Returns how many such
 * rows there are.
 */
size_t confusion_put(const struct results *b, const struct interner *names,
    enum table_form form, struct buf *out);

/* The same for a page: a table a row, shaded by share of gold. */
void confusion_html(
    const struct results *b, const struct interner *names, struct buf *out);

#endif
