/*
 * The episodes that scores were made from, read beside them a set at a time:
 * scores have the numbers and these the texts.
 *
 * Scores come in the episodes' order.  With several adapters a set's scores
 * stand again, one run after the other, and another run may begin anew; where
 * demonstrations were retrieved, each query has a set, of one key.
 */
#ifndef ICL_REPORT_BESIDE_H
#define ICL_REPORT_BESIDE_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "io/episode.h"
#include "io/scores.h"

struct beside;

/* path: a file, which may be read several times; it lives as long. */
struct beside *beside_new(const char *path);
void beside_free(struct beside *b);

/* Goes to the set; same_run: its run is that of the set before. */
int beside_set(struct beside *b, const struct score_set *s, bool same_run,
    struct err *e) MUST_CHECK;

/* Goes to the query of that set, s. */
int beside_query(struct beside *b, const struct score_set *s, struct str id,
    struct err *e) MUST_CHECK;

/* What it is at, good until it goes to another set. */
const struct eval_set *beside_current(
    const struct beside *b, const struct query **q);

#endif
