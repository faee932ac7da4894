/* Episodes made to fit: see fit.h. */
#include "encode/fit.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

/* The two tokens that MetaICL's lengths leave for BOS and EOS. */
enum { METAICL_SPARE = 2 };

static size_t
length(const struct fit_example *ex)
{
	size_t n = 0;

	for (size_t i = 0; i < ex->n; i++)
		n += ex->v[i].ids.n;
	return n;
}

static size_t
role_length(const struct fit_example *ex, char role)
{
	size_t n = 0;

	for (size_t i = 0; i < ex->n; i++)
		if (ex->v[i].role == role)
			n += ex->v[i].ids.n;
	return n;
}

/* Keeps the first n tokens of a role. */
static void
keep_first(struct fit_example *ex, char role, size_t n)
{
	for (size_t i = 0; i < ex->n; i++) {
		struct fit_piece *p = &ex->v[i];

		if (p->role != role)
			continue;
		if (p->ids.n > n)
			p->ids.n = n;
		n -= p->ids.n;
	}
}

static size_t
less(size_t a, size_t b)
{
	return a > b ? a - b : 0;
}

/* MetaICL's own rules for tasks with instructions; true if one applied. */
static bool
cap_instructed(const struct fit_options *f, struct str task,
    struct fit_example *ex, size_t y)
{
	size_t x = role_length(ex, ROLE_INPUT), L = f->example;

	if (str_starts(task, STR("inst:piqa")) ||
	    str_starts(task, STR("inst:yahoo_answers_topics"))) {
		if (x + y + METAICL_SPARE > L) {
			keep_first(ex, ROLE_INPUT, L / 2);
			keep_first(ex, ROLE_OUTPUT, less(L / 2, METAICL_SPARE));
		}
		return true;
	}
	if (str_starts(task, STR("inst:")) && x < y &&
	    x >= less(L, METAICL_SPARE + y)) {
		keep_first(ex, ROLE_OUTPUT, less(L, METAICL_SPARE + x));
		return true;
	}
	return false;
}

/* MetaICL cuts an example that reaches two less than the length. */
static size_t
example_limit(const struct fit_options *f)
{
	return f->overflow == FIT_METAICL ? less(f->example, METAICL_SPARE)
					  : f->example;
}

/* An example of at most f->example tokens: x loses its end. */
static void
cap_example(const struct fit_options *f, struct str task,
    struct fit_example *ex, struct counts *c)
{
	size_t x = role_length(ex, ROLE_INPUT);
	size_t y = role_length(ex, ROLE_OUTPUT), before = length(ex);
	size_t other = before - x, L = example_limit(f);

	c->examples++;
	if (f->overflow == FIT_METAICL && cap_instructed(f, task, ex, other))
		;
	else if (before > L)
		keep_first(ex, ROLE_INPUT, less(L, other));
	c->x_example += role_length(ex, ROLE_INPUT) < x;
	c->y_example += role_length(ex, ROLE_OUTPUT) < y;
	c->long_example += length(ex) > f->example;
}

/* A record under way: ids and for each whether it is to be predicted. */
struct draft {
	uint32_t *ids;
	bool *loss;
	size_t n;
};

static struct draft
draft_new(struct arena *a, size_t cap)
{
	return (struct draft){ arena_alloc(a, cap, sizeof(uint32_t)),
		arena_alloc(a, cap, sizeof(bool)), 0 };
}

static void
draft_add(struct draft *d, const struct fit_example *ex)
{
	for (size_t i = 0; i < ex->n; i++) {
		const struct fit_piece *p = &ex->v[i];

		if (p->ids.n > 0)
			memcpy(
			    d->ids + d->n, p->ids.v, p->ids.n * sizeof *d->ids);
		for (size_t k = 0; k < p->ids.n; k++)
			d->loss[d->n + k] = p->loss;
		d->n += p->ids.n;
	}
}

/* BOS and prefix. */
static void
draft_head(struct draft *d, const struct fit_options *f,
    const struct fit_example *prefix)
{
	if (f->bos >= 0) {
		d->ids[0] = (uint32_t)f->bos;
		d->loss[0] = false;
		d->n = 1;
	}
	draft_add(d, prefix);
}

static struct id_spans
spans_of(struct arena *a, const bool *loss, size_t n)
{
	struct id_span *v;
	size_t count = 0, at = 0;

	for (size_t i = 0; i < n; i++)
		count += loss[i] && (i == 0 || !loss[i - 1]);
	v = arena_alloc(a, count, sizeof *v);
	for (size_t i = 0; i < n; i++) {
		if (!loss[i])
			continue;
		if (i == 0 || !loss[i - 1])
			v[at++].begin = (uint32_t)i;
		v[at - 1].end = (uint32_t)i + 1;
	}
	assert(at == count);
	return (struct id_spans){ v, count };
}

