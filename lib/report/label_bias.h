/*
 * How far predictions follow the demonstrations' labels: how often the last
 * demonstration's label and their commonest one are predicted, beside how
 * often they are right, and the label that is predicted most.
 */
#ifndef ICL_REPORT_LABEL_BIAS_H
#define ICL_REPORT_LABEL_BIAS_H

#include "report/results.h"
#include "report/interner.h"
#include "report/table.h"

/* A line a seed of each row whose queries have one list of options. */
struct table *label_bias_table(
    const struct results *b, const struct interner *names);

#endif
