/* Records of kind episodes: see episode.h. */
#include "io/episode.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "io/json.h"

/* Caps on what a record may hold, so that its size cannot run away. */
enum { EXAMPLES_MAX = 1 << 17, PIECES_MAX = 1 << 16 };

static int
take_loss(const struct json *j, bool *loss, struct err *e)
{
	int64_t bit = json_int(j, -1);

	*loss = bit == 1 || json_is_true(j);
	if (bit != 0 && bit != 1 && json_kind(j) != JSON_BOOL)
		return err_set(e, "the loss of a piece is not 0 or 1");
	return 0;
}

/* One piece: [text, role] or [text, role, loss]. */
static int
take_piece(
    const struct json *j, struct arena *a, struct piece *p, struct err *e)
{
	struct str text, role;
	size_t n = json_count(j);

	if (json_kind(j) != JSON_ARRAY || n < 2 || n > 3 ||
	    json_kind(json_at(j, 0)) != JSON_STRING)
		return err_set(e, "a piece is not [text, role, loss]");
	text = json_str(json_at(j, 0));
	role = json_str(json_at(j, 1));
	if (role.n != 1 || memchr("xyt", role.p[0], 3) == NULL)
		return err_set(e, "role '%.*s' of a piece is not x, y or t",
		    role.n > 20 ? 20 : (int)role.n, role.p);
	p->text = (struct str){ arena_copy(a, text.p, text.n), text.n };
	p->role = role.p[0];
	p->loss = false;
	return n == 3 ? take_loss(json_at(j, 2), &p->loss, e) : 0;
}

static int
take_pieces(const struct json *j, const char *name, struct arena *a,
    struct pieces *out, struct err *e)
{
	size_t n = json_count(j);

	*out = (struct pieces){ NULL, 0 };
	if (json_kind(j) == JSON_NULL)
		return 0;
	if (json_kind(j) != JSON_ARRAY)
		return err_set(e, "'%s' is not a list of pieces", name);
	if (n > PIECES_MAX)
		return err_set(e, "'%s' has %zu pieces in one list; at most %d",
		    name, n, PIECES_MAX);
	out->v = arena_alloc(a, n, sizeof *out->v);
	out->n = n;
	for (size_t i = 0; i < n; i++)
		if (take_piece(json_at(j, i), a, &out->v[i], e))
			return err_prefix(e, "'%s'", name);
	return 0;
}

static int
take_lists(const struct json *j, const char *name, struct arena *a,
    struct pieces **v, size_t *n, struct err *e)
{
	const struct json *list = json_get(j, name);

	*v = NULL;
	*n = json_count(list);
	if (json_kind(list) == JSON_NULL)
		return 0;
	if (json_kind(list) != JSON_ARRAY)
		return err_set(e, "'%s' is not a list", name);
	if (*n > EXAMPLES_MAX)
		return err_set(e, "'%s' has %zu entries; at most %d", name, *n,
		    EXAMPLES_MAX);
	*v = arena_alloc(a, *n, sizeof **v);
	for (size_t i = 0; i < *n; i++)
		if (take_pieces(json_at(list, i), name, a, &(*v)[i], e))
			return -1;
	return 0;
}

static int
take_count(const struct json *j, const char *name, int must, uint64_t *value,
    struct err *e)
{
	const struct json *number = json_get(j, name);
	int64_t x = json_int(number, -1);

	*value = 0;
	if (json_kind(number) == JSON_NULL && !must)
		return 0;
	if (json_kind(number) != JSON_INT || x < 0)
		return err_set(e, "'%s' is not a whole number from 0 up", name);
	*value = (uint64_t)x;
	return 0;
}

static int
take_common(const struct json *j, struct arena *a, struct str *task,
    struct str *method, struct str *layout, struct err *e)
{
	return text_parse(j, "task", 0, a, task, e) ||
	       text_parse(j, "method", 0, a, method, e) ||
	       text_parse(j, "layout", 0, a, layout, e);
}

