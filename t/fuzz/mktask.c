/* Records of kind segments: what every task makes of a window of them. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "io/document.h"
#include "mktask/tasks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DOCUMENTS_MAX = 8 };

static void
check_record(struct str line, struct arena *a)
{
	struct example x;
	struct err e;
	bool listed = false;

	if (example_parse(line, a, &x, &e))
		abort();
	for (size_t i = 0; i < x.n_options; i++)
		listed |= str_eq(x.options[i], x.outputs[0]);
	if (x.n_outputs != 1 || x.input.n == 0 || x.outputs[0].n == 0 ||
	    listed != (x.n_options > 0) || x.relabel != listed)
		abort();
}

static void
check_records(struct str lines, struct arena *a)
{
	while (lines.n > 0) {
		const char *nl = memchr(lines.p, '\n', lines.n);
		size_t n = (size_t)(nl - lines.p);

		check_record(str_slice(lines, 0, n), a);
		lines = str_slice(lines, n + 1, lines.n);
	}
}

static void
make_all(const struct task_options *o, struct window *w, struct arena *a)
{
	struct task_counts counts[TASKS_MAX] = { 0 };
	struct arena scratch[2] = { 0 };
	struct buf out = { 0 };

	phrase_index_build(&w->phrases, &o->phrase, w->v, w->n);
	for (size_t i = 0; i < w->n; i++)
		for (size_t t = 0; t < o->n_tasks; t++)
			tasks_make(o, t, w, i, scratch, &out, &counts[t]);
	check_records(buf_view(&out), a);
	phrase_index_release(&w->phrases);
	arena_release(&scratch[0]);
	arena_release(&scratch[1]);
	buf_release(&out);
}

/* The first byte chooses options, the rest is lines. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct passage v[DOCUMENTS_MAX];
	struct window w = { .v = v };
	struct task_options o = {
		.sents_lo = 3, .sents_hi = 5, .words_lo = 1, .words_hi = 20
	};
	struct arena a = { 0 };
	struct str rest = { (const char *)data, size };
	struct err e;

	if (size == 0)
		return 0;
	o.scatter = data[0] & 1;
	o.per_doc = data[0] >> 1 & 3;
	o.phrase.tail = data[0] & 8 ? 6 : 0;
	phrase_rule_set(&o.phrase, phrase_words(), &a);
	if (tasks_parse(&o,
		"nsg,mwp,lpp,lpp-class,cls,"
		"cls:original+shuffled+other+mixed",
		&e))
		abort();
	rest = str_slice(rest, 1, rest.n);
	while (rest.n > 0 && w.n < DOCUMENTS_MAX) {
		const char *nl = memchr(rest.p, '\n', rest.n);
		size_t n = nl == NULL ? rest.n : (size_t)(nl - rest.p);
		struct document d;

		if (document_parse(str_slice(rest, 0, n), &a, &d, &e) == 0)
			passage_build(&v[w.n++], &d, &a);
		rest = str_slice(rest, n + (nl != NULL), rest.n);
	}
	make_all(&o, &w, &a);
	arena_release(&a);
	return 0;
}
