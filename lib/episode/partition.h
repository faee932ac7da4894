/*
 * A pass over a task, partitioned into episodes: which of its examples each is
 * made of.  The order of a pass is a function of (seed, task, pass).
 *
 * query      every example that may be one is the query of an episode once;
 *            its demonstrations are drawn when the episode is built.
 * partition  every example is in one episode, the query last; what is left
 *            when too few remain is counted.
 */
#ifndef ICL_EPISODE_PARTITION_H
#define ICL_EPISODE_PARTITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "episode/demo_sampling.h"
#include "episode/example_size.h"
#include "episode/pool.h"

/* How a pass is made, the same for all passes of a task. */
struct partition_options {
	uint64_t seed;
	bool partition;      /* else query */
	size_t k_min, k_max; /* demonstrations: k is drawn between them */
	size_t max_bytes;    /* 0: no limit, else k goes as far as it fits */
	enum cover cover;
	struct example_size size; /* what max_bytes is measured with */
};

/* {0} is empty.  Each example of the task is in one of the counts. */
struct partition {
	size_t *v;        /* indices of examples */
	size_t *starts;   /* episode j is v[starts[j]] up to v[starts[j + 1]] */
	size_t n;         /* episodes */
	size_t n_in;      /* examples dealt: all of a group, or the query */
	size_t n_demo;    /* examples that may only be shown */
	size_t n_left;    /* examples at the end of the pass */
	size_t n_long;    /* examples that leave no room for another */
	size_t n_without; /* examples of groups where none could be the query */
};

/*
 * Replaces d by pass number `pass` over the task.  No two examples of an
 * episode have the same text; where labels are covered, the query's label is
 * shown by a demonstration if there is one.
 */
void partition_deal(struct partition *d, const struct pool_task *t,
    const struct partition_options *rule, uint64_t pass);

void partition_release(struct partition *d);

#endif
