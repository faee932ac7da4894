/* Where evaluation finds shots and queries: see sources.h. */
#include "text/sources.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/rng.h"

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

static void
draw_shots(const struct pool_source *p, uint64_t seed, size_t *picks)
{
	struct rng rng = rng_at(p->seed, "shots", p->task->name, seed);

	rng_sample(&rng, p->task->n, picks, p->k_max);
}

static int
pool_shots(void *ctx, uint64_t k, uint64_t seed, struct example_list *out,
    struct err *e)
{
	const struct pool_source *p = ctx;
	size_t *picks = mem_new(p->k_max, sizeof *picks);

	(void)k;
	(void)e;
	out->n_members = p->queries.n_members;
	example_list_release(out);
	out->borrowed = true;
	draw_shots(p, seed, picks);
	out->v = mem_grow(out->v, &out->cap, p->k_max, sizeof *out->v);
	for (size_t i = 0; i < p->k_max; i++)
		out->v[out->n++] = p->task->v[picks[i]];
	free(picks);
	return 0;
}

static const struct example_list *
pool_queries(void *ctx, uint64_t k, uint64_t seed, const char **name,
    bool *changed, struct err *e)
{
	const struct pool_source *p = ctx;

	(void)k;
	(void)seed;
	(void)e;
	*name = p->task->name.p;
	*changed = false;
	return &p->queries;
}

static int
by_hash(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The normalised texts of the shots of all seeds, sorted. */
static uint64_t *
hash_shots(const struct pool_source *p, const struct numbers *seeds, size_t *n)
{
	uint64_t *all = mem_new(seeds->n * p->k_max, sizeof *all);
	size_t *picks = mem_new(p->k_max, sizeof *picks);

	*n = 0;
	for (size_t i = 0; i < seeds->n; i++) {
		draw_shots(p, seeds->v[i], picks);
		for (size_t j = 0; j < p->k_max; j++)
			all[(*n)++] = p->task->v[picks[j]]->same;
	}
	qsort(all, *n, sizeof *all, by_hash);
	free(picks);
	return all;
}

static void
add_queries(struct pool_source *p, const struct pool_task *from,
    const struct numbers *seeds)
{
	struct example_list *q = &p->queries;
	size_t n;
	uint64_t *shown = hash_shots(p, seeds, &n);

	q->v = mem_grow(q->v, &q->cap, from->n, sizeof *q->v);
	for (size_t i = 0; i < from->n; i++) {
		struct pool_example *x = from->v[i];

		if (bsearch(&x->same, shown, n, sizeof *shown, by_hash) == NULL)
			q->v[q->n++] = x;
		else
			p->n_shown++;
	}
	free(shown);
}

static const struct pool_task *
find_task(const struct pool *pool, struct str name)
{
	for (size_t i = 0; i < pool->n_tasks; i++)
		if (str_eq(pool->tasks[i]->name, name))
			return pool->tasks[i];
	return NULL;
}

int
pool_source_open(struct pool_source *p, const struct pool *pool, size_t task,
    const struct pool *tests, size_t k_max, const struct numbers *seeds,
    struct eval_source *source, struct err *e)
{
	const struct pool_task *t = pool->tasks[task], *from = t;

	*p = (struct pool_source){
		.task = t, .seed = pool->seed, .k_max = k_max
	};
	p->queries.borrowed = true;
	p->queries.n_members = pool->n_members;
	if (tests != NULL)
		from = find_task(tests, t->name);
	if (t->n < k_max)
		return err_set(e,
		    "task '%s' has %zu examples, k is %zu; lower -k", t->name.p,
		    t->n, k_max);
	if (from == NULL)
		return err_set(
		    e, "task '%s' has no queries in --test", t->name.p);
	add_queries(p, from, seeds);
	if (p->queries.n == 0)
		return err_set(e,
		    "task '%s' has %zu examples, and the shots of %zu seeds "
		    "leave none of them as a query; lower -k or name fewer "
		    "seeds",
		    t->name.p, t->n, seeds->n);
	*source = (struct eval_source){
		.task = t->name,
		.ctx = p,
		.shots = pool_shots,
		.queries = pool_queries,
	};
	return 0;
}

void
pool_source_close(struct pool_source *p)
{
	example_list_release(&p->queries);
	*p = (struct pool_source){ 0 };
}
