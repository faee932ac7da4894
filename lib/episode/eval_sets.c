/* Evaluation sets: see eval_sets.h. */
#include "episode/eval_sets.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "io/episode.h"
#include "episode/demo_bm25.h"
#include "episode/null_input.h"
#include "episode/queries.h"
#include "episode/wording.h"

struct eval_sets {
	const struct eval_options *options;
	struct writer *out;
	struct queries queries;
	const struct example_list *asked; /* that the queries are of */
	struct example_list shots;
	struct demo_bm25 *near; /* of the shots, where they are looked for */
	struct arena arena;     /* of one set */
	struct arena line;      /* of one record */
	struct buf text;
	struct eval_counts counts;
};

/* The set that is being written. */
struct set_context {
	struct eval_sets *ev;
	const struct eval_source *source;
	const struct layout *layout;
	enum method method;
	struct wording wording;
	uint64_t k, seed, number;
	uint64_t order;        /* from 1 */
	uint64_t option_order; /* from 1 */
	struct demo *demos;
	size_t n_demos;     /* k, or fewer where shots were dropped */
	uint64_t n_dropped; /* shots */
};

struct eval_sets *
eval_sets_new(const struct eval_options *options, struct writer *out)
{
	struct eval_sets *ev = mem_new(1, sizeof *ev);

	ev->options = options;
	ev->out = out;
	assert(options->style->n_layouts > 0);
	for (size_t i = 0; i < options->style->n_layouts; i++)
		assert(!episode_style_has_channel(options->style) ||
		       options->style->layouts[i]->has_channel);
	return ev;
}

void
eval_sets_free(struct eval_sets *ev)
{
	if (ev == NULL)
		return;
	queries_release(&ev->queries);
	demo_bm25_free(ev->near);
	example_list_release(&ev->shots);
	arena_release(&ev->arena);
	arena_release(&ev->line);
	buf_release(&ev->text);
	free(ev);
}

const struct eval_counts *
eval_sets_counted(const struct eval_sets *ev)
{
	return &ev->counts;
}

/* 1 when that was the last record wanted. */
static int
put(struct eval_sets *ev, const struct episode_record *r, struct err *e)
{
	int rc;

	buf_reset(&ev->text);
	if (ev->options->show)
		episode_show(&ev->text, r);
	else if (r->type == EPISODE_SET)
		eval_set_write(&ev->text, &r->set);
	else
		query_write(&ev->text, &r->query);
	rc = ev->options->show
		 ? writer_bytes(ev->out, ev->text.p, ev->text.n, e)
		 : writer_line(ev->out, buf_view(&ev->text), e);
	arena_reset(&ev->line);
	ev->counts.n_written++;
	if (rc)
		return -1;
	return ev->counts.n_written == ev->options->count;
}

/* New label words depend on task and seed, and not on k. */
static void
set_wording(struct set_context *s)
{
	struct eval_sets *ev = s->ev;
	const struct queries *q = &ev->queries;
	struct rng rng;

	s->wording = (struct wording){ .layout = s->layout };
	s->wording.option_order = (struct option_order){ s->option_order - 1,
		rng_at(ev->options->seed, "options", s->source->task,
		    s->option_order) };
	rng = rng_at(ev->options->seed, "relabelled", s->source->task, s->seed);
	if (!relabel_is_due(&q->relabel, &rng))
		return;
	rng = rng_at(ev->options->seed, "relabel", s->source->task, s->seed);
	s->wording.labels = q->labels;
	s->wording.words =
	    relabel_draw(q->relabel.words, q->labels.n, &rng, &ev->arena);
}