static int
take_train(
    const struct json *j, struct arena *a, struct episode *ep, struct err *e)
{
	if (json_take_bool(j, "lm", &ep->lm, e) ||
	    text_parse(j, "id", 0, a, &ep->id, e) ||
	    take_common(j, a, &ep->task, &ep->method, &ep->layout, e) ||
	    take_count(j, "k", 0, &ep->k, e) ||
	    texts_parse(j, "options", a, &ep->options, e) ||
	    take_pieces(json_get(j, "prefix"), "prefix", a, &ep->prefix, e) ||
	    take_lists(j, "examples", a, &ep->examples, &ep->n_examples, e))
		return -1;
	if (ep->n_examples == 0)
		return err_set(e, "'examples' is empty; the query is missing");
	if (ep->lm && (ep->n_examples != 1 || ep->examples[0].n != 1 ||
			  !ep->examples[0].v[0].loss))
		return err_set(
		    e, "plain text (\"lm\":true) is not one piece under loss");
	return 0;
}

static int
take_set(
    const struct json *j, struct arena *a, struct eval_set *s, struct err *e)
{
	if (take_count(j, "set", 1, &s->set, e) ||
	    take_common(j, a, &s->task, &s->method, &s->layout, e) ||
	    text_parse(j, "metric", 0, a, &s->metric, e) ||
	    text_parse(j, "variant", 0, a, &s->variant, e) ||
	    take_count(j, "k", 0, &s->k, e) ||
	    take_count(j, "seed", 0, &s->seed, e) ||
	    take_count(j, "dropped", 0, &s->n_dropped, e) ||
	    texts_parse(j, "options", a, &s->options, e) ||
	    texts_parse(j, "stop", a, &s->stop, e) ||
	    take_pieces(json_get(j, "prefix"), "prefix", a, &s->prefix, e) ||
	    take_lists(j, "demos", a, &s->demos, &s->n_demos, e))
		return -1;
	s->by_letter = json_is_true(json_get(j, "letters"));
	return 0;
}

static int
take_gold(const struct json *j, struct query *q, struct err *e)
{
	uint64_t gold;

	q->gold = -1;
	if (json_kind(json_get(j, "gold")) == JSON_NULL)
		return 0;
	if (take_count(j, "gold", 1, &gold, e))
		return -1;
	if (gold >= q->n_candidates)
		return err_set(e, "'gold' is %" PRIu64 " of %zu candidates",
		    gold, q->n_candidates);
	q->gold = (int64_t)gold;
	return 0;
}

static int
take_query(
    const struct json *j, struct arena *a, struct query *q, struct err *e)
{
	q->has_options = json_kind(json_get(j, "options")) != JSON_NULL;
	q->is_null = json_kind(json_get(j, "null")) != JSON_NULL;
	if (take_count(j, "set", 1, &q->set, e) ||
	    text_parse(j, "id", 1, a, &q->id, e) ||
	    take_pieces(json_get(j, "shared"), "shared", a, &q->shared, e) ||
	    take_lists(
		j, "candidates", a, &q->candidates, &q->n_candidates, e) ||
	    texts_parse(j, "options", a, &q->options, e) ||
	    texts_parse(j, "refs", a, &q->refs, e) ||
	    text_parse(j, "null", 0, a, &q->null, e) || take_gold(j, q, e) ||
	    json_take_bool(j, "domain", &q->is_domain, e))
		return -1;
	q->is_domain &= q->is_null;
	if (q->n_candidates == 0 && q->refs.n == 0)
		return err_set(e, "a query without 'candidates' or 'refs'");
	if (q->has_options && q->options.n != q->n_candidates)
		return err_set(e, "%zu options for %zu candidates",
		    q->options.n, q->n_candidates);
	return 0;
}

static int
take_record(const struct json *j, struct arena *a, struct episode_record *r,
    struct err *e)
{
	if (json_get(j, "examples") != NULL) {
		r->type = EPISODE_TRAIN;
		return take_train(j, a, &r->train, e);
	}
	if (json_get(j, "shared") != NULL) {
		r->type = EPISODE_QUERY;
		return take_query(j, a, &r->query, e);
	}
	if (json_get(j, "demos") != NULL) {
		r->type = EPISODE_SET;
		return take_set(j, a, &r->set, e);
	}
	return err_set(e, "the record has neither 'examples' (training) nor "
			  "'demos' (a set) nor 'shared' (a query)");
}

