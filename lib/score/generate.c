/* Greedy generation for the queries of a set: see generate.h. */
#include "score/generate.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "model/decoder.h"
#include "score/prompt.h"

/* Queries that go forward together: their keys and values are all in memory. */
enum { TOGETHER = 32 };

struct generator {
	const struct weights *w;
	struct decoder *decoder;
	size_t micro_tokens;
	struct batch batch;
	float *logits;     /* [TOGETHER][V] */
	work_watch *watch; /* NULL: nobody */
	void *watch_ctx;
};

struct generator *
generator_new(const struct weights *w, size_t micro_tokens, unsigned threads)
{
	struct generator *g = mem_new(1, sizeof *g);

	g->w = w;
	g->micro_tokens = micro_tokens;
	g->decoder = decoder_new(w, 0, threads);
	g->logits =
	    mem_aligned(TOGETHER * w->config.vocab_size, sizeof *g->logits);
	return g;
}

void
generator_free(struct generator *g)
{
	if (g == NULL)
		return;
	decoder_free(g->decoder);
	batch_release(&g->batch);
	free(g->logits);
	free(g);
}

void
generator_adapt(struct generator *g, const struct adapter *a)
{
	decoder_adapt(g->decoder, a);
}

void
generator_watch(struct generator *g, work_watch *watch, void *ctx)
{
	g->watch = watch;
	g->watch_ctx = ctx;
}

int
generator_check(const struct generator *g, const struct token_set *set,
    const struct token_query *q, size_t most, struct err *e)
{
	size_t room = decoder_positions(g->decoder), skip, n;

	if (token_query_check(set, q, e))
		return -1;
	skip = prompt_skip(q, 0);
	n = set->ids.n + q->shared.n - skip;
	if (skip - prompt_dropped(set, skip) == q->shared.n)
		return err_set(e,
		    "query '%.*s' has no input to go on from; use another "
		    "layout",
		    STR_ARG(q->id));
	if (n + most > room)
		return err_set(e,
		    "query '%.*s': %zu tokens and %zu to generate, but the "
		    "model takes %zu; use icl-tok --reserve %zu",
		    STR_ARG(q->id), n, most, room, most);
	return 0;
}

/* A query that is being answered. */
struct answer {
	size_t query;
	size_t dropped;
	struct ids tail;
	size_t next; /* position of the token to come */
	struct kv_cache *own;
	uint32_t *ids; /* generated */
	size_t n;
	bool done;
};

/* By context, then by ids: the order of the queries does not matter. */
static int
by_tail(const void *a, const void *b)
{
	const struct answer *x = a, *y = b;
	size_t n = x->tail.n < y->tail.n ? x->tail.n : y->tail.n;

	if (x->dropped != y->dropped)
		return x->dropped < y->dropped ? -1 : 1;
	for (size_t i = 0; i < n; i++)
		if (x->tail.v[i] != y->tail.v[i])
			return x->tail.v[i] < y->tail.v[i] ? -1 : 1;
	return (x->tail.n > y->tail.n) - (x->tail.n < y->tail.n);
}

static uint32_t
most_probable(const float *logits, size_t n)
{
	size_t best = 0;

	for (size_t i = 1; i < n; i++)
		if (logits[i] > logits[best])
			best = i;
	return (uint32_t)best;
}

/* All answers of one context share this. */
struct run {
	struct generator *g;
	size_t most;
	generator_more *more;
	void *ctx;
	size_t n, n_done;         /* answers of the set, and those complete */
	struct kv_cache *context; /* NULL: none */
	struct kv_cache *blocks[TOGETHER + 1];
};

static void
take_token(struct run *r, struct answer *x, size_t row)
{
	size_t v = r->g->w->config.vocab_size;

	x->ids[x->n++] = most_probable(r->g->logits + row * v, v);
	x->done = !r->more(r->ctx, x->query, x->ids, x->n) || x->n == r->most;
}

/* Puts a segment at the end of the batch and asks for its last logits. */
static void
put_segment(struct batch *b, struct ids ids, size_t pos0, int parent)
{
	batch_segment(b, ids.v, ids.n, pos0, parent);
	batch_target(b, (uint32_t)b->n_rows - 1, 0, 0, 0);
}

/* Keys and values of the context, NULL when it has no ids. */
static struct kv_cache *
keep_context(struct generator *g, struct ids context)
{
	struct decoder_input in = { .batch = &g->batch, .keep = 1 };

	if (context.n == 0)
		return NULL;
	batch_reset(&g->batch);
	batch_segment(&g->batch, context.v, context.n, 0, NO_PARENT);
	decoder_forward(g->decoder, &in, NULL);
	return decoder_cache(g->decoder, &g->batch, 0);
}

