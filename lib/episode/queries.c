/* The queries of a task: see queries.h. */
#include "episode/queries.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "io/file.h"
#include "io/json.h"

enum { INFO_MAX = 1 << 24 };

static bool
texts_eq(struct texts a, struct texts b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (!str_eq(a.v[i], b.v[i]))
			return false;
	return true;
}

/* Exactly, or without the white space around it. */
static size_t
find_label(struct texts options, struct str label)
{
	size_t i = texts_find(options, label);

	if (i < options.n)
		return i;
	for (i = 0; i < options.n; i++)
		if (str_eq(str_trim(options.v[i]), str_trim(label)))
			return i;
	return SIZE_MAX;
}

struct texts
queries_options(const struct queries *q, const struct pool_example *x)
{
	return q->labels.n > 0 ? q->labels : x->options;
}

size_t
queries_gold(const struct queries *q, const struct pool_example *x)
{
	return find_label(queries_options(q, x), x->outputs.v[0]);
}

static int
by_text(const void *a, const void *b)
{
	const struct str *x = a, *y = b;

	return str_cmp(*x, *y);
}

/* Outputs of several lists, sorted, each once. */
struct outputs {
	struct str *v;
	size_t n, cap;
};

static void
see_outputs(struct queries *q, struct outputs *all,
    const struct example_list *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str s = list->v[i]->outputs.v[0];

		all->v =
		    mem_grow(all->v, &all->cap, all->n + 1, sizeof *all->v);
		all->v[all->n++] =
		    (struct str){ arena_copy(&q->texts, s.p, s.n), s.n };
	}
}

static void
sort_outputs(struct outputs *all)
{
	size_t n = 0;

	qsort(all->v, all->n, sizeof *all->v, by_text);
	for (size_t i = 0; i < all->n; i++)
		if (n == 0 || !str_eq(all->v[i], all->v[n - 1]))
			all->v[n++] = all->v[i];
	all->n = n;
}

static int
collect(struct queries *q, const struct eval_options *c,
    const struct eval_source *source, const struct example_list *list,
    struct err *e)
{
	struct example_list shots = { .n_members = list->n_members };
	struct outputs all = { 0 };
	size_t k = (size_t)eval_options_k_max(c);
	int rc = 0;

	see_outputs(q, &all, list, list->n);
	for (size_t i = 0; rc == 0 && k > 0 && i < c->seeds.n; i++) {
		rc = source->shots(source->ctx, k, c->seeds.v[i], &shots, e);
		see_outputs(q, &all, &shots, rc == 0 ? k : 0);
		sort_outputs(&all);
	}
	sort_outputs(&all);
	if (rc == 0) {
		struct str *v = arena_alloc(&q->texts, all.n, sizeof *v);

		memcpy(v, all.v, all.n * sizeof *v);
		q->labels = (struct texts){ v, all.n };
	}
	free(all.v);
	example_list_release(&shots);
	return rc;
}

static int
take_type(
    struct queries *q, const struct json *j, const char *path, struct err *e)
{
	struct str type = json_str(json_get(j, "task_type"));

	if (str_eq(type, STR("classification")))
		q->metric = STR("macro-f1");
	else if (str_eq(type, STR("multi-choice")))
		q->metric = STR("accuracy");
	else if (str_eq(type, STR("free-form")))
		q->metric = STR("rouge-l");
	else
		return err_set(e,
		    "%s: task_type is none of classification, multi-choice "
		    "and free-form",
		    path);
	return 0;
}

/* DIR/T.json, if it is there: the metric, and options where records lack them.
 */
static int
read_info(struct queries *q, const struct eval_options *c,
    const struct eval_source *source, struct texts *options, struct err *e)
{
	struct buf path = { 0 }, text = { 0 };
	struct json *j = NULL;
	int rc = 0;

	*options = (struct texts){ NULL, 0 };
	if (c->task_info == NULL)
		return 0;
	buf_printf(&path, "%s/%s.json", c->task_info, source->task.p);
	if (file_exists(path.p)) {
		rc = -1;
		if (file_read(path.p, INFO_MAX, &text, e) == 0 &&
		    (j = json_parse(buf_view(&text), e)) != NULL)
			rc = take_type(q, j, path.p, e) ||
				     texts_parse(
					 j, "options", &q->texts, options, e)
				 ? -1
				 : 0;
	} else if (!file_is_dir(c->task_info)) {
		rc = err_set(e, "%s: no folder", c->task_info);
	}
	json_free(j);
	buf_release(&path);
	buf_release(&text);
	return rc;
}

