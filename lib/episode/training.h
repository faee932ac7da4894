/*
 * Training: examples past the guard into a pool, episodes of it built by
 * several threads and written in their order.
 */
#ifndef ICL_EPISODE_TRAINING_H
#define ICL_EPISODE_TRAINING_H

#include "episode/lm_mix.h"
#include "episode/episodes.h"
#include "episode/episode_writer.h"

struct training {
	const struct episode_writer *writer;
	struct example_reader *example_reader;
	size_t cap; /* examples kept of a task */
	const struct guard_policy *guard;
	const struct episodes_options *episodes;
	const struct lm_mix_options *lm_mix; /* text between them, or NULL */
};

/*
 * Reads all of r, then writes one pass or as many records as are wanted.
 * Queries that have too few others to stand with are passed over and counted;
 * an error when there is nothing else.
 */
int training_run(
    const struct training *t, struct reader *r, struct err *e) MUST_CHECK;

#endif
