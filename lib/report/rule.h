/*
 * How candidates are compared: the score of each under a rule, and the bias
 * that calibration takes away from it.  results.c applies them to queries.
 * Scores are nats, the greater the better, and the lowest index wins a tie.
 */
#ifndef ICL_REPORT_RULE_H
#define ICL_REPORT_RULE_H

#include <stddef.h>

#include "io/scores.h"

enum rule {
	RULE_MEAN,     /* of a token (MetaICL) */
	RULE_SUM,      /* of all tokens */
	RULE_CHAR,     /* sum over the option's characters; sum in channel */
	RULE_BYTE,     /* sum over its bytes; sum in channel */
	RULE_DIFF,     /* mean of the tokens after the first that differs */
	RULE_FIRST,    /* the first of those alone */
	RULE_DEBIASED, /* sum, less what goes with length (length_bias.h) */
};
#define RULE_NAMES "mean|sum|char|byte|diff|first|debiased"

enum calibration {
	CALIBRATE_NONE,
	CALIBRATE_PMI, /* minus the score after a null input */
	CALIBRATE_CC,  /* minus the log of the mean probability after null
			  inputs (Zhao et al. 2021) */
	CALIBRATE_DC,  /* the same after words of the task (Fei et al. 2023) */
	CALIBRATE_BC,  /* the same over the queries (Zhou et al. 2024) */
};
#define CALIBRATION_NAMES "none|pmi|cc|dc|bc"

/* The label's own probability, added to the sums of channel. */
enum prior {
	PRIOR_UNIFORM,   /* nothing */
	PRIOR_EMPIRICAL, /* its share of the demonstrations, each label counted
			    once more */
};
#define PRIOR_NAMES "uniform|empirical"

/* The words that ROUGE-L of an answer is over. */
enum rouge {
	ROUGE_WORDS,
	ROUGE_STEMS, /* their stems (Super-NaturalInstructions) */
};
#define ROUGE_NAMES "words|stems"

/* How queries are judged. */
struct judgement {
	enum rule rule;
	enum calibration calibrate;
	enum prior prior;
	enum rouge rouge;
};

/*
 * The logarithm of a label's share of n_labels, of which those below 0 are
 * not known.
 */
double rule_prior(
    const int64_t *labels, size_t n_labels, size_t n_options, size_t option);

/* Adds x to all sums of a candidate. */
void rule_shift(struct score_candidate *c, double x);

double rule_score(const struct score_candidate *c, enum rule rule);

/* Log-probabilities among the n: s minus the log of the sum of exp(s). */
void rule_normalise(double *s, size_t n);

/*
 * The bias of n candidates from m score lists of n, one after the other: their
 * mean for PMI, else the log of the mean of their probabilities.
 */
void rule_bias(enum calibration how, const double *lists, size_t m, size_t n,
    double *bias);

/* Candidate i's share of the probability of all n. */
double rule_share(const double *s, size_t n, size_t i);

/*
 * Index of the greatest, the first of equals: of those that lie within
 * rounding of it, 1e-9 of its size or of 1, far below what a model's fp32
 * tells apart.  Calibration can leave equal scores unequal in the last bit, as
 * where channel's first token does not know the input yet.
 */
size_t rule_choose(const double *s, size_t n);

#endif
