/* Evaluation of task folders and pools: see eval_sources.h. */
#include "episode/eval_sources.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "episode/demo_sampling.h"

struct folder_source {
	struct task_folder *folder;
	struct example_reader *in;
	struct example_list queries;
	const char *path; /* of queries; NULL: none read so far */
};

static int
shots(void *ctx, uint64_t k, uint64_t seed, struct example_list *out,
    struct err *e)
{
	struct folder_source *f = ctx;

	out->n_members = f->queries.n_members;
	return task_folder_shots(f->folder, k, seed, f->in, out, e);
}

static const struct example_list *
queries(void *ctx, uint64_t k, uint64_t seed, const char **name, bool *changed,
    struct err *e)
{
	struct folder_source *f = ctx;
	const char *path = task_folder_tests(f->folder, k, seed, e);

	*name = path;
	*changed = path != f->path;
	if (path == NULL)
		return NULL;
	if (!*changed)
		return &f->queries;
	example_list_release(&f->queries);
	f->path = path;
	return example_reader_file(
		   f->in, path, example_list_add, &f->queries, e)
		   ? NULL
		   : &f->queries;
}

static int
folder_source_open(struct folder_source *f, const char *path,
    struct example_reader *in, struct eval_source *source, struct err *e)
{
	*f = (struct folder_source){ .in = in };
	f->queries.n_members = in->members == NULL ? 0 : in->members->n;
	f->folder = task_folder_open(path, e);
	if (f->folder == NULL)
		return -1;
	*source = (struct eval_source){
		.task = task_folder_task(f->folder),
		.ctx = f,
		.shots = shots,
		.queries = queries,
	};
	return 0;
}

static void
folder_source_close(struct folder_source *f)
{
	task_folder_free(f->folder);
	example_list_release(&f->queries);
	*f = (struct folder_source){ 0 };
}

struct pool_sources {
	struct pool pool, tests;
	bool has_tests;
	size_t k_max;
	const struct eval_options *options;
};

struct pool_source {
	const struct pool_task *task;
	uint64_t seed;
	size_t k_max;
	enum select select;
	struct pool_example **aside; /* shots of all seeds, by text */
	size_t n_aside;
	struct example_list queries;
	size_t n_same; /* left out: the same text as a shot */
};

/* The shots of a seed, different in text, those for a smaller k first. */
static size_t
draw_shots(const struct pool_source *p, uint64_t seed, size_t *picks)
{
	enum cover cover =
	    p->select == SELECT_BALANCED ? COVER_EVENLY : COVER_ANY;
	struct rng rng = rng_at(p->seed, "shots", p->task->name, seed);
	struct arena a = { 0 };
	size_t n =
	    demo_sampling_draw(p->task, NULL, p->k_max, cover, &rng, &a, picks);

	demo_sampling_shuffle(&rng, picks, n);
	arena_release(&a);
	return n;
}

static int
pool_shots(void *ctx, uint64_t k, uint64_t seed, struct example_list *out,
    struct err *e)
{
	const struct pool_source *p = ctx;
	size_t *picks;

	(void)e;
	out->n_members = p->queries.n_members;
	example_list_release(out);
	out->borrowed = true;
	if (k > 0 && p->select == SELECT_BM25) {
		for (size_t i = 0; i < p->n_aside; i++)
			example_list_take(out, p->aside[i]);
		return 0;
	}
	picks = mem_new(p->k_max, sizeof *picks);
	for (size_t i = 0, n = draw_shots(p, seed, picks); i < n; i++)
		example_list_take(out, p->task->v[picks[i]]);
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
by_same(const void *a, const void *b)
{
	const struct pool_example *const *x = a, *const *y = b;

	return ((*x)->same > (*y)->same) - ((*x)->same < (*y)->same);
}

/* The shots of all seeds, by their texts, each once. */
static int
set_aside(struct pool_source *p, const struct numbers *seeds, struct err *e)
{
	size_t *picks = mem_new(p->k_max, sizeof *picks), n = 0;

	p->aside = mem_new(seeds->n * p->k_max, sizeof *p->aside);
	for (size_t i = 0; i < seeds->n; i++) {
		size_t got = draw_shots(p, seeds->v[i], picks);

		for (size_t j = 0; j < got; j++)
			p->aside[n++] = p->task->v[picks[j]];
		if (got == p->k_max)
			continue;
		free(picks);
		return err_set(e,
		    "task '%s' has %zu different examples, k is %zu; lower -k",
		    p->task->name.p, got, p->k_max);
	}
	free(picks);
	assert(n == seeds->n * p->k_max);
	if (n > 0)
		qsort(p->aside, n, sizeof *p->aside, by_same);
	for (size_t i = 0; i < n; i++)
		if (p->n_aside == 0 ||
		    p->aside[p->n_aside - 1]->same != p->aside[i]->same)
			p->aside[p->n_aside++] = p->aside[i];
	return 0;
}

/* Queries of their own leave every example of the pool to be looked for. */
static void
set_all_aside(struct pool_source *p)
{
	free(p->aside);
	p->aside = mem_new(p->task->n, sizeof *p->aside);
	memcpy(p->aside, p->task->v, p->task->n * sizeof *p->aside);
	p->n_aside = p->task->n;
}

/* The queries: examples whose text no shot has. */
static void
add_queries(struct pool_source *p, const struct pool_task *from)
{
	for (size_t i = 0; i < from->n; i++) {
		struct pool_example *x = from->v[i];

		if (p->n_aside > 0 && bsearch(&x, p->aside, p->n_aside,
					  sizeof *p->aside, by_same) != NULL)
			p->n_same++;
		else
			example_list_take(&p->queries, x);
	}
}

static int
pool_source_open(struct pool_source *p, const struct pool_sources *of,
    size_t task, struct eval_source *source, struct err *e)
{
	const struct pool_task *t = of->pool.tasks[task], *from = t;

	*p = (struct pool_source){ .task = t,
		.seed = of->pool.seed,
		.k_max = of->k_max,
		.select = of->options->controls.select };
	p->queries.borrowed = true;
	p->queries.n_members = of->pool.n_members;
	if (of->has_tests)
		from = pool_find(&of->tests, t->name);
	if (from == NULL)
		return err_set(
		    e, "task '%s' has no queries in --test", t->name.p);
	if (set_aside(p, &of->options->seeds, e))
		return -1;
	add_queries(p, from);
	if (p->queries.n == 0)
		return err_set(e,
		    "task '%s' has %zu examples, and the shots of %zu seeds "
		    "leave none of them as a query; lower -k or name fewer "
		    "seeds",
		    t->name.p, t->n, of->options->seeds.n);
	if (of->has_tests && p->select == SELECT_BM25)
		set_all_aside(p);
	*source = (struct eval_source){
		.task = t->name,
		.ctx = p,
		.one_seed = p->select == SELECT_BM25,
		.n_same = p->n_same,
		.shots = pool_shots,
		.queries = pool_queries,
	};
	return 0;
}

static void
pool_source_close(struct pool_source *p)
{
	example_list_release(&p->queries);
	free(p->aside);
	*p = (struct pool_source){ 0 };
}

static int
ask_folders(const struct eval_sources *s, struct eval_sets *ev, struct err *e)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < s->n_files; i++) {
		struct folder_source folder;
		struct eval_source source;

		rc = folder_source_open(
		    &folder, s->files[i], s->example_reader, &source, e);
		if (rc == 0)
			rc = eval_sets_task(ev, &source, e);
		folder_source_close(&folder);
	}
	return rc;
}

