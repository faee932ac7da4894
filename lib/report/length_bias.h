/*
 * How far scores depend on the candidates' lengths, within queries: a longer
 * candidate has the smaller sum, whatever it says, and a division by its length
 * may overcorrect.
 */
#ifndef ICL_REPORT_LENGTH_BIAS_H
#define ICL_REPORT_LENGTH_BIAS_H

#include <stddef.h>

/* Sums of a regression of score on length; {0} begins one. */
struct length_bias {
	double products, squares;
};

/* Adds the n candidates of a query, both values centred on their means. */
void length_bias_add(struct length_bias *b, const double *scores,
    const double *lengths, size_t n);

/* Score a token of length, over all queries added; 0 when no length differs. */
double length_bias_slope(const struct length_bias *b);

/*
 * Kendall's tau-b between the lengths and the scores of a query's n
 * candidates; NAN when either has one value.
 */
double length_bias_tau(const double *lengths, const double *scores, size_t n);

#endif
