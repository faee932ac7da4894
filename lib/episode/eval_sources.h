/*
 * Evaluates all tasks of a run, each of which is a task folder or a task of a
 * pool, and reports the counts.
 */
#ifndef ICL_EPISODE_EVAL_SOURCES_H
#define ICL_EPISODE_EVAL_SOURCES_H

#include "episode/eval_sets.h"
#include "episode/episode_writer.h"

/*
 * Without `pool` each of files is a task folder.  With it they hold examples:
 * the shots of all seeds, as many for each as the largest k, are set aside
 * first, and the queries of every seed are the rest, or those of the file
 * `test`.  With balanced selection the shots have each label as often as any
 * other; with bm25 all shots that are set aside are looked through for each
 * query, with `test` the whole pool.
 */
struct eval_sources {
	const struct episode_writer *writer;
	struct example_reader *example_reader;
	const char *const *files;
	size_t n_files;
	bool pool;
	const char *test; /* NULL: the queries are the rest of the pool */
	size_t cap;       /* examples kept of a task */
};

/* Opens the output and writes all sets; nothing is left open. */
int eval_sources_run(const struct eval_sources *s,
    const struct eval_options *options, struct err *e) MUST_CHECK;

#endif
