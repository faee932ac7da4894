/*
 * Where the shots and queries of one task come from: a task folder or a pool
 * (eval_sources.h).  What it hands out stays its own.
 */
#ifndef ICL_EPISODE_EVAL_SOURCE_H
#define ICL_EPISODE_EVAL_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "episode/task_folder.h"

struct eval_source {
	struct str task;
	void *ctx;     /* of the functions */
	bool one_seed; /* the shots are the same for all seeds */
	size_t n_same; /* queries left out: they have the text of a shot */
	/*
	 * At least k shots of a seed, of which those for a smaller k come
	 * first; what out holds is replaced.
	 */
	int (*shots)(void *ctx, uint64_t k, uint64_t seed,
	    struct example_list *out, struct err *e);
	/*
	 * The queries, NULL on error; *name is what messages call them, and
	 * *changed whether they are other ones than the last time.
	 */
	const struct example_list *(*queries)(void *ctx, uint64_t k,
	    uint64_t seed, const char **name, bool *changed, struct err *e);
};

#endif
