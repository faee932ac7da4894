/*
 * One row of the board as a grid of seeds by queries, on which a metric can be
 * computed again and again under weights: for deviations over seeds and for
 * the bootstrap.
 *
 * The bootstrap draws seeds and queries, both with replacement and each query
 * with all its seeds (the pigeonhole bootstrap of Owen 2007), so that its
 * interval holds for other demonstrations and other queries alike.
 */
#ifndef ICL_REPORT_PANEL_H
#define ICL_REPORT_PANEL_H

#include <stddef.h>
#include <stdint.h>

#include "report/results.h"
#include "report/metric.h"

struct panel;

/*
 * The queries and seeds of a row; or, with another row, those that both have,
 * in an order that is the same whichever of the two is first.
 */
struct panel *panel_new(
    const struct row *row, const struct row *other, enum f1_policy policy);
void panel_free(struct panel *p);

size_t panel_n_seeds(const struct panel *p);
size_t panel_n_queries(const struct panel *p);
uint64_t panel_seed(const struct panel *p, size_t seed);

/* The metric over the queries of one seed. */
double panel_metric(struct panel *p, size_t seed);

/* Their mean over the seeds in n draws; equal keys draw equal queries. */
void panel_bootstrap(
    struct panel *p, uint64_t seed, struct str key, double *out, size_t n);

/* What knowing nothing gives: guessing evenly, naming the commonest class. */
double panel_chance(struct panel *p);
double panel_majority(struct panel *p);

double panel_k_kept(const struct panel *p); /* mean over all queries */

#endif
