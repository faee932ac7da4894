/*
 * The summary of results: a line a row, and macro averages over the tasks of
 * each run, number of shots, method, layout and variant, as MetaICL reports
 * them: the mean and the worst over seeds of each task, then their means.
 *
 * Where the tasks of an average have different metrics, it is over all of them,
 * as MetaICL's is, and one average for each metric follows it.
 *
 * Intervals are of the bootstrap (bootstrap.h).  All rows draw with the same
 * keys, so a draw of an average is the mean of its tasks' draws.
 */
#ifndef ICL_REPORT_SUMMARY_H
#define ICL_REPORT_SUMMARY_H

#include <stddef.h>
#include <stdint.h>

#include "report/results.h"
#include "report/bootstrap.h"
#include "report/groups.h"
#include "report/metric.h"
#include "report/table.h"

enum { SUMMARY_DRAWS = 1000 }; /* of the bootstrap */

struct summary_options {
	enum f1_policy f1;
	enum bootstrap_over over; /* of the intervals */
	uint64_t seed;            /* of the bootstrap */
	/* columns of the table beside the others */
	bool bpb, centred, rules, chosen;
};

struct summary_line {
	const struct row *row; /* its key; of an average that of any task's */
	const char *average;   /* "average", or its group; NULL: one task */
	enum metric metric;
	bool mixed; /* an average over different metrics */
	size_t n_tasks, n_queries;
	size_t n_seeds;
	double *seeds; /* the metric of each seed, seeds rising */
	double mean, worst, sd, low, high; /* 95 % interval */
	double chance, majority, k_kept;
	double ece;      /* expected calibration error, NAN of answers */
	double accuracy; /* mean over the seeds, NAN of answers */
	double tau;      /* of length and score (length_bias.h) */
	size_t n_tau;    /* tasks of an average that have one */
	double auroc;    /* of labels against the rest (auroc.h) */
	size_t n_auroc;  /* likewise */
	double bpb;      /* bits a byte of the right options */
	double centred;  /* accuracy above chance by what is left above it */
	struct judgement how;
	uint64_t n_dropped; /* by --drop-equal */
	bool many_how;    /* an average over tasks judged by different rules */
	bool many_chosen; /* and whose best layouts differ */
	uint64_t key;     /* equal where the queries are (bootstrap_key) */
	double *draws;    /* [SUMMARY_DRAWS] */
};

struct summary {
	struct summary_options options;
	struct summary_line
	    *lines; /* rows in the results' order, then averages */
	size_t n, cap;
};

/*
 * From finished results, which outlive the summary, as the groups do.  groups
 * may be NULL: one average over all tasks, where there are several.
 */
void summary_make(struct summary *s, const struct results *results,
    const struct interner *names, const struct groups *groups,
    struct summary_options options);
void summary_release(struct summary *s);

/* The table of icl-score --summary, the caller's. */
struct table *summary_table(
    const struct summary *s, const struct interner *names);

#endif