static int
overflow(const struct fit_options *f, struct str id, size_t n, struct err *e)
{
	return err_set(e,
	    "record '%.*s' has %zu tokens, --ctx is %" PRIu32
	    "; raise it or take another --overflow",
	    STR_ARG(id), n, f->ctx);
}

/* Tokens from the first piece under loss on: what must stay whole. */
static size_t
target_length(const struct fit_example *ex)
{
	size_t n = 0;
	bool target = false;

	for (size_t i = 0; i < ex->n; i++) {
		target |= ex->v[i].loss;
		n += target ? ex->v[i].ids.n : 0;
	}
	return n;
}

/* Cuts the end of x so that the example has at most n tokens, if it can. */
static bool
cut_query(struct fit_example *ex, size_t n, struct counts *c)
{
	size_t x = role_length(ex, ROLE_INPUT), all = length(ex);

	if (all <= n)
		return true;
	if (all - x > n)
		return false;
	keep_first(ex, ROLE_INPUT, n - (all - x));
	c->x_ctx++;
	return true;
}

/* The first example that stays when whole ones are dropped from the oldest. */
static size_t
first_kept(const struct fit_example *ex, size_t n, size_t room)
{
	size_t used, first = n - 1;

	assert(n > 0);
	used = length(&ex[n - 1]);
	while (first > 0 && used + length(&ex[first - 1]) <= room)
		used += length(&ex[--first]);
	return first;
}

/*
 * Counts what losing `cut` tokens makes of a demonstration in [begin, end);
 * true when all of it is gone.
 */
static bool
lose_demo(size_t begin, size_t end, size_t cut, struct counts *c)
{
	bool gone = begin < cut && end <= cut;

	c->demos_gone += gone;
	c->demos_cut += begin < cut && !gone;
	return gone;
}

/* Where examples start once `cut` tokens after the head are gone. */
static void
put_starts(struct token_episode *out, const struct fit_example *ex,
    size_t first, size_t n, size_t cut, struct arena *a, struct counts *c)
{
	uint32_t *starts = arena_alloc(a, n - first, sizeof *starts);
	size_t at = 0, count = 0;

	for (size_t i = first; i < n; at += length(&ex[i++]))
		if (i + 1 == n || !lose_demo(at, at + length(&ex[i]), cut, c))
			starts[count++] = out->head + (uint32_t)less(at, cut);
	out->starts = starts;
	out->n_examples = count;
}

/* How many tokens an episode may have. */
static size_t
episode_limit(const struct fit_options *f, size_t n_examples)
{
	if (f->overflow == FIT_METAICL && n_examples == 1 &&
	    f->example < f->ctx)
		return f->example;
	return f->ctx;
}

/* Joins head and examples from `first` on, less `cut` tokens after the head. */
static int
finish_episode(const struct fit_options *f, struct fit_example prefix,
    struct fit_example *ex, size_t first, size_t n, size_t limit,
    struct arena *a, struct token_episode *out, struct counts *c)
{
	size_t all = (f->bos >= 0) + length(&prefix), cut;
	struct draft d;

	for (size_t i = first; i < n; i++)
		all += length(&ex[i]);
	d = draft_new(a, all);
	draft_head(&d, f, &prefix);
	out->head = (uint32_t)d.n;
	for (size_t i = first; i < n; i++)
		draft_add(&d, &ex[i]);
	cut = less(d.n, limit);
	assert(d.n == all);
	assert(d.n - out->head >= cut);
	memmove(d.ids + out->head, d.ids + out->head + cut,
	    (d.n - out->head - cut) * sizeof *d.ids);
	memmove(d.loss + out->head, d.loss + out->head + cut,
	    (d.n - out->head - cut) * sizeof *d.loss);
	d.n -= cut;
	put_starts(out, ex, first, n, cut, a, c);
	if (d.n > 0 && d.loss[0]) {
		d.loss[0] = false;
		c->first_loss++;
	}
	out->ids = (struct ids){ d.ids, d.n };
	out->loss = spans_of(a, d.loss, d.n);
	return out->loss.n > 0;
}

int
fit_episode(const struct fit_options *f, const struct episode *ep,
    struct fit_example prefix, struct fit_example *ex, struct arena *a,
    struct token_episode *out, struct counts *c, struct err *e)
{
	size_t head = (f->bos >= 0) + length(&prefix), n = ep->n_examples;
	size_t limit = episode_limit(f, n), first = 0, all = head;

