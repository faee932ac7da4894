/*
 * The part of harness.h that adds up: of each set the sums of its metrics
 * while its queries go by, and at the end the results file of a run.
 *
 * What is counted of a query is a number in [0, 1]; the harness reports the
 * mean of a metric and its standard error, which the squares are for.
 */
#ifndef ICL_REPORT_HARNESS_TASK_H
#define ICL_REPORT_HARNESS_TASK_H

#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/mem.h"
#include "io/scores.h"
#include "report/summary.h"

enum harness_metric {
	HARNESS_ACC,
	HARNESS_ACC_NORM,
	HARNESS_EXACT,
	HARNESS_EM,
	HARNESS_F1,
	HARNESS_ROUGE_L,
	HARNESS_METRICS,
};

/* As lm-evaluation-harness calls it: acc, acc_norm, exact_match, … */
const char *harness_metric_name(enum harness_metric m);

/* A set's results; texts live in an arena of the harness. */
struct harness_task {
	struct str name, group; /* of its file, and that without the seed */
	struct str run;
	struct score_set set; /* texts but for options and labels */
	bool is_generation;
	uint64_t n;
	uint64_t bytes; /* of its samples, behind those of the sets before */
	double sum[HARNESS_METRICS], squares[HARNESS_METRICS];
	uint64_t measured[HARNESS_METRICS]; /* queries that have it */
	char hash[DIGEST_HEX];              /* of all samples' hashes */
};

/* One query's value of a metric. */
void harness_task_add(
    struct harness_task *t, enum harness_metric m, double value);

/*
 * Adds the results file of one run, a JSON object, to out: of the n tasks those
 * whose run it is, with the summary's metric of the same sets beside them.
 * when: seconds since 1970.
 */
void harness_results(const struct harness_task *tasks, size_t n, struct str run,
    int64_t when, const struct summary *s, const struct interner *names,
    struct buf *out);

#endif
