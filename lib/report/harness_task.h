/* What harness.h counts of a set while it goes by, and writes at the end. */
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

const char *harness_metric_name(enum harness_metric m);

/* A set's results; texts live in an arena of the harness. */
struct harness_task {
	struct str name, group; /* of its file, and that without the seed */
	struct str run;
	struct score_set set; /* texts but for options and labels */
	bool is_generation;
	uint64_t n;
	double sum[HARNESS_METRICS], squares[HARNESS_METRICS];
	uint64_t measured[HARNESS_METRICS]; /* queries that have it */
	char hash[DIGEST_HEX];              /* of all samples' hashes */
};

void harness_task_add(
    struct harness_task *t, enum harness_metric m, double value);

/* The results file of one run: the tasks whose run it is. */
void harness_results(const struct harness_task *tasks, size_t n, struct str run,
    int64_t when, const struct summary *s, const struct interner *names,
    struct buf *out);

#endif
