/*
 * Of each task only the layout that it does best in, as OLMES reports the
 * better of the cloze and the multiple-choice formulation: of the rows that are
 * alike but for it, the one with the greatest mean, the first of equals.
 *
 * A layout that is chosen on the reported queries is chosen with hindsight: the
 * greatest of several means lies above what new queries would give.  Half of
 * the queries can be set aside to choose on.
 */
#ifndef ICL_REPORT_BEST_LAYOUT_H
#define ICL_REPORT_BEST_LAYOUT_H

#include <stdint.h>

#include "base/err.h"
#include "report/interner.h"
#include "report/metric.h"
#include "report/results.h"

enum best_layout {
	BEST_LAYOUT_ALL,  /* chosen on the queries that are reported */
	BEST_LAYOUT_HALF, /* on half of them, reported on the other */
	BEST_LAYOUT_NONE, /* all are reported */
};
#define BEST_LAYOUT_NAMES "all|half"

/*
 * Leaves one row of each task in finished results, its layout called "best"
 * and row.chosen telling which it was.  Fails where a half has no query.
 */
int best_layout_choose(struct results *results, enum best_layout how,
    struct interner *names, enum f1_policy f1, uint64_t seed,
    struct err *e) MUST_CHECK;

#endif
