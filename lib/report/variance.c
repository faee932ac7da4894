/* How far results lie apart: see variance.h. */
#include "report/variance.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/row.h"
#include "report/stat.h"

#define ORDER STR("order:")

/* Length of a variant without its order, which comes last. */
static size_t
before_order(struct str variant)
{
	for (size_t i = 0; i < variant.n; i++)
		if (str_starts(str_slice(variant, i, variant.n), ORDER))
			return i;
	return variant.n;
}

static bool
has_order(const struct interner *names, const struct row *r)
{
	struct str variant = interner_str(names, r->variant);

	return before_order(variant) < variant.n;
}

static bool
same_but_order(
    const struct interner *names, const struct row *a, const struct row *b)
{
	struct str x = interner_str(names, a->variant);
	struct str y = interner_str(names, b->variant);

	return has_order(names, a) && has_order(names, b) &&
	       str_eq(str_slice(x, 0, before_order(x)),
		   str_slice(y, 0, before_order(y)));
}

static bool
is_alike(const struct interner *names, const struct summary_line *a,
    const struct summary_line *b, enum variance_over by)
{
	const struct row *x = a->row, *y = b->row;

	if (a->average != b->average || x->run != y->run || x->k != y->k ||
	    x->method != y->method || a->n_seeds != b->n_seeds)
		return false;
	if (a->mixed != b->mixed || (!a->mixed && a->metric != b->metric))
		return false;
	if (a->average == NULL && x->task != y->task)
		return false;
	if (by == VARIANCE_ORDER)
		return x->layout == y->layout && same_but_order(names, x, y);
	return x->variant == y->variant;
}

struct range {
	double mean, least, most, sd;
};

static struct range
range_of(const double *x, size_t n)
{
	struct range r = { stat_mean(x, n), stat_least(x, n), NAN,
		stat_sd(x, n) };

	for (size_t i = 0; i < n; i++)
		r.most = fmax(r.most, x[i]);
	return r;
}

static void
put(struct table *t, const struct interner *names, const struct summary_line *l,
    size_t n, struct range r, enum variance_over by)
{
	struct str variant = interner_str(names, l->row->variant);

	if (by == VARIANCE_ORDER)
		variant = str_slice(variant, 0, before_order(variant));
	table_text(t, interner_str(names, l->row->run));
	table_text(t, l->average != NULL ? str_of(l->average)
					 : interner_str(names, l->row->task));
	table_count(t, l->row->k);
	table_text(t, interner_str(names, l->row->method));
	table_text(t, by == VARIANCE_LAYOUT
			  ? STR("")
			  : interner_str(names, l->row->layout));
	table_text(t, variant);
	table_count(t, n);
	table_number(t, r.mean);
	table_number(t, r.least);
	table_number(t, r.most);
	table_number(t, r.most - r.least);
	table_number(t, r.sd);
}

/* Over the lines that are like the first, for each seed. */
static struct range
range_over(const struct summary_line *const *lines, size_t n)
{
	size_t n_seeds = lines[0]->n_seeds;
	double *x = mem_new(n, sizeof *x);
	struct range all = { 0 };

	for (size_t s = 0; s < n_seeds; s++) {
		struct range r;

		for (size_t i = 0; i < n; i++)
			x[i] = lines[i]->seeds[s];
		r = range_of(x, n);
		all.mean += r.mean / (double)n_seeds;
		all.least += r.least / (double)n_seeds;
		all.most += r.most / (double)n_seeds;
		all.sd += r.sd / (double)n_seeds;
	}
	free(x);
	return all;
}

static void
put_groups(struct table *t, const struct summary *s,
    const struct interner *names, enum variance_over by)
{
	const struct summary_line **group = mem_new(s->n, sizeof(*group));
	bool *done = mem_new(s->n, sizeof *done);

	for (size_t i = 0; i < s->n; i++) {
		size_t n = 0;

		for (size_t j = i; j < s->n && s->lines[i].n_seeds > 0; j++) {
			if (done[j] ||
			    !is_alike(names, &s->lines[i], &s->lines[j], by))
				continue;
			done[j] = true;
			group[n++] = &s->lines[j];
		}
		if (n > 1)
			put(t, names, group[0], n, range_over(group, n), by);
	}
	free(group);
	free(done);
}

struct table *
variance_table(const struct summary *s, const struct interner *names,
    enum variance_over by)
{
	static const struct column columns[] = {
		ROW_COLUMNS,
		{ "values", CELL_COUNT },
		{ "mean", CELL_SHARE },
		{ "least", CELL_SHARE },
		{ "most", CELL_SHARE },
		{ "range", CELL_SHARE },
		{ "sd", CELL_SHARE },
	};
	struct table *t =
	    table_new(columns, sizeof columns / sizeof columns[0]);

	if (by != VARIANCE_SEED)
		put_groups(t, s, names, by);
	for (size_t i = 0; i < s->n && by == VARIANCE_SEED; i++)
		if (s->lines[i].n_seeds > 1)
			put(t, names, &s->lines[i], s->lines[i].n_seeds,
			    range_of(s->lines[i].seeds, s->lines[i].n_seeds),
			    by);
	return t;
}
