/* A page of results: see html.h. */
#include "report/html.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/confusion.h"
#include "report/plot.h"
#include "report/section.h"
#include "report/svg.h"

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
    "<title>In-context learning: results</title>\n<style>"
    ":root{color-scheme:light dark;--ink:#1c1f23;--paper:#fdfdfc;"
    "--soft:#f1f2f0;--rule:#d5d8d3}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e6e7e3;"
    "--paper:#16181b;--soft:#22252a;--rule:#3c4148}}"
    "body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);"
    "background:var(--paper);max-width:76rem;margin:0 auto;"
    "padding:1rem 1.2rem 4rem}"
    "h1{font-size:1.6rem}h2{font-size:1.25rem;margin-top:2.4rem;"
    "border-bottom:1px solid var(--rule);padding-bottom:.3rem}"
    "h3{font-size:1rem;margin:1.4rem 0 .4rem}"
    /* what is wider scrolls by itself, its first column stays, and a shade at
       the right tells that there is more */
    ".wide{overflow-x:auto;background:linear-gradient(90deg,transparent,"
    "var(--paper) 60%) right/3rem 100% no-repeat local,linear-gradient("
    "270deg,var(--rule),transparent) right/1rem 100% no-repeat scroll}"
    "table{border-collapse:collapse;"
    "font-variant-numeric:tabular-nums;font-size:.92rem}"
    "th,td{padding:.25rem .55rem;text-align:right;white-space:nowrap;"
    "vertical-align:top;"
    "border-bottom:1px solid var(--rule)}"
    "th:first-child,td:first-child,td.t,th.t{text-align:left}"
    "th:first-child,td:first-child{position:sticky;left:0;"
    "background:var(--paper)}"
    "thead th:first-child,thead th{background:var(--soft)}"
    "small{opacity:.75}"
    ".two{display:grid;grid-template-columns:repeat(auto-fit,"
    "minmax(min(100%,24rem),1fr));gap:1.5rem;align-items:start}"
    ".many{display:flex;flex-wrap:wrap;gap:0 2rem}.many>div{max-width:100%}"
    "figure{margin:0}figcaption{font-size:.9rem;opacity:.85}"
    "td.c{background:color-mix(in srgb,#0072b2 var(--p),transparent)}"
    "dt{font-weight:600}dd{margin:0 0 .5rem;max-width:44rem}"
    "summary{cursor:pointer;margin-top:1.6rem;font-weight:600}"
    "@media(max-width:40rem){body{padding:.6rem .7rem 3rem}"
    "table{font-size:.82rem}th,td{padding:.2rem .35rem}}\n";

static void
put_name(const struct interner *names, uint32_t id, struct buf *out)
{
	svg_text(interner_str(names, id), out);
}

/* The mean as it is shown, in tenths of a percent. */
static double
shown(const struct summary_line *l)
{
	return round(1000 * l->mean);
}

/*
 * Whether no run that was measured on the same queries is better than this and
 * one is worse.
 */
static bool
is_best(const struct section *x, const struct summary_line *l)
{
	bool some_worse = false;

	for (size_t i = 0; i < x->n_lines; i++) {
		const struct summary_line *o = x->lines[i];

		if (o->row->k != l->row->k || o->key != l->key)
			continue;
		if (shown(o) > shown(l))
			return false;
		some_worse |= shown(o) < shown(l);
	}
	return some_worse;
}

/* Mean and interval, then what is read beside them. */
static void
put_cell(const struct section *x, const struct summary_line *l, struct buf *out)
{
	if (l == NULL) {
		buf_str(out, STR("<td>&ndash;</td>"));
		return;
	}
	buf_printf(
	    out, is_best(x, l) ? "<td><b>%.1f</b>" : "<td>%.1f", 100 * l->mean);
	buf_printf(
	    out, "<br><small>%.1f&ndash;%.1f", 100 * l->low, 100 * l->high);
	if (x->metric == METRIC_MACRO_F1)
		buf_printf(out, "<br>accuracy %.1f", 100 * l->accuracy);
	if (l->worst < l->mean)
		buf_printf(out, "<br>worst %.1f", 100 * l->worst);
	buf_str(out, STR("</small></td>"));
}

