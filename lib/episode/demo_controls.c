/* Selecting, ordering and labelling demonstrations: see demo_controls.h. */
#include "episode/demo_controls.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/choice.h"
#include "base/rng.h"
#include "episode/demo_sampling.h"

int
demo_controls_labels(struct demo_controls *c, const char *text, struct err *e)
{
	static const char random_share[] = "random:";
	size_t i = choice_find(DEMO_LABELS_NAMES, str_of(text));
	char *end;

	c->text = text;
	c->share = 1;
	if (i < choice_count(DEMO_LABELS_NAMES)) {
		c->labels = (enum demo_labels)i;
		return 0;
	}
	c->labels = LABELS_RANDOM;
	errno = 0;
	if (strncmp(text, random_share, strlen(random_share)) == 0 &&
	    text[strlen(random_share)] != '\0') {
		c->share = strtod(text + strlen(random_share), &end);
		if (*end == '\0' && errno == 0 && c->share >= 0 &&
		    c->share <= 1)
			return 0;
	}
	return err_set(e,
	    "'%s' is none of gold, random, random:R with R from 0 to 1, flip, "
	    "inputs-only and labels-only",
	    text);
}

bool
demo_controls_need_options(const struct demo_controls *c)
{
	return c->labels == LABELS_RANDOM || c->labels == LABELS_FLIP;
}

static struct rng
rng_of(const struct demo_controls *c, const struct demo_set *at,
    const char *what, uint64_t more)
{
	struct rng rng = rng_at(c->seed, what, at->task, at->seed);

	rng.key ^= more * 0x9e3779b97f4a7c15u;
	return rng;
}

/* A place in an order, and how many before it have the same label. */
struct turn {
	struct str label;
	size_t at, round;
};

static int
by_label(const void *a, const void *b)
{
	const struct turn *x = a, *y = b;
	int rc = str_cmp(x->label, y->label);

	return rc != 0 ? rc : (x->at > y->at) - (x->at < y->at);
}

static int
by_round(const void *a, const void *b)
{
	const struct turn *x = a, *y = b;

	if (x->round != y->round)
		return x->round < y->round ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/*
 * The random order dealt out label by label: position i goes to the i-th new
 * example of a label that has come up least so far.
 */
static void
balance(
    struct pool_example *const *shots, size_t *order, size_t n, struct arena *a)
{
	struct turn *v = arena_alloc(a, n, sizeof *v);
	size_t *sorted = arena_alloc(a, n, sizeof *sorted);

	if (n == 0)
		return;
	for (size_t i = 0; i < n; i++)
		v[i] = (struct turn){ shots[order[i]]->outputs.v[0], i, 0 };
	qsort(v, n, sizeof *v, by_label);
	for (size_t i = 1; i < n; i++)
		if (str_eq(v[i].label, v[i - 1].label))
			v[i].round = v[i - 1].round + 1;
	qsort(v, n, sizeof *v, by_round);
	for (size_t i = 0; i < n; i++)
		sorted[i] = order[v[i].at];
	memcpy(order, sorted, n * sizeof *order);
}

static void
select_shots(const struct demo_controls *c, const struct demo_set *at,
    struct pool_example *const *shots, size_t n, size_t k,
    const struct pool_example *query, size_t *order, struct arena *a)
{
	struct rng rng = rng_of(c, at, "select", 0);

	for (size_t i = 0; i < n; i++)
		order[i] = i;
	if (c->select == SELECT_RANDOM || c->select == SELECT_BALANCED)
		demo_sampling_shuffle(&rng, order, n);
	if (c->select == SELECT_BALANCED) {
		balance(shots, order, n, a);
		demo_sampling_shuffle(&rng, order, k);
	}
	if (c->select == SELECT_BM25 && k > 0)
		demo_bm25_order(at->near, query, k, order);
}

static struct str
other_label(struct rng *r, struct texts labels, struct str gold)
{
	size_t g = texts_find(labels, gold), i;

	if (g == labels.n || labels.n < 2)
		return gold;
	i = (size_t)rng_below(r, labels.n - 1);
	return labels.v[i + (i >= g)];
}

/* The same demonstrations have the same labels in every order. */
static void
label(const struct demo_controls *c, const struct demo_set *at,
    struct demo *demos, size_t k, struct arena *a)
{
	size_t n = (size_t)((double)k * c->share + 0.5);
	size_t *chosen = arena_alloc(a, k, sizeof *chosen);
	struct rng rng = rng_of(c, at, "labels", 0);

	if (!demo_controls_need_options(c))
		return;
	rng_sample(&rng, k, chosen, n);
	for (size_t i = 0; i < n; i++) {
		struct demo *d = &demos[chosen[i]];
		struct texts labels =
		    at->labels.n > 0 ? at->labels : d->x->options;

		if (c->labels == LABELS_FLIP)
			d->output = other_label(&rng, labels, d->output);
		else if (labels.n > 0)
			d->output = labels.v[rng_below(&rng, labels.n)];
	}
}

struct demo *
demo_controls_apply(const struct demo_controls *c, const struct demo_set *at,
    struct pool_example *const *shots, size_t n, size_t k,
    const struct pool_example *query, struct arena *a)
{
	struct demo *demos = arena_alloc(a, k, sizeof *demos);
	struct demo *ordered = arena_alloc(a, k, sizeof *ordered);
	size_t *order = arena_alloc(a, n, sizeof *order);
	struct rng rng = rng_of(c, at, "order", at->order);

	assert(k <= n && at->order >= 1);
	assert(c->select != SELECT_BM25 || k == 0 || at->near != NULL);
	select_shots(c, at, shots, n, k, query, order, a);
	for (size_t i = 0; i < k; i++)
		demos[i] = (struct demo){ shots[order[i]],
			shots[order[i]]->outputs.v[0] };
	label(c, at, demos, k, a);
	if (at->order == 1)
		return demos;
	rng_shuffle(&rng, order, k);
	for (size_t i = 0; i < k; i++)
		ordered[i] = demos[order[i]];
	return ordered;
}

void
demo_controls_cut(const struct demo_controls *c, struct str sep,
    struct pieces *demo, struct arena *a)
{
	char away = c->labels == LABELS_NONE   ? ROLE_OUTPUT
		    : c->labels == LABELS_ONLY ? ROLE_INPUT
					       : '\0';
	bool first_went = demo->n > 0 && demo->v[0].role == away;
	struct buf text = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < demo->n; i++)
		if (demo->v[i].role != away)
			demo->v[n++] = demo->v[i];
	demo->n = n;
	if (!first_went || n == 0 || sep.n == 0)
		return;
	buf_str(&text, sep);
	buf_str(&text, demo->v[0].text);
	demo->v[0].text = (struct str){ arena_copy(a, text.p, text.n), text.n };
	buf_release(&text);
}

struct str
demo_controls_variant(
    const struct demo_controls *c, uint64_t order, struct arena *a)
{
	struct buf text = { 0 };
	struct str kept;

	if (c->labels != LABELS_GOLD)
		buf_printf(&text, "%s", c->text);
	if (c->select != SELECT_GIVEN)
		buf_printf(&text, "%sselect:%.*s", text.n > 0 ? "," : "",
		    STR_ARG(choice_name(SELECT_NAMES, c->select)));
	if (c->n_orders > 1)
		buf_printf(
		    &text, "%sorder:%" PRIu64, text.n > 0 ? "," : "", order);
	kept = (struct str){ arena_copy(a, text.p, text.n), text.n };
	buf_release(&text);
	return kept;
}
