/* Where evaluation finds shots and queries: see sources.h. */
#include "text/sources.h"

static int
shots(void *ctx, uint64_t k, uint64_t seed, struct example_list *out,
    struct err *e)
{
	struct folder_source *f = ctx;

	out->n_members = f->queries.n_members;
	return folder_shots(f->folder, k, seed, f->in, out, e);
}

static const struct example_list *
queries(void *ctx, uint64_t k, uint64_t seed, const char **name, bool *changed,
    struct err *e)
{
	struct folder_source *f = ctx;
	const char *path = folder_tests(f->folder, k, seed, e);

	*name = path;
	*changed = path != f->path;
	if (path == NULL)
		return NULL;
	if (!*changed)
		return &f->queries;
	example_list_release(&f->queries);
	f->path = path;
	return intake_file(f->in, path, example_list_add, &f->queries, e)
		   ? NULL
		   : &f->queries;
}

int
folder_source_open(struct folder_source *f, const char *path, struct intake *in,
    struct eval_source *source, struct err *e)
{
	*f = (struct folder_source){ .in = in };
	f->queries.n_members = in->members == NULL ? 0 : in->members->n;
	f->folder = folder_open(path, e);
	if (f->folder == NULL)
		return -1;
	*source = (struct eval_source){
		.task = folder_task(f->folder),
		.ctx = f,
		.shots = shots,
		.queries = queries,
	};
	return 0;
}

void
folder_source_close(struct folder_source *f)
{
	folder_free(f->folder);
	example_list_release(&f->queries);
	*f = (struct folder_source){ 0 };
}