/* A count of all cells of a run: one number, or the least and the greatest. */
static void
put_count(const struct section *x, uint32_t run,
    size_t (*count)(const struct summary_line *), struct buf *out)
{
	size_t least = SIZE_MAX, most = 0;

	for (size_t i = 0; i < x->n_lines; i++) {
		size_t n = count(x->lines[i]);

		if (x->lines[i]->row->run != run)
			continue;
		least = n < least ? n : least;
		most = n > most ? n : most;
	}
	buf_printf(out, "<td>%zu", least);
	if (most > least)
		buf_printf(out, "&ndash;%zu", most);
	buf_str(out, STR("</td>"));
}

static size_t
n_tasks(const struct summary_line *l)
{
	return l->n_tasks;
}

static size_t
n_queries(const struct summary_line *l)
{
	return l->n_queries;
}

/* The value of a random choice, where it is the same for all runs. */
static void
put_chance(const struct section *x, struct buf *out)
{
	buf_str(out, STR("<tr><td>chance</td><td></td><td></td>"));
	for (size_t i = 0; i < x->n_ks; i++) {
		double low = INFINITY, high = -INFINITY;

		for (size_t j = 0; j < x->n_lines; j++) {
			if (x->lines[j]->row->k != x->ks[i])
				continue;
			low = fmin(low, x->lines[j]->chance);
			high = fmax(high, x->lines[j]->chance);
		}
		if (high - low < 0.0005)
			buf_printf(out, "<td>%.1f</td>", 100 * low);
		else
			buf_str(out, STR("<td>&ndash;</td>"));
	}
	buf_str(out, STR("</tr>\n"));
}

/* Runs by numbers of demonstrations. */
static void
put_table(
    const struct section *x, const struct interner *names, struct buf *out)
{
	buf_str(out, STR("<div class=\"wide\"><table><thead><tr><th>run</th>"
			 "<th>tasks</th><th>n</th>"));
	for (size_t i = 0; i < x->n_ks; i++)
		buf_printf(out, "<th>k = %" PRIu64 "</th>", x->ks[i]);
	buf_str(out, STR("</tr></thead><tbody>\n"));
	for (size_t r = 0; r < x->n_runs; r++) {
		buf_str(out, STR("<tr><td>"));
		put_name(names, x->runs[r], out);
		buf_str(out, STR("</td>"));
		put_count(x, x->runs[r], n_tasks, out);
		put_count(x, x->runs[r], n_queries, out);
		for (size_t i = 0; i < x->n_ks; i++)
			put_cell(x, section_line(x, x->runs[r], x->ks[i]), out);
		buf_str(out, STR("</tr>\n"));
	}
	if (x->lines[0]->chance == x->lines[0]->chance)
		put_chance(x, out);
	buf_str(out, STR("</tbody></table></div>"));
}

/* Whether two runs of one column were measured on different queries. */
static bool
has_others(const struct section *x)
{
	for (size_t i = 0; i < x->n_lines; i++)
		for (size_t j = 0; j < i; j++)
			if (x->lines[i]->row->k == x->lines[j]->row->k &&
			    x->lines[i]->key != x->lines[j]->key)
				return true;
	return false;
}

/* How to read the table. */
static void
put_legend(const struct section *x, struct buf *out)
{
	buf_str(out, STR("<p><small>"));
	svg_text(section_metric(x), out);
	buf_str(out,
	    STR(" in percent, the mean over tasks and seeds; below it the 95 % "
		"bootstrap interval and the worst seed; n: queries of each "
		"seed."));
	if (x->n_runs > 1)
		buf_str(out, STR(" Bold: the highest of the runs that were "
				 "measured on the same queries."));
	if (has_others(x))
		buf_str(out, STR(" Runs here were measured on different "
				 "queries; compare those with equal ones."));
	buf_str(out, STR("</small></p>\n"));
}

