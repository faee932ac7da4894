/*
 * Metrics of choices among classes, from the counts of each class, so that a
 * resampling costs one pass.  0/0 is 0 throughout.
 */
#ifndef ICL_REPORT_METRIC_H
#define ICL_REPORT_METRIC_H

#include <stdbool.h>
#include <stddef.h>

/* How often a class was right, gold, predicted; weights may be counted. */
struct class_counts {
	double right, gold, predicted;
	bool declared; /* among the options of the task */
};

/* Which classes a macro-F1 is the mean over. */
enum f1_policy {
	F1_GOLD,     /* classes that are gold of a query (MetaICL) */
	F1_UNION,    /* in gold or predicted (scikit-learn) */
	F1_DECLARED, /* all options of the task */
};
#define F1_POLICY_NAMES "gold|union|declared"

/* 2PR / (P + R) of one class. */
double metric_f1(struct class_counts c);

/* The mean F1 over the classes that the policy takes, of n. */
double metric_macro_f1(
    const struct class_counts *c, size_t n, enum f1_policy policy);

/*
 * Expected calibration error: how far confidence lies from the share of right
 * ones, over METRIC_BINS bins of equal width, (low, high].  NAN of none.
 */
enum { METRIC_BINS = 10 };
struct calibration_bins { /* {0}, then metric_bin of each choice */
	double n[METRIC_BINS], confidence[METRIC_BINS], right[METRIC_BINS];
};
/* Adds one choice: its probability and whether it was right, 0 or 1. */
void metric_bin(struct calibration_bins *b, double confidence, double right);
double metric_ece(const struct calibration_bins *b);

/* Share of right ones among all in gold. */
double metric_accuracy(const struct class_counts *c, size_t n);

/*
 * The macro-F1 expected from a uniformly random choice of n_options classes, as
 * the ratio of expected counts, and that of always naming the commonest class.
 */
double metric_chance_f1(const struct class_counts *c, size_t n,
    enum f1_policy policy, double n_options);
double metric_majority_f1(
    const struct class_counts *c, size_t n, enum f1_policy policy);

#endif
