/* A task folder: see task_folder.h. */
#include "episode/task_folder.h"

#include <assert.h>
#include <dirent.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/opt.h"

enum { FILES_MAX = 1 << 16 };

enum part { SHOTS, TESTS };

struct entry {
	enum part part;
	bool for_all; /* T_test.jsonl, whose name has no k and seed */
	uint64_t k, seed;
	char *path;
};

struct task_folder {
	char *path;
	struct str task; /* in path */
	struct entry *v;
	size_t n, cap;
};

int
example_list_add(
    void *list, const struct example_reader_item *item, struct err *e)
{
	struct example_list *l = list;

	(void)e;
	assert(!l->borrowed);
	l->v = mem_grow(l->v, &l->cap, l->n + 1, sizeof *l->v);
	l->v[l->n] = pool_example_new(item, l->n_members);
	l->v[l->n]->number = l->n;
	l->n++;
	return 0;
}

void
example_list_take(struct example_list *list, struct pool_example *x)
{
	assert(list->borrowed);
	list->v = mem_grow(list->v, &list->cap, list->n + 1, sizeof *list->v);
	list->v[list->n++] = x;
}

void
example_list_release(struct example_list *list)
{
	while (!list->borrowed && list->n > 0)
		free(list->v[--list->n]);
	free(list->v);
	*list = (struct example_list){ .n_members = list->n_members };
}

/* A number and the '_' behind it. */
static bool
take_number(struct str *s, uint64_t *value)
{
	const char *end = memchr(s->p, '_', s->n);
	size_t n = end == NULL ? 0 : (size_t)(end - s->p);
	char digits[24];
	struct err e;

	if (n == 0 || n >= sizeof digits)
		return false;
	memcpy(digits, s->p, n);
	digits[n] = '\0';
	*s = str_slice(*s, n + 1, s->n);
	return opt_u64(digits, 0, INT64_MAX, value, &e) == 0;
}

/* Parses the name behind "T_"; false when it is no file of a task folder. */
static bool
read_name(struct str rest, struct entry *entry)
{
	if (str_ends(rest, STR(".zst")))
		rest.n -= strlen(".zst");
	if (!str_ends(rest, STR(".jsonl")))
		return false;
	rest.n -= strlen(".jsonl");
	entry->for_all = str_eq(rest, STR("test"));
	entry->part = TESTS;
	if (entry->for_all)
		return true;
	if (!take_number(&rest, &entry->k) || !take_number(&rest, &entry->seed))
		return false;
	if (str_eq(rest, STR("train")))
		entry->part = SHOTS;
	return entry->part == SHOTS || str_eq(rest, STR("test"));
}

static void
add_file(struct task_folder *f, const char *name)
{
	struct str s = str_of(name);
	struct entry entry = { 0 };
	struct buf path = { 0 };

	if (!str_starts(s, f->task) || s.n <= f->task.n + 1 ||
	    s.p[f->task.n] != '_' || f->n == FILES_MAX ||
	    !read_name(str_slice(s, f->task.n + 1, s.n), &entry))
		return;
	buf_printf(&path, "%s/%s", f->path, name);
	entry.path = path.p;
	f->v = mem_grow(f->v, &f->cap, f->n + 1, sizeof *f->v);
	f->v[f->n++] = entry;
}

/* The task is the last part of the path, a real one for "." and "..". */
static int
name_task(struct task_folder *f, const char *path, struct err *e)
{
	struct str s = str_of(path), name;
	const char *slash;

	while (s.n > 1 && s.p[s.n - 1] == '/')
		s.n--;
	slash = memrchr(s.p, '/', s.n);
	name = slash == NULL ? s : str_slice(s, (size_t)(slash - s.p) + 1, s.n);
	if (str_eq(name, STR(".")) || str_eq(name, STR("..")))
		f->path = realpath(path, NULL);
	else
		f->path = strndup(s.p, s.n);
	if (f->path == NULL)
		return err_errno(e, "%s", path);
	slash = strrchr(f->path, '/');
	f->task = str_of(slash == NULL ? f->path : slash + 1);
	return 0;
}

static int
by_path(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return strcmp(x->path, y->path);
}

struct task_folder *
task_folder_open(const char *path, struct err *e)
{
	struct task_folder *f = mem_new(1, sizeof *f);
	struct dirent *entry;
	DIR *dir = NULL;
	int rc = name_task(f, path, e);

	if (rc == 0 && (dir = opendir(f->path)) == NULL)
		rc = err_errno(e, "%s", path);
	while (rc == 0 && (entry = readdir(dir)) != NULL)
		add_file(f, entry->d_name);
	if (dir != NULL)
		closedir(dir);
	if (rc == 0 && f->n == 0)
		rc = err_set(e,
		    "%s: no task folder: it holds neither %s_test.jsonl nor "
		    "%s_K_SEED_train.jsonl",
		    path, f->task.p, f->task.p);
	if (rc == 0) {
		qsort(f->v, f->n, sizeof *f->v, by_path);
		return f;
	}
	task_folder_free(f);
	return NULL;
}

void
task_folder_free(struct task_folder *f)
{
	if (f == NULL)
		return;
	for (size_t i = 0; i < f->n; i++)
		free(f->v[i].path);
	free(f->v);
	free(f->path);
	free(f);
}

struct str
task_folder_task(const struct task_folder *f)
{
	return f->task;
}

/* The file for k and seed, else that of the smallest larger k. */
static const struct entry *
find(const struct task_folder *f, enum part part, uint64_t k, uint64_t seed)
{
	const struct entry *best = NULL;

	for (size_t i = 0; i < f->n; i++) {
		const struct entry *x = &f->v[i];

		if (x->part == part && !x->for_all && x->seed == seed &&
		    x->k >= k && (best == NULL || x->k < best->k))
			best = x;
	}
	return best;
}

int
task_folder_shots(const struct task_folder *f, uint64_t k, uint64_t seed,
    struct example_reader *in, struct example_list *out, struct err *e)
{
	const struct entry *x = find(f, SHOTS, k, seed);

	example_list_release(out);
	if (k == 0)
		return 0;
	if (x == NULL)
		return err_set(e,
		    "%s: no shots for k %" PRIu64 " and seed %" PRIu64
		    " (%s_%" PRIu64 "_%" PRIu64 "_train.jsonl or one of a "
		    "larger k); choose others with -k and --seeds",
		    f->path, k, seed, f->task.p, k, seed);
	if (example_reader_file(in, x->path, example_list_add, out, e))
		return -1;
	if (out->n < k)
		return err_set(e, "%s: %zu shots, k is %" PRIu64 "; lower -k",
		    x->path, out->n, k);
	return 0;
}

const char *
task_folder_tests(
    const struct task_folder *f, uint64_t k, uint64_t seed, struct err *e)
{
	const struct entry *x = find(f, TESTS, k, seed);

	for (size_t i = 0; x == NULL && i < f->n; i++)
		if (f->v[i].part == TESTS && f->v[i].for_all)
			x = &f->v[i];
	if (x != NULL)
		return x->path;
	err_set(e,
	    "%s: no queries for k %" PRIu64 " and seed %" PRIu64
	    " (%s_test.jsonl)",
	    f->path, k, seed, f->task.p);
	return NULL;
}
