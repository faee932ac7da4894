/* Lines that are shown together: see section.h. */
#include "report/section.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

bool
section_has(const struct section *x, const struct row *r)
{
	return x->method == r->method && x->layout == r->layout &&
	       x->variant == r->variant && x->metric == r->metric;
}

static bool
same_section(const struct row *a, const struct row *b)
{
	return a->method == b->method && a->layout == b->layout &&
	       a->variant == b->variant && a->metric == b->metric;
}

/* Whether a line is for the same cell as another of its section. */
static bool
same_cell(const struct summary_line *a, const struct summary_line *b)
{
	return !a->mixed && !b->mixed && a->row->run == b->row->run &&
	       a->row->k == b->row->k && same_section(a->row, b->row);
}

/* Whether a line speaks for its cell: the first average if there is one. */
static bool
is_headline(const struct summary *s, const struct summary_line *l)
{
	if (l->mixed)
		return false;
	for (const struct summary_line *x = s->lines; x < s->lines + s->n; x++)
		if (x != l && same_cell(x, l) &&
		    (l->average == NULL || (x->average != NULL && x < l)))
			return false;
	return true;
}

static void
add_run(struct section *x, uint32_t run)
{
	for (size_t i = 0; i < x->n_runs; i++)
		if (x->runs[i] == run)
			return;
	x->runs[x->n_runs++] = run;
}

static void
add_k(struct section *x, uint64_t k)
{
	size_t at = 0;

	while (at < x->n_ks && x->ks[at] < k)
		at++;
	if (at < x->n_ks && x->ks[at] == k)
		return;
	memmove(x->ks + at + 1, x->ks + at, (x->n_ks - at) * sizeof *x->ks);
	x->ks[at] = k;
	x->n_ks++;
}

static struct section
section_of(const struct summary *s, const struct row *key)
{
	struct section x = {
		.method = key->method,
		.layout = key->layout,
		.variant = key->variant,
		.metric = key->metric,
		.lines = mem_new(s->n, sizeof(*x.lines)),
		.runs = mem_new(s->n, sizeof *x.runs),
		.ks = mem_new(s->n + 1, sizeof *x.ks),
	};

	for (size_t i = 0; i < s->n; i++) {
		const struct summary_line *l = &s->lines[i];

		if (!section_has(&x, l->row) || !is_headline(s, l))
			continue;
		x.lines[x.n_lines++] = l;
		add_run(&x, l->row->run);
		add_k(&x, l->row->k);
	}
	return x;
}

void
section_release(struct section *x)
{
	free(x->lines);
	free(x->runs);
	free(x->ks);
}

const struct summary_line *
section_line(const struct section *x, uint32_t run, uint64_t k)
{
	for (size_t i = 0; i < x->n_lines; i++)
		if (x->lines[i]->row->run == run && x->lines[i]->row->k == k)
			return x->lines[i];
	return NULL;
}

double
section_chance(const struct section *x)
{
	double chance = x->n_lines > 0 ? x->lines[0]->chance : NAN;

	for (size_t i = 0; i < x->n_lines; i++)
		if (fabs(x->lines[i]->chance - chance) > 0.005)
			return NAN;
	return chance;
}

struct str
section_metric(const struct section *x)
{
	static const char *const labels[] = { [METRIC_MACRO_F1] = "Macro-F1",
		[METRIC_ACCURACY] = "Accuracy",
		[METRIC_EM] = "Exact match",
		[METRIC_ROUGE_L] = "ROUGE-L" };

	return str_of(labels[x->metric]);
}

/* The row that begins section i, NULL: no more. */
static const struct row *
first_row(const struct summary *s, size_t i)
{
	for (size_t at = 0; at < s->n && s->lines[at].average == NULL; at++) {
		const struct row *row = s->lines[at].row;
		size_t before = 0;

		while (before < at && !same_section(s->lines[before].row, row))
			before++;
		if (before == at && i-- == 0)
			return row;
	}
	return NULL;
}

bool
section_at(const struct summary *s, size_t i, struct section *x)
{
	const struct row *row = first_row(s, i);

	if (row != NULL)
		*x = section_of(s, row);
	return row != NULL;
}

void
section_title(const struct section *x, const struct interner *names,
    void (*put)(struct str s, struct buf *out), struct buf *out)
{
	struct str layout = interner_str(names, x->layout);
	struct str variant = interner_str(names, x->variant);

	put(section_metric(x), out);
	buf_str(out, STR(": "));
	put(interner_str(names, x->method), out);
	buf_str(out, STR(" method"));
	if (layout.n > 0) {
		buf_str(out, STR(", layout "));
		put(layout, out);
	}
	if (variant.n > 0) {
		buf_str(out, STR(", "));
		put(variant, out);
	}
}
