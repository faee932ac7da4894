/* Results of sets in lm-evaluation-harness's form: see harness_task.h. */
#include "report/harness_task.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "io/json.h"

static const char *const metrics[] = { "acc", "acc_norm", "exact_match", "em",
	"f1", "rouge_l" };

const char *
harness_metric_name(enum harness_metric m)
{
	return metrics[m];
}

void
harness_task_add(struct harness_task *t, enum harness_metric m, double value)
{
	t->measured[m]++;
	t->sum[m] += value;
	t->squares[m] += value * value;
}

/* A list or object being written: the separator of its next member. */
struct list {
	struct buf *out;
	bool some;
};

static void
next(struct list *l)
{
	if (l->some)
		buf_byte(l->out, ',');
	l->some = true;
}

static void
member(struct list *l, struct str name)
{
	next(l);
	json_put_str(l->out, name);
	buf_byte(l->out, ':');
}

static void
put_value(struct list *l, const char *name, const char *suffix, double x)
{
	next(l);
	buf_printf(l->out, "\"%s%s,none\":", name, suffix);
	if (isfinite(x))
		json_put_real(l->out, x);
	else
		buf_str(l->out, STR("\"N/A\""));
}

/* Deviation of the mean, as the harness's mean_stderr. */
static double
mean_error(double n, double sum, double squares)
{
	if (n < 2)
		return NAN;
	return sqrt(fmax(squares - sum * sum / n, 0) / (n - 1) / n);
}

static bool
is_line(const struct summary_line *l, const struct interner *names,
    const struct harness_task *t)
{
	const struct row *r = l->row;

	return l->average == NULL && r->k == t->set.k &&
	       str_eq(interner_str(names, r->run), t->run) &&
	       str_eq(interner_str(names, r->task), t->set.task) &&
	       str_eq(interner_str(names, r->method), t->set.method) &&
	       str_eq(interner_str(names, r->layout), t->set.layout) &&
	       str_eq(interner_str(names, r->variant), t->set.variant);
}

/* The summary's line of a set, NULL when it has none. */
static const struct summary_line *
line_of(const struct summary *s, const struct interner *names,
    const struct harness_task *t)
{
	for (size_t i = 0; i < s->n; i++)
		if (is_line(&s->lines[i], names, t))
			return &s->lines[i];
	return NULL;
}

/* The index of the set's seed among those of its line, which rise. */
static size_t
seed_at(const struct summary_line *l, uint64_t seed)
{
	size_t at = 0;

	for (size_t i = 0; i < l->row->n_seeds; i++)
		at += l->row->seeds[i].seed < seed;
	return at;
}

/* A name of the summary's metric that Python takes for one word. */
static void
put_headline(
    struct list *l, const struct summary_line *line, double x, double error)
{
	const char *name = line->metric == METRIC_MACRO_F1  ? "macro_f1"
			   : line->metric == METRIC_ROUGE_L ? "rule_rouge_l"
			   : line->metric == METRIC_EM      ? "rule_em"
							    : "accuracy";

	put_value(l, name, "", x);
	put_value(l, name, "_stderr", error);
}

static void
put_task(struct list *results, const struct harness_task *t,
    const struct summary_line *line)
{
	struct list l = { results->out, false };

	member(results, t->name);
	buf_byte(l.out, '{');
	member(&l, STR("alias"));
	json_put_str(l.out, t->name);
	for (enum harness_metric m = 0; m < HARNESS_METRICS; m++) {
		double n = (double)t->measured[m];

		if (n == 0)
			continue;
		put_value(&l, metrics[m], "", t->sum[m] / n);
		put_value(&l, metrics[m], "_stderr",
		    mean_error(n, t->sum[m], t->squares[m]));
	}
	if (line != NULL)
		put_headline(
		    &l, line, line->seeds[seed_at(line, t->set.seed)], NAN);
	buf_byte(l.out, '}');
}

/* The tasks of one run, in the order they came. */
struct view {
	const struct harness_task **v;
	size_t n;
	const struct summary *summary;
	const struct interner *names;
};

static bool
is_first_of_group(const struct view *x, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (str_eq(x->v[j]->group, x->v[i]->group))
			return false;
	return true;
}

static size_t
group_size(const struct view *x, struct str group)
{
	size_t n = 0;

	for (size_t i = 0; i < x->n; i++)
		n += str_eq(x->v[i]->group, group);
	return n;
}

/* The mean over the seeds of a group; its error is between them. */
static void
put_group(struct list *groups, const struct view *x, size_t first)
{
	struct str name = x->v[first]->group;
	const struct summary_line *line =
	    line_of(x->summary, x->names, x->v[first]);
	struct list l = { groups->out, false };

	member(groups, name);
	buf_byte(l.out, '{');
	member(&l, STR("alias"));
	json_put_str(l.out, name);
	for (enum harness_metric m = 0; m < HARNESS_METRICS; m++) {
		double n = 0, sum = 0, squares = 0;

		for (size_t i = first; i < x->n; i++) {
			const struct harness_task *t = x->v[i];
			double mean;

			if (!str_eq(t->group, name) || t->measured[m] == 0)
				continue;
			mean = t->sum[m] / (double)t->measured[m];
			n++;
			sum += mean;
			squares += mean * mean;
		}
		if (n == 0)
			continue;
		put_value(&l, metrics[m], "", sum / n);
		put_value(
		    &l, metrics[m], "_stderr", mean_error(n, sum, squares));
	}
	if (line != NULL)
		put_headline(&l, line, line->mean,
		    line->sd / sqrt((double)line->n_seeds));
	buf_byte(l.out, '}');
}

