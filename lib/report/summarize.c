/* Streams of scores to tables: see summarize.h. */
#include "report/summarize.h"

#include <inttypes.h>

#include "base/choice.h"
#include "io/file.h"
#include "io/reader.h"
#include "io/writer.h"
#include "report/compare.h"
#include "report/confusion.h"
#include "report/harness.h"
#include "report/html.h"
#include "report/label_bias.h"
#include "report/summary.h"

static int
read_records(const struct summarize *s, struct reader *r, struct results *b,
    struct harness *h, uint64_t *skipped, struct err *e)
{
	struct arena arena = { 0 };
	struct score_record rec;
	struct str line;
	int rc;

	while ((rc = reader_line(r, &line, e)) > 0) {
		bool good = true;

		if (score_parse(line, &arena, &rec, e) ||
		    results_record(b, &rec, e)) {
			good = false;
			if (!s->skip_bad) {
				rc = reader_err(r, e);
				break;
			}
			++*skipped;
		}
		if (good && h != NULL && harness_record(h, &rec, e)) {
			rc = reader_err(r, e);
			break;
		}
		arena_reset(&arena);
	}
	arena_release(&arena);
	return rc;
}

static struct results *
load(const struct summarize *s, const char *const *files, size_t n,
    struct interner *names, struct harness *h, struct buf *notes, struct err *e)
{
	struct reader *r = reader_new(files, n);
	struct results *b = results_new(s->how, names);
	uint64_t skipped = 0;
	bool good = reader_begin(r, 1u << KIND_SCORES, e) == 0 &&
		    read_records(s, r, b, h, &skipped, e) == 0 &&
		    results_finish(b, e) == 0;

	if (skipped > 0)
		buf_printf(notes, "%" PRIu64 " bad records skipped\n", skipped);
	for (size_t i = 0; good && i < results_n_rows(b); i++)
		if (results_row(b, i)->uncalibrated)
			buf_printf(notes,
			    "task '%.*s': its options differ by query, so bc "
			    "leaves its scores as they are\n",
			    STR_ARG(
				interner_str(names, results_row(b, i)->task)));
	reader_free(r);
	if (good)
		return b;
	results_free(b);
	return NULL;
}

/* By what the queries were judged, in the words of the options. */
struct terms {
	struct str rule, calibration, prior, f1;
};