static int
ask_pool(const struct pool_sources *of, struct eval_sets *ev, struct err *e)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < of->pool.n_tasks; i++) {
		struct pool_source pool;
		struct eval_source source;

		rc = pool_source_open(&pool, of, i, &source, e);
		if (rc == 0)
			rc = eval_sets_task(ev, &source, e);
		pool_source_close(&pool);
	}
	return rc;
}

/* Reads the pools; r is to read the first one. */
static int
read_pools(const struct eval_sources *s, struct pool_sources *of,
    struct reader *r, struct err *e)
{
	int rc = reader_begin(r, 1u << KIND_EXAMPLES, e);

	if (rc == 0)
		rc = example_reader_stream(
		    s->example_reader, r, pool_add, &of->pool, e);
	if (rc == 0 && s->test != NULL)
		rc = example_reader_file(
		    s->example_reader, s->test, pool_add, &of->tests, e);
	pool_finish(&of->pool);
	pool_finish(&of->tests);
	if (rc == 0 && of->pool.n_kept == 0)
		rc = err_set(e, "--pool: no examples are in the input");
	return rc;
}

static int
ask(const struct eval_sources *s, const struct pool_sources *of,
    const struct reader *r, struct err *e)
{
	const struct episode_writer *o = s->writer;
	struct writer *out = o->open(o->ctx, r, e);
	struct eval_sets *ev;
	struct buf counts = { 0 };
	int rc;

	if (out == NULL)
		return -1;
	ev = eval_sets_new(of->options, out);
	rc = s->pool ? ask_pool(of, ev, e) : ask_folders(s, ev, e);
	if (rc >= 0) {
		const struct eval_counts *n = eval_sets_counted(ev);

		episode_writer_bad(
		    o, s->example_reader->n_bad, &s->example_reader->first_bad);
		episode_writer_bad(o, n->n_bad, &n->first_bad);
		episode_writer_tell(o, n->n_shown,
		    "queries have the text of one of their demonstrations");
		eval_sets_tell(n, &counts);
		episode_writer_counts(o, buf_view(&counts));
		buf_release(&counts);
	}
	eval_sets_free(ev);
	return rc < 0 ? -1 : 0;
}

int
eval_sources_run(const struct eval_sources *s,
    const struct eval_options *options, struct err *e)
{
	struct pool_sources of = { .options = options,
		.has_tests = s->test != NULL,
		.k_max = (size_t)eval_options_k_max(options) };
	const size_t n_members = s->example_reader->members->n;
	struct reader *r = NULL;
	int rc = 0;

	pool_init(&of.pool, options->seed, s->cap, n_members);
	pool_init(&of.tests, options->seed, s->cap, n_members);
	/* so that balanced shots have labels to go by */
	if (options->candidates == CANDIDATES_COLLECT)
		of.pool.candidates = CANDIDATES_COLLECT;
	if (s->pool) {
		r = reader_new(s->files, s->n_files);
		rc = read_pools(s, &of, r, e);
	}
	if (rc == 0)
		rc = ask(s, &of, r, e);
	reader_free(r);
	pool_release(&of.pool);
	pool_release(&of.tests);
	return rc;
}
