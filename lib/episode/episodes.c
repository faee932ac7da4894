/* Training episodes: see episodes.h. */
#include "episode/episodes.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "episode/partition.h"
#include "episode/wording.h"

/* How a task's examples are turned into values for a layout. */
struct task_rule {
	const struct episodes_options *options;
	const struct pool_task *task;
	struct partition_options partition;
	struct relabel_task relabel;
};

struct task_state {
	struct task_rule rule;
	struct partition partition;
	uint64_t pass;  /* of the partition */
	size_t next;    /* episode in the partition */
	size_t n_first; /* episodes of the first pass */
};

struct episodes {
	const struct episodes_options *options;
	const struct pool *pool;
	struct task_state *tasks; /* one for each of the pool's */
	/* in proportion: the tasks of a pass in random order */
	uint32_t *sequence;
	size_t n_sequence, at;
	uint64_t pass, n_first, n_planned;
	struct episodes_counts counts;
};

static enum loss_on
loss_of(const struct episodes_options *c, const struct layout *l)
{
	if (c->loss_on != LOSS_BY_LAYOUT)
		return c->loss_on;
	return l->selfsup ? LOSS_EVERY : LOSS_LAST;
}

static int
check_labels(const struct pool_task *t, struct err *e)
{
	for (size_t i = 0; i < t->n; i++) {
		struct str output = t->v[i]->outputs.v[0];

		if (t->v[i]->label != NO_LABEL)
			continue;
		err_set(e,
		    "task '%s' is to get new labels, and output '%.*s' is "
		    "none of its options; mend it or use --no-relabel",
		    t->name.p, output.n > 60 ? 60 : (int)output.n, output.p);
		return pool_example_err(t->v[i], e);
	}
	return 0;
}

static int
set_words(struct task_rule *rule, struct err *e)
{
	const struct pool_task *t = rule->task;

	if (relabel_of(rule->options->relabel, t->name, t->relabel, t->labels.n,
		&rule->relabel, e))
		return -1;
	if (rule->relabel.words.n == 0)
		return 0;
	return check_labels(t, e);
}

/* Layouts that list options, or answer by their letters, need them. */
static int
check_options(
    const struct episode_style *style, const struct pool_task *t, struct err *e)
{
	for (size_t i = 0; i < style->n_layouts; i++)
		for (size_t j = 0; j < t->n; j++) {
			const struct pool_example *x = t->v[j];

			if (wording_fits(
				style->layouts[i], x->outputs.v[0], x->options))
				continue;
			wording_err(style->layouts[i], x->outputs.v[0], e);
			return pool_example_err(x, e);
		}
	return 0;
}

static struct str
longest_of(struct texts words)
{
	struct str longest = STR("");

	for (size_t i = 0; i < words.n; i++)
		if (words.v[i].n > longest.n)
			longest = words.v[i];
	return longest;
}

static int
set_rule(struct task_rule *rule, const struct episodes_options *c,
    const struct pool_task *t, struct err *e)
{
	enum draw_by by = c->draw;

	rule->options = c;
	rule->task = t;
	if (set_words(rule, e) || check_options(c->style, t, e))
		return -1;
	if (by == DRAW_BY_LAYOUT)
		by = episode_style_is_selfsup(c->style) ? DRAW_PARTITION
							: DRAW_QUERY;
	rule->partition = (struct partition_options){
		.seed = c->seed,
		.partition = by == DRAW_PARTITION,
		.k_min = c->k_min,
		.k_max = c->k_max,
		.cover = c->balance                  ? COVER_EVENLY
			 : rule->relabel.words.n > 0 ? COVER_EVERY
						     : COVER_ANY,
		.size = { c->style, longest_of(rule->relabel.words) },
	};
	if (c->max_bytes > 0)
		rule->partition.max_bytes =
		    example_size_room(&rule->partition.size, t, c->max_bytes);
	return 0;
}

static int
begin_task(struct episodes *eps, size_t i, struct err *e)
{
	const struct episodes_options *c = eps->options;
	const struct pool_task *t = eps->pool->tasks[i];
	struct task_state *s = &eps->tasks[i];

	if (set_rule(&s->rule, c, t, e))
		return -1;
	eps->counts.n_unlisted +=
	    t->labels.n == 0 && relabel_fits(c->relabel, t->name);
	if (t->n < c->k_min + 1) {
		if (!c->skip_small)
			return err_set(e,
			    "task '%s' has %zu examples, k is %zu; lower -k "
			    "or leave such tasks out with --skip-bad",
			    t->name.p, t->n, c->k_min);
		eps->counts.n_small_tasks++;
		eps->counts.n_small += t->n;
		return 0;
	}
	partition_deal(&s->partition, t, &s->rule.partition, 0);
	s->n_first = s->partition.n;
	eps->n_first += s->n_first;
	eps->counts.n_in += s->partition.n_in;
	eps->counts.n_demo += s->partition.n_demo;
	eps->counts.n_left += s->partition.n_left;
	eps->counts.n_long += s->partition.n_long;
	eps->counts.n_without += s->partition.n_without;
	return 0;
}

