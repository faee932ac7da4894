/* Named groups of tasks: see groups.h. */
#include "report/groups.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "io/file.h"
#include "io/json.h"
#include "io/texts.h"

enum { GROUPS_BYTES_MAX = 16 << 20 };

struct group {
	const char *name;
	struct texts tasks;
};

struct groups {
	struct arena arena;
	struct group *v;
	size_t n, cap;
};

struct filling {
	struct groups *g;
	const struct json *j; /* the whole file */
	struct err *e;
	int rc;
};

static void
add(void *ctx, struct str name, const struct json *value)
{
	struct filling *f = ctx;
	struct groups *g = f->g;
	struct group x = { .name = arena_copy(&g->arena, name.p, name.n) };

	if (f->rc != 0 || json_kind(value) != JSON_ARRAY)
		return;
	f->rc = texts_parse(f->j, x.name, &g->arena, &x.tasks, f->e);
	g->v = mem_grow(g->v, &g->cap, g->n + 1, sizeof *g->v);
	g->v[g->n++] = x;
}

struct groups *
groups_load(const char *path, struct err *e)
{
	struct groups *g = mem_new(1, sizeof *g);
	struct filling f = { .g = g, .e = e };
	struct buf text = { 0 };
	struct json *j = NULL;

	if (file_read(path, GROUPS_BYTES_MAX, &text, e) == 0) {
		j = json_parse(buf_view(&text), e);
		if (j == NULL)
			err_prefix(e, "%s", path);
	}
	f.j = j;
	json_members(j, add, &f);
	if (f.rc != 0)
		err_prefix(e, "%s", path);
	else if (j != NULL && g->n == 0)
		err_set(
		    e, "%s: no group; write {\"name\": [\"task\", ...]}", path);
	json_free(j);
	buf_release(&text);
	if (f.rc == 0 && g->n > 0)
		return g;
	groups_free(g);
	return NULL;
}

void
groups_free(struct groups *g)
{
	if (g == NULL)
		return;
	arena_release(&g->arena);
	free(g->v);
	free(g);
}

size_t
groups_count(const struct groups *g)
{
	return g->n;
}

const char *
groups_name(const struct groups *g, size_t i)
{
	assert(i < g->n);
	return g->v[i].name;
}

bool
groups_has(const struct groups *g, size_t i, struct str task)
{
	return texts_find(g->v[i].tasks, task) < g->v[i].tasks.n;
}