int
episode_parse(
    struct str line, struct arena *a, struct episode_record *r, struct err *e)
{
	struct json *j = json_parse(line, e);
	int rc;

	memset(r, 0, sizeof *r);
	if (j == NULL && !str_starts(line, STR("{")))
		return err_set(e, "no JSON; icl-episode makes records of "
				  "examples, --encode takes plain text");
	if (j == NULL)
		return -1;
	rc = take_record(j, a, r, e);
	json_free(j);
	return rc ? -1 : 0;
}

static void
put_name(struct buf *out, const char *name)
{
	buf_byte(out, '"');
	buf_str(out, str_of(name));
	buf_str(out, STR("\":"));
}

static void
put_text(struct buf *out, const char *name, struct str value)
{
	put_name(out, name);
	json_put_str(out, value);
	buf_byte(out, ',');
}

static void
put_texts(struct buf *out, const char *name, struct texts t)
{
	put_name(out, name);
	texts_write(out, t);
	buf_byte(out, ',');
}

static void
put_pieces(struct buf *out, struct pieces list, bool with_loss)
{
	buf_byte(out, '[');
	for (size_t i = 0; i < list.n; i++) {
		const struct piece *p = &list.v[i];
		const char tail[] = { ',', '"', p->role, '"', ',',
			p->loss ? '1' : '0', ']' };

		assert(memchr("xyt", p->role, 3) != NULL);
		buf_str(out, i > 0 ? STR(",[") : STR("["));
		json_put_str(out, p->text);
		buf_add(out, tail, with_loss ? sizeof tail : 4);
		if (!with_loss)
			buf_byte(out, ']');
	}
	buf_byte(out, ']');
}

static void
put_lists(struct buf *out, const char *name, const struct pieces *v, size_t n,
    bool with_loss)
{
	put_name(out, name);
	buf_byte(out, '[');
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_byte(out, ',');
		put_pieces(out, v[i], with_loss);
	}
	buf_byte(out, ']');
}

static void
put_prefix(struct buf *out, struct pieces prefix, bool with_loss)
{
	if (prefix.n == 0)
		return;
	buf_str(out, STR("\"prefix\":"));
	put_pieces(out, prefix, with_loss);
	buf_byte(out, ',');
}

void
episode_write(struct buf *out, const struct episode *ep)
{
	buf_byte(out, '{');
	put_text(out, "id", ep->id);
	if (ep->lm) {
		if (ep->task.n > 0)
			put_text(out, "task", ep->task);
		buf_str(out, STR("\"lm\":true,"));
	} else {
		put_text(out, "task", ep->task);
		buf_printf(out, "\"k\":%" PRIu64 ",", ep->k);
		put_text(out, "method", ep->method);
		put_text(out, "layout", ep->layout);
		put_texts(out, "options", ep->options);
	}
	put_prefix(out, ep->prefix, true);
	put_lists(out, "examples", ep->examples, ep->n_examples, true);
	buf_byte(out, '}');
}

void
eval_set_write(struct buf *out, const struct eval_set *s)
{
	buf_printf(out, "{\"set\":%" PRIu64 ",", s->set);
	put_text(out, "task", s->task);
	buf_printf(
	    out, "\"k\":%" PRIu64 ",\"seed\":%" PRIu64 ",", s->k, s->seed);
	put_text(out, "method", s->method);
	put_text(out, "layout", s->layout);
	put_text(out, "metric", s->metric);
	if (s->variant.n > 0)
		put_text(out, "variant", s->variant);
	put_texts(out, "options", s->options);
	if (s->stop.n > 0)
		put_texts(out, "stop", s->stop);
	if (s->n_dropped > 0)
		buf_printf(out, "\"dropped\":%" PRIu64 ",", s->n_dropped);
	if (s->by_letter)
		buf_str(out, STR("\"letters\":true,"));
	put_prefix(out, s->prefix, false);
	put_lists(out, "demos", s->demos, s->n_demos, false);
	buf_byte(out, '}');
}

