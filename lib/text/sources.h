/* Where evaluation finds shots and queries: task folders, pools. */
#ifndef ICL_TEXT_SOURCES_H
#define ICL_TEXT_SOURCES_H

#include "text/evaluation.h"

struct folder_source {
	struct folder *folder;
	struct intake *in;
	struct example_list queries;
	const char *path; /* of queries; NULL: none read so far */
};

/* Opens a task folder; source is good until the close. */
int folder_source_open(struct folder_source *f, const char *path,
    struct intake *in, struct eval_source *source, struct err *e) MUST_CHECK;
void folder_source_close(struct folder_source *f);

/*
 * A task of a pool: k_max shots drawn for each seed are set aside first, and
 * the rest are the queries of all of them, or those of another pool.
 */
struct pool_source {
	const struct pool_task *task;
	uint64_t seed;
	size_t k_max;
	struct example_list queries;
	size_t n_shown; /* left out: the same text as a shot */
};

/*
 * tests is NULL or what stands for the queries.  The pools must have been
 * finished and outlive it.
 */
int pool_source_open(struct pool_source *p, const struct pool *pool,
    size_t task, const struct pool *tests, size_t k_max,
    const struct numbers *seeds, struct eval_source *source,
    struct err *e) MUST_CHECK;
void pool_source_close(struct pool_source *p);

#endif
