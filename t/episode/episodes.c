/*
 * Properties of training episodes on random tasks with many double inputs:
 * k shots are k, no text twice, each episode a function of its place.
 */
#include "../tap.h"

#include <stdlib.h>

#include "base/rng.h"
#include "io/episode.h"
#include "episode/demo_sampling.h"
#include "episode/episodes.h"
#include "base/normal.h"
#include "episode/wording.h"

enum { N_PLANS = 400 };

static const char *const labels[] = { "yes", "no", "maybe" };

/* A task of n examples, its inputs some of `different` texts. */
static void
add_task(struct pool *p, const char *name, size_t n, size_t different,
    struct rng *rng)
{
	struct str options[3];

	for (size_t i = 0; i < 3; i++)
		options[i] = str_of(labels[i]);
	for (size_t i = 0; i < n; i++) {
		struct buf text = { 0 };
		struct str output = options[rng_below(rng, 3)];
		struct line at = { STR(""), "made", i + 1 };
		struct example_reader_item item = { .at = &at };
		struct err e;
		size_t x = (size_t)rng_below(rng, different);

		/* doubles differ in case and punctuation only */
		buf_printf(
		    &text, i % 2 ? "%s: Text, %zu!" : "%s text %zu", name, x);
		item.example = (struct example){ .task = str_of(name),
			.input = buf_view(&text),
			.outputs = &output,
			.n_outputs = 1,
			.options = options,
			.n_options = 3,
			.demo_only = rng_below(rng, 10) == 0 };
		if (pool_add(p, &item, &e))
			ok(false, "%s", e.msg);
		buf_release(&text);
	}
}

/* The input of an example without what its layout puts around it. */
static uint64_t
input_hash(struct pieces example)
{
	size_t n_words;

	return normal_hash(example.v[0].text, &n_words);
}

static bool
is_sound(const struct episode *ep, const struct episodes_options *c)
{
	if (ep->k + 1 != ep->n_examples || ep->k < c->k_min || ep->k > c->k_max)
		return false;
	for (size_t i = 0; i < ep->n_examples; i++)
		for (size_t j = 0; j < i; j++)
			if (input_hash(ep->examples[i]) ==
			    input_hash(ep->examples[j]))
				return false;
	return true;
}

struct made {
	struct episode_plan plan;
	struct buf text;
	bool is;
};

static void
build(const struct episodes *eps, const struct episodes_options *c,
    struct made *m, size_t *n_bad)
{
	struct arena a = { 0 };
	struct episode ep;

	buf_reset(&m->text);
	m->is = episodes_build(eps, &m->plan, &a, &ep);
	if (m->is) {
		*n_bad += !is_sound(&ep, c);
		episode_write(&m->text, &ep);
	}
	arena_release(&a);
}

/* Plans are made in order; built backwards they are the same episodes. */
static void
test_run(const struct pool *pool, struct episodes_options *c, const char *name)
{
	struct made *v = mem_new(N_PLANS, sizeof *v);
	struct arena plans = { 0 };
	size_t n_bad = 0, n_made = 0, n_other = 0;
	struct err e;
	struct episodes *eps = episodes_new(c, pool, &e);

	if (!ok(eps != NULL, "%s: begins", name)) {
		free(v);
		return;
	}
	for (size_t i = 0; i < N_PLANS; i++) {
		episodes_next(eps, &plans, &v[i].plan);
		build(eps, c, &v[i], &n_bad);
		n_made += v[i].is;
	}
	for (size_t i = N_PLANS; i-- > 0;) {
		struct made again = { .plan = v[i].plan };

		build(eps, c, &again, &n_bad);
		n_other += !str_eq(buf_view(&again.text), buf_view(&v[i].text));
		buf_release(&again.text);
		buf_release(&v[i].text);
	}
	ok(n_made > N_PLANS / 2, "%s: %zu episodes", name, n_made);
	ok(n_bad == 0, "%s: k of them, no text twice", name);
	ok(n_other == 0, "%s: the same in any order", name);
	arena_release(&plans);
	episodes_free(eps);
	free(v);
}

