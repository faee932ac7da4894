/*
 * The scorer against encoding each candidate whole: the same sums, the same
 * bits in any order and at any size of pass, and less work.
 */
#include "../tap.h"

#include <stdint.h>
#include <stdlib.h>

#include "model/decoder.h"
#include "score/scorer.h"
#include "nn/attention.h"

#include "set.h"

enum {
	QUERIES = 12,
	CANDIDATES = 4,
	DEMOS = 5,
	DEMO_IDS = 20,
	LONG = 384, /* positions */
};

/* A set of random ids with what a scorer has to get right. */
struct task {
	struct arena arena;
	struct token_set set;
	struct token_query queries[QUERIES];
	struct token_candidate candidates[QUERIES][CANDIDATES];
	uint32_t skips[QUERIES];
};

static struct id_spans
one_span(struct arena *a, size_t begin, size_t end)
{
	struct id_span *v = arena_alloc(a, 1, sizeof *v);

	*v = (struct id_span){ (uint32_t)begin, (uint32_t)end };
	return (struct id_spans){ v, 1 };
}

/* Candidate 1 is one id, 2 begins as 0 does, 3 equals 0. */
static void
make_candidates(struct task *t, size_t q, struct rng *r, bool channel)
{
	struct token_candidate *c = t->candidates[q];
	struct ids target = random_ids(&t->arena, r, 30);

	for (size_t i = 0; i < CANDIDATES; i++) {
		struct rng label = rng_at(1, "label", STR(""), i);
		size_t n = i == 1 ? 1 : 2 + i;
		uint32_t *v = arena_alloc(&t->arena, 64, sizeof *v);
		struct ids ids = random_ids(&t->arena, &label, n);

		memcpy(v, ids.v, n * sizeof *v);
		if (i >= 2)
			memcpy(v, c[0].ids.v, 2 * sizeof *v);
		if (i == 3)
			n = 2;
		c[i].loss = one_span(&t->arena, 0, n);
		if (channel) {
			memcpy(v + n, target.v, target.n * sizeof *v);
			c[i].loss = one_span(&t->arena, n, n + target.n);
			n += target.n;
		}
		c[i].ids = (struct ids){ v, n };
	}
}

static void
make_task(struct task *t, size_t n_demos, size_t head, bool channel, bool skips)
{
	static struct str options[CANDIDATES] = { { "ab", 2 },
		{ "\xc3\xa9", 2 }, { "abc", 3 }, { "ab", 2 } };
	struct rng r = rng_at(5, "task", STR(""), n_demos + head);
	uint32_t *starts = arena_alloc(&t->arena, n_demos, sizeof *starts);

	t->set = (struct token_set){
		.k = n_demos,
		.method = channel ? STR("channel") : STR("direct"),
		.options = { options, CANDIDATES },
		.ids = random_ids(&t->arena, &r, head + n_demos * DEMO_IDS),
		.head = (uint32_t)head,
		.starts = starts,
		.n_demos = n_demos,
	};
	for (size_t i = 0; i < n_demos; i++)
		starts[i] = (uint32_t)(head + i * DEMO_IDS);
	for (size_t q = 0; q < QUERIES; q++) {
		/* the first of them begin alike, two are the same */
		t->queries[q] = (struct token_query){
			.id = STR("q"),
			.shared = random_ids(
			    &t->arena, &r, channel ? 0 : 100 + q % 3),
			.candidates = t->candidates[q],
			.n_candidates = CANDIDATES,
			.skip = &t->skips[q],
			.n_skip = 1,
			.gold = 0,
		};
		if (q == 1)
			t->queries[1].shared = t->queries[0].shared;
		if (skips && q % 4 == 1)
			t->skips[q] = (uint32_t)(q % 5 * DEMO_IDS);
		make_candidates(t, q, &r, channel);
	}
}

/* The sum of one candidate, everything before it encoded with it. */
static double
plain_sum(struct decoder *d, const struct task *t, size_t q, size_t c)
{
	const struct token_candidate *x = &t->candidates[q][c];
	struct batch b = { 0 };
	struct decoder_input in = { .batch = &b };
	uint32_t ids[512];
	size_t n = context_of(&t->set, &t->queries[q], ids), at = n;
	double values[64], sum = 0;

	for (size_t i = 0; i < x->ids.n; i++)
		ids[n++] = x->ids.v[i];
	batch_segment(&b, ids, n, 0, NO_PARENT);
	for (size_t i = x->loss.v[0].begin; i < x->loss.v[0].end; i++)
		batch_target(&b, (uint32_t)(at + i - 1), ids[at + i], 0, 0);
	decoder_forward(d, &in, values);
	for (size_t i = 0; i < b.n_targets; i++)
		sum += values[i];
	batch_release(&b);
	return sum;
}

