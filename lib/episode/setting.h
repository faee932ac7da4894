/* MetaICL's settings: JSON files that list the names of tasks by part. */
#ifndef ICL_EPISODE_SETTING_H
#define ICL_EPISODE_SETTING_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "io/texts.h"

/* The values of --setting, --data and --part. */
struct setting_options {
	const char *path; /* of the setting */
	const char *part; /* "train", "test" or "unseen_domain_test" */
	const char *data; /* folder of the tasks */
	bool folders;     /* DIR/T is wanted, else a file of examples */
	bool skip;        /* pass over tasks that are not there */
};

/*
 * The paths of the part's tasks, in its order, into the arena: with folders
 * DIR/T, else DIR/T/T_16384_100_train.jsonl or DIR/T.jsonl, also with .zst
 * behind.  n_skipped counts tasks that are not there, which without skip are an
 * error, as is a part without any task.
 */
int setting_paths(const struct setting_options *want, struct arena *a,
    const char ***paths, size_t *n, size_t *n_skipped,
    struct err *e) MUST_CHECK;

#endif
