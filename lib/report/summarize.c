/* Streams of scores to tables: see summarize.h. */
#include "report/summarize.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/choice.h"
#include "base/utf8.h"
#include "io/file.h"
#include "io/json.h"
#include "io/reader.h"
#include "io/writer.h"
#include "report/compare.h"
#include "report/confusion.h"
#include "report/harness.h"
#include "report/html.h"
#include "report/label_bias.h"
#include "report/provenance.h"
#include "report/samples.h"
#include "report/section.h"
#include "report/sides.h"
#include "report/summary.h"
#include "report/text_plot.h"
#include "report/train_curves.h"

/* One run of icl-score --summary. */
struct job {
	const struct summarize *s;
	struct interner *names;
	struct task_rules *by_task; /* NULL: one rule for all */
	struct str baseline;        /* of several comparisons; "": none */
	struct harness *harness;    /* NULL: none wanted */
	struct file_out *html; /* the file of the page; NULL: none wanted */
	struct buf out, page;  /* what is to be written */
	struct buf provenance; /* of the first FILE, for the page */
	struct buf notes;      /* lines for people */
};

static int
read_records(struct job *job, struct reader *r, struct results *results,
    uint64_t *skipped, struct err *e)
{
	struct arena arena = { 0 };
	struct score_record rec;
	struct str line;
	int rc;

	while ((rc = reader_line(r, &line, e)) > 0) {
		bool good = true;

		if (score_parse(line, &arena, &rec, e) ||
		    results_record(results, &rec, e)) {
			good = false;
			if (!job->s->skip_bad) {
				rc = reader_err(r, e);
				break;
			}
			++*skipped;
		}
		if (good && job->harness != NULL &&
		    harness_record(job->harness, &rec, e)) {
			rc = reader_err(r, e);
			break;
		}
		arena_reset(&arena);
	}
	arena_release(&arena);
	return rc;
}

static void
note_uncalibrated(struct job *job, const struct results *results)
{
	for (size_t i = 0; i < results_n_rows(results); i++) {
		const struct row *row = results_row(results, i);

		if (row->uncalibrated)
			buf_printf(&job->notes,
			    "task '%.*s': its options differ by query, so bc "
			    "leaves its scores as they are\n",
			    STR_ARG(interner_str(job->names, row->task)));
	}
}

/* The layout that does best in each task, if that is asked for. */
static int
choose_layouts(struct job *job, struct results *results, struct err *e)
{
	const struct summarize *s = job->s;

	if (s->best_layout == BEST_LAYOUT_NONE)
		return 0;
	return best_layout_choose(
	    results, s->best_layout, job->names, s->f1, s->seed, e);
}

static struct results *
load(struct job *job, const char *const *files, size_t n, struct err *e)
{
	struct reader *r = reader_new(files, n);
	struct results *results =
	    results_new(job->s->how, job->by_task, job->names);
	uint64_t skipped = 0;
	bool good = reader_begin(r, 1u << KIND_SCORES, e) == 0 &&
		    read_records(job, r, results, &skipped, e) == 0 &&
		    results_finish(results, e) == 0 &&
		    choose_layouts(job, results, e) == 0;

	if (skipped > 0)
		buf_printf(
		    &job->notes, "%" PRIu64 " bad records skipped\n", skipped);
	if (good)
		note_uncalibrated(job, results);
	if (good && job->provenance.n == 0)
		provenance_put(reader_intro(r), &job->provenance);
	reader_free(r);
	if (good)
		return results;
	results_free(results);
	return NULL;
}

/* By what the queries were judged, in the words of the options. */
struct terms {
	struct str rule, calibration, prior, f1, rouge;
};

static struct terms
terms_of(const struct summarize *s)
{
	return (struct terms){
		choice_name(RULE_NAMES, s->how.rule),
		choice_name(CALIBRATION_NAMES, s->how.calibrate),
		choice_name(PRIOR_NAMES, s->how.prior),
		choice_name(F1_POLICY_NAMES, s->f1),
		choice_name(ROUGE_NAMES, s->how.rouge),
	};
}

