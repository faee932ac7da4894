/*
 * One row of the results as a grid of seeds by queries, on which a metric can
 * be computed again and again under weights: for deviations over seeds and for
 * the bootstrap.
 *
 * The bootstrap draws seeds and queries, both with replacement and each query
 * with all its seeds (the pigeonhole bootstrap of Owen 2007), so that its
 * interval holds for other demonstrations and other queries alike.  With the
 * seeds left as they are, a query is a cluster of its answers over the seeds.
 */
#ifndef ICL_REPORT_BOOTSTRAP_H
#define ICL_REPORT_BOOTSTRAP_H

#include <stddef.h>
#include <stdint.h>

#include "report/results.h"
#include "report/metric.h"

/*
 * The bootstrap draws seeds and queries, or queries under these seeds alone;
 * or, for an average over tasks, the tasks, each with the mean that it has.
 */
enum bootstrap_over { BOOTSTRAP_BOTH, BOOTSTRAP_QUERY, BOOTSTRAP_TASKS };
#define BOOTSTRAP_NAMES "both|query|tasks"

struct bootstrap;

/*
 * The queries and seeds of a row; or, with another row, those that both have,
 * in an order that is the same whichever of the two is first.
 */
struct bootstrap *bootstrap_new(
    const struct row *row, const struct row *other, enum f1_policy policy);
void bootstrap_free(struct bootstrap *b);

size_t bootstrap_n_seeds(const struct bootstrap *b);
size_t bootstrap_n_queries(const struct bootstrap *b);

/* The metric over the queries of one seed. */
double bootstrap_metric(struct bootstrap *b, size_t seed);

/* The share of right choices over the queries of one seed. */
double bootstrap_accuracy(const struct bootstrap *b, size_t seed);

/*
 * Tells rows of other queries or seeds apart: rows of one summary whose numbers
 * are equal were measured on the same queries, seed by seed.
 */
uint64_t bootstrap_key(const struct bootstrap *b);

/*
 * The metric's mean over the seeds in n draws; equal keys draw equal queries.
 * Over tasks, a task by itself is drawn as over both.
 */
void bootstrap_interval(struct bootstrap *b, enum bootstrap_over over,
    uint64_t seed, struct str key, double *out, size_t n);

/* The mean over tasks in n draws of as many tasks as there are means. */
void bootstrap_tasks(
    const double *means, size_t n_means, uint64_t seed, double *out, size_t n);

/*
 * Baselines of the metric that need no model: a uniformly random choice, and
 * always the commonest class.
 */
double bootstrap_chance(struct bootstrap *b);
double bootstrap_chance_accuracy(
    const struct bootstrap *b); /* NAN of answers */
double bootstrap_majority(struct bootstrap *b);

double bootstrap_k_kept(const struct bootstrap *b); /* mean over all queries */

#endif
