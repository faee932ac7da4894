/*
 * icl-score --summary from files to files: reads streams of scores, applies a
 * rule to them (results.h), makes one of the tables and writes it, and what was
 * asked for beside it.
 *
 * All is made in memory first, so that a run that fails writes no table.
 */
#ifndef ICL_REPORT_SUMMARIZE_H
#define ICL_REPORT_SUMMARIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/opt.h"
#include "report/best_layout.h"
#include "report/results.h"
#include "report/metric.h"
#include "report/variance.h"
#include "report/bootstrap.h"
#include "report/table.h"

enum summarize_what {
	SUMMARIZE_SUMMARY,
	SUMMARIZE_COMPARE, /* runs against one, of all files */
	SUMMARIZE_SPREAD,
	SUMMARIZE_LABELS,    /* what demonstrations' labels do to predictions */
	SUMMARIZE_CONFUSION, /* gold against predicted classes, a matrix a
				row */
};

struct summarize {
	enum summarize_what what;
	struct judgement how;
	const char *rule_by_task; /* file of rules; NULL: none */
	enum f1_policy f1;
	enum bootstrap_over over; /* what intervals are over */
	bool bpb, centred;        /* columns of the summary */
	enum best_layout best_layout;
	enum table_form form;
	enum variance_over variance; /* of SUMMARIZE_SPREAD */
	const char *group;           /* file of task groups; NULL: none */
	const char *const *files;
	size_t n_files;       /* 0: stdin */
	const char *baseline; /* run of SUMMARIZE_COMPARE; NULL: the first */
	uint64_t seed;        /* of the bootstrap */
	bool skip_bad;
	const char *harness;  /* folder for lm-evaluation-harness; NULL: none */
	const char *episodes; /* that the scores were made from: for it,
				 and for the texts of samples */
	int64_t when;         /* seconds since 1970: for it */
	const char *output;   /* file of the table; NULL: stdout */
	bool curves;          /* after a summary in text: text_plot.h */
	const char *html;     /* file of the summary as a page; NULL: none */
	uint64_t samples;     /* queries that the page shows one by one */
	/* of icl-train: logs, whose curves the page gets, and its folders, how
	 * it was done */
	struct opt_list logs;
	/* a line for people: what was skipped, could not be calibrated or has
	 * no partner */
	say_fn *say;
};

/* Fails on a record that is not valid, unless they are skipped; says why. */
int summarize_scores(const struct summarize *s, struct err *e) MUST_CHECK;

#endif