static void
put_curves(
    const struct section *x, const struct interner *names, struct buf *out)
{
	struct arena a = { 0 };
	struct plot_series *series = arena_alloc(&a, x->n_runs, sizeof *series);
	struct str *places = arena_alloc(&a, x->n_ks, sizeof *places);
	struct buf text = { 0 };
	struct plot_lines p = {
		.title = STR("mean over tasks by number of demonstrations"),
		.x_name = STR("demonstrations k"),
		.places = places,
		.n_places = x->n_ks,
		.series = series,
		.n_series = x->n_runs,
		.base = section_chance(x),
	};

	for (size_t i = 0; i < x->n_ks; i++) {
		buf_reset(&text);
		buf_printf(&text, "%" PRIu64, x->ks[i]);
		places[i] =
		    (struct str){ arena_copy(&a, text.p, text.n), text.n };
	}
	for (size_t r = 0; r < x->n_runs; r++) {
		struct plot_point *q = arena_alloc(&a, x->n_ks, sizeof *q);
		size_t n = 0;

		for (size_t i = 0; i < x->n_ks; i++) {
			const struct summary_line *l =
			    section_line(x, x->runs[r], x->ks[i]);

			if (l != NULL)
				q[n++] = (struct plot_point){ i, l->mean,
					l->low, l->high };
		}
		series[r] =
		    (struct plot_series){ interner_str(names, x->runs[r]), q,
			    n };
	}
	buf_str(out, STR("<figure>"));
	plot_lines(&p, out);
	buf_str(out, STR("<figcaption>"));
	svg_text(section_metric(x), out);
	buf_str(out, STR(" in percent; bars: 95 % bootstrap intervals"));
	buf_str(out, isnan(p.base) ? STR("") : STR("; dashed: chance"));
	buf_str(out, STR(".</figcaption></figure>\n"));
	buf_release(&text);
	arena_release(&a);
}

/* Index among n ids, added when it is not there. */
static size_t
index_of(uint32_t *ids, size_t *n, uint32_t id)
{
	size_t i = 0;

	while (i < *n && ids[i] != id)
		i++;
	if (i == *n)
		ids[(*n)++] = id;
	return i;
}

/* The tasks at the greatest k, a dot a run. */
static void
put_tasks(const struct summary *s, const struct section *x,
    const struct interner *names, struct buf *out)
{
	uint64_t k = x->ks[x->n_ks - 1];
	size_t n = 0, n_runs = x->n_runs;
	uint32_t *tasks = mem_new(s->n, sizeof *tasks);
	double *values = mem_new(s->n * n_runs, sizeof *values);
	double *bases = mem_new(s->n, sizeof *bases);
	struct str *rows = mem_new(s->n, sizeof *rows);
	struct str *series = mem_new(n_runs, sizeof *series);
	struct plot_dots p = {
		.title = STR("each task, a dot a run"),
		.rows = rows,
		.series = series,
		.n_series = n_runs,
		.values = values,
		.bases = bases,
	};

	for (size_t i = 0; i < s->n * n_runs; i++)
		values[i] = NAN;
	for (size_t i = 0; i < s->n; i++) {
		const struct summary_line *l = &s->lines[i];
		size_t task, run = 0;

		if (l->average != NULL || l->row->k != k ||
		    !section_has(x, l->row))
			continue;
		task = index_of(tasks, &n, l->row->task);
		while (x->runs[run] != l->row->run)
			run++;
		rows[task] = interner_str(names, l->row->task);
		values[task * n_runs + run] = l->mean;
		bases[task] = l->chance;
	}
	for (size_t r = 0; r < n_runs; r++)
		series[r] = interner_str(names, x->runs[r]);
	p.n_rows = n;
	buf_str(out, STR("<figure>"));
	plot_dots(&p, out);
	buf_printf(out,
	    "<figcaption>Each task at k = %" PRIu64 ", percent; a tick marks "
	    "chance.</figcaption></figure>\n",
	    k);
	free(tasks);
	free(values);
	free(bases);
	free(rows);
	free(series);
}

