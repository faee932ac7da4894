/* Evaluation of what there is: task folders, or tasks of a pool. */
#ifndef ICL_EPISODE_EVAL_SOURCES_H
#define ICL_EPISODE_EVAL_SOURCES_H

#include "episode/eval_sets.h"
#include "episode/episode_writer.h"

/*
 * Task folders, or with `pool` tasks in examples: then the shots of all seeds,
 * as many for each as the largest k, are set aside first, and the rest are the
 * queries of all of them, or those of the file `test`.  With balanced
 * selection the shots have each label as often as any other; with bm25 all
 * that is set aside, with `test` everything, is looked through.
 */
struct eval_sources {
	const struct episode_writer *writer;
	struct example_reader *example_reader;
	const char *const *files;
	size_t n_files;
	bool pool;
	const char *test; /* NULL: what is no shot */
	size_t cap;       /* examples kept of a task */
};

/* Writes all sets that options asks for. */
int eval_sources_run(const struct eval_sources *s,
    const struct eval_options *options, struct err *e) MUST_CHECK;

#endif
