/*
 * Runs compared with one of them, each on the queries and seeds that both have:
 * the difference, its 95 % interval and a two-sided p-value by the paired
 * bootstrap of bootstrap.h.
 *
 * Rows are matched by task, shots, method, layout and variant; what has one
 * value in each of the two (direct against channel, one layout against another)
 * is ignored.
 */
#ifndef ICL_REPORT_COMPARE_H
#define ICL_REPORT_COMPARE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "report/bootstrap.h"
#include "report/groups.h"
#include "report/interner.h"
#include "report/metric.h"
#include "report/results.h"
#include "report/table.h"

enum { COMPARE_DRAWS = 10000 };

/* One run among results, which may hold others; name: in tables. */
struct compare_side {
	const struct results *results;
	uint32_t run; /* among the names */
	struct str name;
};

struct compare_options {
	const struct interner *names; /* of all results */
	const struct groups *groups;  /* of averages; NULL: over all tasks */
	enum f1_policy f1;
	enum bootstrap_over over;
	uint64_t seed;
};

/*
 * Side 0 is `a` and each of the n - 1 others `b`: a line a matched row and
 * averages by shots, and where there are several others their names in a column
 * before.  *unmatched counts the rows that have no partner.  NULL when one of
 * the sides has nothing in common with the first.
 */
struct table *compare_table(const struct compare_side *sides, size_t n,
    const struct compare_options *o, size_t *unmatched,
    struct err *e) MUST_CHECK;

#endif
