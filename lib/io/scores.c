/* Records of kind scores: see scores.h and icl-stream(5). */
#include "io/scores.h"

#include <inttypes.h>
#include <math.h>

#include "io/json.h"

enum { CANDIDATES_MAX = 1 << 20, EXAMPLES_MAX = 1 << 20, LABELS_MAX = 1 << 20 };

static int
need_u64(const struct json *j, const char *name, uint64_t *value, struct err *e)
{
	const struct json *member = json_get(j, name);
	int64_t got = json_int(member, -1);

	if (json_kind(member) == JSON_NULL)
		return err_set(
		    e, "no member '%s'; is this a scores record?", name);
	if (got < 0)
		return err_set(
		    e, "member '%s' is not a whole number of 0 or more", name);
	*value = (uint64_t)got;
	return 0;
}

static int
need_real(const struct json *j, const char *name, double *value, struct err *e)
{
	double got = json_real(json_get(j, name), NAN);

	if (!isfinite(got))
		return err_set(e, "member '%s' is not a finite number", name);
	*value = got;
	return 0;
}

static int
need_sum(const struct json *j, struct score_sum *s, struct err *e)
{
	if (need_real(j, "sum", &s->sum, e) ||
	    need_u64(j, "tokens", &s->tokens, e))
		return -1;
	return 0;
}

/* Records of older streams have none. */
static int
take_greedy(const struct json *j, struct score_candidate *c, struct err *e)
{
	c->has_greedy = json_kind(json_get(j, "greedy")) != JSON_NULL;
	return json_take_bool(j, "greedy", &c->greedy, e);
}

static int
take_candidate(const struct json *j, struct score_candidate *c, struct err *e)
{
	const struct json *diff = json_get(j, "diff");

	*c = (struct score_candidate){ 0 };
	if (need_sum(j, &c->all, e))
		return -1;
	c->diff = c->all;
	if (json_kind(diff) != JSON_NULL && need_sum(diff, &c->diff, e))
		return -1;
	c->first = c->diff.sum;
	if (json_kind(json_get(j, "first")) != JSON_NULL &&
	    need_real(j, "first", &c->first, e))
		return -1;
	if (take_greedy(j, c, e))
		return -1;
	c->has_text = json_kind(json_get(j, "bytes")) != JSON_NULL;
	if (!c->has_text)
		return 0;
	if (need_u64(j, "chars", &c->chars, e) ||
	    need_u64(j, "bytes", &c->bytes, e))
		return -1;
	return 0;
}

static int
take_candidates(const struct json *list, struct arena *a, struct score_query *q,
    struct err *e)
{
	size_t n = json_count(list);

	if (json_kind(list) != JSON_ARRAY || n == 0 || n > CANDIDATES_MAX)
		return err_set(
		    e, "member 'candidates' is not a list of 1 or more");
	q->candidates = arena_alloc(a, n, sizeof *q->candidates);
	q->n_candidates = n;
	for (size_t i = 0; i < n; i++) {
		if (take_candidate(json_at(list, i), &q->candidates[i], e)) {
			err_prefix(e, "candidate %zu", i);
			return -1;
		}
	}
	if (q->options.n != n)
		return err_set(
		    e, "%zu options but %zu candidates", q->options.n, n);
	return 0;
}

static int
take_generation(const struct json *j, struct arena *a,
    struct score_generation *g, struct err *e)
{
	if (text_parse(j, "text", 1, a, &g->text, e) ||
	    texts_parse(j, "refs", a, &g->refs, e) ||
	    need_real(j, "exact", &g->exact, e) ||
	    need_real(j, "em", &g->em, e) || need_real(j, "f1", &g->f1, e) ||
	    need_real(j, "rouge_l", &g->rouge_l, e))
		return -1;
	g->has_stem = json_kind(json_get(j, "rouge_l_stem")) != JSON_NULL;
	if (g->has_stem)
		return need_real(j, "rouge_l_stem", &g->rouge_l_stem, e);
	return 0;
}

static int
take_query(
    const struct json *j, struct arena *a, struct score_query *q, struct err *e)
{
	const struct json *gold = json_get(j, "gold");

	q->gold = -1;
	q->is_null = json_kind(json_get(j, "null")) != JSON_NULL;
	if (need_u64(j, "set", &q->set, e) ||
	    text_parse(j, "id", 1, a, &q->id, e) ||
	    need_u64(j, "k_kept", &q->k_kept, e) ||
	    text_parse(j, "null", 0, a, &q->null, e) ||
	    texts_parse(j, "options", a, &q->options, e) ||
	    json_take_bool(j, "domain", &q->is_domain, e))
		return -1;
	q->is_domain &= q->is_null;
	q->is_generation = json_get(j, "candidates") == NULL;
	if (q->is_generation)
		return take_generation(j, a, &q->generation, e);
	if (take_candidates(json_get(j, "candidates"), a, q, e))
		return -1;
	if (json_kind(gold) == JSON_NULL)
		return 0;
	q->gold = json_int(gold, -1);
	if (q->gold < 0 || (uint64_t)q->gold >= q->n_candidates)
		return err_set(e, "member 'gold' is no candidate's index");
	return 0;
}

