/* Any lines as records of scores: errors, or records that are written the
 * same again; the good ones become tables and a page. */
#include "io/scores.h"

#include <stdlib.h>
#include <string.h>

#include "report/confusion.h"
#include "report/html.h"
#include "report/results.h"
#include "report/samples.h"
#include "report/text_plot.h"

int LLVMFuzzerTestOneInput(const unsigned char *p, size_t n);

static void
put(struct buf *out, const struct score_record *r)
{
	if (r->type == SCORE_SET)
		score_set_write(out, &r->set);
	else if (r->type == SCORE_QUERY)
		score_query_write(out, &r->query);
	else
		score_episode_write(out, &r->episode);
}

static void
one_line(struct str line, struct results *b)
{
	struct arena a = { 0 };
	struct buf out = { 0 }, again = { 0 };
	struct score_record r;
	struct err e;

	if (score_parse(line, &a, &r, &e) == 0) {
		put(&out, &r);
		if (results_record(b, &r, &e) != 0 && e.msg[0] == '\0')
			abort();
		if (score_parse(buf_view(&out), &a, &r, &e) != 0)
			abort();
		put(&again, &r);
		if (!str_eq(buf_view(&out), buf_view(&again)))
			abort();
	}
	buf_release(&out);
	buf_release(&again);
	arena_release(&a);
}

static void
tables(const struct results *b, const struct interner *names)
{
	struct summary s = { 0 };
	struct samples *x = samples_choose(b, names, 3, 0);
	struct buf out = { 0 };
	struct table *t;

	summary_make(&s, b, names, NULL,
	    (struct summary_options){
		.bpb = true, .centred = true, .rules = true });
	t = summary_table(&s, names);
	for (int form = TABLE_TEXT; form <= TABLE_HTML; form++)
		table_put(t, (enum table_form)form, &out);
	confusion_put(b, names, TABLE_TEXT, &out);
	html_put(&s, b, names, &(struct html_parts){ 0 }, STR("note"), &out);
	samples_put(x, &out);
	text_plot_put(&s, names, &out);
	table_free(t);
	samples_free(x);
	summary_release(&s);
	buf_release(&out);
}

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	struct interner *names = interner_new();
	struct results *b =
	    results_new((struct judgement){ n % 2 ? RULE_DEBIASED : RULE_MEAN,
			    CALIBRATE_BC, PRIOR_EMPIRICAL, ROUGE_WORDS },
		NULL, names);
	struct err e = { "" };

	while (n > 0) {
		const unsigned char *end = memchr(p, '\n', n);
		size_t length = end == NULL ? n : (size_t)(end - p);

		one_line((struct str){ (const char *)p, length }, b);
		p += end == NULL ? length : length + 1;
		n -= end == NULL ? length : length + 1;
	}
	if (results_finish(b, &e) == 0)
		tables(b, names);
	else if (e.msg[0] == '\0')
		abort();
	results_free(b);
	interner_free(names);
	return 0;
}
