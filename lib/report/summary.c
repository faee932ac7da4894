/* Results in lines, with averages: see summary.h. */
#include "report/summary.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/choice.h"
#include "base/mem.h"
#include "report/auroc.h"
#include "report/bootstrap.h"
#include "report/length_bias.h"
#include "report/row.h"
#include "report/stat.h"

static struct summary_line *
new_line(struct summary *s)
{
	s->lines = mem_grow(s->lines, &s->cap, s->n + 1, sizeof *s->lines);
	s->lines[s->n] = (struct summary_line){ 0 };
	return &s->lines[s->n++];
}

/* From the seeds' values and the draws. */
static void
finish(struct summary_line *l)
{
	double *sorted = mem_new(SUMMARY_DRAWS, sizeof *sorted);

	memcpy(sorted, l->draws, SUMMARY_DRAWS * sizeof *sorted);
	stat_sort(sorted, SUMMARY_DRAWS);
	l->low = stat_quantile(sorted, SUMMARY_DRAWS, 0.025);
	l->high = stat_quantile(sorted, SUMMARY_DRAWS, 0.975);
	l->sd = stat_sd(l->seeds, l->n_seeds);
	free(sorted);
}

static double
ece_of(const struct row *row)
{
	struct calibration_bins bins = { 0 };

	for (size_t i = 0; i < row->n_seeds; i++)
		for (size_t j = 0; j < row->seeds[i].n_predictions; j++) {
			const struct prediction *t =
			    &row->seeds[i].predictions[j];

			if (!isnan(t->confidence))
				metric_bin(&bins, t->confidence, t->value);
		}
	return metric_ece(&bins);
}

static double
mean_accuracy(const struct bootstrap *b)
{
	double sum = 0;

	for (size_t s = 0; s < bootstrap_n_seeds(b); s++)
		sum += bootstrap_accuracy(b, s);
	return sum / (double)bootstrap_n_seeds(b);
}

/* (accuracy - chance) / (1 - chance), as the CORE score of DCLM has it. */
static double
centred(double accuracy, double chance)
{
	return (accuracy - chance) / (1 - chance);
}

static double
bpb_of(const struct row *row)
{
	double sum = 0, n = 0;

	for (size_t i = 0; i < row->n_seeds; i++)
		for (size_t j = 0; j < row->seeds[i].n_predictions; j++) {
			sum += row->seeds[i].predictions[j].bpb;
			n++;
		}
	return sum / n;
}

/* The mean tau of length and score, over the queries where both differ. */
static double
mean_tau(const struct row *row)
{
	double sum = 0, n = 0;

	for (size_t i = 0; i < row->n_seeds; i++) {
		const struct seed_run *s = &row->seeds[i];

		for (size_t j = 0; j < s->n_predictions; j++) {
			const struct prediction *p = &s->predictions[j];
			double tau = p->n < 2
					 ? NAN
					 : length_bias_tau(s->lengths + p->at,
					       s->scores + p->at, p->n);

			if (!isfinite(tau))
				continue;
			sum += tau;
			n++;
		}
	}
	return n > 0 ? sum / n : NAN;
}

static void
add_row(struct summary *s, const struct row *row, const struct interner *names)
{
	struct bootstrap *p = bootstrap_new(row, NULL, s->options.f1);
	struct summary_line *l = new_line(s);

	assert(s->n == 1 || s->lines[s->n - 2].average == NULL);
	l->row = row;
	l->metric = row->metric;
	l->n_tasks = 1;
	l->n_queries = bootstrap_n_queries(p);
	l->n_seeds = bootstrap_n_seeds(p);
	l->seeds = mem_new(l->n_seeds, sizeof *l->seeds);
	for (size_t i = 0; i < l->n_seeds; i++)
		l->seeds[i] = bootstrap_metric(p, i);
	l->draws = mem_new(SUMMARY_DRAWS, sizeof *l->draws);
	bootstrap_interval(p, s->options.over, s->options.seed,
	    interner_str(names, row->task), l->draws, SUMMARY_DRAWS);
	l->chance = bootstrap_chance(p);
	l->majority = bootstrap_majority(p);
	l->k_kept = bootstrap_k_kept(p);
	l->ece = ece_of(row);
	l->key = bootstrap_key(p);
	l->accuracy =
	    row->metric == METRIC_MACRO_F1 || row->metric == METRIC_ACCURACY
		? mean_accuracy(p)
		: NAN;
	l->centred = centred(l->accuracy, bootstrap_chance_accuracy(p));
	l->tau = mean_tau(row);
	l->auroc = auroc_of(row);
	l->bpb = bpb_of(row);
	l->how = row->how;
	l->n_dropped = row->n_dropped;
	l->mean = stat_mean(l->seeds, l->n_seeds);
	l->worst = stat_least(l->seeds, l->n_seeds);
	finish(l);
	bootstrap_free(p);
}

