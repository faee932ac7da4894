/*
 * Single queries to look at: for a seeded choice of them what each run gave
 * each candidate and what it predicted, and of episodes the text, as a part of
 * the page.  Its filters (wrong, changed between runs, task, k) are the
 * browser's own, without a script.
 */
#ifndef ICL_REPORT_SAMPLES_H
#define ICL_REPORT_SAMPLES_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "report/interner.h"
#include "report/results.h"

struct samples;

/*
 * Chooses n queries of finished results, or all where there are fewer; a query
 * under another seed, k, method or layout is another.  The choice depends on
 * the seed and the queries' names, not on their order or on the runs.  Results
 * and names outlive it.
 */
struct samples *samples_choose(const struct results *results,
    const struct interner *names, size_t n, uint64_t seed);
void samples_free(struct samples *x);

/* Takes the texts of the chosen queries out of a file of episodes. */
int samples_read(struct samples *x, const char *path, struct err *e) MUST_CHECK;

/* Adds the section to a page. */
void samples_put(const struct samples *x, struct buf *out);

#endif
