/* Runs compared with one: see compare.h. */
#include "report/compare.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/bootstrap.h"
#include "report/stat.h"

/* The members of a row's key that rows are matched by. */
enum { BY_K = 1, BY_METHOD = 2, BY_LAYOUT = 4, BY_VARIANT = 8 };

struct pair {
	const struct row *a, *b;
	size_t n_queries, n_seeds;
	bool mixed; /* an average over different metrics */
	double mean_a, mean_b;
	double *draws; /* of b minus a, [COMPARE_DRAWS] */
};

struct pairs {
	struct pair *v;
	size_t n, cap;
};

static bool
differs(const struct row *a, const struct row *b, unsigned by)
{
	return ((by & BY_K) && a->k != b->k) ||
	       ((by & BY_METHOD) && a->method != b->method) ||
	       ((by & BY_LAYOUT) && a->layout != b->layout) ||
	       ((by & BY_VARIANT) && a->variant != b->variant);
}

/* The members that differ between rows of one side. */
static unsigned
varies(const struct compare_side *side)
{
	const struct row *first = NULL;
	unsigned by = 0;

	for (size_t i = 0; i < results_n_rows(side->results); i++) {
		const struct row *row = results_row(side->results, i);

		if (row->run != side->run)
			continue;
		if (first == NULL)
			first = row;
		for (unsigned bit = BY_K; bit <= BY_VARIANT; bit <<= 1)
			by |= differs(first, row, bit) ? bit : 0;
	}
	return by;
}

static bool
is_match(const struct row *a, const struct row *b, unsigned by)
{
	return a->task == b->task && a->metric == b->metric &&
	       !differs(a, b, by);
}

/* The side's row that matches, of which there is one; NULL: none. */
static const struct row *
find_match(const struct compare_side *side, const struct row *row, unsigned by)
{
	for (size_t i = 0; i < results_n_rows(side->results); i++) {
		const struct row *x = results_row(side->results, i);

		if (x->run == side->run && is_match(row, x, by))
			return x;
	}
	return NULL;
}

static size_t
count_rows(const struct compare_side *side)
{
	size_t n = 0;

	for (size_t i = 0; i < results_n_rows(side->results); i++)
		n += results_row(side->results, i)->run == side->run;
	return n;
}

static double
mean_metric(struct bootstrap *p)
{
	double sum = 0;

	for (size_t s = 0; s < bootstrap_n_seeds(p); s++)
		sum += bootstrap_metric(p, s);
	return sum / (double)bootstrap_n_seeds(p);
}

/* False when the two have no query or no seed in common. */
static bool
measure(struct pair *pair, const struct compare_options *o)
{
	struct bootstrap *a = bootstrap_new(pair->a, pair->b, o->f1);
	struct bootstrap *b = bootstrap_new(pair->b, pair->a, o->f1);
	struct str task = interner_str(o->names, pair->a->task);
	double *draws;

	pair->n_queries = bootstrap_n_queries(a);
	pair->n_seeds = bootstrap_n_seeds(a);
	if (pair->n_queries > 0 && pair->n_seeds > 0) {
		pair->mean_a = mean_metric(a);
		pair->mean_b = mean_metric(b);
		draws = mem_new(COMPARE_DRAWS, sizeof *draws);
		pair->draws = mem_new(COMPARE_DRAWS, sizeof *draws);
		bootstrap_interval(
		    a, o->over, o->seed, task, draws, COMPARE_DRAWS);
		bootstrap_interval(
		    b, o->over, o->seed, task, pair->draws, COMPARE_DRAWS);
		for (size_t i = 0; i < COMPARE_DRAWS; i++)
			pair->draws[i] -= draws[i];
		free(draws);
	}
	bootstrap_free(a);
	bootstrap_free(b);
	return pair->draws != NULL;
}

/* The pairs of one side against the first, and which averages they give. */
struct comparison {
	struct table *t;
	const struct compare_options *o;
	const struct str
	    *run; /* of the first column, NULL where there is none */
	struct pairs pairs;
	unsigned by;    /* what pairs are matched by */
	unsigned shown; /* what the table has columns of */
	bool *done;     /* [pairs.n]: in an average of this group */
};

