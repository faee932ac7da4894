/* Small statistics.  NAN is the answer where there are too few numbers. */
#ifndef ICL_REPORT_STAT_H
#define ICL_REPORT_STAT_H

#include <stddef.h>

double stat_mean(const double *x, size_t n); /* NAN of none */
double stat_least(const double *x, size_t n);

/* Standard deviation of a sample, over n - 1; NAN below two. */
double stat_sd(const double *x, size_t n);

/* Sorts x in place: for stat_quantile. */
void stat_sort(double *x, size_t n);

/* Quantile q in [0, 1] of sorted numbers, linear between neighbours. */
double stat_quantile(const double *sorted, size_t n, double q);

/*
 * Two-sided p-value from resampled differences: twice the smaller share on
 * one side of 0, one more counted on it than seen, at most 1.
 */
double stat_p_value(const double *differences, size_t n);

#endif