/* The inputs of answers whose rows fit into one pass; returns how many. */
static size_t
read_inputs(struct run *r, struct answer *x, size_t n)
{
	struct generator *g = r->g;
	struct decoder_input in = {
		.batch = &g->batch,
		.blocks = &r->context,
		.n_blocks = r->context != NULL,
		.keep = 1,
	};
	int parent = r->context != NULL ? SEGMENT_BLOCK(0) : NO_PARENT;
	size_t m = 0;

	batch_reset(&g->batch);
	do {
		put_segment(&g->batch, x[m].tail, x[m].next, parent);
		x[m].next += x[m].tail.n;
		m++;
	} while (m < n && g->batch.n_rows + x[m].tail.n <= g->micro_tokens);
	decoder_logits(g->decoder, &in, g->logits);
	for (size_t i = 0; i < m; i++) {
		x[i].own = decoder_cache(g->decoder, &g->batch, i);
		take_token(r, &x[i], i);
	}
	return m;
}

/* One token more for each answer that is not done; false when all are. */
static bool
step(struct run *r, struct answer *x, size_t n)
{
	struct generator *g = r->g;
	struct decoder_input in = {
		.batch = &g->batch, .blocks = r->blocks, .keep = 1
	};
	size_t going[TOGETHER], m = 0;

	batch_reset(&g->batch);
	if (r->context != NULL)
		r->blocks[in.n_blocks++] = r->context;
	for (size_t i = 0; i < n; i++) {
		if (x[i].done)
			continue;
		put_segment(&g->batch, (struct ids){ &x[i].ids[x[i].n - 1], 1 },
		    x[i].next++, SEGMENT_BLOCK(in.n_blocks));
		r->blocks[in.n_blocks++] = x[i].own;
		going[m++] = i;
	}
	if (m == 0)
		return false;
	decoder_logits(g->decoder, &in, g->logits);
	for (size_t i = 0; i < m; i++) {
		decoder_cache_add(g->decoder, &g->batch, i, x[going[i]].own);
		take_token(r, &x[going[i]], i);
	}
	return true;
}

/* n answers have this many tokens more, or have ended. */
static void
tell(const struct run *r, size_t n, size_t tokens)
{
	const struct generator *g = r->g;

	if (g->watch != NULL)
		g->watch(
		    g->watch_ctx, ((double)r->n_done +
				      (double)(n * tokens) / (double)r->most) /
				      (double)r->n);
}

static void
run_together(struct run *r, struct answer *x, size_t n)
{
	size_t tokens = 0;

	assert(n <= TOGETHER);
	for (size_t i = 0; i < n;)
		i += read_inputs(r, x + i, n - i);
	do
		tell(r, n, ++tokens);
	while (step(r, x, n));
	r->n_done += n;
	for (size_t i = 0; i < n; i++)
		kv_cache_free(x[i].own);
}

/* Answers of one context. */
static void
run_context(struct run *r, const struct token_set *set, struct answer *x,
    size_t n, struct arena *a)
{
	struct ids context = prompt_context(set, x[0].dropped, a);

	r->context = keep_context(r->g, context);
	for (size_t i = 0; i < n; i++)
		x[i].next = context.n;
	for (size_t i = 0; i < n; i += TOGETHER)
		run_together(r, x + i, n - i < TOGETHER ? n - i : TOGETHER);
	kv_cache_free(r->context);
}

void
generator_set(struct generator *g, const struct token_set *set,
    const struct token_query *queries, size_t n, size_t most,
    generator_more *more, void *ctx, struct arena *a, struct ids *out)
{
	struct run r = {
		.g = g, .most = most, .more = more, .ctx = ctx, .n = n
	};
	struct answer *x = arena_alloc(a, n, sizeof *x);
	size_t end;

	assert(most > 0);
	for (size_t i = 0; i < n; i++) {
		size_t skip = prompt_skip(&queries[i], 0);

		x[i] = (struct answer){
			.query = i,
			.dropped = prompt_dropped(set, skip),
			.tail = prompt_tail(
			    set, &queries[i], skip, (struct ids){ 0 }, a),
			.ids = arena_alloc(a, most, sizeof *x[i].ids),
		};
	}
	qsort(x, n, sizeof *x, by_tail);
	for (size_t i = 0; i < n; i = end) {
		for (end = i; end < n && x[end].dropped == x[i].dropped;)
			end++;
		run_context(&r, set, x + i, end - i, a);
	}
	for (size_t i = 0; i < n; i++)
		out[x[i].query] = (struct ids){ x[i].ids, x[i].n };
}