struct scores {
	struct arena arena;
	struct score_query q[QUERIES];
	struct scorer_cost cost;
};

static bool
run(const struct weights *w, const struct task *t, size_t micro,
    const struct token_query *queries, struct scores *out)
{
	struct scorer *s = scorer_new(w, micro, 1);
	struct err e = { "" };
	bool good = true;

	for (size_t q = 0; q < QUERIES; q++)
		good &= scorer_check(s, &t->set, &queries[q], &e) == 0;
	good = good && scorer_set(s, &t->set, queries, QUERIES, &out->arena,
			   out->q, &e) == 0;
	if (!good)
		printf("# %s\n", e.msg);
	out->cost = scorer_cost(s);
	scorer_free(s);
	return good;
}

static bool
same_bits(const struct score_query *a, const struct score_query *b)
{
	for (size_t c = 0; c < CANDIDATES; c++)
		if (memcmp(&a->candidates[c].all.sum, &b->candidates[c].all.sum,
			sizeof(double)) != 0)
			return false;
	return true;
}

static void
check_details(const char *name, const struct task *t, const struct scores *s,
    bool channel)
{
	bool ties = true, diffs = true, kept = true, texts = true;

	for (size_t q = 0; q < QUERIES; q++) {
		const struct score_candidate *c = s->q[q].candidates;

		ties &= memcmp(&c[0], &c[3], sizeof c[0].all) == 0;
		kept &=
		    s->q[q].k_kept == t->set.n_demos - t->skips[q] / DEMO_IDS;
		/* candidate 1 is one id long: nothing is in common */
		for (size_t i = 0; i < CANDIDATES; i++)
			diffs &= c[i].diff.sum == c[i].all.sum &&
				 c[i].diff.tokens == c[i].all.tokens &&
				 c[i].all.tokens == (channel     ? 30
							: i == 1 ? 1
							: i == 2 ? 4
								 : 2);
		texts &= c[1].has_text == !channel &&
			 c[1].bytes == (channel ? 0 : 2) &&
			 c[1].chars == (channel ? 0 : 1);
	}
	ok(ties, "%s: equal options tie exactly", name);
	ok(diffs, "%s: tokens are counted", name);
	ok(kept, "%s: demonstrations that are left", name);
	ok(texts, "%s: characters and bytes", name);
}

static void
test_task(const char *name, const struct model_config *config, size_t n_demos,
    size_t head, bool channel, bool skips)
{
	struct weights *w = weights_random(config, 3);
	struct decoder *d = decoder_new(w, 0, 1);
	struct task *t = mem_new(1, sizeof *t);
	struct token_query backwards[QUERIES];
	static struct scores s, small, turned;
	double most = 0;
	bool same = true, ordered = true;

	make_task(t, n_demos, head, channel, skips);
	for (size_t q = 0; q < QUERIES; q++)
		backwards[q] = t->queries[QUERIES - 1 - q];
	if (!ok(run(w, t, 1024, t->queries, &s) &&
		    run(w, t, 64, t->queries, &small) &&
		    run(w, t, 1024, backwards, &turned),
		"%s: scored", name))
		goto out;
	for (size_t q = 0; q < QUERIES; q++) {
		for (size_t c = 0; c < CANDIDATES; c++) {
			double want = plain_sum(d, t, q, c);
			double got = s.q[q].candidates[c].all.sum;
			double off = fabs(got - want) / fmax(1, fabs(want));

			most = fmax(most, off);
		}
		same &= same_bits(&s.q[q], &small.q[q]);
		ordered &= same_bits(&s.q[q], &turned.q[QUERIES - 1 - q]);
	}
	ok(most <= 1e-5, "%s: sums as of whole encodings, %g off", name, most);
	ok(same, "%s: --micro-tokens changes no bit", name);
	ok(ordered, "%s: nor does the order of queries", name);
	ok(s.cost.computed * 3 < s.cost.asked, "%s: %ju tokens for %ju", name,
	    (uintmax_t)s.cost.computed, (uintmax_t)s.cost.asked);
	check_details(name, t, &s, channel);
out:
	arena_release(&s.arena);
	arena_release(&small.arena);
	arena_release(&turned.arena);
	arena_release(&t->arena);
	free(t);
	decoder_free(d);
	weights_free(w);
}

