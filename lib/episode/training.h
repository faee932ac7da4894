/*
 * Training: examples past the guard into a pool, episodes of it built by
 * several threads and written in their order.
 */
#ifndef ICL_EPISODE_TRAINING_H
#define ICL_EPISODE_TRAINING_H

#include <stdint.h>

#include "episode/lm_mix.h"
#include "episode/episodes.h"
#include "episode/episode_writer.h"

/* All that it points to is borrowed. */
struct training {
	const struct episode_writer *writer;
	struct example_reader *example_reader;
	size_t cap; /* examples kept of a task */
	enum candidates candidates;
	const struct guard_policy *guard;
	uint64_t min_bytes; /* of text to write; 0: writer->count or a pass */
	const struct episodes_options *episodes;
	const struct lm_mix_options *lm_mix; /* text between them, or NULL */
};

/*
 * Reads all of r, then writes one pass, or writer->count records, or as many as
 * have min_bytes of text.  A query that
 * has too few demonstrations is passed over and counted; it is an error when
 * there is no other.
 */
int training_run(
    const struct training *t, struct reader *r, struct err *e) MUST_CHECK;

#endif
