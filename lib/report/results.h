/*
 * The results: everything scored, as rows by run, task, shots, method, layout,
 * variant and metric, a row's queries by seed, and for each query what was
 * predicted.  All tables and the page are made from them.
 *
 * Here the rules are applied, those of rule.h, in this order: a rule gives each
 * candidate its score when the query is read; when its set ends, calibration by
 * null queries takes their bias away; after the last record, of the queries of
 * a seed, the part that goes with length is taken away (debiased), then batch
 * calibration's bias, and the greatest score is the prediction.
 *
 * Memory holds every query's scores and id and each distinct name once, but no
 * text of the queries.
 */
#ifndef ICL_REPORT_RESULTS_H
#define ICL_REPORT_RESULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "io/eval_metric.h"
#include "io/scores.h"
#include "report/metric.h"
#include "report/interner.h"
#include "report/rule.h"
#include "report/task_rules.h"

struct str metric_name(enum metric m);

struct prediction {
	uint32_t id;         /* of the query, among the names */
	uint32_t gold, pred; /* classes, among the names */
	size_t n, at;        /* options: how many, and where in the seed's */
	size_t gold_at, pred_at; /* their indexes */
	double value;            /* of this query alone, in [0, 1] */
	double bpb;              /* bits a byte of the gold option; NAN: it has
				    no bytes, as in channel */
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
	size_t n_predictions, predictions_cap;
	size_t n_all;      /* and behind them those of the other half */
	double *scores;    /* of all queries' options, [n_scores] */
	double *lengths;   /* tokens of each, likewise */
	uint32_t *classes; /* the option's text, trimmed, among the names */
	size_t n_scores, scores_cap, lengths_cap, classes_cap;
};

struct row {
	uint32_t run, task, method, layout, variant; /* among the names */
	uint64_t k;
	enum metric metric;
	struct seed_run *seeds; /* in the order they came */
	size_t n_seeds, seeds_cap;
	struct judgement how;
	bool uncalibrated;  /* batch calibration could not be done */
	uint64_t n_dropped; /* shots or queries, by --drop-equal, of all sets */
	uint32_t chosen;    /* by results_keep: the layout that it was in, among
			       the names; else INTERNER_NONE */
};

struct results;

/*
 * how: of the tasks that by_task does not tell; by_task may be NULL.  That and
 * the names are the caller's and outlive the results.
 */
struct results *results_new(struct judgement how,
    const struct task_rules *by_task, struct interner *names);
void results_free(struct results *b);

/*
 * Takes the records in the stream's order; training records are not looked at.
 * Fails on a query before the first set, an unknown metric, and where a set
 * lacks the null queries that its calibration needs.
 */
int results_record(
    struct results *b, const struct score_record *r, struct err *e) MUST_CHECK;

/*
 * After the last record, once: predictions are there from now on.  Fails when
 * there is nothing to report on, or a seed has a query twice.
 */
int results_finish(struct results *b, struct err *e) MUST_CHECK;

/*
 * From now on only the queries of one half, 0 or 1, are there: to which a query
 * belongs is drawn from the seed and its id.  Fails where none is left.
 */
int results_halve(
    struct results *b, uint64_t seed, unsigned half, struct err *e) MUST_CHECK;

/* Drops the rows that are not kept; those that are get this layout's name. */
void results_keep(struct results *b, const bool *keep, uint32_t layout);

/* Rows in the order they came; good until results_free. */
size_t results_n_rows(const struct results *b);
const struct row *results_row(const struct results *b, size_t i);

#endif