/* The most probable id after all that and more ids. */
static uint32_t
plain_next(struct decoder *d, const struct task *t, size_t q,
    const uint32_t *more, size_t n_more)
{
	struct batch b = { 0 };
	struct decoder_input in = { .batch = &b };
	float logits[VOCAB];
	uint32_t ids[512], best = 0;
	size_t n = context_of(&t->set, &t->queries[q], ids);

	for (size_t i = 0; i < n_more; i++)
		ids[n++] = more[i];
	batch_segment(&b, ids, n, 0, NO_PARENT);
	batch_target(&b, (uint32_t)n - 1, 0, 0, 0);
	decoder_logits(d, &in, logits);
	for (uint32_t i = 1; i < VOCAB; i++)
		if (logits[i] > logits[best])
			best = i;
	batch_release(&b);
	return best;
}

/* Candidate c departs from what greedy decoding gives at its id wrong[c]. */
static void
make_greedy(struct decoder *d, struct task *t, size_t q, const size_t *wrong)
{
	static const size_t lengths[CANDIDATES] = { 2, 1, 4, 3 };

	for (size_t c = 0; c < CANDIDATES; c++) {
		size_t n = lengths[c];
		uint32_t *v = arena_alloc(&t->arena, n, sizeof *v);

		for (size_t i = 0; i < n; i++)
			v[i] = (plain_next(d, t, q, v, i) + (i == wrong[c])) %
			       VOCAB;
		t->candidates[q][c].ids = (struct ids){ v, n };
		t->candidates[q][c].loss = one_span(&t->arena, 0, n);
	}
}

/* Whether a candidate is what greedy decoding gives, to its last token. */
static void
test_greedy(const char *name, const struct model_config *config)
{
	static const size_t wrong[CANDIDATES] = { 9, 9, 3, 0 };
	struct weights *w = weights_random(config, 3);
	struct decoder *d = decoder_new(w, 0, 1);
	struct task *t = mem_new(1, sizeof *t);
	static struct scores s;
	bool right = true;

	make_task(t, DEMOS, 1, false, true);
	for (size_t q = 0; q < QUERIES; q++)
		make_greedy(d, t, q, wrong);
	right = run(w, t, 1024, t->queries, &s);
	for (size_t q = 0; right && q < QUERIES; q++)
		for (size_t c = 0; c < CANDIDATES; c++)
			right &= s.q[q].candidates[c].has_greedy &&
				 s.q[q].candidates[c].greedy == (wrong[c] == 9);
	ok(right, "%s: which candidates are greedy", name);
	arena_release(&s.arena);
	s.arena = (struct arena){ 0 };
	arena_release(&t->arena);
	free(t);
	decoder_free(d);
	weights_free(w);
}

/* Options of one token take no rows beyond those of what is before them. */
static void
test_single(void)
{
	struct model_config llama = tiny_long(tiny_llama(false), LONG);
	struct weights *w = weights_random(&llama, 3);
	struct scorer *s = scorer_new(w, 1024, 1);
	struct task *t = mem_new(1, sizeof *t);
	struct score_query out[1];
	struct err e = { "" };
	bool good;

	make_task(t, 2, 0, false, false);
	for (size_t c = 0; c < CANDIDATES; c++) {
		t->candidates[0][c].ids.n = 1;
		t->candidates[0][c].loss = one_span(&t->arena, 0, 1);
	}
	good = scorer_set(s, &t->set, t->queries, 1, &t->arena, out, &e) == 0;
	ok(good && scorer_cost(s).computed == t->set.ids.n + 100,
	    "options of one token take no rows");
	t->queries[0].options = (struct texts){ t->set.options.v, 3 };
	t->queries[0].has_options = true;
	ok(scorer_check(s, &t->set, t->queries, &e) != 0, "refused: %s", e.msg);
	t->queries[0].has_options = false;
	t->set.ids.n = 2000;
	ok(scorer_check(s, &t->set, t->queries, &e) != 0, "refused: %s", e.msg);
	arena_release(&t->arena);
	free(t);
	scorer_free(s);
	weights_free(w);
}

/* Scores the set's first n demonstrations, then all of them; the cost. */
static uint64_t
run_nested(const struct weights *w, struct task *t, size_t n,
    struct score_query out[2])
{
	struct scorer *s = scorer_new(w, 1024, 1);
	struct token_set all = t->set;
	struct err e;
	uint64_t cost = 0;

	t->set.n_demos = n;
	t->set.ids.n = t->set.head + n * DEMO_IDS;
	if (n > 0 &&
	    scorer_set(s, &t->set, t->queries, 2, &t->arena, out, &e) != 0)
		return UINT64_MAX;
	t->set = all;
	cost = scorer_cost(s).computed;
	if (scorer_set(s, &t->set, t->queries, 2, &t->arena, out, &e) != 0)
		return UINT64_MAX;
	cost = scorer_cost(s).computed - cost;
	scorer_free(s);
	return cost;
}