	assert(n > 0 && f->ctx > 0);
	*out = (struct token_episode){ .id = ep->id, .task = ep->task };
	c->demos += n - 1;
	c->queries++;
	for (size_t i = 0; i < n; i++) {
		cap_example(f, ep->task, &ex[i], c);
		all += length(&ex[i]);
	}
	if (all > limit && f->overflow == FIT_FAIL)
		return overflow(f, ep->id, all, e);
	/* MetaICL takes from the left of the query too, but not of its target
	 */
	if (head >= limit || !((f->overflow == FIT_METAICL &&
				   target_length(&ex[n - 1]) <= limit - head) ||
				 cut_query(&ex[n - 1], limit - head, c))) {
		c->too_long++;
		return 0;
	}
	if (f->overflow != FIT_METAICL)
		first = first_kept(ex, n, limit - head);
	c->demos_gone += first;
	if (!finish_episode(f, prefix, ex, first, n, limit, a, out, c)) {
		c->no_loss++;
		return 0;
	}
	c->below_k += out->n_examples < n;
	c->tokens += out->ids.n;
	c->loss_tokens += id_spans_count(&out->loss);
	return 1;
}

void
fit_set(const struct fit_options *f, const struct eval_set *s,
    struct fit_example prefix, struct fit_example *demos, struct arena *a,
    struct token_set *out, struct counts *c)
{
	size_t all = (f->bos >= 0) + length(&prefix);
	uint32_t *starts = arena_alloc(a, s->n_demos, sizeof *starts);
	struct draft d;

	*out = (struct token_set){ .set = s->set,
		.task = s->task,
		.method = s->method,
		.layout = s->layout,
		.metric = s->metric,
		.variant = s->variant,
		.k = s->k,
		.seed = s->seed,
		.options = s->options,
		.stop = s->stop,
		.n_demos = s->n_demos,
		.starts = starts,
		.ctx = f->ctx,
		.n_dropped = s->n_dropped,
		.by_letter = s->by_letter };
	for (size_t i = 0; i < s->n_demos; i++) {
		cap_example(f, s->task, &demos[i], c);
		all += length(&demos[i]);
	}
	d = draft_new(a, all);
	draft_head(&d, f, &prefix);
	out->head = (uint32_t)d.n;
	for (size_t i = 0; i < s->n_demos; i++) {
		starts[i] = (uint32_t)d.n;
		draft_add(&d, &demos[i]);
	}
	assert(d.n == all && out->head <= d.n);
	out->ids = (struct ids){ d.ids, d.n };
	c->tokens += d.n;
}

/* Of all candidates, the most tokens that are not x. */
static size_t
longest_other(const struct fit_example *v, size_t n)
{
	size_t most = 0;

	for (size_t i = 0; i < n; i++) {
		size_t other = length(&v[i]) - role_length(&v[i], ROLE_INPUT);

		most = other > most ? other : most;
	}
	return most;
}

static size_t
longest(const struct fit_example *v, size_t n)
{
	size_t most = 0;

	for (size_t i = 0; i < n; i++)
		most = length(&v[i]) > most ? length(&v[i]) : most;
	return most;
}

/*
 * Cuts the end of x, in the shared part or alike in every candidate, so that
 * with the longest candidate at most n tokens are left: 1 if something was
 * cut, 0 if not, -1 if it cannot be.
 */
static int
cut_shared(
    struct fit_example *shared, struct fit_example *v, size_t n_v, size_t n)
{
	size_t x = role_length(shared, ROLE_INPUT), other;

	if (length(shared) + longest(v, n_v) <= n)
		return 0;
	if (x > 0) {
		other = length(shared) - x + longest(v, n_v);
		if (other > n)
			return -1;
		keep_first(shared, ROLE_INPUT, n - other);
		return 1;
	}
	other = length(shared) + longest_other(v, n_v);
	if (other > n)
		return -1;
	for (size_t i = 0; i < n_v; i++)
		keep_first(&v[i], ROLE_INPUT, n - other);
	return 1;
}

/* Cuts a query's example: x has to fit together with the longest candidate. */
static void
cap_query(const struct fit_options *f, struct fit_example *shared,
    struct fit_example *v, size_t n_v, struct counts *c)
{
	size_t x = role_length(shared, ROLE_INPUT), L = example_limit(f);
	size_t other;

	if (x == 0 && n_v > 0)
		x = role_length(&v[0], ROLE_INPUT);
	other = length(shared) + longest(v, n_v) - x;
	c->examples++;
	c->queries++;
	if (x + other <= L)
		return;
	if (cut_shared(shared, v, n_v, L) < 0) {
		keep_first(shared, ROLE_INPUT, 0);
		for (size_t i = 0; i < n_v; i++)
			keep_first(&v[i], ROLE_INPUT, 0);
		c->long_example++;
	}
	c->x_example += x > 0;
}

/* MetaICL's context at a test grows with k. */
static size_t
query_limit(const struct fit_options *f, const struct token_set *s)
{
	uint64_t k = s->k > 0 ? s->k : 1;

	if (f->overflow == FIT_METAICL && k < f->ctx / f->example + 1 &&
	    k * f->example < f->ctx)
		return (size_t)(k * f->example);
	return f->ctx;
}

