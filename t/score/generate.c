/*
 * Generation against encoding everything again for every token: the same
 * tokens, in any order of queries, at any size of pass, up to where it stops.
 */
#include "../tap.h"

#include <stdlib.h>

#include "model/decoder.h"
#include "score/generate.h"

#include "set.h"

enum { QUERIES = 40, MOST = 12, DEMOS = 3, DEMO_IDS = 15 };

struct task {
	struct arena arena;
	struct token_set set;
	struct token_query queries[QUERIES];
	uint32_t skips[QUERIES];
};

static void
make_task(struct task *t, size_t head, size_t n_demos)
{
	struct rng r = rng_at(7, "generate", STR(""), head);
	uint32_t *starts = arena_alloc(&t->arena, n_demos, sizeof *starts);

	for (size_t i = 0; i < n_demos; i++)
		starts[i] = (uint32_t)(head + i * DEMO_IDS);
	t->set = (struct token_set){
		.ids = random_ids(&t->arena, &r, head + n_demos * DEMO_IDS),
		.head = (uint32_t)head,
		.starts = starts,
		.n_demos = n_demos,
	};
	for (size_t q = 0; q < QUERIES; q++) {
		t->skips[q] = n_demos > 0 && q % 5 == 2 ? DEMO_IDS : 0;
		t->queries[q] = (struct token_query){
			.id = STR("q"),
			.shared = random_ids(&t->arena, &r, 1 + q % 9),
			.skip = &t->skips[q],
			.n_skip = 1,
			.gold = -1,
		};
	}
}

/* Ends at token 7, or when three tokens are there and the last is even. */
static bool
more(void *ctx, size_t i, const uint32_t *ids, size_t n)
{
	(void)ctx;
	(void)i;
	return ids[n - 1] != 7 && (n < 3 || ids[n - 1] % 2 != 0);
}

static size_t
plain(struct decoder *d, const struct task *t, size_t q, uint32_t *out)
{
	float logits[VOCAB];
	uint32_t ids[256];
	size_t n = context_of(&t->set, &t->queries[q], ids);
	size_t made = 0, best;

	do {
		struct batch b = { 0 };
		struct decoder_input in = { .batch = &b };

		batch_segment(&b, ids, n, 0, NO_PARENT);
		batch_target(&b, (uint32_t)n - 1, 0, 0, 0);
		decoder_logits(d, &in, logits);
		batch_release(&b);
		best = 0;
		for (size_t i = 1; i < VOCAB; i++)
			if (logits[i] > logits[best])
				best = i;
		ids[n++] = out[made++] = (uint32_t)best;
	} while (made < MOST && more(NULL, 0, out, made));
	return made;
}

static void
test_task(const char *name, size_t head, size_t n_demos)
{
	struct model_config llama = tiny_long(tiny_llama(false), 128);
	struct weights *w = weights_random(&llama, 11);
	struct decoder *d = decoder_new(w, 0, 1);
	struct generator *g = generator_new(w, 1024, 1);
	struct generator *small = generator_new(w, 16, 1);
	struct task *t = mem_new(1, sizeof *t);
	struct ids out[QUERIES], again[QUERIES];
	uint32_t want[MOST];
	size_t n_same = 0, n_again = 0, longest = 0;
	struct err e = { "" };

	make_task(t, head, n_demos);
	ok(generator_check(g, &t->set, &t->queries[0], MOST, &e) == 0,
	    "%s: checked %s", name, e.msg);
	generator_set(
	    g, &t->set, t->queries, QUERIES, MOST, more, NULL, &t->arena, out);
	generator_set(small, &t->set, t->queries, QUERIES, MOST, more, NULL,
	    &t->arena, again);
	for (size_t q = 0; q < QUERIES; q++) {
		size_t n = plain(d, t, q, want);

		n_same += n == out[q].n &&
			  memcmp(want, out[q].v, n * sizeof *want) == 0;
		n_again += n == again[q].n &&
			   memcmp(want, again[q].v, n * sizeof *want) == 0;
		longest = n > longest ? n : longest;
	}
	ok(n_same == QUERIES, "%s: %zu answers as by whole encodings", name,
	    n_same);
	ok(n_again == QUERIES, "%s: %zu in small passes", name, n_again);
	ok(longest > 4, "%s: the longest has %zu tokens", name, longest);
	arena_release(&t->arena);
	free(t);
	generator_free(g);
	generator_free(small);
	decoder_free(d);
	weights_free(w);
}

static void
test_refused(void)
{
	struct model_config llama = tiny_long(tiny_llama(false), 128);
	struct weights *w = weights_random(&llama, 11);
	struct generator *g = generator_new(w, 1024, 1);
	struct task *t = mem_new(1, sizeof *t);
	struct err e = { "" };

	make_task(t, 1, DEMOS);
	ok(generator_check(g, &t->set, &t->queries[0], 100, &e) != 0,
	    "refused: %s", e.msg);
	t->queries[0].shared.n = 0;
	ok(generator_check(g, &t->set, &t->queries[0], 1, &e) != 0,
	    "refused: %s", e.msg);
	arena_release(&t->arena);
	free(t);
	generator_free(g);
	weights_free(w);
}

int
main(void)
{
	test_task("demonstrations", 1, DEMOS);
	test_task("no context", 0, 0);
	test_refused();
	return tap_end();
}
