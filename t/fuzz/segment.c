/*
 * Any valid UTF-8 is covered by its sentences, with each paragraph rule.  After
 * a text whose sentences begin with capitals the same holds, and what is
 * learned of one document is forgotten in the next.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "segment/segment.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_covers(const struct document *d)
{
	size_t at = 0;

	for (size_t k = 0; k < d->n_sents; k++) {
		struct span s = d->sents[k];

		if (s.begin < at || s.end <= s.begin || s.end > d->text.n ||
		    str_trim(str_slice(d->text, at, s.begin)).n > 0)
			abort();
		at = s.end;
	}
	if (str_trim(str_slice(d->text, at, d->text.n)).n > 0)
		abort();
	for (size_t i = 0; i < d->n_pars; i++)
		if (d->pars[i] != 0 &&
		    (i == 0 || d->pars[i] <= d->pars[i - 1] ||
			d->pars[i] >= d->n_sents))
			abort();
}

/* The text by itself, after formal text, and by itself again. */
static void
check(struct segmenter *s, struct str text)
{
	static const char formal[] = "The day was. The night was. It was. They "
				     "sat. We sat. So it was. The end.\n\n";
	struct document d = { .text = text }, again = d, longer;
	struct buf more = { 0 };
	struct span *sents;

	segmenter_document(s, &d);
	check_covers(&d);
	sents = mem_new(d.n_sents, sizeof *sents);
	if (d.n_sents > 0)
		memcpy(sents, d.sents, d.n_sents * sizeof *sents);
	buf_str(&more, str_of(formal));
	buf_str(&more, text);
	longer = (struct document){ .text = buf_view(&more) };
	segmenter_document(s, &longer);
	check_covers(&longer);
	segmenter_document(s, &again);
	if (again.n_sents != d.n_sents ||
	    (d.n_sents > 0 &&
		memcmp(sents, again.sents, d.n_sents * sizeof *sents) != 0))
		abort();
	free(sents);
	buf_release(&more);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct rules *rules;
	static struct segmenter *ways[3];
	struct str text = { (const char *)data, size };
	struct err e;

	if (rules == NULL) {
		rules = rules_new();
		if (rules_read(rules, rules_english(), false, "", &e) ||
		    rules_finish(rules, &e))
			abort();
		for (int i = 0; i < 3; i++)
			ways[i] = segmenter_new(rules, (enum par_rule)i, &e);
	}
	if (utf8_valid(text) == text.n)
		for (int i = 0; i < 3; i++)
			check(ways[i], text);
	return 0;
}