/* The same as a sentence without its end. */
static void
put_terms(const struct summarize *s, const char *rule, struct buf *out)
{
	struct terms t = terms_of(s);

	buf_printf(out,
	    "%s %.*s, calibration %.*s, prior %.*s, macro-F1 over %.*s classes",
	    rule, STR_ARG(t.rule), STR_ARG(t.calibration), STR_ARG(t.prior),
	    STR_ARG(t.f1));
	if (s->rule_by_task != NULL)
		buf_str(out, STR(", or the task's"));
	if (s->over == BOOTSTRAP_QUERY)
		buf_str(out, STR(", intervals over queries"));
	if (s->best_layout == BEST_LAYOUT_ALL)
		buf_str(out, STR(", best layout by the reported queries"));
	if (s->best_layout == BEST_LAYOUT_HALF)
		buf_str(out, STR(", best layout by the other half of queries"));
	if (s->how.rouge != ROUGE_WORDS)
		buf_printf(out, ", ROUGE-L of %.*s", STR_ARG(t.rouge));
}

/* For the head of a page. */
static void
page_note(const struct summarize *s, struct buf *note)
{
	put_terms(s, "Rule", note);
	buf_str(note, STR("; scores are in percent."));
}

static void
put_json_terms(const struct job *job, struct buf *out)
{
	const struct summarize *s = job->s;
	struct terms t = terms_of(s);

	buf_printf(out,
	    "{\"rule\":\"%.*s\",\"calibrate\":\"%.*s\",\"prior\":\"%.*s\","
	    "\"f1\":\"%.*s\",\"rouge\":\"%.*s\",\"seed\":%" PRIu64 ",",
	    STR_ARG(t.rule), STR_ARG(t.calibration), STR_ARG(t.prior),
	    STR_ARG(t.f1), STR_ARG(t.rouge), s->seed);
	if (s->best_layout != BEST_LAYOUT_NONE)
		buf_printf(out, "\"best_layout\":\"%.*s\",",
		    STR_ARG(choice_name(BEST_LAYOUT_NAMES, s->best_layout)));
	if (job->baseline.n > 0) {
		buf_str(out, STR("\"baseline\":"));
		json_put_str(out, job->baseline);
		buf_byte(out, ',');
	}
	buf_str(out, STR("\"rows\":"));
}

/* The table among what it rests on. */
static void
put_framed(struct job *job, const struct table *t)
{
	const struct summarize *s = job->s;
	struct buf *out = &job->out;

	if (s->form == TABLE_JSON)
		put_json_terms(job, out);
	table_put(t, s->form, out);
	if (s->form == TABLE_JSON)
		buf_str(out, STR("}\n"));
	if (s->form != TABLE_TEXT)
		return;
	put_terms(s, "percent; rule", out);
	buf_str(out, STR("; low, high: 95 % of bootstrap draws\n"));
}

/* Why a table of what varies has no line. */
static const char *const no_spread[] = {
	[VARIANCE_SEED] = "no task with several seeds; make the sets with "
			  "icl-episode --seeds LIST\n",
	[VARIANCE_ORDER] = "no set in several orders; make the sets with "
			   "icl-episode --orders N\n",
	[VARIANCE_LAYOUT] = "no set in several layouts; make the sets with "
			    "icl-episode, one --layout for each\n",
};

/* Rows whose context had no room for all demonstrations. */
static void
note_dropped(struct job *job, const struct summary *s)
{
	const struct summary_line *least = NULL;
	size_t n = 0, n_rows = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct summary_line *l = &s->lines[i];
		double k = (double)l->row->k;

		n_rows += l->average == NULL;
		if (l->average != NULL || !(l->k_kept < k))
			continue;
		n++;
		if (least == NULL ||
		    l->k_kept * (double)least->row->k < least->k_kept * k)
			least = l;
	}
	if (n > 0)
		buf_printf(&job->notes,
		    "%zu of %zu rows had no room for all demonstrations, task "
		    "'%.*s' for %.1f of %" PRIu64
		    " on average; raise icl-tok --ctx or lower icl-episode "
		    "-k\n",
		    n, n_rows,
		    STR_ARG(interner_str(job->names, least->row->task)),
		    least->k_kept, least->row->k);
}

static int
make_samples(struct job *job, const struct results *results, struct buf *out,
    struct err *e)
{
	const struct summarize *s = job->s;
	struct samples *x =
	    samples_choose(results, job->names, (size_t)s->samples, s->seed);
	int rc = s->episodes != NULL ? samples_read(x, s->episodes, e) : 0;

	samples_put(x, out);
	samples_free(x);
	return rc;
}

/* The runs in the order of their colours in the page's first section. */
static struct texts
runs_of(const struct summary *summary, const struct interner *names)
{
	struct section x;
	struct str *runs;
	size_t n = 0;

	if (!section_at(summary, 0, &x))
		return (struct texts){ NULL, 0 };
	runs = mem_new(x.n_runs, sizeof *runs);
	for (; n < x.n_runs; n++)
		runs[n] = interner_str(names, x.runs[n]);
	section_release(&x);
	return (struct texts){ runs, n };
}

