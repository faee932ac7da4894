/* Predictions beside the demonstrations' labels: see label_bias.h. */
#include "report/label_bias.h"

#include <math.h>

#include "report/row.h"

/* How often a label is predicted and right, of n queries that have one. */
struct share {
	double n, predicted, gold;
};

static void
count(struct share *s, uint32_t class, const struct prediction *t)
{
	if (class == INTERNER_NONE)
		return;
	s->n++;
	s->predicted += t->pred == class;
	s->gold += t->gold == class;
}

static void
put_share(struct table *t, const struct share *s)
{
	table_number(t, s->n > 0 ? s->predicted / s->n : NAN);
	table_number(t, s->n > 0 ? s->gold / s->n : NAN);
}

static struct share
share_of(const struct seed_run *s, uint32_t class)
{
	struct share x = { 0 };

	for (size_t i = 0; i < s->n_predictions; i++)
		count(&x, class, &s->predictions[i]);
	return x;
}

/* The class predicted most, the first of equals. */
static uint32_t
top_class(const struct seed_run *s)
{
	uint32_t best = INTERNER_NONE;
	double most = 0;

	for (size_t i = 0; i < s->n_scores; i++) {
		double n;

		if (i > 0 && s->classes[i] == s->classes[0])
			break; /* every class was looked at */
		n = share_of(s, s->classes[i]).predicted;
		if (n > most) {
			most = n;
			best = s->classes[i];
		}
	}
	return best;
}

static void
put_seed(struct table *t, const struct row *row, const struct seed_run *s,
    const struct interner *names)
{
	struct share last = { 0 }, commonest = { 0 }, top;
	uint32_t class = top_class(s);

	for (size_t i = 0; i < s->n_predictions; i++) {
		count(&last, s->predictions[i].last, &s->predictions[i]);
		count(&commonest, s->predictions[i].commonest,
		    &s->predictions[i]);
	}
	top = share_of(s, class);
	row_put(t, row, interner_str(names, row->task), names);
	table_count(t, s->seed);
	table_count(t, s->n_predictions);
	put_share(t, &last);
	put_share(t, &commonest);
	table_text(
	    t, class == INTERNER_NONE ? STR("") : interner_str(names, class));
	put_share(t, &top);
}

struct table *
label_bias_table(const struct results *results, const struct interner *names)
{
	static const struct column columns[] = {
		ROW_COLUMNS,
		{ "seed", CELL_COUNT },
		{ "n", CELL_COUNT },
		{ "last", CELL_SHARE },
		{ "last_gold", CELL_SHARE },
		{ "commonest", CELL_SHARE },
		{ "commonest_gold", CELL_SHARE },
		{ "top", CELL_TEXT },
		{ "top_share", CELL_SHARE },
		{ "top_gold", CELL_SHARE },
	};
	struct table *t =
	    table_new(columns, sizeof columns / sizeof columns[0]);

	for (size_t i = 0; i < results_n_rows(results); i++) {
		const struct row *row = results_row(results, i);

		if (row->metric != METRIC_MACRO_F1)
			continue;
		for (size_t j = 0; j < row->n_seeds; j++)
			put_seed(t, row, &row->seeds[j], names);
	}
	return t;
}