/* Partitions every task anew and shuffles their episodes together. */
static void
begin_pass(struct episodes *eps, uint64_t pass)
{
	struct rng rng = rng_at(eps->options->seed, "pass", STR(""), pass);
	size_t n = 0;

	eps->pass = pass;
	eps->at = 0;
	eps->n_sequence = 0;
	for (size_t i = 0; i < eps->pool->n_tasks; i++) {
		struct task_state *s = &eps->tasks[i];

		if (s->n_first > 0 && pass > 0)
			partition_deal(&s->partition, s->rule.task,
			    &s->rule.partition, pass);
		s->next = 0;
		n += s->partition.n;
	}
	free(eps->sequence);
	eps->sequence = mem_new(n, sizeof *eps->sequence);
	for (size_t i = 0; i < eps->pool->n_tasks; i++)
		for (size_t j = 0; j < eps->tasks[i].partition.n; j++)
			eps->sequence[eps->n_sequence++] = (uint32_t)i;
	rng_permute(&rng, eps->sequence, n, sizeof *eps->sequence);
}

static int
begin(struct episodes *eps, struct err *e)
{
	const struct pool *pool = eps->pool;
	size_t *sizes;
	int rc = 0;

	eps->counts.n_idle_relabel =
	    relabel_n_idle(eps->options->relabel, pool);
	for (size_t i = 0; i < pool->n_tasks; i++)
		if (begin_task(eps, i, e))
			return -1;
	if (eps->n_first == 0)
		return err_set(e,
		    "no episode can be made of the %" PRIu64
		    " examples kept; lower -k or raise --max-bytes",
		    pool->n_kept);
	if (mixture_is_prop(eps->options->mixture)) {
		begin_pass(eps, 0);
		return 0;
	}
	sizes = mem_new(pool->n_tasks, sizeof *sizes);
	for (size_t i = 0; i < pool->n_tasks; i++)
		sizes[i] = eps->tasks[i].n_first > 0 ? pool->tasks[i]->n : 0;
	rc = mixture_fit(eps->options->mixture, pool, sizes, e);
	eps->counts.n_unmixed = mixture_n_left_out(eps->options->mixture);
	eps->counts.n_idle_mix = mixture_n_idle(eps->options->mixture);
	free(sizes);
	return rc;
}

struct episodes *
episodes_new(const struct episodes_options *options, const struct pool *pool,
    struct err *e)
{
	struct episodes *eps = mem_new(1, sizeof *eps);

	assert(
	    options->k_min <= options->k_max && options->style->n_layouts > 0);
	eps->options = options;
	eps->pool = pool;
	eps->tasks = mem_new(pool->n_tasks, sizeof *eps->tasks);
	if (begin(eps, e) == 0)
		return eps;
	episodes_free(eps);
	return NULL;
}

void
episodes_free(struct episodes *eps)
{
	if (eps == NULL)
		return;
	for (size_t i = 0; i < eps->pool->n_tasks; i++)
		partition_release(&eps->tasks[i].partition);
	free(eps->tasks);
	free(eps->sequence);
	free(eps);
}

uint64_t
episodes_pass(const struct episodes *eps)
{
	return eps->n_first;
}

/* The task of the next episode, after which its partition has one left. */
static size_t
next_task(struct episodes *eps)
{
	const struct episodes_options *c = eps->options;
	struct task_state *s;
	struct rng rng;
	size_t i;

	if (mixture_is_prop(c->mixture)) {
		if (eps->at == eps->n_sequence)
			begin_pass(eps, eps->pass + 1);
		return eps->sequence[eps->at++];
	}
	rng = rng_at(c->seed, "mix", STR(""), eps->n_planned);
	i = mixture_draw(c->mixture, &rng);
	s = &eps->tasks[i];
	if (s->next == s->partition.n) {
		partition_deal(
		    &s->partition, s->rule.task, &s->rule.partition, ++s->pass);
		s->next = 0;
	}
	return i;
}

void
episodes_next(struct episodes *eps, struct arena *a, struct episode_plan *plan)
{
	size_t i = next_task(eps), from, n;
	struct task_state *s = &eps->tasks[i];
	size_t *given;

	assert(s->next < s->partition.n && i < eps->pool->n_tasks);
	from = s->partition.starts[s->next];
	n = s->partition.starts[s->next + 1] - from;
	assert(n > 0);
	s->next++;
	given = arena_alloc(a, n, sizeof *given);
	memcpy(given, s->partition.v + from, n * sizeof *given);
	*plan = (struct episode_plan){ eps->n_planned++, i, given, n };
}

/* An episode that is being built. */
struct building {
	const struct task_rule *rule;
	struct wording wording;
	enum method method;
	struct rng rng;
	struct arena *arena;
	size_t *v; /* examples, the query last */
	size_t n;
};

