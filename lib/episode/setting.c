/* MetaICL's settings: see setting.h. */
#include "episode/setting.h"

#include <assert.h>

#include "io/file.h"
#include "io/json.h"

enum { SETTING_MAX = 1 << 24 };

/* A path into the arena if something is there, else NULL. */
static const char *
if_there(const struct buf *path, bool folder, struct arena *a)
{
	if (folder ? !file_is_dir(path->p)
		   : !file_exists(path->p) || file_is_dir(path->p))
		return NULL;
	return arena_copy(a, path->p, path->n);
}

static const char *
find_task(const struct setting_options *want, struct str task, struct arena *a)
{
	static const char *const ends[] = { "", ".zst" };
	struct buf path = { 0 };
	const char *found = NULL;

	if (want->folders) {
		buf_printf(&path, "%s/%.*s", want->data, STR_ARG(task));
		found = if_there(&path, true, a);
	}
	for (size_t i = 0; !want->folders && found == NULL && i < 4; i++) {
		buf_reset(&path);
		buf_printf(&path, "%s/%.*s", want->data, STR_ARG(task));
		if (i < 2)
			buf_printf(
			    &path, "/%.*s_16384_100_train", STR_ARG(task));
		buf_printf(&path, ".jsonl%s", ends[i % 2]);
		found = if_there(&path, false, a);
	}
	buf_release(&path);
	return found;
}

static int
find_all(const struct setting_options *want, struct texts tasks,
    struct arena *a, const char ***paths, size_t *n, size_t *n_skipped,
    struct err *e)
{
	assert(*n == 0 && *n_skipped == 0);
	*paths = arena_alloc(a, tasks.n, sizeof **paths);
	for (size_t i = 0; i < tasks.n; i++) {
		const char *path = find_task(want, tasks.v[i], a);

		if (path != NULL)
			(*paths)[(*n)++] = path;
		else if (want->skip)
			++*n_skipped;
		else
			return err_set(e,
			    "%s: task '%s' of '%s' is not in %s; pass over "
			    "such tasks with --skip-bad",
			    want->path, tasks.v[i].p, want->part, want->data);
	}
	if (*n == 0)
		return err_set(e, "%s: no task of '%s' is in %s", want->path,
		    want->part, want->data);
	return 0;
}

int
setting_paths(const struct setting_options *want, struct arena *a,
    const char ***paths, size_t *n, size_t *n_skipped, struct err *e)
{
	struct texts tasks = { NULL, 0 };
	struct buf text = { 0 };
	struct json *j = NULL;
	int rc = file_read(want->path, SETTING_MAX, &text, e);

	*n = *n_skipped = 0;
	if (rc == 0 && (j = json_parse(buf_view(&text), e)) == NULL)
		rc = err_prefix(e, "%s", want->path);
	if (rc == 0 && texts_parse(j, want->part, a, &tasks, e))
		rc = err_prefix(e, "%s", want->path);
	json_free(j);
	buf_release(&text);
	return rc ? rc : find_all(want, tasks, a, paths, n, n_skipped, e);
}