/* The value of a set's member that names what the controls made of it. */
static struct str
variant_of(const struct set_context *s)
{
	struct eval_sets *ev = s->ev;
	struct arena *a = &ev->arena;
	struct str demos = s->k == 0 ? STR("")
				     : demo_controls_variant(
					   &ev->options->controls, s->order, a);
	struct buf text = { 0 };

	if (ev->options->option_orders == 1 || !s->layout->asks_options)
		return demos;
	buf_str(&text, demos);
	buf_printf(&text, "%soptions:%" PRIu64, demos.n > 0 ? "," : "",
	    s->option_order);
	demos = (struct str){ arena_copy(a, text.p, text.n), text.n };
	buf_release(&text);
	return demos;
}

static int
put_set(struct set_context *s, struct err *e)
{
	struct eval_sets *ev = s->ev;
	const struct queries *q = &ev->queries;
	struct arena *a = &ev->arena;
	struct layout_values v = { 0 };
	struct episode_record r = { .type = EPISODE_SET };
	struct eval_set *set = &r.set;

	*set = (struct eval_set){
		.set = s->number,
		.task = s->source->task,
		.k = s->k,
		.seed = s->seed,
		.method = method_name(s->method),
		.layout = s->layout->name,
		.metric = q->metric,
		.variant = variant_of(s),
		.options = wording_labels(&s->wording, q->labels, a),
		.n_demos = s->n_demos,
		.n_dropped = s->n_dropped + q->n_equal,
		.by_letter = s->layout->by_letter,
	};
	if (q->free_form)
		set->stop = (struct texts){ &s->layout->stop, 1 };
	set->demos = arena_alloc(a, set->n_demos, sizeof *set->demos);
	for (size_t i = 0; i < set->n_demos; i++) {
		struct texts options = queries_options(q, s->demos[i].x);

		if (!wording_fits(s->layout, s->demos[i].output, options)) {
			wording_err(s->layout, s->demos[i].output, e);
			return pool_example_err(s->demos[i].x, e);
		}
		v = wording_values(&s->wording, s->demos[i].x, options, a);
		v.output =
		    wording_answer(&s->wording, s->demos[i].output, options, a);
		set->demos[i] = layout_example(s->layout, &v,
		    episode_style_layout(
			ev->options->style, s->method, i > 0, false),
		    a);
		demo_controls_cut(&ev->options->controls,
		    i > 0 ? s->layout->sep_empty : STR(""), &set->demos[i], a);
	}
	if (q->n_picks > 0)
		v = wording_values(&s->wording, ev->asked->v[q->picks[0]],
		    queries_options(q, ev->asked->v[q->picks[0]]), a);
	set->prefix = layout_prefix(s->layout, &v, false, a);
	ev->counts.n_sets++;
	return put(ev, &r, e);
}

/* Pieces behind the last one under loss change no score. */
static struct pieces
scored_part(struct pieces list, size_t from)
{
	struct pieces part = { list.v + from, list.n - from };

	while (part.n > 1 && !part.v[part.n - 1].loss)
		part.n--;
	return part;
}

static void
add_candidates(const struct set_context *s, struct layout_values v,
    struct texts options, struct query *q)
{
	struct eval_sets *ev = s->ev;
	size_t n_shared = layout_n_shared(s->layout, s->method);

	q->candidates =
	    arena_alloc(&ev->line, options.n, sizeof *q->candidates);
	q->n_candidates = options.n;
	for (size_t i = 0; i < options.n; i++) {
		struct pieces list;

		v.output = wording_answer(
		    &s->wording, options.v[i], options, &ev->line);
		list = layout_example(s->layout, &v,
		    episode_style_layout(
			ev->options->style, s->method, s->n_demos > 0, true),
		    &ev->line);
		q->shared = (struct pieces){ list.v, n_shared };
		assert(n_shared < list.n);
		q->candidates[i] = scored_part(list, n_shared);
	}
}

/*
 * The prompt of an answer that is generated ends with the newlines that the
 * layout puts before an answer, for a newline is what ends one.
 */