/* Curves of logs; how the models in folders were made goes to provenance. */
static int
put_training(struct job *job, const struct summary *summary, struct buf *curves,
    struct err *e)
{
	const struct opt_list *given = &job->s->logs;
	const char **logs = mem_new(given->n, sizeof *logs);
	struct texts runs = runs_of(summary, job->names);
	size_t n = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < given->n; i++)
		if (file_is_dir(given->v[i]))
			rc = provenance_of_folder(
			    given->v[i], &job->provenance, e);
		else
			logs[n++] = given->v[i];
	if (rc == 0 && n > 0)
		rc = train_curves_put(logs, n, runs, curves, e);
	free(logs);
	free((void *)runs.v);
	return rc;
}

static int
put_page(struct job *job, const struct summary *summary,
    const struct results *results, struct err *e)
{
	const struct summarize *s = job->s;
	struct buf note = { 0 }, curves = { 0 }, samples = { 0 };
	struct table *labels = s->what == SUMMARIZE_LABELS
				   ? label_bias_table(results, job->names)
				   : NULL;
	struct html_parts parts = { .labels = labels };
	int rc;

	rc = put_training(job, summary, &curves, e);
	if (rc == 0 && s->samples > 0)
		rc = make_samples(job, results, &samples, e);
	parts.provenance = buf_view(&job->provenance);
	parts.curves = buf_view(&curves);
	parts.samples = buf_view(&samples);
	page_note(s, &note);
	html_put(
	    summary, results, job->names, &parts, buf_view(&note), &job->page);
	table_free(labels);
	buf_release(&note);
	buf_release(&curves);
	buf_release(&samples);
	return rc;
}

/* The table that is asked for, of one stream. */
static void
put_table(struct job *job, const struct summary *summary,
    const struct results *results)
{
	static const char no_classes[] = "no classification task in these "
					 "scores, so nothing to show\n";
	const struct summarize *s = job->s;
	struct table *t;

	if (s->what == SUMMARIZE_CONFUSION) {
		if (confusion_put(results, job->names, s->form, &job->out) == 0)
			buf_str(&job->notes, str_of(no_classes));
		if (s->form == TABLE_JSON)
			buf_byte(&job->out, '\n');
		return;
	}
	t = s->what == SUMMARIZE_LABELS ? label_bias_table(results, job->names)
	    : s->what == SUMMARIZE_SPREAD
		? variance_table(summary, job->names, s->variance)
		: summary_table(summary, job->names);
	put_framed(job, t);
	if (table_empty(t))
		buf_str(&job->notes, str_of(s->what == SUMMARIZE_LABELS
						? no_classes
						: no_spread[s->variance]));
	table_free(t);
}

static int
put_tables(struct job *job, const struct results *results, struct err *e)
{
	const struct summarize *s = job->s;
	struct summary summary = { 0 };
	struct groups *groups = NULL;
	int rc = 0;

	if (s->group != NULL && (groups = groups_load(s->group, e)) == NULL)
		return -1;
	summary_make(&summary, results, job->names, groups,
	    (struct summary_options){ .f1 = s->f1,
		.over = s->over,
		.seed = s->seed,
		.bpb = s->bpb,
		.centred = s->centred,
		.rules = s->rule_by_task != NULL,
		.chosen = s->best_layout != BEST_LAYOUT_NONE });
	note_dropped(job, &summary);
	put_table(job, &summary, results);
	if (s->curves && s->form == TABLE_TEXT && s->what == SUMMARIZE_SUMMARY)
		text_plot_put(&summary, job->names, &job->out);
	if (s->html != NULL)
		rc = put_page(job, &summary, results, e);
	if (rc == 0 && job->harness != NULL)
		rc = harness_finish(job->harness, &summary, job->names, e);
	summary_release(&summary);
	groups_free(groups);
	return rc;
}

/* Each FILE by itself, or stdin. */
static int
load_sides(struct job *job, struct sides *x, struct err *e)
{
	const struct summarize *s = job->s;
	size_t n = s->n_files > 0 ? s->n_files : 1;

	for (size_t i = 0; i < n; i++) {
		struct results *results =
		    load(job, s->files + i, s->n_files > 0, e);

		if (results == NULL)
			return -1;
		sides_add(x, results);
	}
	return sides_finish(x, s->files, s->baseline, job->names, e);
}

