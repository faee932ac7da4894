/* Two results compared: see compare.h. */
#include "report/compare.h"

#include <inttypes.h>
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

/* The members that differ between rows of one of the results. */
static unsigned
varies(const struct results *b)
{
	unsigned by = 0;

	for (size_t i = 1; i < results_n_rows(b); i++)
		for (unsigned bit = BY_K; bit <= BY_VARIANT; bit <<= 1)
			if (differs(results_row(b, 0), results_row(b, i), bit))
				by |= bit;
	return by;
}

static bool
is_match(const struct row *a, const struct row *b, unsigned by)
{
	return a->task == b->task && a->metric == b->metric &&
	       !differs(a, b, by);
}

/* The row's only match in results, NULL: none; -1 when there are several. */
static int
find_match(const struct results *in, const struct row *row, unsigned by,
    const struct interner *names, const struct row **match, struct err *e)
{
	*match = NULL;
	for (size_t i = 0; i < results_n_rows(in); i++) {
		if (!is_match(row, results_row(in, i), by))
			continue;
		if (*match != NULL)
			return err_set(e,
			    "task '%.*s', k %" PRIu64
			    " is there of runs '%.*s' and '%.*s'; compare "
			    "one run with another",
			    STR_ARG(interner_str(names, row->task)), row->k,
			    STR_ARG(interner_str(names, (*match)->run)),
			    STR_ARG(
				interner_str(names, results_row(in, i)->run)));
		*match = results_row(in, i);
	}
	return 0;
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
measure(struct pair *pair, const struct interner *names, enum f1_policy policy,
    uint64_t seed)
{
	struct bootstrap *a = bootstrap_new(pair->a, pair->b, policy);
	struct bootstrap *b = bootstrap_new(pair->b, pair->a, policy);
	struct str task = interner_str(names, pair->a->task);
	double *draws;

	pair->n_queries = bootstrap_n_queries(a);
	pair->n_seeds = bootstrap_n_seeds(a);
	if (pair->n_queries > 0 && pair->n_seeds > 0) {
		pair->mean_a = mean_metric(a);
		pair->mean_b = mean_metric(b);
		draws = mem_new(COMPARE_DRAWS, sizeof *draws);
		pair->draws = mem_new(COMPARE_DRAWS, sizeof *draws);
		bootstrap_interval(
		    a, BOOTSTRAP_BOTH, seed, task, draws, COMPARE_DRAWS);
		bootstrap_interval(
		    b, BOOTSTRAP_BOTH, seed, task, pair->draws, COMPARE_DRAWS);
		for (size_t i = 0; i < COMPARE_DRAWS; i++)
			pair->draws[i] -= draws[i];
		free(draws);
	}
	bootstrap_free(a);
	bootstrap_free(b);
	return pair->draws != NULL;
}

static void
put_pair(struct table *t, struct str task, const struct pair *p)
{
	double *sorted = mem_new(COMPARE_DRAWS, sizeof *sorted);

	memcpy(sorted, p->draws, COMPARE_DRAWS * sizeof *sorted);
	stat_sort(sorted, COMPARE_DRAWS);
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
	free(sorted);
}

/* The mean over tasks of the pairs from `first` on that match it but in task;
 * marks them done.  One pair alone is its own average. */
static void
put_average(struct table *t, const struct pairs *p, size_t first, unsigned by,
    bool *done)
{
	struct pair all = { .a = p->v[first].a, .b = p->v[first].b };
	double n = 0;

	all.draws = mem_new(COMPARE_DRAWS, sizeof *all.draws);
	for (size_t i = first; i < p->n; i++) {
		const struct pair *x = &p->v[i];

		if (done[i] || differs(x->a, all.a, by))
			continue;
		all.mixed |= x->a->metric != all.a->metric;
		done[i] = true;
		n++;
		all.n_queries += x->n_queries;
		all.n_seeds = x->n_seeds;
		all.mean_a += x->mean_a;
		all.mean_b += x->mean_b;
		for (size_t j = 0; j < COMPARE_DRAWS; j++)
			all.draws[j] += x->draws[j];
	}
	all.mean_a /= n;
	all.mean_b /= n;
	for (size_t j = 0; j < COMPARE_DRAWS; j++)
		all.draws[j] /= n;
	if (n > 1)
		put_pair(t, STR("average"), &all);
	free(all.draws);
}

static struct table *
pairs_table(const struct pairs *p, const struct interner *names, unsigned by)
{
	static const struct column columns[] = {
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
	struct table *t =
	    table_new(columns, sizeof columns / sizeof columns[0]);
	bool *done = mem_new(p->n, sizeof *done);

	for (size_t i = 0; i < p->n; i++)
		put_pair(t, interner_str(names, p->v[i].a->task), &p->v[i]);
	for (size_t i = 0; i < p->n; i++)
		if (!done[i])
			put_average(t, p, i, by, done);
	free(done);
	return t;
}

static int
make_pairs(struct pairs *p, const struct results *a, const struct results *b,
    const struct interner *names, enum f1_policy policy, uint64_t seed,
    unsigned by, struct err *e)
{
	for (size_t i = 0; i < results_n_rows(a); i++) {
		struct pair pair = { .a = results_row(a, i) };
		const struct row *self;

		if (find_match(a, pair.a, by, names, &self, e) ||
		    find_match(b, pair.a, by, names, &pair.b, e))
			return -1;
		if (pair.b == NULL || !measure(&pair, names, policy, seed))
			continue;
		p->v = mem_grow(p->v, &p->cap, p->n + 1, sizeof *p->v);
		p->v[p->n++] = pair;
	}
	if (p->n == 0)
		return err_set(
		    e, "the two have no task, k, seed and query in common");
	return 0;
}

struct table *
compare_table(const struct results *a, const struct results *b,
    const struct interner *names, enum f1_policy policy, uint64_t seed,
    size_t *unmatched, struct err *e)
{
	unsigned by = varies(a) | varies(b);
	struct pairs p = { 0 };
	struct table *t = NULL;

	if (make_pairs(&p, a, b, names, policy, seed, by, e) == 0)
		t = pairs_table(&p, names, by);
	*unmatched = results_n_rows(a) + results_n_rows(b) - 2 * p.n;
	for (size_t i = 0; i < p.n; i++)
		free(p.v[i].draws);
	free(p.v);
	return t;
}