static void
add_prompt(const struct set_context *s, struct layout_values v, struct query *q)
{
	struct eval_sets *ev = s->ev;
	size_t n = layout_n_shared(s->layout, METHOD_DIRECT), newlines = 0;
	struct pieces list;
	struct str first;

	v.output = STR("");
	list = layout_example(s->layout, &v,
	    episode_style_layout(
		ev->options->style, METHOD_DIRECT, s->n_demos > 0, false),
	    &ev->line);
	first = list.v[n].text;
	while (newlines < first.n && first.p[newlines] == '\n')
		newlines++;
	q->shared = (struct pieces){ list.v, n };
	if (newlines == 0)
		return;
	list.v[n] = (struct piece){ .text = str_slice(first, 0, newlines),
		.role = ROLE_LAYOUT };
	q->shared.n++;
}

static struct str
name_query(const struct set_context *s, const struct pool_example *x)
{
	struct buf name = { 0 };
	struct str kept;

	if (x->id.n > 0)
		return x->id;
	buf_str(&name, s->source->task);
	buf_printf(&name, "#%" PRIu64, x->number);
	kept = (struct str){ arena_copy(&s->ev->line, name.p, name.n), name.n };
	buf_release(&name);
	return kept;
}

static bool
is_shown(const struct set_context *s, const struct pool_example *x)
{
	for (size_t i = 0; i < s->n_demos; i++)
		if (s->demos[i].x->same == x->same)
			return true;
	return false;
}

static int
put_query(struct set_context *s, size_t pick, struct err *e)
{
	struct eval_sets *ev = s->ev;
	const struct queries *qs = &ev->queries;
	const struct pool_example *x = ev->asked->v[pick];
	struct texts options = queries_options(qs, x);
	struct layout_values v =
	    wording_values(&s->wording, x, options, &ev->line);
	struct episode_record r = { .type = EPISODE_QUERY };
	struct query *q = &r.query;

	q->set = s->number;
	q->id = name_query(s, x);
	q->gold = -1;
	if (s->layout->asks_options && options.n == 0) {
		wording_err(s->layout, x->outputs.v[0], e);
		return pool_example_err(x, e);
	}
	if (qs->free_form) {
		add_prompt(s, v, q);
		q->refs = x->outputs;
		if (s->layout->by_letter)
			q->refs = (struct texts){ &v.output, 1 };
	} else {
		add_candidates(s, v, options, q);
		q->gold = (int64_t)queries_gold(qs, x);
		assert(q->gold >= 0 && (size_t)q->gold < q->n_candidates);
		q->has_options = qs->labels.n == 0;
		q->options = wording_labels(&s->wording, options, &ev->line);
	}
	ev->counts.n_queries++;
	ev->counts.n_shown += is_shown(s, x);
	return put(ev, &r, e);
}

/* A query whose input says nothing: the scores that labels get by themselves.
 */
static int
put_null(struct set_context *s, const char *spec, struct str text,
    size_t number, struct texts options, struct err *e)
{
	struct eval_sets *ev = s->ev;
	struct episode_record r = { .type = EPISODE_QUERY };
	struct query *q = &r.query;
	struct buf name = { 0 };
	struct layout_values v = { .input = text, .instruction = STR("") };
	int rc;

	v.members = null_input_members(ev->asked->n_members, text, &ev->line);
	q->is_domain = str_starts(str_of(spec), STR("domain:"));
	buf_printf(&name, "%s#%zu", q->is_domain ? "domain" : "null", number);
	q->set = s->number;
	q->id = buf_view(&name);
	q->gold = -1;
	q->is_null = true;
	q->null = text;
	v.options = wording_options(&s->wording, options, &ev->line);
	add_candidates(s, v, options, q);
	q->has_options = ev->queries.labels.n == 0;
	q->options = wording_labels(&s->wording, options, &ev->line);
	ev->counts.n_nulls++;
	rc = put(ev, &r, e);
	buf_release(&name);
	return rc;
}

