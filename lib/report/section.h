/*
 * The lines of a summary that are shown together: those of one method, layout,
 * variant and metric, for each run and number of demonstrations one.
 */
#ifndef ICL_REPORT_SECTION_H
#define ICL_REPORT_SECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "report/interner.h"
#include "report/summary.h"

struct section {
	uint32_t method, layout, variant; /* among the names */
	enum metric metric;
	const struct summary_line **lines; /* averages, or the one task's */
	size_t n_lines;
	uint32_t *runs; /* [n_runs] as they came */
	size_t n_runs;
	uint64_t *ks; /* [n_ks] rising */
	size_t n_ks;
};

/*
 * Section i of the summary, counted from 0 in the order of its rows; false: no
 * more.  section_release frees it; the lines are the summary's.
 */
bool section_at(const struct summary *s, size_t i, struct section *x);
void section_release(struct section *x);

/* Whether a row belongs to the section, its task whatever it is. */
bool section_has(const struct section *x, const struct row *r);

/* The line of a run and a number of demonstrations, NULL: none. */
const struct summary_line *section_line(
    const struct section *x, uint32_t run, uint64_t k);

/* The chance that all lines have to half a percent, else NAN. */
double section_chance(const struct section *x);

/* Metric, method, layout and variant, each put by `put`. */
void section_title(const struct section *x, const struct interner *names,
    void (*put)(struct str s, struct buf *out), struct buf *out);

/* The metric's name at the head of a sentence. */
struct str section_metric(const struct section *x);

#endif
