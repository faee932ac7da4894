/* Records to lines: means over seeds and tasks, calibration, comparisons. */
#include "../tap.h"

#include "report/auroc.h"
#include "report/compare.h"
#include "report/bootstrap.h"
#include "report/summary.h"
#include "report/text_plot.h"

/* Feeds lines to a new board; NULL and the reason when it is refused. */
static struct results *
results_of(const char *const *lines, size_t n, enum calibration how,
    struct interner *names, struct err *e)
{
	struct results *b = results_new(
	    (struct judgement){ RULE_SUM, how, PRIOR_UNIFORM, ROUGE_WORDS },
	    NULL, names);
	struct arena a = { 0 };
	struct score_record r;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = score_parse(str_of(lines[i]), &a, &r, e) ||
			     results_record(b, &r, e)
			 ? -1
			 : 0;
	if (rc == 0)
		rc = results_finish(b, e);
	arena_release(&a);
	if (rc == 0)
		return b;
	results_free(b);
	return NULL;
}

#define SET(task, k, seed, metric)                                    \
	"{\"set\":0,\"task\":\"" task "\",\"k\":" k ",\"seed\":" seed \
	",\"method\":\"direct\",\"metric\":\"" metric "\",\"run\":\"r\"}"
#define CANDIDATES(a, b)                              \
	"\"options\":[\"x\",\" y\"],\"candidates\":[" \
	"{\"sum\":" a ",\"tokens\":1},{\"sum\":" b ",\"tokens\":1}]}"
#define QUERY(id, gold, a, b)                                      \
	"{\"set\":0,\"id\":\"" id "\",\"k_kept\":3,\"gold\":" gold \
	"," CANDIDATES(a, b)
#define NULL_QUERY(a, b)                                          \
	"{\"set\":0,\"id\":\"null#0\",\"k_kept\":4,\"null\":\"N/" \
	"A\"," CANDIDATES(a, b)

static const char *const two_tasks[] = {
	SET("one", "4", "13", "accuracy"),
	QUERY("a", "0", "-1", "-2"), /* right */
	QUERY("b", "1", "-1", "-2"),
	NULL_QUERY("-1", "-4"),
	SET("one", "4", "21", "accuracy"),
	QUERY("a", "0", "-2", "-2"), /* a tie goes to the first: right */
	NULL_QUERY("-1", "-1"),
	QUERY("b", "1", "-3", "-2"), /* right */
	SET("two", "4", "13", "macro-f1"),
	QUERY("a", "0", "-1", "-2"), /* right */
	QUERY("b", "0", "-1", "-2"), /* right */
	QUERY("c", "1", "-1", "-2"),
	NULL_QUERY("-1", "-1"),
};

enum { N_TWO = sizeof two_tasks / sizeof *two_tasks };

#define THREE(id, gold, a, b, c)                                               \
	"{\"set\":0,\"id\":\"" id "\",\"gold\":" gold                          \
	",\"k_kept\":4,\"options\":[\"x\",\"y\",\"z\"],\"candidates\":[{"      \
	"\"sum\":" a ",\"tokens\":1},{\"sum\":" b ",\"tokens\":1},{\"sum\":" c \
	",\"tokens\":1}]}"

/* A label that all queries prefer leaves the area what it is; of two
 * labels both have 4 of 6 pairs in order, the third is nobody's answer. */
static void
test_auroc(void)
{
	static const char *const lines[] = {
		SET("one", "4", "13", "macro-f1"),
		THREE("a", "0", "-9", "-2", "-99"),
		THREE("b", "1", "-9", "-1", "-99"),
		THREE("c", "0", "-8", "-3", "-99"),
		THREE("d", "0", "-9", "-1.5", "-99"),
		THREE("e", "1", "-8", "-2.5", "-99"),
	};
	static const char *const other[] = {
		SET("one", "4", "13", "macro-f1"),
		THREE("a", "0", "-9", "-2", "-99"),
		QUERY("b", "1", "-9", "-1"),
	};
	struct interner *names = interner_new();
	struct err e = { "" };
	struct results *b = results_of(lines, 6, CALIBRATE_NONE, names, &e);

	if (!ok(b != NULL, "three labels %s", e.msg))
		return;
	/* x - y: a -7, b -8, c -5, d -7.5, e -5.5 */
	ok_near(auroc_of(results_row(b, 0)), 4.0 / 6, 1e-12,
	    "area over the labels that are asked");
	results_free(b);
	b = results_of(other, 3, CALIBRATE_NONE, names, &e);
	ok(b != NULL && isnan(auroc_of(results_row(b, 0))),
	    "none where options differ %s", e.msg);
	results_free(b);
	interner_free(names);
}