/* Demonstrations that an earlier set had as well are not computed again. */
static void
test_nested(const char *name, const struct model_config *config, size_t head)
{
	struct weights *w = weights_random(config, 3);
	struct task *t = mem_new(1, sizeof *t);
	struct score_query alone[2], after[2];
	uint64_t id, rest;

	make_task(t, 2 * DEMOS, head, false, false);
	id = run_nested(w, t, 0, alone);
	rest = run_nested(w, t, DEMOS, after);
	ok(rest ==
		id - (head + DEMOS * DEMO_IDS) / ATTENTION_CUT * ATTENTION_CUT,
	    "%s: %ju tokens after a shorter set, alone %ju", name,
	    (uintmax_t)rest, (uintmax_t)id);
	ok(same_bits(&alone[0], &after[0]) && same_bits(&alone[1], &after[1]),
	    "%s: the same bits", name);
	arena_release(&t->arena);
	free(t);
	weights_free(w);
}

/* Few products: two threads are slow on a machine that is busy. */
static void
test_threads(void)
{
	struct model_config llama = tiny_long(tiny_llama(false), LONG);
	struct weights *w = weights_random(&llama, 3);
	struct task *t = mem_new(1, sizeof *t);
	struct score_query out[2];
	struct err e = { "" };
	bool good = true;

	make_task(t, 2, 1, false, false);
	for (unsigned threads = 1; threads <= 2; threads++) {
		struct scorer *s = scorer_new(w, 1024, threads);

		good &= scorer_set(s, &t->set, t->queries, 1, &t->arena,
			    &out[threads - 1], &e) == 0;
		scorer_free(s);
	}
	ok(good && same_bits(&out[0], &out[1]), "threads change no bit");
	arena_release(&t->arena);
	free(t);
	weights_free(w);
}

struct told {
	size_t n;
	double last;
	bool falls;
};

static void
take_share(void *ctx, double share)
{
	struct told *x = ctx;

	x->falls |= share < x->last;
	x->last = share;
	x->n++;
}

/* Progress within a set, which may be all there is. */
static void
test_watch(void)
{
	struct model_config llama = tiny_long(tiny_llama(false), LONG);
	struct weights *w = weights_random(&llama, 3);
	struct task *t = mem_new(1, sizeof *t);
	struct score_query out[QUERIES];
	struct scorer *s = scorer_new(w, 64, 1);
	struct told told = { 0 };
	struct err e = { "" };

	make_task(t, DEMOS, 1, false, true);
	scorer_watch(s, take_share, &told);
	ok(scorer_set(s, &t->set, t->queries, QUERIES, &t->arena, out, &e) == 0,
	    "a set in many passes");
	ok(told.n > QUERIES, "tells of each pass");
	ok(!told.falls && told.last > 0.9 && told.last <= 1,
	    "and goes on to the end: %g", told.last);
	scorer_free(s);
	arena_release(&t->arena);
	free(t);
	weights_free(w);
}

int
main(void)
{
	const struct model_config gpt2 = tiny_long(tiny_gpt2(), LONG);
	const struct model_config llama = tiny_long(tiny_llama(false), LONG);
	const struct model_config side = tiny_long(tiny_parallel(), LONG);
	const struct model_config heads = tiny_long(tiny_head_norms(), LONG);
	const struct model_config offset = tiny_long(tiny_offset(), LONG);
	const struct model_config alibi = tiny_long(tiny_alibi_bf16(), LONG);

	test_task("gpt2 direct", &gpt2, DEMOS, 0, false, false);
	test_task("gpt2 channel", &gpt2, DEMOS, 0, true, false);
	test_task("gpt2, no demonstrations", &gpt2, 0, 0, false, false);
	test_task("llama direct", &llama, DEMOS, 1, false, false);
	test_task("llama channel, skips", &llama, DEMOS, 1, true, true);
	test_task("llama direct, skips", &llama, DEMOS, 70, false, true);
	test_task("side by side", &side, DEMOS, 1, false, false);
	test_task("norms of heads", &heads, DEMOS, 1, true, false);
	test_task("alibi", &alibi, DEMOS, 1, false, true);
	test_task("positions from 2", &offset, DEMOS, 1, false, true);
	test_nested("gpt2, nested", &gpt2, 0);
	test_nested("llama, nested", &llama, 40);
	test_greedy("gpt2", &gpt2);
	test_greedy("llama", &llama);
	test_single();
	test_threads();
	test_watch();
	return tap_end();
}
