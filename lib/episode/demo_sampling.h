/*
 * Draws demonstrations for a query from its task: those of training episodes
 * and the shots that evaluation sets aside from a pool.
 */
#ifndef ICL_EPISODE_DEMO_SAMPLING_H
#define ICL_EPISODE_DEMO_SAMPLING_H

#include <stddef.h>

#include "base/mem.h"
#include "base/rng.h"
#include "episode/pool.h"

/* Which labels the demonstrations must show. */
enum cover {
	COVER_ANY,    /* labels as they come */
	COVER_EVERY,  /* each label at least once where there is room */
	COVER_EVENLY, /* each label as often as any other, as far as it goes */
};

/*
 * Puts up to want indices of the task's examples into picks and returns how
 * many: pairwise different in normalised text, none the same as the query
 * (NULL: there is none). Labels to be covered come first; shuffle them once it
 * is known how many stay. Takes O(want) draws unless most of the task is the
 * same text.
 */
size_t demo_sampling_draw(const struct pool_task *t,
    const struct pool_example *query, size_t want, enum cover cover,
    struct rng *r, struct arena *a, size_t *picks);

/* Puts v in random order. */
void demo_sampling_shuffle(struct rng *r, size_t *v, size_t n);

#endif
