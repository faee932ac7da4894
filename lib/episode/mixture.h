/*
 * The mixture draws the task of the next episode.  Its spec is one of
 *
 *   prop           in proportion to the examples kept of each
 *   uniform        every family alike, its tasks in proportion
 *   temp:T         families in proportion to size^(1/T), T >= 1
 *   PATTERN=W,...  each pattern's tasks together get a share W, in proportion
 *                  to size; the first pattern that fits a task counts, and a
 *                  task that none fits is left out
 */
#ifndef ICL_EPISODE_MIXTURE_H
#define ICL_EPISODE_MIXTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/rng.h"
#include "episode/pool.h"

/* A spec, and once it was fitted the shares of a pool's tasks. */
struct mixture;

/* NULL and the reason when spec is none of these. */
struct mixture *mixture_new(const char *spec, struct err *e) MUST_CHECK;
void mixture_free(struct mixture *m);

/* A mixture in proportion needs no draws: it is a shuffled pass over all. */
bool mixture_is_prop(const struct mixture *m);

/*
 * Sets the shares of the pool's tasks; sizes[i] is what task i can give, 0
 * leaves it out.  -1 when no task is left.
 */
int mixture_fit(struct mixture *m, const struct pool *p, const size_t *sizes,
    struct err *e) MUST_CHECK;

/* Tasks that have something to give and get no share. */
size_t mixture_n_left_out(const struct mixture *m);

/* Patterns that no task has something to give for. */
size_t mixture_n_idle(const struct mixture *m);

/* Index of a task; mixture_fit has been called. */
size_t mixture_draw(const struct mixture *m, struct rng *r);

#endif
