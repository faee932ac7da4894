/*
 * Visits everything that --guard PATH names: an examples file, a task folder, a
 * folder of these, or a setting (a .json file of task names).
 */
#ifndef ICL_EPISODE_GUARD_PATHS_H
#define ICL_EPISODE_GUARD_PATHS_H

#include "episode/example_reader.h"

/* Where the walk has come to. */
struct guard_place {
	const char *file; /* good until guard_paths_walk returns */
	struct str task;  /* of the file's folder; "": its records say it */
};

/* Functions that the walk calls; -1 ends it. */
struct guard_visitor {
	void *ctx;
	/* a task's name in a setting */
	int (*name)(void *ctx, const struct guard_place *at, struct str task,
	    struct err *e);
	int (*example)(void *ctx, const struct guard_place *at,
	    const struct example_reader_item *item, struct err *e);
};

/*
 * Visits all of path, in order of names.  The folders of a setting's tasks are
 * sought in data, if that is not NULL.
 */
int guard_paths_walk(const struct guard_visitor *v, const char *path,
    const char *data, struct example_reader *in, struct err *e) MUST_CHECK;

#endif