/* Every null text once for each distinct option list. */
static int
put_nulls(struct set_context *s, struct err *e)
{
	struct eval_sets *ev = s->ev;
	const struct opt_list *nulls = &ev->options->nulls;
	size_t n_lists, n = 0;
	struct texts *lists;
	int rc = 0;

	if (nulls->n == 0 || ev->queries.free_form)
		return 0;
	lists = queries_lists(&ev->queries, ev->asked, &ev->arena, &n_lists);
	for (size_t i = 0; rc == 0 && i < nulls->n; i++) {
		struct str text = null_input_text(nulls->v[i],
		    ev->options->seed, s->source->task, ev->asked, &ev->arena);

		for (size_t j = 0; rc == 0 && j < n_lists; j++)
			rc = put_null(s, nulls->v[i], text, n++, lists[j], e);
	}
	return rc;
}

/* A set for queries [from, to) of those chosen. */
static int
write_set(struct set_context *s, size_t from, size_t to, struct err *e)
{
	struct eval_sets *ev = s->ev;
	struct demo_set at = { s->source->task, s->seed, s->order,
		ev->queries.labels, ev->near };
	const struct pool_example *query =
	    from < to ? ev->asked->v[ev->queries.picks[from]] : NULL;
	int rc;

	arena_reset(&ev->arena);
	set_wording(s);
	s->n_demos = (size_t)s->k < ev->shots.n ? (size_t)s->k : ev->shots.n;
	s->demos = demo_controls_apply(&ev->options->controls, &at, ev->shots.v,
	    ev->shots.n, s->n_demos, query, &ev->arena);
	s->number = ev->counts.n_sets;
	rc = put_set(s, e);
	if (rc == 0)
		rc = put_nulls(s, e);
	for (size_t i = from; rc == 0 && i < to; i++)
		rc = put_query(s, ev->queries.picks[i], e);
	return rc;
}

/* A query that has demonstrations of its own has a set of its own. */
static int
write_sets(struct set_context *s, struct err *e)
{
	const struct demo_controls *c = &s->ev->options->controls;
	size_t n = s->ev->queries.n_picks;
	int rc = 0;

	if (c->select != SELECT_BM25 || s->k == 0)
		return write_set(s, 0, n, e);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = write_set(s, i, i + 1, e);
	return rc;
}

static void
count_queries(struct eval_sets *ev, size_t n)
{
	const struct queries *q = &ev->queries;
	struct eval_counts *counts = &ev->counts;

	if (q->n_bad > 0 && counts->n_bad == 0)
		counts->first_bad = q->first_bad;
	counts->n_read += n;
	counts->n_asked += q->n_picks;
	counts->n_over += q->n_over;
	counts->n_demo_only += q->n_demo_only;
	counts->n_bad += q->n_bad;
	counts->n_same += q->n_equal;
}

/* Refuses what only a task with options can have. */
static int
check_controls(const struct set_context *s, struct err *e)
{
	const struct eval_options *c = s->ev->options;
	const char *what =
	    episode_style_has_channel(c->style)        ? "--method channel"
	    : demo_controls_need_options(&c->controls) ? "--demo-labels"
						       : NULL;

	if (!s->ev->queries.free_form || what == NULL)
		return 0;
	return err_set(e,
	    "task '%.*s' has no options, and %s needs them; use --options "
	    "collect",
	    STR_ARG(s->source->task), what);
}

/* Works the queries out anew when they are not those of the set before. */
static int
ask(struct set_context *s, struct err *e)
{
	struct eval_sets *ev = s->ev;
	const struct eval_options *c = ev->options;
	const struct example_list *list;
	const char *name;
	bool changed;

	list = s->source->queries(
	    s->source->ctx, s->k, s->seed, &name, &changed, e);
	if (list == NULL)
		return -1;
	if (list == ev->asked && !changed)
		return 0;
	queries_release(&ev->queries);
	ev->asked = list;
	if (queries_make(&ev->queries, c, s->source, list, name, e))
		return -1;
	count_queries(ev, list->n);
	return check_controls(s, e);
}