/* How many of the picks fit before the query. */
static size_t
count_fitting(const struct building *b, size_t query, size_t n)
{
	const struct task_rule *rule = b->rule;
	size_t bytes =
	    example_size_of(&rule->partition.size, rule->task->v[query]);
	size_t i;

	for (i = 0; i < n && bytes <= rule->partition.max_bytes; i++)
		bytes += example_size_of(
		    &rule->partition.size, rule->task->v[b->v[i]]);
	return bytes <= rule->partition.max_bytes ? i : i > 0 ? i - 1 : 0;
}

static size_t
draw_some(struct building *b, size_t query, size_t want)
{
	const struct task_rule *rule = b->rule;

	b->v = arena_alloc(b->arena, want + 1, sizeof *b->v);
	return demo_sampling_draw(rule->task, rule->task->v[query], want,
	    rule->partition.cover, &b->rng, b->arena, b->v);
}

/* Draws until one does not fit: some first, then twice as many. */
static void
draw_fitting(struct building *b, size_t query)
{
	size_t want = 32, got;

	do {
		got = draw_some(b, query, want);
		if (b->rule->partition.cover == COVER_EVENLY)
			demo_sampling_shuffle(&b->rng, b->v, got);
		b->n = count_fitting(b, query, got);
		want *= 2;
	} while (b->n == got && got == want / 2 && want <= FILL_SHOTS_MAX);
}

static bool
draw(struct building *b, size_t query)
{
	const struct partition_options *rule = &b->rule->partition;
	size_t k;

	if (rule->max_bytes > 0) {
		draw_fitting(b, query);
	} else {
		k = (size_t)rng_range(&b->rng, rule->k_min, rule->k_max);
		b->n = draw_some(b, query, k);
	}
	if (b->n < rule->k_min)
		return false;
	demo_sampling_shuffle(&b->rng, b->v, b->n);
	b->v[b->n++] = query;
	return true;
}

static void
lay_out(struct building *b, struct episode *out)
{
	const struct episodes_options *c = b->rule->options;
	const struct pool_task *t = b->rule->task;
	const struct layout *l = b->wording.layout;
	enum loss_on loss = loss_of(c, l);
	struct layout_values v;

	out->examples = arena_alloc(b->arena, b->n, sizeof *out->examples);
	out->n_examples = b->n;
	for (size_t i = 0; i < b->n; i++) {
		struct layout_options how = episode_style_layout(c->style,
		    b->method, i > 0, loss == LOSS_EVERY || i + 1 == b->n);

		how.loss_all = loss == LOSS_ALL;
		v = wording_values(&b->wording, t->v[b->v[i]],
		    t->v[b->v[i]]->options, b->arena);
		out->examples[i] = layout_example(l, &v, how, b->arena);
	}
	out->prefix = layout_prefix(l, &v, loss == LOSS_ALL, b->arena);
}

/* The order in which this episode lists options. */
static void
draw_option_order(struct building *b, struct str task)
{
	const struct episodes_options *c = b->rule->options;
	uint64_t index = rng_below(&b->rng, c->option_orders);

	b->wording.option_order = (struct option_order){ index,
		rng_at(c->seed, "options", task, index) };
}

static struct str
name_episode(struct arena *a, struct str task, uint64_t number)
{
	struct buf name = { 0 };
	struct str kept;

	buf_str(&name, task);
	buf_printf(&name, "#%" PRIu64, number);
	kept = (struct str){ arena_copy(a, name.p, name.n), name.n };
	buf_release(&name);
	return kept;
}

bool
episodes_build(const struct episodes *eps, const struct episode_plan *plan,
    struct arena *a, struct episode *out)
{
	const struct episodes_options *c = eps->options;
	const struct task_rule *rule = &eps->tasks[plan->task].rule;
	const struct pool_task *t = rule->task;
	struct building b = { .rule = rule, .arena = a };

	b.rng = rng_at(c->seed, "episode", t->name, plan->number);
	b.wording.layout =
	    c->style->layouts[rng_below(&b.rng, c->style->n_layouts)];
	b.method = episode_style_draw_method(c->style, &b.rng);
	if (relabel_is_due(&rule->relabel, &b.rng)) {
		b.wording.labels = t->labels;
		b.wording.words =
		    relabel_draw(rule->relabel.words, t->labels.n, &b.rng, a);
	}
	if (c->option_orders > 1)
		draw_option_order(&b, t->name);
	b.v = (size_t *)plan->given;
	b.n = plan->n_given;
	if (!rule->partition.partition && !draw(&b, plan->given[0]))
		return false;
	*out = (struct episode){
		.id = name_episode(a, t->name, plan->number),
		.task = t->name,
		.method = method_name(b.method),
		.layout = b.wording.layout->name,
		.k = b.n - 1,
		.options =
		    wording_labels(&b.wording, t->v[b.v[b.n - 1]]->options, a),
	};
	assert(out->k >= c->k_min && out->k <= c->k_max);
	lay_out(&b, out);
	return true;
}

const struct episodes_counts *
episodes_counted(const struct episodes *eps)
{
	return &eps->counts;
}
