/*
 * A page of results that needs nothing but a browser: no script, no other
 * file.  For each method, layout, variant and metric a table of runs by numbers
 * of demonstrations, curves over them with error bars and the tasks of the most
 * as dots; then every row, and the confusion matrices.
 *
 * Numbers of different metrics are in no table together, and runs are set
 * against each other only where they were measured on the same queries.
 */
#ifndef ICL_REPORT_HTML_H
#define ICL_REPORT_HTML_H

#include "base/str.h"
#include "report/results.h"
#include "report/interner.h"
#include "report/summary.h"
#include "report/table.h"

/* Shown beside the results; {0}: nothing. */
struct html_parts {
	const struct table *labels; /* of label_bias.h; NULL: none */
	struct str provenance;      /* of provenance.h; "": none */
	struct str curves;          /* a section of train_curves.h; "": none */
	struct str samples;         /* a section of samples.h; "": none */
};

/* note: a sentence on what the numbers rest on. */
void html_put(const struct summary *s, const struct results *results,
    const struct interner *names, const struct html_parts *parts,
    struct str note, struct buf *out);

/* A page of one table alone. */
void html_table(const struct table *t, struct str note, struct buf *out);

#endif
