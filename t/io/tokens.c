/* Records of tokens: what is written is read again, what is bad is refused. */
#include "io/tokens.h"

#include <stdlib.h>

#include "base/rng.h"

#include "../tap.h"

enum { HEADER = 5, VOCAB = 1000 };

static const struct token_vocab vocab = { .size = VOCAB };
static const uint32_t ids[] = { 7, 999, 0, 65, 66, 67, 300, 5 };
static const uint32_t starts[] = { 1, 4 };
static const struct id_span spans[] = { { 2, 3 }, { 5, 8 } };
static const struct str texts[] = { { "up", 2 }, { "down\n", 5 } };

static int
parse(const struct buf *b, struct arena *a, struct token_record *rec,
    struct err *e)
{
	return token_parse(b->p[0],
	    (struct str){ b->p + HEADER, b->n - HEADER }, &vocab, a, rec, e);
}

static struct token_episode
episode(void)
{
	return (struct token_episode){ .id = STR("e#1"),
		.task = STR("cls:\xc3\xa9"),
		.ids = { ids, 8 },
		.loss = { spans, 2 },
		.head = 1,
		.starts = starts,
		.n_examples = 2 };
}

static void
test_episode(struct arena *a)
{
	struct token_episode ep = episode();
	struct token_record rec;
	struct buf b = { 0 }, again = { 0 };
	struct err e;

	token_episode_write(&b, &ep);
	ok(parse(&b, a, &rec, &e) == 0, "an episode is read");
	ok(rec.type == EPISODE_TRAIN && rec.train.n_examples == 2 &&
		rec.train.starts[1] == 4 && rec.train.loss.v[1].end == 8 &&
		str_eq(rec.train.task, ep.task) && !rec.train.lm,
	    "as it was");
	token_episode_write(&again, &rec.train);
	ok(str_eq(buf_view(&b), buf_view(&again)), "and written the same");
	buf_release(&b);
	buf_release(&again);
}

static void
test_set_and_query(struct arena *a)
{
	struct token_set s = { .set = 3,
		.k = 2,
		.seed = 87,
		.task = STR("t"),
		.method = STR("direct"),
		.layout = STR("metaicl"),
		.metric = STR("accuracy"),
		.options = { texts, 2 },
		.stop = { texts, 1 },
		.ids = { ids, 8 },
		.head = 1,
		.starts = starts,
		.n_demos = 2,
		.ctx = 1024,
		.reserve = 64 };
	struct token_candidate c[] = { { { ids, 3 }, { spans, 1 } },
		{ { ids + 3, 5 }, { spans, 1 } } };
	struct token_query q = { .set = 3,
		.id = STR("q"),
		.shared = { ids, 2 },
		.candidates = c,
		.n_candidates = 2,
		.skip = starts,
		.n_skip = 2,
		.options = { texts, 2 },
		.has_options = true,
		.gold = -1,
		.is_null = true,
		.null = STR("N/A") };
	struct token_record rec;
	struct buf b = { 0 }, again = { 0 };
	struct err e;

	token_set_write(&b, &s);
	ok(parse(&b, a, &rec, &e) == 0 && rec.type == EPISODE_SET,
	    "a set is read");
	token_set_write(&again, &rec.set);
	ok(str_eq(buf_view(&b), buf_view(&again)), "and written the same");
	buf_reset(&b);
	buf_reset(&again);
	token_query_write(&b, &q);
	ok(parse(&b, a, &rec, &e) == 0 && rec.type == EPISODE_QUERY &&
		rec.query.gold == -1 && rec.query.is_null,
	    "a query is read");
	token_query_write(&again, &rec.query);
	ok(str_eq(buf_view(&b), buf_view(&again)), "and written the same");
	ok(token_query_check(&s, &q, &e) == 0, "it goes with its set");
	q.skip = (const uint32_t[]){ 10, 1 };
	ok(token_query_check(&s, &q, &e) < 0, "a skip past what is there: %s",
	    e.msg);
	buf_release(&b);
	buf_release(&again);
}

/* Whether an episode with these numbers is refused. */
static bool
refused(struct arena *a, const struct token_episode *ep)
{
	struct buf b = { 0 };
	struct token_record rec;
	struct err e;
	int rc;

	token_episode_write(&b, ep);
	rc = parse(&b, a, &rec, &e);
	buf_release(&b);
	return rc < 0;
}

static void
test_ranges(struct arena *a)
{
	const struct id_span zero[] = { { 0, 2 } }, back[] = { { 5, 5 } };
	const struct id_span cross[] = { { 2, 5 }, { 4, 6 } };
	const struct id_span past[] = { { 5, 9 } };
	const uint32_t high[] = { VOCAB }, mixed[] = { 4, 1 };
	struct token_episode ep = episode();

	ep.ids = (struct ids){ high, 1 };
	ep.loss.n = 0;
	ep.starts = starts;
	ep.n_examples = 1;
	ok(refused(a, &ep), "an id past the vocabulary");
	ep = episode();
	ep.loss = (struct id_spans){ zero, 1 };
	ok(refused(a, &ep), "token 0 under loss");
	ep.loss = (struct id_spans){ back, 1 };
	ok(refused(a, &ep), "an empty span");
	ep.loss = (struct id_spans){ cross, 2 };
	ok(refused(a, &ep), "spans that cross");
	ep.loss = (struct id_spans){ past, 1 };
	ok(refused(a, &ep), "a span past the ids");
	ep = episode();
	ep.starts = mixed;
	ok(refused(a, &ep), "starts out of order");
	ep = episode();
	ep.head = 9;
	ok(refused(a, &ep), "a head longer than the ids");
	ep = episode();
	ep.n_examples = 0;
	ok(refused(a, &ep), "no example");
	ep = episode();
	ep.id = STR("\xff");
	ok(refused(a, &ep), "text that is not UTF-8");
}

/* Every cut and many a changed byte: an error or a record, never a crash. */
static void
test_damage(struct arena *a)
{
	struct token_episode ep = episode();
	struct rng r = rng_at(1, "damage", STR("tokens"), 0);
	struct buf b = { 0 };
	struct token_record rec;
	struct err e;
	bool all = true;

	token_episode_write(&b, &ep);
	for (size_t n = 0; n + HEADER < b.n; n++)
		all &= token_parse('E', (struct str){ b.p + HEADER, n }, &vocab,
			   a, &rec, &e) < 0;
	ok(all, "every cut is an error");
	ok(token_parse('X', (struct str){ b.p + HEADER, b.n - HEADER }, &vocab,
	       a, &rec, &e) < 0,
	    "an unknown type: %s", e.msg);
	buf_byte(&b, 'z');
	ok(parse(&b, a, &rec, &e) < 0, "bytes left over: %s", e.msg);
	for (int i = 0; i < 20000; i++) {
		size_t at = (size_t)rng_below(&r, b.n);
		char was = b.p[at];

		b.p[at] = (char)rng_below(&r, 256);
		if (parse(&b, a, &rec, &e) == 0 && rec.type == EPISODE_TRAIN)
			for (size_t k = 0; k < rec.train.ids.n; k++)
				all &= rec.train.ids.v[k] < VOCAB;
		b.p[at] = was;
		arena_reset(a);
	}
	ok(all, "no damage gives an id past the vocabulary");
	buf_release(&b);
}

int
main(void)
{
	struct arena a = { 0 };

	test_episode(&a);
	test_set_and_query(&a);
	test_ranges(&a);
	test_damage(&a);
	arena_release(&a);
	return tap_end();
}