static void
put_section(const struct summary *s, const struct section *x,
    const struct interner *names, struct buf *out)
{
	buf_str(out, STR("<h2>"));
	section_title(x, names, svg_text, out);
	buf_str(out, STR("</h2>\n"));
	put_table(x, names, out);
	put_legend(x, out);
	buf_str(out, STR("<div class=\"two\">"));
	if (x->n_ks > 1)
		put_curves(x, names, out);
	put_tasks(s, x, names, out);
	buf_str(out, STR("</div>\n"));
}

/* The words of the page, for who has not read the papers. */
static void
put_glossary(struct buf *out)
{
	static const char *const words[][2] = {
		{ "run", "a model, raw or trained, whose answers were scored" },
		{ "k", "demonstrations: solved examples before the question" },
		{ "direct, channel",
		    "what is scored: each answer after the question, or the "
		    "question after each answer" },
		{ "layout", "how examples are written as text" },
		{ "seed", "a choice of demonstrations; worst: the seed with "
			  "the lowest score" },
		{ "interval", "where 95 of 100 bootstrap draws of seeds and "
			      "questions lie" },
		{ "chance", "the score of guessing" },
		{ "macro-F1", "F1 of each class, then their mean: rare classes "
			      "count as much as common ones" },
		{ "rule", "by what the options of a question are compared: "
			  "the log-probability of all tokens (sum), of a token "
			  "(mean) or a character (char), and so on; "
			  "calibration takes away what an option scores "
			  "whatever the question is" },
		{ "tau", "of length and score: below 0 short options are "
			 "preferred, above 0 long ones" },
		{ "auroc", "area under the ROC curve, label against rest: how "
			   "often a question with the label scores higher on "
			   "it than one without; a bias for some label hardly "
			   "moves it" },
		{ "ece", "expected calibration error: how far the "
			 "probability of a choice is from how often it is "
			 "right" },
	};

	buf_str(out, STR("<details><summary>The words of this page</summary>"
			 "<dl>\n"));
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		buf_printf(
		    out, "<dt>%s</dt><dd>%s</dd>\n", words[i][0], words[i][1]);
	buf_str(out, STR("</dl></details>\n"));
}

static void
put_rows(const struct summary *s, const struct interner *names, struct buf *out)
{
	struct table *t = summary_table(s, names);

	buf_str(out, STR("<details><summary>Every row</summary>\n"));
	table_put(t, TABLE_HTML, out);
	buf_str(out, STR("</details>\n"));
	table_free(t);
}

static void
begin_page(const char *what, struct str note, struct buf *out)
{
	buf_str(out, str_of(head));
	buf_str(out, svg_style());
	buf_printf(out,
	    "</style></head><body>\n<h1>In-context learning: %s</h1>\n<p>",
	    what);
	svg_text(note, out);
	buf_str(out, STR("</p>\n"));
}

void
html_table(const struct table *t, struct str note, struct buf *out)
{
	begin_page("comparison", note, out);
	table_put(t, TABLE_HTML, out);
	buf_str(out, STR("</body></html>\n"));
}

void
html_put(const struct summary *s, const struct results *results,
    const struct interner *names, const struct html_parts *parts,
    struct str note, struct buf *out)
{
	struct section x;

	begin_page("results", note, out);
	for (size_t i = 0; section_at(s, i, &x); i++) {
		put_section(s, &x, names, out);
		section_release(&x);
	}
	buf_str(out, parts->curves);
	buf_str(out, parts->samples);
	put_rows(s, names, out);
	confusion_html(results, names, out);
	if (parts->labels != NULL) {
		buf_str(out,
		    STR("<details><summary>Predictions and the demonstrations' "
			"labels</summary>\n"));
		table_put(parts->labels, TABLE_HTML, out);
		buf_str(out, STR("</details>\n"));
	}
	buf_str(out, parts->provenance);
	put_glossary(out);
	buf_str(out, STR("</body></html>\n"));
}
