/* Episodes that do not fit are cut, dropped and masked by the rules of
 * icl-tok(1). */
#include "encode/fit.h"

#include "encode/pack.h"

#include "../tap.h"

static const uint32_t numbers[2048] = { 0 };

static struct fit_piece
piece(char role, size_t n, bool loss)
{
	return (struct fit_piece){ { numbers, n }, role, loss };
}

/* An example of x and y pieces. */
static struct fit_example
example(struct arena *a, size_t x, size_t y, bool loss)
{
	struct fit_piece *v = arena_alloc(a, 2, sizeof *v);

	v[0] = piece('x', x, false);
	v[1] = piece('y', y, loss);
	return (struct fit_example){ v, 2 };
}

static struct fit_options
options(enum fit_overflow o, uint32_t ctx)
{
	return (struct fit_options){
		.ctx = ctx, .example = 256, .overflow = o, .bos = -1
	};
}

/* An episode of k demonstrations of 10 + 2 tokens and a query of x + 2. */
static int
episode(const struct fit_options *f, size_t k, size_t x, struct arena *a,
    struct token_episode *out, struct counts *c)
{
	struct episode ep = {
		.id = STR("e"), .task = STR("t"), .n_examples = k + 1
	};
	struct fit_example *ex = arena_alloc(a, k + 1, sizeof *ex);
	struct err e;

	for (size_t i = 0; i < k; i++)
		ex[i] = example(a, 10, 2, false);
	ex[k] = example(a, x, 2, true);
	*c = (struct counts){ 0 };
	return fit_episode(
	    f, &ep, (struct fit_example){ 0 }, ex, a, out, c, &e);
}

static void
test_episodes(struct arena *a)
{
	struct fit_options f = options(FIT_DROP_OLDEST, 40);
	struct token_episode out;
	struct counts c;

	ok(episode(&f, 2, 10, a, &out, &c) == 1 && out.ids.n == 36 &&
		out.n_examples == 3 && out.starts[2] == 24 && out.loss.n == 1 &&
		out.loss.v[0].begin == 34 && out.loss.v[0].end == 36,
	    "what fits stays as it is");
	ok(episode(&f, 5, 10, a, &out, &c) == 1 && out.ids.n == 36 &&
		out.n_examples == 3 && c.demos == 5 && c.demos_gone == 3,
	    "whole demonstrations go, the oldest first");
	ok(episode(&f, 2, 60, a, &out, &c) == 1 && out.ids.n == 40 &&
		out.n_examples == 1 && c.x_ctx == 1 &&
		out.loss.v[0].begin == 38,
	    "then the query's x loses its end");
	f.ctx = 2;
	ok(episode(&f, 0, 5, a, &out, &c) == 1 && out.loss.v[0].begin == 1 &&
		c.first_loss == 1,
	    "token 0 is never under loss");
	f.ctx = 1;
	ok(episode(&f, 0, 5, a, &out, &c) == 0 && c.too_long == 1,
	    "a y that does not fit drops the record");
	f = options(FIT_DROP_OLDEST, 1024);
	f.bos = 3;
	ok(episode(&f, 1, 5, a, &out, &c) == 1 && out.head == 1 &&
		out.ids.v[0] == 3 && out.starts[0] == 1,
	    "BOS is the head");
	ok(episode(&f, 0, 400, a, &out, &c) == 1 && out.ids.n == 257 &&
		c.x_example == 1,
	    "an example has at most --example tokens");
	f.overflow = FIT_FAIL;
	f.ctx = 20;
	ok(episode(&f, 3, 10, a, &out, &c) < 0, "or it is an error");
}

static void
test_metaicl(struct arena *a)
{
	struct fit_options f = options(FIT_METAICL, 1024);
	struct fit_piece v[2] = { piece('x', 20, 0), piece('y', 300, 1) };
	struct fit_example ex = { v, 2 };
	struct episode ep = { .task = STR("inst:t"), .n_examples = 1 };
	struct token_episode out;
	struct counts c = { 0 };
	struct err e;

	ok(episode(&f, 0, 400, a, &out, &c) == 1 && out.ids.n == 254,
	    "x has 256 - 2 - |y| tokens");
	f.ctx = 40;
	ok(episode(&f, 5, 10, a, &out, &c) == 1 && out.ids.n == 40 &&
		out.n_examples == 4 && out.starts[0] == 0 &&
		out.starts[1] == 4 && c.demos_cut == 1 && c.demos_gone == 2,
	    "ids go from the left, in the middle of a demonstration");
	f.ctx = 1024;
	ok(fit_episode(
	       &f, &ep, (struct fit_example){ 0 }, &ex, a, &out, &c, &e) == 1 &&
		out.ids.n == 254 && v[0].ids.n == 20 && c.y_example == 1,
	    "with an instruction a long y is cut instead");
	v[0].ids.n = 200;
	v[1].ids.n = 200;
	ep.task = STR("inst:piqa_x");
	ok(fit_episode(
	       &f, &ep, (struct fit_example){ 0 }, &ex, a, &out, &c, &e) == 1 &&
		v[0].ids.n == 128 && v[1].ids.n == 126,
	    "or x to 128 and y to 126");
}

