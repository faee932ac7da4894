/* Scores of candidates over shared beginnings: see scorer.h. */
#include "score/scorer.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "model/decoder.h"
#include "score/trie_forward.h"
#include "score/prompt.h"
#include "score/trie.h"

struct scorer {
	struct decoder *decoder;
	struct trie_forward *forward;
	struct trie trie;
	struct scorer_cost cost; /* but for rows, targets and flops */
	work_watch *watch;       /* NULL: nobody */
	void *watch_ctx;
	double from, span; /* of the set: the paths that are being computed */
};

static void
tell(void *ctx, double share)
{
	struct scorer *s = ctx;

	if (s->watch != NULL)
		s->watch(s->watch_ctx, s->from + s->span * share);
}

struct scorer *
scorer_new(const struct weights *w, size_t micro_tokens, unsigned threads)
{
	struct scorer *s = mem_new(1, sizeof *s);

	s->decoder = decoder_new(w, 0, threads);
	s->forward = trie_forward_new(s->decoder, micro_tokens);
	trie_forward_watch(s->forward, tell, s);
	return s;
}

void
scorer_free(struct scorer *s)
{
	if (s == NULL)
		return;
	trie_forward_free(s->forward);
	decoder_free(s->decoder);
	trie_release(&s->trie);
	free(s);
}

void
scorer_adapt(struct scorer *s, const struct adapter *a)
{
	trie_forward_adapt(s->forward, a);
}

void
scorer_watch(struct scorer *s, work_watch *watch, void *ctx)
{
	s->watch = watch;
	s->watch_ctx = ctx;
}

struct scorer_cost
scorer_cost(const struct scorer *s)
{
	struct scorer_cost cost = s->cost;
	struct trie_forward_cost done = trie_forward_cost(s->forward);

	cost.computed = done.computed;
	cost.targets = done.targets;
	cost.flops = done.flops;
	return cost;
}

/* A candidate's path, and how much of the context is left out for it. */
struct scored_path {
	struct trie_path path;
	size_t dropped; /* ids of the demonstrations left out */
	size_t query, candidate;
};

static void
make_path(const struct token_set *set, const struct token_query *q, size_t c,
    struct arena *a, struct scored_path *scored_path)
{
	const struct token_candidate *candidate = &q->candidates[c];
	size_t skip = prompt_skip(q, c);
	struct ids ids = prompt_tail(set, q, skip, candidate->ids, a);

	*scored_path = (struct scored_path){
		.path = {
			.ids = ids.v,
			.n = ids.n,
			.loss = candidate->loss,
			.loss_at = ids.n - candidate->ids.n,
		},
		.dropped = prompt_dropped(set, skip),
		.candidate = c,
	};
}

static int
by_dropped(const void *a, const void *b)
{
	const struct scored_path *x = *(struct scored_path *const *)a;
	const struct scored_path *y = *(struct scored_path *const *)b;

	return (x->dropped > y->dropped) - (x->dropped < y->dropped);
}

/* The loss ids of a candidate and their log-probabilities. */
struct result {
	uint32_t *ids;
	double *values;
	size_t n;
	bool greedy; /* each the most probable */
};

static double
sum(const struct result *r, size_t from)
{
	double x = 0;

	for (size_t i = from; i < r->n; i++)
		x += r->values[i];
	return x;
}

/* Ids that all candidates begin with, one short of the shortest at most. */
static size_t
common_beginning(const struct result *r, size_t n, struct arena *a)
{
	struct ids *lists = arena_alloc(a, n, sizeof *lists);
	size_t m;

	for (size_t c = 0; c < n; c++)
		lists[c] = (struct ids){ r[c].ids, r[c].n };
	m = ids_common(lists, n);
	for (size_t c = 0; c < n; c++)
		if (m + 1 > r[c].n)
			m = r[c].n - 1;
	return m;
}

static void
write_candidate(struct score_candidate *out, const struct result *r,
    size_t common, bool has_text, struct str option)
{
	assert(common < r->n);
	*out = (struct score_candidate){
		.all = { sum(r, 0), r->n },
		.diff = { sum(r, common), r->n - common },
		.first = r->values[common],
		.has_greedy = true,
		.greedy = r->greedy,
		.has_text = has_text,
	};
	if (!has_text)
		return;
	out->chars = utf8_count(option);
	out->bytes = option.n;
}

static int
write_query(const struct token_set *set, const struct token_query *q,
    const struct result *r, struct arena *a, struct score_query *out,
    struct err *e)
{
	bool channel = str_eq(set->method, STR("channel"));
	size_t common, n = q->n_candidates;

	*out = (struct score_query){
		.id = q->id,
		.k_kept = prompt_k_kept(set, q),
		.options = q->has_options ? q->options : set->options,
		.gold = q->gold,
		.is_null = q->is_null,
		.is_domain = q->is_domain,
		.null = q->null,
		.candidates = arena_alloc(a, n, sizeof *out->candidates),
		.n_candidates = n,
	};
	for (size_t c = 0; c < n; c++)
		if (!isfinite(sum(&r[c], 0)))
			return err_set(e,
			    "query '%.*s': the model gives candidate %zu no "
			    "finite probability",
			    STR_ARG(q->id), c);
	common = channel ? 0 : common_beginning(r, n, a);
	for (size_t c = 0; c < n; c++)
		write_candidate(&out->candidates[c], &r[c], common,
		    !channel && !set->by_letter, out->options.v[c]);
	return 0;
}

