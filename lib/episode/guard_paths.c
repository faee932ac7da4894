/* Walking what is guarded: see guard_paths.h. */
#include "episode/guard_paths.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "io/file.h"
#include "io/json.h"

enum { SETTING_MAX = 1 << 24 };

struct walk {
	const struct guard_visitor *visitor;
	const char *data;
	struct example_reader *in;
	struct guard_place at;
};

static bool
is_examples(struct str name)
{
	if (str_ends(name, STR(".zst")))
		name.n -= strlen(".zst");
	return str_ends(name, STR(".jsonl")) || str_ends(name, STR(".ex")) ||
	       str_ends(name, STR(".csv")) || str_ends(name, STR(".tsv"));
}

static int
by_name(const void *a, const void *b)
{
	char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

/* Names in a folder, hidden ones apart, in order. */
static int
list_names(const char *path, char ***names, size_t *n, struct err *e)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	size_t cap = 0;

	*names = NULL;
	*n = 0;
	if (dir == NULL)
		return err_errno(e, "%s", path);
	while ((entry = readdir(dir)) != NULL) {
		size_t length = strlen(entry->d_name);

		if (entry->d_name[0] == '.')
			continue;
		*names = mem_grow(*names, &cap, *n + 1, sizeof **names);
		(*names)[*n] = mem_new(length + 1, 1);
		memcpy((*names)[(*n)++], entry->d_name, length);
	}
	closedir(dir);
	if (*n > 0)
		qsort(*names, *n, sizeof **names, by_name);
	return 0;
}

/* An example_reader_fn. */
static int
take_example(void *ctx, const struct example_reader_item *item, struct err *e)
{
	struct walk *w = ctx;

	return w->visitor->example(w->visitor->ctx, &w->at, item, e);
}

static int
walk_file(struct walk *w, const char *path, struct err *e)
{
	w->at.file = path;
	return example_reader_file(w->in, path, take_example, w, e);
}

/* Files named TASK_... in a folder TASK are that task's, whatever they say. */
static int
walk_entry(struct walk *w, const char *dir, const char *name, struct err *e)
{
	struct str folder = str_of(file_basename(dir));
	struct buf path = { 0 };
	int rc = 0;

	buf_printf(&path, "%s/%s", dir, name);
	w->at.task = str_starts(str_of(name), folder) ? folder : STR("");
	if (is_examples(str_of(name)))
		rc = walk_file(w, path.p, e);
	w->at.task = STR("");
	buf_release(&path);
	return rc;
}

/* A task folder, or one of these and files. */
static int
walk_dir(struct walk *w, const char *dir, int depth, struct err *e)
{
	char **names;
	size_t n;
	int rc = list_names(dir, &names, &n, e);

	for (size_t i = 0; i < n; i++) {
		struct buf path = { 0 };

		buf_printf(&path, "%s/%s", dir, names[i]);
		if (rc == 0 && depth > 0 && file_is_dir(path.p))
			rc = walk_dir(w, path.p, depth - 1, e);
		else if (rc == 0)
			rc = walk_entry(w, dir, names[i], e);
		buf_release(&path);
		free(names[i]);
	}
	free(names);
	return rc;
}

static int
walk_names(
    struct walk *w, const char *setting, const struct json *list, struct err *e)
{
	for (size_t i = 0; i < json_count(list); i++) {
		struct str name = json_str(json_at(list, i));
		struct buf dir = { 0 };
		int rc;

		w->at.file = setting;
		rc = w->visitor->name(w->visitor->ctx, &w->at, name, e);
		if (rc == 0 && w->data != NULL) {
			buf_printf(&dir, "%s/", w->data);
			buf_str(&dir, name);
			if (file_is_dir(dir.p))
				rc = walk_dir(w, dir.p, 0, e);
		}
		buf_release(&dir);
		if (rc)
			return -1;
	}
	return 0;
}

static int
walk_setting(struct walk *w, const char *path, struct err *e)
{
	static const char *const parts[] = { "test", "unseen_domain_test" };
	struct buf text = { 0 };
	struct json *j = NULL;
	int rc = file_read(path, SETTING_MAX, &text, e);

	if (rc == 0 && (j = json_parse(buf_view(&text), e)) == NULL)
		rc = err_prefix(e, "%s", path);
	if (rc == 0 && json_kind(json_get(j, "test")) != JSON_ARRAY)
		rc = err_set(e, "%s: no setting: 'test' is no list", path);
	for (size_t i = 0; rc == 0 && i < 2; i++) {
		const struct json *list = json_get(j, parts[i]);

		if (json_kind(list) == JSON_ARRAY)
			rc = walk_names(w, path, list, e);
	}
	json_free(j);
	buf_release(&text);
	return rc;
}

int
guard_paths_walk(const struct guard_visitor *v, const char *path,
    const char *data, struct example_reader *in, struct err *e)
{
	struct walk w = { v, data, in, { path, STR("") } };
	struct buf dir = { 0 };
	int rc;

	if (str_ends(str_of(path), STR(".json")))
		return walk_setting(&w, path, e);
	if (!file_is_dir(path))
		return walk_file(&w, path, e);
	buf_str(&dir, str_of(path));
	while (dir.n > 1 && dir.p[dir.n - 1] == '/')
		dir.p[--dir.n] = '\0';
	rc = walk_dir(&w, dir.p, 2, e);
	buf_release(&dir);
	return rc;
}