/* Takes shots that a query equals out of the list. */
static void
drop_shots(struct set_context *s)
{
	struct example_list *shots = &s->ev->shots;
	size_t n = 0;

	for (size_t i = 0; i < shots->n; i++)
		if (!queries_equal(&s->ev->queries, shots->v[i]))
			shots->v[n++] = shots->v[i];
		else if (!shots->borrowed)
			free(shots->v[i]);
	s->n_dropped = shots->n - n;
	shots->n = n;
}

static int
one_seed(struct set_context *s, struct err *e)
{
	struct eval_sets *ev = s->ev;
	uint64_t n_orders = s->k == 0 ? 1 : ev->options->controls.n_orders;
	uint64_t n_option_orders =
	    s->layout->asks_options ? ev->options->option_orders : 1;
	int rc = ask(s, e);

	demo_bm25_free(ev->near);
	ev->near = NULL;
	if (rc == 0)
		rc = s->source->shots(
		    s->source->ctx, s->k, s->seed, &ev->shots, e);
	s->n_dropped = 0;
	if (rc == 0 && ev->options->drop_equal == DROP_SHOT)
		drop_shots(s);
	if (rc == 0 && s->k > 0 && ev->options->controls.select == SELECT_BM25)
		ev->near = demo_bm25_new(ev->shots.v, ev->shots.n);
	for (s->order = 1; rc == 0 && s->order <= n_orders; s->order++)
		for (s->option_order = 1;
		     rc == 0 && s->option_order <= n_option_orders;
		     s->option_order++)
			rc = write_sets(s, e);
	return rc;
}

/* Seeds differ by demonstrations and by new label words only. */
static int
all_seeds(struct set_context *s, struct err *e)
{
	const struct numbers *seeds = &s->ev->options->seeds;

	for (size_t i = 0; i < seeds->n; i++) {
		int rc;

		s->seed = seeds->v[i];
		rc = one_seed(s, e);
		if (rc)
			return rc;
		if ((s->k == 0 || s->source->one_seed) &&
		    s->ev->queries.relabel.words.n == 0)
			break;
	}
	return 0;
}

/* Every k in every layout by the method of s. */
static int
all_layouts(struct set_context *s, struct err *e)
{
	const struct eval_options *c = s->ev->options;

	for (size_t i = 0; i < c->style->n_layouts; i++)
		for (size_t j = 0; j < c->ks.n; j++) {
			int rc;

			s->layout = c->style->layouts[i];
			s->k = c->ks.v[j];
			rc = all_seeds(s, e);
			if (rc)
				return rc;
		}
	return 0;
}

int
eval_sets_task(
    struct eval_sets *ev, const struct eval_source *source, struct err *e)
{
	const struct episode_style *style = ev->options->style;
	struct set_context s = { .ev = ev, .source = source };
	int rc = 0;

	ev->asked = NULL;
	ev->counts.n_tasks++;
	ev->counts.n_read += source->n_same;
	ev->counts.n_same += source->n_same;
	for (size_t i = 0; rc == 0 && i < style->n_methods; i++) {
		s.method = style->methods[i];
		rc = all_layouts(&s, e);
	}
	return rc;
}

void
eval_sets_tell(const struct eval_counts *n, struct buf *out)
{
	buf_printf(out,
	    "%" PRIu64 " queries read: %" PRIu64 " asked, %" PRIu64
	    " over the limit, %" PRIu64 " never queries, %" PRIu64
	    " like a shot, %" PRIu64 " bad\n",
	    n->n_read, n->n_asked, n->n_over, n->n_demo_only, n->n_same,
	    n->n_bad);
	buf_printf(out,
	    "%" PRIu64 " tasks, %" PRIu64 " sets, %" PRIu64 " queries, %" PRIu64
	    " null queries",
	    n->n_tasks, n->n_sets, n->n_queries, n->n_nulls);
}
