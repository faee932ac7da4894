/*
 * How far results lie apart when nothing but one thing changes: the seed of
 * the demonstrations, their order, or the layout.
 */
#ifndef ICL_REPORT_VARIANCE_H
#define ICL_REPORT_VARIANCE_H

#include "report/interner.h"
#include "report/summary.h"
#include "report/table.h"

enum variance_over { VARIANCE_SEED, VARIANCE_ORDER, VARIANCE_LAYOUT };
#define VARIANCE_NAMES "seed|order|layout"

/*
 * A line for each group of rows that are alike but for that, with the mean,
 * the least, the greatest and the standard deviation of its values.  With
 * orders and layouts these are taken for each seed and their means given, so
 * that what the seed does is not in them; groups of one value have no line.
 */
struct table *variance_table(const struct summary *s,
    const struct interner *names, enum variance_over by);

#endif