/* The table where it is asked for, with the names of its sides. */
static void
put_sides(struct job *job, const struct sides *x, const struct table *t)
{
	struct buf note = { 0 };

	put_framed(job, t);
	if (job->s->form == TABLE_TEXT) {
		sides_put(x, utf8_show, &job->out);
		buf_byte(&job->out, '\n');
	}
	if (job->s->html == NULL)
		return;
	page_note(job->s, &note);
	buf_byte(&note, ' ');
	sides_put(x, buf_str, &note);
	buf_str(&note, STR("; low, high: 95 % of the bootstrap's draws of "
			   "difference."));
	html_table(t, buf_view(&note), &job->page);
	buf_release(&note);
}

static int
put_compare(struct job *job, struct err *e)
{
	const struct summarize *s = job->s;
	struct compare_options o = { .names = job->names,
		.f1 = s->f1,
		.over = s->over,
		.seed = s->seed };
	struct groups *groups = NULL;
	struct sides x = { 0 };
	struct table *t = NULL;
	size_t unmatched;

	if (s->group != NULL && (groups = groups_load(s->group, e)) == NULL)
		return -1;
	o.groups = groups;
	if (load_sides(job, &x, e) == 0) {
		job->baseline = x.n > 2 ? x.v[0].name : STR("");
		t = compare_table(x.v, x.n, &o, &unmatched, e);
	}
	if (t != NULL) {
		put_sides(job, &x, t);
		if (unmatched > 0)
			buf_printf(&job->notes,
			    "%zu rows are in one of the two alone\n",
			    unmatched);
	}
	sides_release(&x);
	groups_free(groups);
	table_free(t);
	return t == NULL ? -1 : 0;
}

/* Lines of notes for people, each by itself. */
static void
say_lines(const struct summarize *s, struct str notes)
{
	size_t from = 0;

	for (size_t i = 0; i < notes.n; i++) {
		if (notes.p[i] != '\n')
			continue;
		s->say("%.*s", STR_ARG(str_slice(notes, from, i)));
		from = i + 1;
	}
}

/* All that is to be written, into memory. */
static int
make(struct job *job, struct err *e)
{
	const struct summarize *s = job->s;
	struct results *results;
	int rc = -1;

	if (s->rule_by_task != NULL) {
		job->by_task = task_rules_load(s->rule_by_task, e);
		if (job->by_task == NULL)
			return -1;
	}
	if (s->harness != NULL) {
		job->harness = harness_new(s->harness, s->episodes, s->when, e);
		if (job->harness == NULL)
			return -1;
	}
	if (s->what == SUMMARIZE_COMPARE)
		return put_compare(job, e);
	results = load(job, s->files, s->n_files, e);
	if (results != NULL)
		rc = put_tables(job, results, e);
	results_free(results);
	return rc;
}

static int
write_text(const struct summarize *s, const struct buf *text, struct err *e)
{
	struct writer *w = writer_new(s->output, FORM_PEOPLE, 0, e);
	int rc = -1;

	if (w != NULL && writer_bytes(w, text->p, text->n, e) == 0)
		rc = writer_commit(w, e);
	writer_free(w);
	return rc;
}

/* The page is begun first and appears last, when all else went well. */
static int
run(struct job *job, struct err *e)
{
	const struct summarize *s = job->s;

	if (s->html != NULL && (job->html = file_out_new(s->html, e)) == NULL)
		return -1;
	if (make(job, e))
		return -1;
	if (s->html != NULL && file_write(file_out_fd(job->html), job->page.p,
				   job->page.n, s->html, e))
		return -1;
	if (write_text(s, &job->out, e))
		return -1;
	if (job->harness != NULL && harness_commit(job->harness, e))
		return -1;
	return s->html != NULL ? file_out_commit(job->html, e) : 0;
}

int
summarize_scores(const struct summarize *s, struct err *e)
{
	struct job job = { .s = s, .names = interner_new() };
	int rc = run(&job, e);

	if (rc == 0 && s->best_layout == BEST_LAYOUT_ALL)
		buf_str(&job.notes,
		    STR("layouts are chosen on the queries they are reported "
			"on, so their means are too high for new ones; see "
			"--best-layout half\n"));
	say_lines(s, buf_view(&job.notes));
	file_out_free(job.html);
	harness_free(job.harness);
	task_rules_free(job.by_task);
	interner_free(job.names);
	buf_release(&job.out);
	buf_release(&job.page);
	buf_release(&job.notes);
	buf_release(&job.provenance);
	return rc;
}