static int
take_labels(const struct json *list, struct arena *a, struct score_set *s,
    struct err *e)
{
	size_t n = json_count(list);
	int64_t *labels;

	if (json_kind(list) == JSON_NULL)
		return 0;
	if (json_kind(list) != JSON_ARRAY || n > LABELS_MAX)
		return err_set(e, "member 'labels' is not a list");
	labels = arena_alloc(a, n, sizeof *labels);
	for (size_t i = 0; i < n; i++) {
		const struct json *j = json_at(list, i);
		bool none = json_kind(j) == JSON_NULL;

		labels[i] = json_int(j, -1);
		if (!none &&
		    (labels[i] < 0 || (uint64_t)labels[i] >= s->options.n))
			return err_set(
			    e, "member 'labels' has what is no option's index");
	}
	s->labels = labels;
	s->n_labels = n;
	return 0;
}

static int
take_set(
    const struct json *j, struct arena *a, struct score_set *s, struct err *e)
{
	s->seed = s->n_dropped = 0;
	if (json_kind(json_get(j, "seed")) != JSON_NULL &&
	    need_u64(j, "seed", &s->seed, e))
		return -1;
	if (json_kind(json_get(j, "dropped")) != JSON_NULL &&
	    need_u64(j, "dropped", &s->n_dropped, e))
		return -1;
	if (need_u64(j, "set", &s->set, e) || need_u64(j, "k", &s->k, e) ||
	    text_parse(j, "task", 1, a, &s->task, e) ||
	    text_parse(j, "method", 1, a, &s->method, e) ||
	    text_parse(j, "layout", 0, a, &s->layout, e) ||
	    text_parse(j, "metric", 0, a, &s->metric, e) ||
	    text_parse(j, "variant", 0, a, &s->variant, e) ||
	    text_parse(j, "adapter", 0, a, &s->adapter, e) ||
	    text_parse(j, "model", 0, a, &s->model, e) ||
	    text_parse(j, "run", 0, a, &s->run, e) ||
	    texts_parse(j, "options", a, &s->options, e) ||
	    take_labels(json_get(j, "labels"), a, s, e))
		return -1;
	return 0;
}

static int
take_episode(const struct json *j, struct arena *a, struct score_episode *ep,
    struct err *e)
{
	const struct json *list = json_get(j, "examples");
	const struct json *gain = json_get(j, "gain");
	size_t n = json_count(list);

	if (json_kind(list) != JSON_ARRAY || n == 0 || n > EXAMPLES_MAX)
		return err_set(
		    e, "member 'examples' is not a list of 1 or more");
	if (text_parse(j, "id", 0, a, &ep->id, e) ||
	    text_parse(j, "task", 0, a, &ep->task, e))
		return -1;
	ep->examples = arena_alloc(a, n, sizeof *ep->examples);
	ep->n_examples = n;
	for (size_t i = 0; i < n; i++)
		if (need_sum(json_at(list, i), &ep->examples[i], e))
			return -1;
	ep->has_gain = json_kind(gain) != JSON_NULL;
	return ep->has_gain ? need_real(j, "gain", &ep->gain, e) : 0;
}

static int
take(const struct json *j, struct arena *a, struct score_record *r,
    struct err *e)
{
	if (json_kind(j) != JSON_OBJECT)
		return err_set(e, "not a JSON object");
	if (json_get(j, "candidates") != NULL || json_get(j, "rouge_l")) {
		r->type = SCORE_QUERY;
		return take_query(j, a, &r->query, e);
	}
	if (json_get(j, "examples") != NULL) {
		r->type = SCORE_EPISODE;
		return take_episode(j, a, &r->episode, e);
	}
	r->type = SCORE_SET;
	return take_set(j, a, &r->set, e);
}

int
score_parse(
    struct str line, struct arena *a, struct score_record *r, struct err *e)
{
	struct json *j = json_parse(line, e);
	int rc;

	*r = (struct score_record){ 0 };
	if (j == NULL)
		return -1;
	rc = take(j, a, r, e);
	json_free(j);
	return rc;
}