static void
test_episodes(const struct pool *pool, struct layout *layout)
{
	static const char *const mixes[] = { "prop", "uniform", "temp:3",
		"a=1,*=2" };
	struct opt_list no_rules = { 0 };
	struct err e;
	struct relabel *relabel =
	    relabel_new(&no_rules, true, (struct texts){ NULL, 0 }, &e);
	const struct episode_style style = { .layouts = &layout,
		.n_layouts = 1,
		.methods = { METHOD_DIRECT },
		.n_methods = 1 };
	struct buf name = { 0 };

	for (size_t i = 0; i < 16; i++) {
		struct episodes_options c = { .seed = i,
			.balance = i % 3 == 1,
			.draw = i % 2 ? DRAW_PARTITION : DRAW_QUERY,
			.style = &style,
			.option_orders = 1,
			.k_min = i % 5,
			.k_max = i % 5 + i % 4,
			.mixture = mixture_new(mixes[i / 4], &e),
			.relabel = relabel,
			.skip_small = true };

		buf_reset(&name);
		buf_printf(&name, "%s, k %zu-%zu%s%s", mixes[i / 4], c.k_min,
		    c.k_max, c.draw == DRAW_PARTITION ? ", partition" : "",
		    c.balance ? ", balanced" : "");
		test_run(pool, &c, name.p);
		mixture_free(c.mixture);
	}
	buf_release(&name);
	relabel_free(relabel);
}

/* Draws of random numbers, which grow with k and not with the task. */
static void
test_cost(const struct pool *pool)
{
	const struct pool_task *t = pool_find(pool, STR("large"));
	size_t *picks = mem_new(1024, sizeof *picks);

	for (size_t k = 4; k <= 1024; k *= 4) {
		struct rng rng = rng_at(1, "t", STR(""), k);
		struct arena a = { 0 };
		size_t n = demo_sampling_draw(
		    t, t->v[0], k, COVER_ANY, &rng, &a, picks);

		ok(n == k && rng.next <= 6 * k + 32,
		    "%zu of %zu: %ju random numbers", k, t->n,
		    (uintmax_t)rng.next);
		arena_release(&a);
	}
	free(picks);
}

/* The sample of a cap is one of the stream, whatever stands between. */
static void
test_cap(void)
{
	struct pool one, two;
	struct rng a = rng_at(9, "cap", STR(""), 0), b = a;
	struct rng other = rng_at(8, "cap", STR(""), 0);
	size_t n_same = 0;

	pool_init(&one, 3, 50, 0);
	pool_init(&two, 3, 50, 0);
	add_task(&one, "t", 1000, 1000000, &a);
	add_task(&two, "before", 10, 10, &other);
	add_task(&two, "t", 1000, 1000000, &b);
	pool_finish(&one);
	pool_finish(&two);
	for (size_t i = 0; i < 50; i++)
		n_same += pool_find(&one, STR("t"))->v[i]->number ==
			  pool_find(&two, STR("t"))->v[i]->number;
	ok(one.n_kept == 50 && one.n_over == 950, "the cap holds");
	ok(n_same == 50, "its sample depends on the task alone");
	pool_release(&one);
	pool_release(&two);
}

int
main(void)
{
	struct layout_members members = { 0 };
	struct rng rng = rng_at(4, "tasks", STR(""), 0);
	struct layout *layout;
	struct pool pool;
	struct err e;

	layout = layout_read("metaicl", &members, &e);
	pool_init(&pool, 0, 16384, 0);
	add_task(&pool, "a", 60, 30, &rng);
	add_task(&pool, "b", 500, 200, &rng);
	add_task(&pool, "c", 7, 7, &rng);
	add_task(&pool, "large", 8000, 6000, &rng);
	pool_finish(&pool);
	test_episodes(&pool, layout);
	test_cost(&pool);
	test_cap();
	pool_release(&pool);
	layout_free(layout);
	layout_members_release(&members);
	return tap_end();
}
