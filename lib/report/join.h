/*
 * Scores joined with the episodes that they were made from, a set at a time:
 * scores have the numbers and these the texts.
 *
 * Scores come in the episodes' order.  With several adapters a set's scores
 * are there once a run, one after the other, and another run may begin anew;
 * where demonstrations were retrieved, each query has a set, of one key.
 */
#ifndef ICL_REPORT_JOIN_H
#define ICL_REPORT_JOIN_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "io/episode.h"
#include "io/scores.h"

struct join;

/* path: a file, which may be read several times; it lives as long. */
struct join *join_new(const char *path);
void join_free(struct join *j);

/* Goes to the set; same_run: its run is that of the set before. */
int join_set(struct join *j, const struct score_set *s, bool same_run,
    struct err *e) MUST_CHECK;

/* Goes to the query of that set, s. */
int join_query(struct join *j, const struct score_set *s, struct str id,
    struct err *e) MUST_CHECK;

/* The set and query it is at, good until it goes to another set. */
const struct eval_set *join_current(
    const struct join *j, const struct query **q);

#endif
