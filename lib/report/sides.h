/*
 * The runs of one or several FILEs as the sides of a comparison, in the order
 * they came, the one that the others are compared with first.
 */
#ifndef ICL_REPORT_SIDES_H
#define ICL_REPORT_SIDES_H

#include <stddef.h>

#include "base/err.h"
#include "base/str.h"
#include "report/compare.h"

/* {0}, then sides_add for each FILE and sides_finish. */
struct sides {
	struct results **results; /* [n_results], of each FILE */
	size_t n_results, results_cap;
	struct compare_side *v; /* [n] */
	size_t n, cap;
};

/* The runs of a FILE's results, which are taken over. */
void sides_add(struct sides *x, struct results *results);

/*
 * Names the sides: by the files, [n_results], where each has one run, else by
 * the runs.  baseline: the name of the first side; NULL: as it is.  Fails when
 * there is one side alone, or none of that name.
 */
int sides_finish(struct sides *x, const char *const *files,
    const char *baseline, const struct interner *names,
    struct err *e) MUST_CHECK;

/* Adds which of them is a, and which b where it is one. */
void sides_put(const struct sides *x,
    void (*put)(struct buf *out, struct str s), struct buf *out);

void sides_release(struct sides *x);

#endif
