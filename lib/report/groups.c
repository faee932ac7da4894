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

static void
add(void *ctx, struct str name, const struct json *value)
{
	struct groups *g = ctx;
	size_t n = json_count(value);
	struct str *tasks = arena_alloc(&g->arena, n, sizeof *tasks);

	if (json_kind(value) != JSON_ARRAY)
		return;
	for (size_t i = 0; i < n; i++) {
		struct str s = json_str(json_at(value, i));

		tasks[i] = (struct str){ arena_copy(&g->arena, s.p, s.n), s.n };
	}
	g->v = mem_grow(g->v, &g->cap, g->n + 1, sizeof *g->v);
	g->v[g->n++] = (struct group){
		.name = arena_copy(&g->arena, name.p, name.n),
		.tasks = { tasks, n },
	};
}

struct groups *
groups_load(const char *path, struct err *e)
{
	struct groups *g = mem_new(1, sizeof *g);
	struct buf text = { 0 };
	struct json *j = NULL;

	if (file_read(path, GROUPS_BYTES_MAX, &text, e) == 0) {
		j = json_parse(buf_view(&text), e);
		if (j == NULL)
			err_prefix(e, "%s", path);
	}
	json_members(j, add, g);
	if (j != NULL && g->n == 0)
		err_set(
		    e, "%s: no group; write {\"name\": [\"task\", ...]}", path);
	json_free(j);
	buf_release(&text);
	if (g->n > 0)
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