/* The columns behind the others, of what varies within a side: how many. */
static size_t
varied_columns(struct column *columns, unsigned by)
{
	size_t n = 0;

	if (by & BY_METHOD)
		columns[n++] = (struct column){ "method", CELL_TEXT };
	if (by & BY_LAYOUT)
		columns[n++] = (struct column){ "layout", CELL_TEXT };
	if (by & BY_VARIANT)
		columns[n++] = (struct column){ "variant", CELL_TEXT };
	return n;
}

static void
put_varied(const struct comparison *c, const struct row *row)
{
	const struct interner *names = c->o->names;

	if (c->shown & BY_METHOD)
		table_text(c->t, interner_str(names, row->method));
	if (c->shown & BY_LAYOUT)
		table_text(c->t, interner_str(names, row->layout));
	if (c->shown & BY_VARIANT)
		table_text(c->t, interner_str(names, row->variant));
}

static void
put_pair(const struct comparison *c, struct str task, const struct pair *p)
{
	struct table *t = c->t;
	double *sorted = mem_new(COMPARE_DRAWS, sizeof *sorted);

	memcpy(sorted, p->draws, COMPARE_DRAWS * sizeof *sorted);
	stat_sort(sorted, COMPARE_DRAWS);
	if (c->run != NULL)
		table_text(t, *c->run);
	table_text(t, task);
	table_count(t, p->b->k);
	table_text(t, p->mixed ? STR("mixed") : metric_name(p->a->metric));
	table_number(t, p->n_seeds > 0 ? (double)p->n_seeds : NAN);
	table_count(t, p->n_queries);
	table_number(t, p->mean_a);
	table_number(t, p->mean_b);
	table_number(t, p->mean_b - p->mean_a);
	table_number(t, stat_quantile(sorted, COMPARE_DRAWS, 0.025));
	table_number(t, stat_quantile(sorted, COMPARE_DRAWS, 0.975));
	table_number(t, stat_p_value(sorted, COMPARE_DRAWS));
	put_varied(c, p->b);
	free(sorted);
}

static struct str
task_name(const struct comparison *c, const struct pair *x)
{
	return interner_str(c->o->names, x->a->task);
}

/* Whether the pair is one of the group, and in no average of it. */
static bool
is_left(const struct comparison *c, size_t i, size_t group)
{
	return !c->done[i] &&
	       (c->o->groups == NULL || groups_has(c->o->groups, group,
					    task_name(c, &c->pairs.v[i])));
}

static void
add_pair(struct pair *all, const struct pair *x)
{
	all->mixed |= x->a->metric != all->a->metric;
	all->n_queries += x->n_queries;
	all->n_seeds = x->n_seeds;
	all->mean_a += x->mean_a;
	all->mean_b += x->mean_b;
	for (size_t j = 0; j < COMPARE_DRAWS; j++)
		all->draws[j] += x->draws[j];
}

/* The mean over the group's tasks of the pairs that match the first but in
 * task.  One pair alone is its own average where there are no groups. */
static void
put_average(struct comparison *c, size_t first, size_t group)
{
	const struct pairs *p = &c->pairs;
	struct pair all = { .a = p->v[first].a, .b = p->v[first].b };
	double *differences = mem_new(p->n, sizeof *differences);
	size_t n = 0;

	all.draws = mem_new(COMPARE_DRAWS, sizeof *all.draws);
	for (size_t i = first; i < p->n; i++) {
		if (!is_left(c, i, group) || differs(p->v[i].a, all.a, c->by))
			continue;
		c->done[i] = true;
		differences[n++] = p->v[i].mean_b - p->v[i].mean_a;
		add_pair(&all, &p->v[i]);
	}
	all.mean_a /= (double)n;
	all.mean_b /= (double)n;
	for (size_t j = 0; j < COMPARE_DRAWS; j++)
		all.draws[j] /= (double)n;
	if (c->o->over == BOOTSTRAP_TASKS)
		bootstrap_tasks(
		    differences, n, c->o->seed, all.draws, COMPARE_DRAWS);
	if (n > 1 || c->o->groups != NULL)
		put_pair(c,
		    c->o->groups == NULL
			? STR("average")
			: str_of(groups_name(c->o->groups, group)),
		    &all);
	free(differences);
	free(all.draws);
}

