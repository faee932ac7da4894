/*
 * Results as lm-evaluation-harness writes them, so that its own tools read
 * them: DIR/RUN/samples_TASK_TIME.jsonl, a line a query, and
 * DIR/RUN/results_TIME.json.
 *
 * A set is a task there, named TASK-METHOD-LAYOUT[-VARIANT]-kK-sSEED; sets
 * that differ in the seed alone are a group.  Scores have no text, so the
 * episodes that they were made from are read along with them, in the same
 * order, a set at a time.
 */
#ifndef ICL_REPORT_HARNESS_H
#define ICL_REPORT_HARNESS_H

#include <stdint.h>

#include "base/err.h"
#include "io/scores.h"
#include "report/summary.h"

struct harness;

/*
 * Makes the folder, which goes again if nothing is written into it; when:
 * seconds since 1970, in the names of the files.  episodes: a file, read again
 * from its start for each run.
 */
struct harness *harness_new(const char *dir, const char *episodes, int64_t when,
    struct err *e) MUST_CHECK;

/* Without harness_commit no file is written. */
void harness_free(struct harness *h);

/* Records of scores in the stream's order; null queries are no samples. */
int harness_record(
    struct harness *h, const struct score_record *r, struct err *e) MUST_CHECK;

/*
 * After the last record: what the files hold is known.  The summary of the
 * same records gives the metric under its rule, beside acc and acc_norm, which
 * are by the sum and by the character as the harness has them.
 */
int harness_finish(struct harness *h, const struct summary *s,
    const struct interner *names, struct err *e) MUST_CHECK;

/* Writes the files, last of all: samples wait in a temporary file till then. */
int harness_commit(struct harness *h, struct err *e) MUST_CHECK;

#endif
