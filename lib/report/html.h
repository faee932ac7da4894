/*
 * A page of results that needs nothing but a browser: no script, no other
 * file.  For each method, layout and variant a table of runs by numbers of
 * demonstrations, curves over them with error bars and the tasks of the most
 * as dots; then every row, and who was taken for whom.
 */
#ifndef ICL_REPORT_HTML_H
#define ICL_REPORT_HTML_H

#include "base/str.h"
#include "report/results.h"
#include "report/interner.h"
#include "report/summary.h"
#include "report/table.h"

/* note: a sentence on what the numbers rest on. */
void html_put(const struct summary *s, const struct results *b,
    const struct interner *names, struct str note, struct buf *out);

/* A page of one table alone. */
void html_table(const struct table *t, struct str note, struct buf *out);

#endif