/* Computes the paths that have one context. */
static void
run_paths(struct scorer *s, const struct token_set *set,
    struct scored_path **scored, size_t n, struct result **results,
    struct arena *a)
{
	struct trie_path **paths = arena_alloc(a, n, sizeof(*paths));
	struct ids context = prompt_context(set, scored[0]->dropped, a);

	for (size_t i = 0; i < n; i++) {
		paths[i] = &scored[i]->path;
		s->cost.asked += context.n + scored[i]->path.n;
	}
	assert(n > 0);
	trie_build(&s->trie, context.v, context.n, paths, n, a);
	trie_forward_run(s->forward, &s->trie);
	for (size_t i = 0; i < n; i++) {
		struct result *r =
		    &results[scored[i]->query][scored[i]->candidate];

		r->ids = arena_alloc(a, scored[i]->path.n, sizeof *r->ids);
		r->values =
		    arena_alloc(a, scored[i]->path.n, sizeof *r->values);
		r->n = trie_scores(
		    &s->trie, &scored[i]->path, r->ids, r->values, &r->greedy);
	}
}

/* All candidates of all queries, sorted by what their contexts drop. */
static size_t
make_paths(const struct token_set *set, const struct token_query *queries,
    size_t n, struct arena *a, struct scored_path ***out)
{
	struct scored_path *scored;
	size_t m = 0;

	for (size_t i = 0; i < n; i++)
		m += queries[i].n_candidates;
	scored = arena_alloc(a, m, sizeof *scored);
	*out = arena_alloc(a, m, sizeof(**out));
	m = 0;
	for (size_t i = 0; i < n; i++) {
		for (size_t c = 0; c < queries[i].n_candidates; c++, m++) {
			make_path(set, &queries[i], c, a, &scored[m]);
			scored[m].query = i;
			(*out)[m] = &scored[m];
		}
	}
	qsort(*out, m, sizeof(struct scored_path *), by_dropped);
	return m;
}

/* Loss ids of a candidate that have an id before them. */
static size_t
scored_ids(const struct token_set *set, const struct token_query *q, size_t c)
{
	const struct id_spans *loss = &q->candidates[c].loss;
	size_t before = set->ids.n + q->shared.n - prompt_skip(q, c);
	size_t n = id_spans_count(loss);

	return n - (n > 0 && before == 0 && loss->v[0].begin == 0);
}

static int
check_candidate(const struct scorer *s, const struct token_set *set,
    const struct token_query *q, size_t c, struct err *e)
{
	size_t most = decoder_positions(s->decoder);
	size_t n = set->ids.n + q->shared.n - prompt_skip(q, c) +
		   q->candidates[c].ids.n;

	if (n > most)
		return err_set(e,
		    "query '%.*s': %zu tokens, but the model takes %zu; use "
		    "icl-tok --ctx %zu%s",
		    STR_ARG(q->id), n, most, most,
		    model_config_context_hint(decoder_config(s->decoder)));
	if (scored_ids(set, q, c) == 0)
		return err_set(e,
		    "query '%.*s': candidate %zu has no token that can be "
		    "predicted; use icl-tok --bos yes",
		    STR_ARG(q->id), c);
	return 0;
}

int
scorer_check(const struct scorer *s, const struct token_set *set,
    const struct token_query *q, struct err *e)
{
	size_t n = q->has_options ? q->options.n : set->options.n;

	if (q->n_candidates == 0)
		return err_set(e,
		    "query '%.*s' has no candidates; use --generate N",
		    STR_ARG(q->id));
	if (n != q->n_candidates)
		return err_set(e, "query '%.*s': %zu options, %zu candidates",
		    STR_ARG(q->id), n, q->n_candidates);
	if (token_query_check(set, q, e))
		return -1;
	for (size_t c = 0; c < n; c++)
		if (check_candidate(s, set, q, c, e))
			return -1;
	return 0;
}

int
scorer_set(struct scorer *s, const struct token_set *set,
    const struct token_query *queries, size_t n, struct arena *a,
    struct score_query *out, struct err *e)
{
	struct result **results = arena_alloc(a, n, sizeof(*results));
	struct scored_path **scored;
	size_t m = make_paths(set, queries, n, a, &scored), i = 0;

	for (size_t q = 0; q < n; q++)
		results[q] =
		    arena_alloc(a, queries[q].n_candidates, sizeof *results[q]);
	while (i < m) {
		size_t end = i;

		while (end < m && scored[end]->dropped == scored[i]->dropped)
			end++;
		s->from = (double)i / (double)m;
		s->span = (double)(end - i) / (double)m;
		run_paths(s, set, scored + i, end - i, results, a);
		i = end;
	}
	for (size_t q = 0; q < n; q++)
		if (write_query(set, &queries[q], results[q], a, &out[q], e))
			return -1;
	s->cost.sets++;
	s->cost.queries += n;
	s->cost.candidates += m;
	return 0;
}