void
query_write(struct buf *out, const struct query *q)
{
	buf_printf(out, "{\"set\":%" PRIu64 ",", q->set);
	put_text(out, "id", q->id);
	if (q->is_null)
		put_text(out, "null", q->null);
	if (q->is_domain)
		buf_str(out, STR("\"domain\":true,"));
	buf_str(out, STR("\"shared\":"));
	put_pieces(out, q->shared, true);
	buf_byte(out, ',');
	if (q->has_options)
		put_texts(out, "options", q->options);
	if (q->gold >= 0)
		buf_printf(out, "\"gold\":%" PRId64 ",", q->gold);
	if (q->refs.n > 0)
		put_texts(out, "refs", q->refs);
	put_lists(out, "candidates", q->candidates, q->n_candidates, true);
	buf_byte(out, '}');
}

/* A text with its lines, otherwise as no terminal obeys it. */
static void
show_text(struct buf *out, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i <= s.n; i++)
		if (i == s.n || s.p[i] == '\n' || s.p[i] == '\t') {
			utf8_show(out, str_slice(s, from, i));
			if (i < s.n)
				buf_byte(out, s.p[i]);
			from = i + 1;
		}
}

/* Neighbours of equal loss are one bracket. */
static void
show_pieces(struct buf *out, struct pieces list, bool *open)
{
	for (size_t i = 0; i < list.n; i++) {
		if (list.v[i].loss != *open) {
			buf_byte(out, *open ? ']' : '[');
			*open = !*open;
		}
		show_text(out, list.v[i].text);
	}
}

static void
show_close(struct buf *out, bool *open)
{
	buf_str(out, *open ? STR("]\n") : STR("\n"));
	*open = false;
}

static void
show_head(struct buf *out, const char *what, struct str id, struct str task,
    uint64_t k, struct str method, struct str layout)
{
	buf_printf(out, "# %s ", what);
	utf8_show(out, id);
	buf_str(out, STR(" task "));
	utf8_show(out, task);
	buf_printf(out, " k %" PRIu64 " ", k);
	utf8_show(out, method);
	buf_byte(out, ' ');
	utf8_show(out, layout);
	buf_byte(out, '\n');
}

static void
show_train(struct buf *out, const struct episode *ep)
{
	bool open = false;

	show_head(out, "episode", ep->id, ep->task, ep->k,
	    ep->lm ? STR("plain") : ep->method,
	    ep->lm ? STR("text") : ep->layout);
	show_pieces(out, ep->prefix, &open);
	for (size_t i = 0; i < ep->n_examples; i++)
		show_pieces(out, ep->examples[i], &open);
	show_close(out, &open);
}

static void
show_set(struct buf *out, const struct eval_set *s)
{
	bool open = false;

	show_head(out, "set", STR(""), s->task, s->k, s->method, s->layout);
	show_pieces(out, s->prefix, &open);
	for (size_t i = 0; i < s->n_demos; i++)
		show_pieces(out, s->demos[i], &open);
	show_close(out, &open);
}

static void
show_query(struct buf *out, const struct query *q)
{
	bool open = false;

	buf_str(out, STR("# query "));
	utf8_show(out, q->id);
	buf_byte(out, '\n');
	show_pieces(out, q->shared, &open);
	show_close(out, &open);
	for (size_t i = 0; i < q->n_candidates; i++) {
		buf_printf(out, "# candidate %zu%s\n", i,
		    q->gold == (int64_t)i ? " (gold)" : "");
		show_pieces(out, q->candidates[i], &open);
		show_close(out, &open);
	}
	for (size_t i = 0; i < q->refs.n; i++) {
		buf_str(out, STR("# reference\n"));
		show_text(out, q->refs.v[i]);
		buf_byte(out, '\n');
	}
}

void
episode_show(struct buf *out, const struct episode_record *r)
{
	switch (r->type) {
	case EPISODE_TRAIN:
		show_train(out, &r->train);
		break;
	case EPISODE_SET:
		show_set(out, &r->set);
		break;
	case EPISODE_QUERY:
		show_query(out, &r->query);
		break;
	}
	buf_byte(out, '\n');
}