/* Whole demonstrations to drop, as a number of tokens. */
static size_t
skip_demos(const struct token_set *s, size_t need, size_t limit)
{
	size_t skip = 0, i = 0;

	while (need - skip > limit && i < s->n_demos) {
		i++;
		skip = (i < s->n_demos ? s->starts[i] : s->ids.n) - s->head;
	}
	return skip;
}

/* Tokens to drop before each candidate of a query that fits alone. */
static void
put_skips(const struct fit_options *f, const struct token_set *s,
    const struct fit_example *shared, const struct fit_example *v, size_t n_v,
    size_t limit, struct arena *a, struct token_query *out, struct counts *c)
{
	size_t before = s->ids.n + length(shared), most = 0;
	uint64_t kept = s->n_demos;
	bool each = f->overflow == FIT_METAICL && n_v > 0;
	uint32_t *skips = arena_alloc(a, each ? n_v : 1, sizeof *skips);

	out->skip = skips;
	out->n_skip = each ? n_v : 1;
	for (size_t i = 0; i < out->n_skip; i++) {
		size_t skip =
		    f->overflow != FIT_METAICL
			? skip_demos(s, before + longest(v, n_v), limit)
			: less(before + (each ? length(&v[i]) : 0), limit);

		assert(skip <= before - s->head);
		skips[i] = (uint32_t)skip;
		most = skip > most ? skip : most;
	}
	for (size_t i = 0; i < s->n_demos; i++)
		kept -= lose_demo(s->starts[i] - s->head,
		    (i + 1 < s->n_demos ? s->starts[i + 1] : s->ids.n) -
			s->head,
		    most, c);
	c->below_k += kept < s->k;
}

/* False when a candidate has nothing left to score. */
static bool
put_candidates(const struct token_set *s, const struct fit_example *shared,
    const struct fit_example *v, size_t n_v, struct arena *a,
    struct token_query *out, struct counts *c)
{
	struct token_candidate *t = arena_alloc(a, n_v, sizeof *t);
	size_t before = s->ids.n + length(shared);

	out->candidates = t;
	out->n_candidates = n_v;
	for (size_t i = 0; i < n_v; i++) {
		struct draft d = draft_new(a, length(&v[i]));
		uint32_t skip = out->skip[out->n_skip == 1 ? 0 : i];

		draft_add(&d, &v[i]);
		if (before - skip == 0 && d.n > 0 && d.loss[0]) {
			d.loss[0] = false;
			c->first_loss++;
		}
		t[i].ids = (struct ids){ d.ids, d.n };
		t[i].loss = spans_of(a, d.loss, d.n);
		if (t[i].loss.n == 0)
			return false;
	}
	return n_v > 0 || before - out->skip[0] > 0;
}

static struct ids
join(const struct fit_example *ex, struct arena *a)
{
	struct draft d = draft_new(a, length(ex));

	draft_add(&d, ex);
	return (struct ids){ d.ids, d.n };
}

int
fit_query(const struct fit_options *f, const struct token_set *s,
    const struct query *q, struct fit_example shared, struct fit_example *v,
    struct arena *a, struct token_query *out, struct counts *c, struct err *e)
{
	size_t n_v = q->n_candidates, limit, need;
	int cut;

	*out = (struct token_query){ .set = s->set,
		.id = q->id,
		.options = q->options,
		.refs = q->refs,
		.has_options = q->has_options,
		.gold = q->gold,
		.is_null = q->is_null,
		.null = q->null,
		.is_domain = q->is_domain };
	limit = less(query_limit(f, s), s->reserve);
	c->demos += s->n_demos;
	cap_query(f, &shared, v, n_v, c);
	need = s->ids.n + length(&shared) + longest(v, n_v);
	if (need > limit && f->overflow == FIT_FAIL)
		return overflow(f, q->id, need + s->reserve, e);
	if (s->head > limit)
		cut = -1;
	else if (f->overflow == FIT_METAICL &&
		 longest(v, n_v) <= limit - s->head)
		cut = 0; /* taken from the left instead */
	else
		cut = cut_shared(&shared, v, n_v, limit - s->head);
	c->x_ctx += cut > 0;
	if (cut < 0) {
		c->too_long++;
		return 0;
	}
	put_skips(f, s, &shared, v, n_v, limit, a, out, c);
	out->shared = join(&shared, a);
	if (!put_candidates(s, &shared, v, n_v, a, out, c)) {
		c->no_loss++;
		return 0;
	}
	c->tokens += out->shared.n;
	for (size_t i = 0; i < n_v; i++) {
		c->tokens += out->candidates[i].ids.n;
		c->loss_tokens += id_spans_count(&out->candidates[i].loss);
	}
	return 1;
}
