/*
 * How well scores rank the queries of a label above the others, wherever the
 * threshold lies: the area under the receiver operating characteristic curve.
 * A bias for a label moves the predictions and the F1, but hardly this: what
 * calibration could win is what F1 lacks beside it.
 *
 * For each label of a seed the queries are ranked by the label's share of
 * probability among the options; the area is how often a query whose answer it
 * is stands above one whose answer it is not, ties counting half.  The mean
 * over the labels (one against the rest, macro average, as scikit-learn's
 * roc_auc_score), then over the seeds.
 */
#ifndef ICL_REPORT_AUROC_H
#define ICL_REPORT_AUROC_H

#include "report/results.h"

/* In [0, 1], 0.5 without any skill.  NAN where the queries do not all have the
 * same options, or all have one answer. */
double auroc_of(const struct row *row);

#endif