/* All records must have options or none; equal ones are the task's labels. */
static int
see_records(struct queries *q, struct texts info,
    const struct example_list *list, const char *name, struct err *e)
{
	bool same = true;
	size_t n_with = 0;

	for (size_t i = 0; i < list->n; i++) {
		n_with += list->v[i]->options.n > 0;
		same &= texts_eq(list->v[i]->options, list->v[0]->options);
	}
	if (n_with == 0 && info.n > 0) {
		q->labels = info;
		return 0;
	}
	if (n_with > 0 && n_with < list->n)
		return err_set(e,
		    "%s: %zu of %zu records have options; give all of them "
		    "some, or use --options collect or none",
		    name, n_with, list->n);
	q->free_form = n_with == 0;
	if (same && !q->free_form)
		q->labels = list->v[0]->options;
	return 0;
}

static int
set_options(struct queries *q, const struct eval_options *c,
    const struct eval_source *source, const struct example_list *list,
    const char *name, struct err *e)
{
	struct texts info;

	if (read_info(q, c, source, &info, e))
		return -1;
	q->free_form = c->candidates == CANDIDATES_NONE;
	if (c->candidates == CANDIDATES_RECORD &&
	    see_records(q, info, list, name, e))
		return -1;
	if (c->candidates == CANDIDATES_COLLECT &&
	    collect(q, c, source, list, e))
		return -1;
	if (c->metric != NULL)
		q->metric = str_of(c->metric);
	else if (q->metric.n == 0)
		q->metric = q->free_form      ? STR("rouge-l")
			    : q->labels.n > 0 ? STR("macro-f1")
					      : STR("accuracy");
	return 0;
}

static int
judge(struct queries *q, const struct pool_example *x, struct err *e)
{
	struct str output = x->outputs.v[0];

	if (q->free_form || queries_gold(q, x) != SIZE_MAX)
		return 0;
	err_set(e,
	    "output '%.*s' is none of its options; mend it, or use "
	    "--options collect",
	    output.n > 60 ? 60 : (int)output.n, output.p);
	return pool_example_err(x, e);
}

