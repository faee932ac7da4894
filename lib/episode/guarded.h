/*
 * What a guard is told to guard: an examples file, a task folder, a folder of
 * these, or a setting (a .json file of task names).
 */
#ifndef ICL_EPISODE_GUARDED_H
#define ICL_EPISODE_GUARDED_H

#include "episode/example_reader.h"

/* Where the walk is. */
struct guarded_at {
	const char *file; /* good until guarded_walk returns */
	struct str task;  /* that the file's folder stands for, or "" */
};

struct guarded_visitor {
	void *ctx;
	/* a task's name in a setting */
	int (*name)(void *ctx, const struct guarded_at *at, struct str task,
	    struct err *e);
	int (*example)(void *ctx, const struct guarded_at *at,
	    const struct example_reader_item *item, struct err *e);
};

/*
 * Visits all of path, in order of names.  The folders of a setting's tasks are
 * sought in data, if that is not NULL.
 */
int guarded_walk(const struct guarded_visitor *v, const char *path,
    const char *data, struct example_reader *in, struct err *e) MUST_CHECK;

#endif