static bool
same_average(const struct row *a, const struct row *b)
{
	return a->run == b->run && a->k == b->k && a->method == b->method &&
	       a->layout == b->layout && a->variant == b->variant;
}

/* The lines that an average with this row's key is over. */
struct members {
	size_t *v, n;
};

/* An average that is asked for; groups NULL: over all tasks. */
struct average {
	const struct row *key;
	const struct groups *groups;
	size_t group;
	int metric; /* the only one, METRIC_ANY: of all */
};

enum { METRIC_ANY = -1 };

static bool
is_member(const struct average *a, const struct row *row,
    const struct interner *names)
{
	return same_average(row, a->key) &&
	       (a->metric == METRIC_ANY || a->metric == (int)row->metric) &&
	       (a->groups == NULL || groups_has(a->groups, a->group,
					 interner_str(names, row->task)));
}

static struct members
members_of(const struct summary *s, size_t n_rows, const struct average *a,
    const struct interner *names)
{
	struct members m = { mem_new(n_rows, sizeof *m.v), 0 };

	for (size_t i = 0; i < n_rows; i++)
		if (is_member(a, s->lines[i].row, names))
			m.v[m.n++] = i;
	return m;
}

static bool
same_how(struct judgement a, struct judgement b)
{
	return a.rule == b.rule && a.calibrate == b.calibrate;
}

/* To a mean over the tasks that have one. */
static void
add_known(double *sum, size_t *n, double x)
{
	if (isnan(x))
		return;
	*sum += x;
	++*n;
}

static void
add_member(struct summary_line *l, const struct summary_line *x, double share)
{
	l->mixed |= l->n_tasks > 0 && l->metric != x->metric;
	l->metric = x->metric;
	l->n_queries += x->n_queries;
	l->n_dropped += x->n_dropped;
	l->n_seeds =
	    l->n_tasks == 0 || l->n_seeds == x->n_seeds ? x->n_seeds : 0;
	l->n_tasks++;
	l->worst += share * x->worst;
	l->mean += share * x->mean;
	l->chance += share * x->chance;
	l->majority += share * x->majority;
	l->k_kept += share * x->k_kept;
	l->ece += share * x->ece;
	l->accuracy += share * x->accuracy;
	add_known(&l->tau, &l->n_tau, x->tau);
	add_known(&l->auroc, &l->n_auroc, x->auroc);
	l->bpb += share * x->bpb;
	l->centred += share * x->centred;
	l->many_chosen |= l->row->chosen != x->row->chosen;
	l->many_how |= l->n_tasks > 1 && !same_how(l->how, x->how);
	l->how = x->how;
	l->key += x->key * (2 * (uint64_t)x->row->task + 1);
}

/* For an interval over other tasks. */
static void
draw_tasks(const struct summary *s, struct members m, double *draws)
{
	double *means = mem_new(m.n, sizeof *means);

	for (size_t i = 0; i < m.n; i++)
		means[i] = s->lines[m.v[i]].mean;
	bootstrap_tasks(means, m.n, s->options.seed, draws, SUMMARY_DRAWS);
	free(means);
}

static void
add_average(struct summary *s, struct members m, const char *name)
{
	struct summary_line *l = new_line(s);
	double share = 1 / (double)m.n;

	assert(m.n > 0);
	l->row = s->lines[m.v[0]].row;
	l->average = name;
	for (size_t i = 0; i < m.n; i++)
		add_member(l, &s->lines[m.v[i]], share);
	l->tau /= (double)l->n_tau;
	l->auroc /= (double)l->n_auroc;
	l->seeds = mem_new(l->n_seeds, sizeof *l->seeds);
	l->draws = mem_new(SUMMARY_DRAWS, sizeof *l->draws);
	for (size_t i = 0; i < m.n; i++) {
		const struct summary_line *x = &s->lines[m.v[i]];

		for (size_t j = 0; j < l->n_seeds; j++)
			l->seeds[j] += share * x->seeds[j];
		for (size_t j = 0; j < SUMMARY_DRAWS; j++)
			l->draws[j] += share * x->draws[j];
	}
	if (s->options.over == BOOTSTRAP_TASKS)
		draw_tasks(s, m, l->draws);
	finish(l);
}

static bool
is_first(const struct summary *s, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (same_average(s->lines[j].row, s->lines[i].row))
			return false;
	return true;
}

/* Whether it was an average over several metrics. */
static bool
average(struct summary *s, size_t n_rows, const struct average *a,
    const struct interner *names)
{
	struct members m = members_of(s, n_rows, a, names);
	/* a group of one task is one, all of them are not */
	bool good = m.n > (a->groups == NULL);

	if (good)
		add_average(s, m,
		    a->groups == NULL ? "average"
				      : groups_name(a->groups, a->group));
	free(m.v);
	return good && s->lines[s->n - 1].mixed;
}