static int
by_index(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* One seeded choice a task, whatever k, seed and method are. */
static void
limit(struct queries *q, uint64_t seed, struct str task, size_t n)
{
	struct rng rng = rng_at(seed, "limit", task, 0);
	size_t *chosen;

	if (n == 0 || n >= q->n_picks)
		return;
	assert(n < q->n_picks);
	chosen = mem_new(n, sizeof *chosen);
	rng_sample(&rng, q->n_picks, chosen, n);
	qsort(chosen, n, sizeof *chosen, by_index);
	for (size_t i = 0; i < n; i++)
		q->picks[i] = q->picks[chosen[i]];
	q->n_over = q->n_picks - n;
	q->n_picks = n;
	free(chosen);
}

static int
by_same(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The texts of all shots that a seed may show, sorted, as pool_example.same. */
static int
see_shots(const struct eval_options *o, const struct eval_source *source,
    size_t n_members, uint64_t **sames, size_t *n, struct err *e)
{
	struct example_list shots = { .n_members = n_members };
	size_t cap = 0, k = (size_t)eval_options_k_max(o);
	int rc = 0;

	*sames = NULL;
	*n = 0;
	for (size_t i = 0; rc == 0 && k > 0 && i < o->seeds.n; i++) {
		rc = source->shots(source->ctx, k, o->seeds.v[i], &shots, e);
		for (size_t j = 0; rc == 0 && j < shots.n; j++) {
			*sames = mem_grow(*sames, &cap, *n + 1, sizeof **sames);
			(*sames)[(*n)++] = shots.v[j]->same;
		}
	}
	if (*n > 0)
		qsort(*sames, *n, sizeof **sames, by_same);
	example_list_release(&shots);
	return rc;
}

/* Takes out of the picks what equals a shot. */
static int
drop_equal(struct queries *q, const struct eval_options *o,
    const struct eval_source *source, const struct example_list *list,
    struct err *e)
{
	uint64_t *sames;
	size_t n, n_kept = 0;
	int rc = see_shots(o, source, list->n_members, &sames, &n, e);

	for (size_t i = 0; rc == 0 && i < q->n_picks; i++) {
		const uint64_t *same = &list->v[q->picks[i]]->same;

		if (n == 0 ||
		    bsearch(same, sames, n, sizeof *sames, by_same) == NULL)
			q->picks[n_kept++] = q->picks[i];
	}
	if (rc == 0) {
		q->n_equal = q->n_picks - n_kept;
		q->n_picks = n_kept;
	}
	free(sames);
	if (rc == 0 && n_kept == 0)
		return err_set(e,
		    "task '%.*s' has no query that no shot equals; leave "
		    "shots out instead with --drop-equal shot",
		    STR_ARG(source->task));
	return rc;
}

static void
sort_sames(struct queries *q, const struct example_list *list)
{
	q->sames = mem_new(q->n_picks + 1, sizeof *q->sames);
	for (size_t i = 0; i < q->n_picks; i++)
		q->sames[i] = list->v[q->picks[i]]->same;
	qsort(q->sames, q->n_picks, sizeof *q->sames, by_same);
}

bool
queries_equal(const struct queries *q, const struct pool_example *x)
{
	return bsearch(&x->same, q->sames, q->n_picks, sizeof *q->sames,
		   by_same) != NULL;
}

static int
choose(struct queries *q, const struct eval_options *c,
    const struct eval_source *source, const struct example_list *list,
    struct err *e)
{
	struct err bad;

	q->picks = mem_new(list->n, sizeof *q->picks);
	for (size_t i = 0; i < list->n; i++) {
		if (list->v[i]->demo_only) {
			q->n_demo_only++;
			continue;
		}
		if (judge(q, list->v[i], &bad) == 0) {
			q->picks[q->n_picks++] = i;
			continue;
		}
		if (!c->skip_bad) {
			*e = bad;
			return -1;
		}
		if (q->n_bad++ == 0)
			q->first_bad = bad;
	}
	if (c->drop_equal == DROP_QUERY && drop_equal(q, c, source, list, e))
		return -1;
	limit(q, c->seed, source->task, (size_t)c->limit);
	sort_sames(q, list);
	return 0;
}

int
queries_make(struct queries *q, const struct eval_options *o,
    const struct eval_source *source, const struct example_list *list,
    const char *name, struct err *e)
{
	bool marked = false;

	*q = (struct queries){ 0 };
	if (list->n == 0)
		return err_set(e, "%s: no queries", name);
	if (set_options(q, o, source, list, name, e) ||
	    choose(q, o, source, list, e))
		return -1;
	for (size_t i = 0; i < list->n; i++)
		marked |= list->v[i]->relabel;
	return relabel_of(
	    o->relabel, source->task, marked, q->labels.n, &q->relabel, e);
}

void
queries_release(struct queries *q)
{
	arena_release(&q->texts);
	free(q->picks);
	free(q->sames);
	*q = (struct queries){ 0 };
}

struct hashed {
	uint64_t hash;
	size_t index; /* of the query */
};

static int
by_hash(const void *a, const void *b)
{
	const struct hashed *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->index > y->index) - (x->index < y->index);
}

static int
by_first_use(const void *a, const void *b)
{
	const struct hashed *x = a, *y = b;

	return (x->index > y->index) - (x->index < y->index);
}

static uint64_t
hash_texts(struct texts t)
{
	uint64_t hash = t.n;

	for (size_t i = 0; i < t.n; i++)
		hash = rng_hash(hash + 1, t.v[i].p, t.v[i].n);
	return hash;
}

struct texts *
queries_lists(const struct queries *q, const struct example_list *list,
    struct arena *a, size_t *n)
{
	struct hashed *all = arena_alloc(a, q->n_picks, sizeof *all);
	struct texts *out = arena_alloc(a, q->n_picks, sizeof *out);
	size_t n_different = 0;

	for (size_t i = 0; i < q->n_picks; i++)
		all[i] = (struct hashed){
			hash_texts(queries_options(q, list->v[q->picks[i]])), i
		};
	qsort(all, q->n_picks, sizeof *all, by_hash);
	for (size_t i = 0; i < q->n_picks; i++)
		if (i == 0 || all[i].hash != all[i - 1].hash)
			all[n_different++] = all[i];
	qsort(all, n_different, sizeof *all, by_first_use);
	for (size_t i = 0; i < n_different; i++)
		out[i] = queries_options(q, list->v[q->picks[all[i].index]]);
	assert(q->n_picks == 0 || n_different > 0);
	*n = n_different;
	return out;
}