static void
put_pairs(struct comparison *c)
{
	const struct groups *groups = c->o->groups;
	size_t n = c->pairs.n, n_groups = groups ? groups_count(groups) : 1;

	for (size_t i = 0; i < n; i++)
		put_pair(c, task_name(c, &c->pairs.v[i]), &c->pairs.v[i]);
	c->done = mem_new(n, sizeof *c->done);
	for (size_t g = 0; g < n_groups; g++) {
		memset(c->done, 0, n * sizeof *c->done);
		for (size_t i = 0; i < n; i++)
			if (is_left(c, i, g))
				put_average(c, i, g);
	}
	free(c->done);
}

static void
make_pairs(struct pairs *p, const struct compare_side *a,
    const struct compare_side *b, const struct compare_options *o, unsigned by)
{
	for (size_t i = 0; i < results_n_rows(a->results); i++) {
		struct pair pair = { .a = results_row(a->results, i) };

		if (pair.a->run != a->run)
			continue;
		pair.b = find_match(b, pair.a, by);
		if (pair.b == NULL || !measure(&pair, o))
			continue;
		p->v = mem_grow(p->v, &p->cap, p->n + 1, sizeof *p->v);
		p->v[p->n++] = pair;
	}
}

/* One side against the first; *unmatched grows by the rows without partner. */
static int
compare(struct comparison *c, const struct compare_side *a,
    const struct compare_side *b, size_t *unmatched, struct err *e)
{
	struct pairs *p = &c->pairs;
	int rc = 0;

	c->by = varies(a) | varies(b);
	make_pairs(p, a, b, c->o, c->by);
	if (p->n > 0)
		put_pairs(c);
	else
		rc = err_set(e,
		    "%.*s and %.*s have no task, k, seed and query in common",
		    STR_ARG(a->name), STR_ARG(b->name));
	*unmatched += count_rows(a) + count_rows(b) - 2 * p->n;
	for (size_t i = 0; i < p->n; i++)
		free(p->v[i].draws);
	free(p->v);
	*p = (struct pairs){ 0 };
	return rc;
}

static struct table *
new_table(bool several, unsigned shown)
{
	enum { N_COLUMNS = 12, N_VARIED = 3 };
	struct column columns[N_COLUMNS + N_VARIED] = {
		{ "run", CELL_TEXT },
		{ "task", CELL_TEXT },
		{ "k", CELL_COUNT },
		{ "metric", CELL_TEXT },
		{ "seeds", CELL_COUNT },
		{ "n", CELL_COUNT },
		{ "a", CELL_SHARE },
		{ "b", CELL_SHARE },
		{ "difference", CELL_SHARE },
		{ "low", CELL_SHARE },
		{ "high", CELL_SHARE },
		{ "p", CELL_REAL },
	};
	size_t n = N_COLUMNS + varied_columns(columns + N_COLUMNS, shown);

	return table_new(columns + !several, n - !several);
}

struct table *
compare_table(const struct compare_side *sides, size_t n,
    const struct compare_options *o, size_t *unmatched, struct err *e)
{
	struct comparison c = { .o = o };

	assert(n > 1);
	for (size_t i = 0; i < n; i++)
		c.shown |= varies(&sides[i]) & ~(unsigned)BY_K;
	c.t = new_table(n > 2, c.shown);
	*unmatched = 0;
	for (size_t i = 1; i < n; i++) {
		c.run = n > 2 ? &sides[i].name : NULL;
		if (compare(&c, &sides[0], &sides[i], unmatched, e) == 0)
			continue;
		table_free(c.t);
		return NULL;
	}
	return c.t;
}