static void
put_text(struct buf *out, const char *name, struct str value)
{
	buf_printf(out, ",\"%s\":", name);
	json_put_str(out, value);
}

static void
put_texts(struct buf *out, const char *name, struct texts value)
{
	buf_printf(out, ",\"%s\":", name);
	texts_write(out, value);
}

static void
put_real(struct buf *out, const char *name, double value)
{
	buf_printf(out, ",\"%s\":", name);
	json_put_real(out, value);
}

static void
put_sum(struct buf *out, struct score_sum s)
{
	buf_str(out, STR("\"sum\":"));
	json_put_real(out, s.sum);
	buf_printf(out, ",\"tokens\":%" PRIu64, s.tokens);
}

static void
put_labels(struct buf *out, const struct score_set *s)
{
	buf_str(out, STR(",\"labels\":["));
	for (size_t i = 0; i < s->n_labels; i++) {
		if (i > 0)
			buf_byte(out, ',');
		if (s->labels[i] < 0)
			buf_str(out, STR("null"));
		else
			buf_printf(out, "%" PRId64, s->labels[i]);
	}
	buf_byte(out, ']');
}

void
score_set_write(struct buf *out, const struct score_set *s)
{
	buf_printf(out, "{\"set\":%" PRIu64, s->set);
	put_text(out, "task", s->task);
	buf_printf(out, ",\"k\":%" PRIu64 ",\"seed\":%" PRIu64, s->k, s->seed);
	put_text(out, "method", s->method);
	put_text(out, "layout", s->layout);
	put_text(out, "metric", s->metric);
	if (s->variant.n > 0)
		put_text(out, "variant", s->variant);
	put_texts(out, "options", s->options);
	if (s->n_labels > 0)
		put_labels(out, s);
	if (s->n_dropped > 0)
		buf_printf(out, ",\"dropped\":%" PRIu64, s->n_dropped);
	put_text(out, "model", s->model);
	if (s->adapter.n > 0)
		put_text(out, "adapter", s->adapter);
	put_text(out, "run", s->run);
	buf_byte(out, '}');
}

static void
put_candidate(struct buf *out, const struct score_candidate *c)
{
	buf_byte(out, '{');
	put_sum(out, c->all);
	if (c->has_text)
		buf_printf(out, ",\"chars\":%" PRIu64 ",\"bytes\":%" PRIu64,
		    c->chars, c->bytes);
	buf_str(out, STR(",\"diff\":{"));
	put_sum(out, c->diff);
	buf_byte(out, '}');
	put_real(out, "first", c->first);
	if (c->has_greedy)
		buf_printf(out, ",\"greedy\":%s", c->greedy ? "true" : "false");
	buf_byte(out, '}');
}

static void
put_generation(struct buf *out, const struct score_generation *g)
{
	put_text(out, "text", g->text);
	put_texts(out, "refs", g->refs);
	put_real(out, "exact", g->exact);
	put_real(out, "em", g->em);
	put_real(out, "f1", g->f1);
	put_real(out, "rouge_l", g->rouge_l);
	if (g->has_stem)
		put_real(out, "rouge_l_stem", g->rouge_l_stem);
}

void
score_query_write(struct buf *out, const struct score_query *q)
{
	buf_printf(out, "{\"set\":%" PRIu64, q->set);
	put_text(out, "id", q->id);
	buf_printf(out, ",\"k_kept\":%" PRIu64, q->k_kept);
	if (q->is_generation) {
		put_generation(out, &q->generation);
		buf_byte(out, '}');
		return;
	}
	put_texts(out, "options", q->options);
	if (q->gold >= 0)
		buf_printf(out, ",\"gold\":%" PRId64, q->gold);
	if (q->is_null)
		put_text(out, "null", q->null);
	if (q->is_domain)
		buf_str(out, STR(",\"domain\":true"));
	buf_str(out, STR(",\"candidates\":["));
	for (size_t i = 0; i < q->n_candidates; i++) {
		if (i > 0)
			buf_byte(out, ',');
		put_candidate(out, &q->candidates[i]);
	}
	buf_str(out, STR("]}"));
}

void
score_episode_write(struct buf *out, const struct score_episode *ep)
{
	buf_str(out, STR("{\"id\":"));
	json_put_str(out, ep->id);
	put_text(out, "task", ep->task);
	buf_str(out, STR(",\"examples\":["));
	for (size_t i = 0; i < ep->n_examples; i++) {
		buf_str(out, i > 0 ? STR(",{") : STR("{"));
		put_sum(out, ep->examples[i]);
		buf_byte(out, '}');
	}
	buf_byte(out, ']');
	if (ep->has_gain)
		put_real(out, "gain", ep->gain);
	buf_byte(out, '}');
}