static struct terms
terms_of(const struct summarize *s)
{
	return (struct terms){
		choice_name(RULE_NAMES, s->how.rule),
		choice_name(CALIBRATION_NAMES, s->how.calibrate),
		choice_name(PRIOR_NAMES, s->how.prior),
		choice_name(F1_POLICY_NAMES, s->f1),
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
}

/* For the head of a page. */
static void
page_note(const struct summarize *s, struct buf *note)
{
	put_terms(s, "Rule", note);
	buf_str(note, STR("; scores are in percent."));
}

static void
put_json_terms(const struct summarize *s, struct buf *out)
{
	struct terms t = terms_of(s);

	buf_printf(out,
	    "{\"rule\":\"%.*s\",\"calibrate\":\"%.*s\",\"prior\":\"%.*s\","
	    "\"f1\":\"%.*s\",\"seed\":%" PRIu64 ",\"rows\":",
	    STR_ARG(t.rule), STR_ARG(t.calibration), STR_ARG(t.prior),
	    STR_ARG(t.f1), s->seed);
}

/* The table among what it rests on. */
static void
put_framed(const struct summarize *s, const struct table *t, struct buf *out)
{
	if (s->form == TABLE_JSON)
		put_json_terms(s, out);
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

static int
put_summary(const struct summarize *s, const struct results *b,
    const struct interner *names, struct harness *h, struct buf *out,
    struct buf *page, struct buf *notes, struct err *e)
{
	struct summary summary = { 0 };
	struct groups *groups = NULL;
	struct table *t;
	int rc = 0;

	if (s->group != NULL && (groups = groups_load(s->group, e)) == NULL)
		return -1;
	summary_make(&summary, b, names, groups, s->f1, s->seed);
	if (s->html != NULL) {
		struct buf note = { 0 };

		page_note(s, &note);
		html_put(&summary, b, names, buf_view(&note), page);
		buf_release(&note);
	}
	if (h != NULL)
		rc = harness_finish(h, &summary, names, e);
	t = s->what == SUMMARIZE_SPREAD
		? variance_table(&summary, names, s->variance)
		: summary_table(&summary, names);
	put_framed(s, t, out);
	if (table_empty(t))
		buf_str(notes, str_of(no_spread[s->variance]));
	table_free(t);
	summary_release(&summary);
	groups_free(groups);
	return rc;
}

/* The table where it is asked for, with the names of its two sides. */
static void
put_sides(const struct summarize *s, const struct table *t, struct buf *out,
    struct buf *page)
{
	struct buf note = { 0 };

	put_framed(s, t, out);
	if (s->form == TABLE_TEXT)
		buf_printf(out, "a: %s, b: %s\n", s->files[0], s->files[1]);
	if (s->html == NULL)
		return;
	page_note(s, &note);
	buf_printf(&note,
	    " a: %s, b: %s; low, high: 95 %% of the bootstrap's draws of "
	    "difference.",
	    s->files[0], s->files[1]);
	html_table(t, buf_view(&note), page);
	buf_release(&note);
}

static int
put_compare(const struct summarize *s, const struct results *a,
    struct interner *names, struct buf *out, struct buf *page,
    struct buf *notes, struct err *e)
{
	struct results *b = load(s, s->files + 1, 1, names, NULL, notes, e);
	struct table *t = NULL;
	size_t unmatched;

	if (b != NULL)
		t = compare_table(a, b, names, s->f1, s->seed, &unmatched, e);
	if (t != NULL) {
		put_sides(s, t, out, page);
		if (unmatched > 0)
			buf_printf(notes,
			    "%zu rows are in one of the two alone\n",
			    unmatched);
	}
	results_free(b);
	table_free(t);
	return t == NULL ? -1 : 0;
}

static int
put(const struct summarize *s, const struct results *b, struct interner *names,
    struct harness *h, struct buf *out, struct buf *page, struct buf *notes,
    struct err *e)
{
	const struct str no_classes = STR("no classification task in these "
					  "scores, so nothing to show\n");
	struct table *t;

	switch (s->what) {
	case SUMMARIZE_SUMMARY:
	case SUMMARIZE_SPREAD:
		return put_summary(s, b, names, h, out, page, notes, e);
	case SUMMARIZE_COMPARE:
		return put_compare(s, b, names, out, page, notes, e);
	case SUMMARIZE_LABELS:
		t = label_bias_table(b, names);
		put_framed(s, t, out);
		if (table_empty(t))
			buf_str(notes, no_classes);
		table_free(t);
		break;
	case SUMMARIZE_CONFUSION:
		if (confusion_put(b, names, s->form, out) == 0)
			buf_str(notes, no_classes);
		if (s->form == TABLE_JSON)
			buf_byte(out, '\n');
		break;
	}
	return 0;
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
make(const struct summarize *s, struct buf *out, struct buf *page,
    struct buf *notes, struct err *e)
{
	size_t n = s->what == SUMMARIZE_COMPARE ? 1 : s->n_files;
	struct interner *names = interner_new();
	struct harness *h = NULL;
	struct results *b = NULL;
	int rc = -1;

	if (s->harness != NULL) {
		h = harness_new(s->harness, s->episodes, s->when, e);
		if (h == NULL)
			goto out;
	}
	b = load(s, s->files, n, names, h, notes, e);
	if (b != NULL)
		rc = put(s, b, names, h, out, page, notes, e);
out:
	harness_free(h);
	results_free(b);
	interner_free(names);
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

int
summarize_scores(const struct summarize *s, struct err *e)
{
	struct buf text = { 0 }, page = { 0 }, notes = { 0 };
	int rc = make(s, &text, &page, &notes, e);

	say_lines(s, buf_view(&notes));
	if (rc == 0 && s->html != NULL)
		rc = file_put(s->html, buf_view(&page), e);
	if (rc == 0)
		rc = write_text(s, &text, e);
	buf_release(&text);
	buf_release(&page);
	buf_release(&notes);
	return rc;
}