static void
put_groups(struct list *l, const struct view *x)
{
	for (size_t i = 0; i < x->n; i++)
		if (is_first_of_group(x, i) &&
		    group_size(x, x->v[i]->group) > 1)
			put_group(l, x, i);
}

static void
put_subtasks(struct list *all, const struct view *x)
{
	for (size_t i = 0; i < x->n; i++) {
		struct list l = { all->out, false };
		struct str group = x->v[i]->group;

		if (!is_first_of_group(x, i) || group_size(x, group) < 2)
			continue;
		member(all, group);
		buf_byte(l.out, '[');
		for (size_t j = i; j < x->n; j++) {
			if (!str_eq(x->v[j]->group, group))
				continue;
			next(&l);
			json_put_str(l.out, x->v[j]->name);
		}
		buf_byte(l.out, ']');
	}
	for (size_t i = 0; i < x->n; i++) {
		if (group_size(x, x->v[i]->group) > 1)
			continue;
		member(all, x->v[i]->name);
		buf_str(all->out, STR("[]"));
	}
}

static void
put_config(const struct harness_task *t, struct buf *out)
{
	const struct score_set *s = &t->set;
	const struct {
		const char *name;
		struct str value;
	} texts[] = { { "icl_task", s->task }, { "method", s->method },
		{ "layout", s->layout }, { "variant", s->variant } };

	buf_str(out, STR("{\"task\":"));
	json_put_str(out, t->name);
	buf_printf(out,
	    ",\"dataset_path\":\"json\",\"output_type\":\"%s\","
	    "\"num_fewshot\":%" PRIu64 ",\"repeats\":1,"
	    "\"should_decontaminate\":false,\"metadata\":{\"version\":1.0",
	    t->is_generation ? "generate_until" : "multiple_choice", s->k);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		buf_printf(out, ",\"%s\":", texts[i].name);
		json_put_str(out, texts[i].value);
	}
	buf_printf(out, ",\"seed\":%" PRIu64 "}}", s->seed);
}

static void
put_better(const struct harness_task *t, struct buf *out)
{
	struct list l = { out, false };

	buf_byte(out, '{');
	for (enum harness_metric m = 0; m < HARNESS_METRICS; m++) {
		if (t->measured[m] == 0)
			continue;
		member(&l, str_of(metrics[m]));
		buf_str(out, STR("true"));
	}
	buf_byte(out, '}');
}

static void
put_hash(const struct harness_task *t, struct buf *out)
{
	json_put_str(out, str_of(t->hash));
}

static void
put_version(const struct harness_task *t, struct buf *out)
{
	(void)t;
	buf_str(out, STR("1.0"));
}

static void
put_shots(const struct harness_task *t, struct buf *out)
{
	buf_printf(out, "%" PRIu64, t->set.k);
}

static void
put_samples(const struct harness_task *t, struct buf *out)
{
	buf_printf(out, "{\"original\":%" PRIu64 ",\"effective\":%" PRIu64 "}",
	    t->n, t->n);
}

/* {"TASK":…,…} */
static void
put_each(const struct view *x, const char *name,
    void (*put)(const struct harness_task *t, struct buf *out), struct buf *out)
{
	struct list l = { out, false };

	buf_printf(out, ",\n\"%s\":{", name);
	for (size_t i = 0; i < x->n; i++) {
		member(&l, x->v[i]->name);
		put(x->v[i], out);
	}
	buf_byte(out, '}');
}

static void
put_results(const struct view *x, struct buf *out)
{
	struct list l = { out, false }, groups = { out, false },
		    subtasks = { out, false };

	buf_str(out, STR("{\"results\":{"));
	put_groups(&l, x);
	for (size_t i = 0; i < x->n; i++)
		put_task(&l, x->v[i], line_of(x->summary, x->names, x->v[i]));
	buf_str(out, STR("},\n\"groups\":{"));
	put_groups(&groups, x);
	buf_str(out, STR("},\n\"group_subtasks\":{"));
	put_subtasks(&subtasks, x);
	buf_byte(out, '}');
}

static void
put_about(struct str run, int64_t when, struct buf *out)
{
	buf_str(
	    out, STR(",\n\"config\":{\"model\":\"icl-score\",\"model_args\":"));
	json_put_str(out, run);
	buf_str(out,
	    STR(",\"batch_size\":null,\"device\":\"cpu\",\"use_cache\":null,"
		"\"limit\":null,\"gen_kwargs\":null},\n\"git_hash\":null,"
		"\"model_source\":\"icl-score\",\"model_name\":"));
	json_put_str(out, run);
	buf_str(out, STR(",\"model_name_sanitized\":"));
	json_put_str(out, run);
	buf_printf(out,
	    ",\"date\":%" PRId64 ",\"start_time\":0,\"end_time\":0,"
	    "\"total_evaluation_time_seconds\":\"0\"}\n",
	    when);
}

void
harness_results(const struct harness_task *tasks, size_t n, struct str run,
    int64_t when, const struct summary *s, const struct interner *names,
    struct buf *out)
{
	struct view x = { mem_new(n, sizeof(*x.v)), 0, s, names };

	for (size_t i = 0; i < n; i++)
		if (str_eq(tasks[i].run, run))
			x.v[x.n++] = &tasks[i];
	put_results(&x, out);
	put_each(&x, "configs", put_config, out);
	put_each(&x, "versions", put_version, out);
	put_each(&x, "n-shot", put_shots, out);
	put_each(&x, "higher_is_better", put_better, out);
	put_each(&x, "n-samples", put_samples, out);
	put_each(&x, "task_hashes", put_hash, out);
	put_about(run, when, out);
	free(x.v);
}
