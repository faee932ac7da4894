/*
 * Curves over the number of demonstrations in letters, for a terminal: for each
 * section of a summary with several numbers a picture of a dozen lines.
 */
#ifndef ICL_REPORT_TEXT_PLOT_H
#define ICL_REPORT_TEXT_PLOT_H

#include "base/str.h"
#include "report/interner.h"
#include "report/summary.h"

/*
 * Adds them; a run is a letter, `*` is several, and dots are at chance where
 * all have the same.  Lines are within 80 columns but for the names of runs.
 */
void text_plot_put(
    const struct summary *s, const struct interner *names, struct buf *out);

#endif