/* A set of k demonstrations of 12 tokens, and a query against it. */
static int
query(const struct fit_options *f, size_t k, size_t x, const size_t y[2],
    struct arena *a, struct token_query *out, struct counts *c)
{
	struct eval_set set = { .k = k, .n_demos = k };
	struct query q = { .id = STR("q"), .n_candidates = 2 };
	struct fit_example *demos = arena_alloc(a, k, sizeof *demos);
	struct fit_piece s[1] = { piece('x', x, false) }, v[2];
	struct fit_example cand[2] = { { &v[0], 1 }, { &v[1], 1 } };
	struct token_set made;
	struct err e;
	int rc;

	for (size_t i = 0; i < k; i++)
		demos[i] = example(a, 10, 2, false);
	v[0] = piece('y', y[0], true);
	v[1] = piece('y', y[1], true);
	*c = (struct counts){ 0 };
	fit_set(f, &set, (struct fit_example){ 0 }, demos, a, &made, c);
	rc = fit_query(
	    f, &made, &q, (struct fit_example){ s, 1 }, cand, a, out, c, &e);
	ok(rc <= 0 || token_query_check(&made, out, &e) == 0,
	    "skips are within what is there");
	return rc;
}

static void
test_queries(struct arena *a)
{
	struct fit_options f = options(FIT_DROP_OLDEST, 40);
	const size_t y[2] = { 1, 5 };
	struct token_query out;
	struct counts c;

	ok(query(&f, 2, 10, y, a, &out, &c) == 1 && out.n_skip == 1 &&
		out.skip[0] == 0,
	    "nothing is skipped where all fits");
	ok(query(&f, 3, 10, y, a, &out, &c) == 1 && out.n_skip == 1 &&
		out.skip[0] == 12 && c.demos_gone == 1 && c.loss_tokens == 6 &&
		c.tokens == 36 + 10 + 6,
	    "the longest candidate decides for all");
	ok(query(&f, 3, 60, y, a, &out, &c) == 1 && out.skip[0] == 36 &&
		out.shared.n == 35,
	    "a query alone too long loses the end of its x");
	f.ctx = 4;
	ok(query(&f, 3, 60, y, a, &out, &c) == 0 && c.too_long == 1,
	    "a candidate that does not fit drops it");
	f = options(FIT_METAICL, 40);
	ok(query(&f, 3, 10, y, a, &out, &c) == 1 && out.n_skip == 2 &&
		out.skip[0] == 7 && out.skip[1] == 11 && c.demos == 3 &&
		c.demos_gone == 0 && c.demos_cut == 1,
	    "metaicl skips for each candidate");
	f.ctx = 22;
	ok(query(&f, 3, 10, y, a, &out, &c) == 1 && out.skip[0] == 25 &&
		out.skip[1] == 29 && c.demos_gone == 2 && c.demos_cut == 1,
	    "and counts what the longest loses");
	f = options(FIT_DROP_OLDEST, 1024);
	ok(query(&f, 0, 0, y, a, &out, &c) == 0 && c.no_loss == 1 &&
		c.tokens == 0 && c.loss_tokens == 0,
	    "a candidate that cannot be predicted drops it");
}

static void
test_windows(struct arena *a)
{
	struct pack p = { .ctx = 10, .bos = -1, .eot = 9 };
	struct fit_piece v[1] = { piece('y', 7, true) };
	struct fit_example doc = { v, 1 };
	struct episode ep = { .id = STR("d"), .lm = true };
	struct token_episode out;
	struct counts c = { 0 };
	size_t n = 0, windows = 0;
	struct err e;
	int rc;

	for (int i = 0; i < 10; i++) {
		size_t at = 0;

		while ((rc = pack_document(
			    &p, &ep, doc, &at, a, &out, &c, &e)) > 0) {
			ok(out.ids.n == 10 && out.lm &&
				out.loss.v[0].begin == 1,
			    "a window is full");
			n += out.ids.n;
			windows++;
		}
	}
	if (pack_rest(&p, a, &out, &c)) {
		n += out.ids.n;
		windows++;
	}
	/* a document that ends a window needs no token to join it */
	ok(windows == 8 && n >= 70 + 7 && n <= 70 + 9,
	    "ten documents of 7: %zu windows, %zu tokens", windows, n);
	ok(c.first_loss == windows, "token 0 of each is counted");
	n = 0;
	p.full = true;
	v[0].ids.n = 11;
	ok(pack_document(&p, &ep, doc, &n, a, &out, &c, &e) == 1 &&
		pack_document(&p, &ep, doc, &n, a, &out, &c, &e) == 0 &&
		pack_rest(&p, a, &out, &c) == 0 && c.first_loss == windows + 2,
	    "a token alone at the end is none to learn");
	p.eot = -1;
	p.full = false;
	n = 0;
	ok(pack_document(&p, &ep, doc, &n, a, &out, &c, &e) < 0,
	    "nothing to join by: %s", e.msg);
	pack_release(&p);
}

int
main(void)
{
	struct arena a = { 0 };

	test_episodes(&a);
	test_metaicl(&a);
	test_queries(&a);
	test_windows(&a);
	arena_release(&a);
	return tap_end();
}
