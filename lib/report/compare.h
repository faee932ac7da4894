/*
 * Two results compared on the queries and seeds that both have: the
 * difference, its 95 % interval and a two-sided p-value by the paired
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
#include "report/results.h"
#include "report/metric.h"
#include "report/interner.h"
#include "report/table.h"

enum { COMPARE_DRAWS = 10000 };

/*
 * A line a matched row and averages by shots; *unmatched counts the rows of
 * either that have no partner.  NULL when none matches, or when one has
 * several rows that would.  Both results share their names.
 */
struct table *compare_table(const struct results *a, const struct results *b,
    const struct interner *names, enum f1_policy policy, uint64_t seed,
    size_t *unmatched, struct err *e) MUST_CHECK;

#endif
