/*
 * How far scores depend on the candidates' lengths, within queries: a longer
 * candidate has the smaller sum, whatever it says, and a division by its length
 * may overcorrect.
 */
#ifndef ICL_REPORT_LENGTH_BIAS_H
#define ICL_REPORT_LENGTH_BIAS_H

#include "report/results.h"

/*
 * Takes the part of the scores away that goes with length: b times a
 * candidate's tokens, where b is the slope of the regression of score on length
 * over all queries of the set, both centred within each query.  No length
 * differs: nothing is taken away.
 */
void length_bias_remove(struct seed_run *s);

/*
 * Kendall's tau-b between the lengths and the scores of a query's candidates,
 * the mean over the queries of a row where both differ; NAN without any.
 */
double length_bias_tau(const struct row *row);

#endif