void
summary_make(struct summary *s, const struct results *results,
    const struct interner *names, const struct groups *groups,
    struct summary_options options)
{
	size_t n = results_n_rows(results);
	size_t n_groups = groups == NULL ? 1 : groups_count(groups);

	s->options = options;
	for (size_t i = 0; i < n; i++)
		add_row(s, results_row(results, i), names);
	for (size_t g = 0; g < n_groups; g++) {
		for (size_t i = 0; i < n; i++) {
			struct average a = { s->lines[i].row, groups, g,
				METRIC_ANY };

			if (!is_first(s, i) || !average(s, n, &a, names))
				continue;
			for (a.metric = 0; a.metric <= METRIC_ROUGE_L;
			     a.metric++)
				average(s, n, &a, names);
		}
	}
}

void
summary_release(struct summary *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free(s->lines[i].seeds);
		free(s->lines[i].draws);
	}
	free(s->lines);
	*s = (struct summary){ 0 };
}

static bool
has_dropped(const struct summary *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->lines[i].n_dropped > 0)
			return true;
	return false;
}

/* The columns that are there when there is something to tell, and the last. */
static size_t
more_columns(const struct summary_options *o, bool dropped, struct column *more)
{
	size_t n = 0;

	if (o->bpb)
		more[n++] = (struct column){ "bpb", CELL_REAL };
	if (o->centred)
		more[n++] = (struct column){ "centred", CELL_SHARE };
	if (o->rules) {
		more[n++] = (struct column){ "rule", CELL_TEXT };
		more[n++] = (struct column){ "calibrate", CELL_TEXT };
	}
	if (o->chosen)
		more[n++] = (struct column){ "chosen", CELL_TEXT };
	if (dropped)
		more[n++] = (struct column){ "dropped", CELL_COUNT };
	more[n++] = (struct column){ "auroc", CELL_SHARE };
	return n;
}

static void
put_rules(struct table *t, const struct summary_line *l)
{
	table_text(t,
	    l->many_how ? STR("mixed") : choice_name(RULE_NAMES, l->how.rule));
	table_text(t, l->many_how
			  ? STR("mixed")
			  : choice_name(CALIBRATION_NAMES, l->how.calibrate));
}

static void
put_more(struct table *t, const struct summary_options *o, bool dropped,
    const struct summary_line *l, const struct interner *names)
{
	if (o->bpb)
		table_number(t, l->bpb);
	if (o->centred)
		table_number(t, l->centred);
	if (o->rules)
		put_rules(t, l);
	if (o->chosen)
		table_text(t, l->many_chosen
				  ? STR("mixed")
				  : interner_str(names, l->row->chosen));
	if (dropped)
		table_count(t, l->n_dropped);
	table_number(t, l->auroc);
}

static void
put_line(
    struct table *t, const struct summary_line *l, const struct interner *names)
{
	row_put(t, l->row,
	    l->average != NULL ? str_of(l->average)
			       : interner_str(names, l->row->task),
	    names);
	table_text(t, l->mixed ? STR("mixed") : metric_name(l->metric));
	table_count(t, l->n_tasks);
	table_number(t, l->n_seeds > 0 ? (double)l->n_seeds : NAN);
	table_count(t, l->n_queries);
	table_number(t, l->mean);
	table_number(t, l->worst);
	table_number(t, l->sd);
	table_number(t, l->low);
	table_number(t, l->high);
	table_number(t, l->chance);
	table_number(t, l->majority);
	table_number(t, l->k_kept);
	table_number(t, l->ece);
	table_number(t, l->accuracy);
	table_number(t, l->tau);
}

enum { N_COLUMNS = 21, N_MORE = 7 };

struct table *
summary_table(const struct summary *s, const struct interner *names)
{
	struct column columns[N_COLUMNS + N_MORE] = {
		ROW_COLUMNS,
		{ "metric", CELL_TEXT },
		{ "tasks", CELL_COUNT },
		{ "seeds", CELL_COUNT },
		{ "n", CELL_COUNT },
		{ "mean", CELL_SHARE },
		{ "worst", CELL_SHARE },
		{ "sd", CELL_SHARE },
		{ "low", CELL_SHARE },
		{ "high", CELL_SHARE },
		{ "chance", CELL_SHARE },
		{ "majority", CELL_SHARE },
		{ "k_kept", CELL_MEAN },
		{ "ece", CELL_SHARE },
		{ "accuracy", CELL_SHARE },
		{ "tau", CELL_REAL },
	};
	bool dropped = has_dropped(s);
	size_t n_more = more_columns(&s->options, dropped, columns + N_COLUMNS);
	struct table *t = table_new(columns, N_COLUMNS + n_more);

	for (size_t i = 0; i < s->n; i++) {
		put_line(t, &s->lines[i], names);
		put_more(t, &s->options, dropped, &s->lines[i], names);
	}
	return t;
}