static void
test_lines(void)
{
	struct interner *names = interner_new();
	struct summary s = { 0 };
	struct err e = { "" };
	struct results *b =
	    results_of(two_tasks, N_TWO, CALIBRATE_NONE, names, &e);

	if (!ok(b != NULL, "a board %s", e.msg))
		return;
	summary_make(
	    &s, b, names, NULL, (struct summary_options){ .f1 = F1_GOLD });
	ok(s.n == 3 && s.lines[2].average != NULL, "two tasks, one average");
	ok_near(s.lines[0].mean, 0.75, 1e-12, "mean over seeds");
	ok_near(s.lines[0].worst, 0.5, 1e-12, "worst seed");
	ok_near(s.lines[0].sd, sqrt(0.125), 1e-12, "deviation");
	ok(s.lines[0].chance == 0.5 && s.lines[0].majority == 0.5, "lines");
	ok_near(s.lines[0].auroc, (0.5 + 1) / 2, 1e-12,
	    "area of a seed of ties and one in order");
	ok_near(s.lines[2].auroc, (0.75 + 0.5) / 2, 1e-12, "and its average");
	ok(s.lines[0].k_kept == 3, "demonstrations left");
	ok_near(s.lines[1].mean, 0.4, 1e-12, "macro-F1 over gold classes");
	ok(isnan(s.lines[1].sd), "one seed has no deviation");
	ok_near(s.lines[2].mean, (0.75 + 0.4) / 2, 1e-12, "average of means");
	ok_near(s.lines[2].worst, (0.5 + 0.4) / 2, 1e-12, "and of worst");
	ok(s.lines[2].mixed && s.lines[2].n_seeds == 0, "of different kinds");
	ok(s.lines[0].low >= 0 && s.lines[0].low <= 0.75 &&
		s.lines[0].high >= 0.75,
	    "the interval holds the mean");
	summary_release(&s);
	results_free(b);
	interner_free(names);
}

static void
test_calibration(void)
{
	struct interner *names = interner_new();
	struct err e = { "" };
	struct results *b =
	    results_of(two_tasks, N_TWO, CALIBRATE_PMI, names, &e);

	ok(b != NULL && results_row(b, 0)->seeds[0].predictions[0].value == 0 &&
		results_row(b, 0)->seeds[0].predictions[1].value == 1,
	    "null queries turn the choice, wherever they stand");
	results_free(b);
	b = results_of(two_tasks, N_TWO, CALIBRATE_DC, names, &e);
	ok(b == NULL && strstr(e.msg, "--null domain") != NULL,
	    "they are not of the task's words: %s", e.msg);
	results_free(b);
	interner_free(names);
}

static void
test_refused(void)
{
	const char *const twice[] = {
		SET("one", "4", "13", "accuracy"),
		QUERY("a", "0", "-1", "-2"),
		SET("one", "4", "13", "accuracy"),
		QUERY("a", "0", "-1", "-2"),
	};
	const char *const metric[] = { SET("one", "4", "13", "bleu") };
	struct interner *names = interner_new();
	struct err e = { "" };

	ok(results_of(twice, 4, CALIBRATE_NONE, names, &e) == NULL,
	    "refused: %s", e.msg);
	ok(results_of(metric, 1, CALIBRATE_NONE, names, &e) == NULL,
	    "refused: %s", e.msg);
	ok(results_of(twice + 1, 1, CALIBRATE_NONE, names, &e) == NULL,
	    "refused: %s", e.msg);
	ok(results_of(twice, 1, CALIBRATE_NONE, names, &e) == NULL,
	    "refused: %s", e.msg);
	interner_free(names);
}

