/*
 * The board: everything scored, by run, task, shots, method, layout, variant
 * and metric, a choice made for each query under one rule and calibration.
 * It holds every query's scores and id, but no text of theirs.
 */
#ifndef ICL_REPORT_RESULTS_H
#define ICL_REPORT_RESULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "io/scores.h"
#include "report/metric.h"
#include "report/interner.h"
#include "report/rule.h"

enum metric {
	METRIC_MACRO_F1,
	METRIC_ACCURACY,
	METRIC_EM,
	METRIC_ROUGE_L,
};

const char *metric_name(enum metric m);

struct prediction {
	uint32_t id;         /* of the query, among the names */
	uint32_t gold, pred; /* classes, among the names */
	size_t n, at;        /* options: how many, and where in the seed's */
	size_t gold_at, pred_at; /* their indexes */
	double value;            /* of this query alone, in [0, 1] */
	double confidence;       /* share of probability that pred has among the
				    options; NAN of an answer */
	uint32_t last, commonest; /* classes of the last demonstration and of
				     the most, INTERNER_NONE: not known */
	uint64_t k_kept;
};

/* All queries of one seed. */
struct seed_run {
	uint64_t seed;
	struct prediction *predictions; /* n_predictions */
	size_t n_predictions, trials_cap;
	double *scores;    /* of all trials' options, [n_scores] */
	uint32_t *classes; /* the option's text, trimmed, among the names */
	size_t n_scores, scores_cap, classes_cap;
};

struct row {
	uint32_t run, task, method, layout, variant; /* among the names */
	uint64_t k;
	enum metric metric;
	struct seed_run *seeds; /* in the order they came */
	size_t n_seeds, seeds_cap;
	bool uncalibrated; /* batch calibration could not be done */
};

/* How queries are judged. */
struct judgement {
	enum rule rule;
	enum calibration calibrate;
	enum prior prior;
};

struct results;
struct results *results_new(struct judgement how, struct interner *names);
void results_free(struct results *b);

/* Records in the stream's order; training records are not looked at. */
int results_record(
    struct results *b, const struct score_record *r, struct err *e) MUST_CHECK;

/* After the last record; fails when there is nothing to report on. */
int results_finish(struct results *b, struct err *e) MUST_CHECK;

size_t results_n_rows(const struct results *b);
const struct row *results_row(const struct results *b, size_t i);

#endif
