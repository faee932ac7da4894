/* Where evaluation finds shots and queries: task folders. */
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

#endif