/* A row compared with itself differs by nothing in any draw. */
static void
test_pairs(void)
{
	struct interner *names = interner_new();
	struct err e = { "" };
	struct results *b =
	    results_of(two_tasks, N_TWO, CALIBRATE_NONE, names, &e);
	struct results *c = results_of(two_tasks, 4, CALIBRATE_PMI, names, &e);
	struct bootstrap *p =
	    bootstrap_new(results_row(b, 0), results_row(c, 0), F1_GOLD);
	const struct compare_options o = { .names = names };
	const uint32_t run = results_row(b, 0)->run;
	const struct compare_side same[] = { { b, run, STR("b") },
		{ b, run, STR("b") } };
	const struct compare_side two[] = { { b, run, STR("b") },
		{ c, run, STR("c") } };
	struct buf out = { 0 };
	struct table *t;
	size_t unmatched;

	ok(bootstrap_n_seeds(p) == 1 && bootstrap_n_queries(p) == 2,
	    "what both have");
	bootstrap_free(p);
	t = compare_table(same, 2, &o, &unmatched, &e);
	ok(t != NULL && unmatched == 0, "compared %s", e.msg);
	table_put(t, TABLE_TSV, &out);
	ok(strstr(out.p, "0.750000\t0.750000\t0.000000\t0.000000\t0.000000"
			 "\t1.000000") != NULL,
	    "a row with itself");
	table_free(t);
	t = compare_table(two, 2, &o, &unmatched, &e);
	ok(t != NULL && unmatched == 1, "a task is in one alone");
	table_free(t);
	buf_release(&out);
	results_free(b);
	results_free(c);
	interner_free(names);
}

static void
test_table(void)
{
	static const struct column columns[] = { { "a", CELL_TEXT },
		{ "none", CELL_TEXT }, { "share", CELL_SHARE },
		{ "n", CELL_COUNT } };
	struct table *t = table_new(columns, 4);
	struct buf out = { 0 };

	for (int i = 0; i < 2; i++) {
		table_text(t, i == 0 ? STR("\xc3\xa9") : STR("x\ty"));
		table_text(t, STR(""));
		table_number(t, i == 0 ? 0.125 : NAN);
		table_number(t, 7);
	}
	table_put(t, TABLE_TEXT, &out);
	ok(str_eq(buf_view(&out),
	       STR("a     share  n\n\xc3\xa9      12.5  7\nx\\ty      -  7\n")),
	    "columns");
	buf_reset(&out);
	table_put(t, TABLE_TSV, &out);
	ok(str_eq(buf_view(&out),
	       STR("a\tnone\tshare\tn\n\xc3\xa9\t\t0.125000\t7\n"
		   "x y\t\tNA\t7\n")),
	    "TSV");
	buf_reset(&out);
	table_put(t, TABLE_JSON, &out);
	ok(str_eq(buf_view(&out),
	       STR("[{\"a\":\"\xc3\xa9\",\"none\":\"\",\"share\":0.125000,"
		   "\"n\":7},{\"a\":\"x\\ty\",\"none\":\"\",\"share\":null,"
		   "\"n\":7}]")),
	    "JSON");
	buf_release(&out);
	table_free(t);
}

/* A difference of equal means may be off by a last digit. */
static void
test_nothing(void)
{
	static const struct column columns[] = { { "d", CELL_SHARE } };
	struct table *t = table_new(columns, 1);
	struct buf out = { 0 };

	table_number(t, -4e-17);
	table_put(t, TABLE_TEXT, &out);
	table_put(t, TABLE_TSV, &out);
	ok(memchr(out.p, '-', out.n) == NULL, "nothing has no sign");
	buf_release(&out);
	table_free(t);
}

/* Curves in letters: runs where they are, several in one place. */
static void
test_text_plot(void)
{
	const char *const lines[] = {
		SET("one", "0", "1", "accuracy"),
		QUERY("a", "0", "-2", "-1"),
		QUERY("b", "0", "-2", "-1"),
		SET("one", "4", "1", "accuracy"),
		QUERY("a", "0", "-1", "-2"),
		QUERY("b", "0", "-1", "-2"),
	};
	struct interner *names = interner_new();
	struct summary s = { 0 };
	struct buf out = { 0 };
	struct err e = { "" };
	struct results *b = results_of(lines, 6, CALIBRATE_NONE, names, &e);

	summary_make(
	    &s, b, names, NULL, (struct summary_options){ .f1 = F1_GOLD });
	text_plot_put(&s, names, &out);
	ok(str_starts(buf_view(&out),
	       STR("\nAccuracy: direct method\n100.0 |                  a\n")),
	    "right is above");
	ok(strstr(out.p, "\n 50.0 |. . . ") != NULL, "chance in the middle");
	ok(strstr(out.p, "\n  0.0 |      a\n    k        0           4 \n"
			 "      a r\n") != NULL,
	    "wrong below, and the legend");
	buf_release(&out);
	summary_release(&s);
	results_free(b);
	interner_free(names);
}

int
main(void)
{
	test_lines();
	test_auroc();
	test_calibration();
	test_refused();
	test_pairs();
	test_table();
	test_nothing();
	test_text_plot();
	return tap_end();
}
