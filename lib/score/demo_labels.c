/* The options that demonstrations show: see demo_labels.h. */
#include "score/demo_labels.h"

#include <stdbool.h>
#include <string.h>

/* A candidate's ids that are the option's: its loss, or what is before it. */
static struct ids
option_ids(const struct token_candidate *c, bool channel)
{
	const struct id_spans *loss = &c->loss;
	uint32_t from, to;

	if (loss->n == 0)
		return (struct ids){ c->ids.v, 0 };
	from = channel ? 0 : loss->v[0].begin;
	to = channel ? loss->v[0].begin : loss->v[loss->n - 1].end;
	return (struct ids){ c->ids.v + from, to - from };
}

static bool
is_at(struct ids in, size_t at, struct ids x)
{
	return at + x.n <= in.n &&
	       memcmp(in.v + at, x.v, x.n * sizeof *x.v) == 0;
}

/*
 * How much of the demonstration begins with the option, whose first ids may
 * be missing, as the first demonstration has no separator; 0: none of it.
 */
static size_t
begins_with(struct ids demo, struct ids option, size_t common)
{
	for (size_t i = 0; i <= common && i < option.n; i++) {
		struct ids rest = { option.v + i, option.n - i };

		if (is_at(demo, 0, rest))
			return rest.n;
	}
	return 0;
}

/* Where the option's last place in the demonstration ends; 0: nowhere. */
static size_t
last_end(struct ids demo, struct ids option)
{
	if (option.n == 0 || option.n > demo.n)
		return 0;
	for (size_t at = demo.n - option.n + 1; at-- > 0;)
		if (is_at(demo, at, option))
			return at + option.n;
	return 0;
}

static int64_t
label_of(struct ids demo, const struct ids *options, size_t n, bool channel)
{
	/* leading ids of all options: in channel the separator's */
	size_t common = channel ? ids_common(options, n) : 0, most = 0;
	int64_t best = -1;

	for (size_t c = 0; c < n; c++) {
		size_t good = channel ? begins_with(demo, options[c], common)
				      : last_end(demo, options[c]);
		bool longer = best >= 0 && !channel && good == most &&
			      options[c].n > options[best].n;

		if (good > most || longer) {
			most = good;
			best = (int64_t)c;
		}
	}
	return best;
}

int64_t *
demo_labels_of(
    const struct token_set *set, const struct token_query *q, struct arena *a)
{
	bool channel = str_eq(set->method, STR("channel"));
	size_t n = q->n_candidates;
	struct ids *options = arena_alloc(a, n, sizeof *options);
	int64_t *labels = arena_alloc(a, set->n_demos, sizeof *labels);

	for (size_t c = 0; c < n; c++)
		options[c] = option_ids(&q->candidates[c], channel);
	for (size_t i = 0; i < set->n_demos; i++) {
		uint32_t from = set->starts[i];
		size_t to =
		    i + 1 < set->n_demos ? set->starts[i + 1] : set->ids.n;
		struct ids demo = { set->ids.v + from, to - from };

		labels[i] = label_of(demo, options, n, channel);
	}
	return labels;
}
