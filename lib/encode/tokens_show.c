/* Records of tokens for people: see tokens_show.h. */
#include "encode/tokens_show.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/utf8.h"

static const struct id_spans no_loss = { NULL, 0 };

static bool
begins(const struct id_spans *loss, size_t i)
{
	for (size_t k = 0; k < loss->n; k++)
		if (loss->v[k].begin == i)
			return true;
	return false;
}

static bool
ends(const struct id_spans *loss, size_t i)
{
	for (size_t k = 0; k < loss->n; k++)
		if (loss->v[k].end == i)
			return true;
	return false;
}

/* The text so far, on its line and as no terminal obeys it. */
static void
flush(struct buf *out, struct buf *text)
{
	utf8_show(out, buf_view(text));
	buf_reset(text);
}

/* A character may be of several ids, so they are shown together. */
static void
put_text(struct buf *out, struct ids ids, const struct id_spans *loss,
    size_t from, size_t to, const struct tokenizer *t)
{
	struct buf text = { 0 };
	struct err e;

	for (size_t i = from; i < to; i++) {
		if (begins(loss, i)) {
			flush(out, &text);
			buf_byte(out, '[');
		}
		if (tokenizer_decode(t, ids.v[i], &text, &e))
			buf_printf(&text, "<%" PRIu32 ">", ids.v[i]);
		if (ends(loss, i + 1)) {
			flush(out, &text);
			buf_byte(out, ']');
		}
	}
	flush(out, &text);
	buf_release(&text);
}

/* Ids [from, to), then their text. */
static void
put_part(struct buf *out, const char *name, struct ids ids,
    const struct id_spans *loss, size_t from, size_t to,
    const struct tokenizer *t)
{
	buf_printf(out, "%s ids:", name);
	for (size_t i = from; i < to; i++) {
		buf_byte(out, ' ');
		if (begins(loss, i))
			buf_byte(out, '[');
		buf_printf(out, "%" PRIu32, ids.v[i]);
		if (ends(loss, i + 1))
			buf_byte(out, ']');
	}
	buf_byte(out, '\n');
	if (t == NULL)
		return;
	buf_printf(out, "%s text: ", name);
	put_text(out, ids, loss, from, to, t);
	buf_byte(out, '\n');
}

static void
put_examples(struct buf *out, struct ids ids, const struct id_spans *loss,
    uint32_t head, const uint32_t *starts, size_t n, const char *name,
    const struct tokenizer *t)
{
	char label[64];

	if (head > 0)
		put_part(out, "head", ids, loss, 0, head, t);
	for (size_t i = 0; i < n; i++) {
		snprintf(label, sizeof label, "%s %zu", name, i);
		put_part(out, label, ids, loss, starts[i],
		    i + 1 < n ? starts[i + 1] : ids.n, t);
	}
}

static void
show_query(
    struct buf *out, const struct token_query *q, const struct tokenizer *t)
{
	char label[64];

	buf_str(out, STR("query "));
	utf8_show(out, q->id);
	buf_printf(out, " of set %" PRIu64 ": gold %" PRId64 ", skip", q->set,
	    q->gold);
	for (size_t i = 0; i < q->n_skip; i++)
		buf_printf(out, " %" PRIu32, q->skip[i]);
	buf_str(out, q->is_null ? STR(", null\n") : STR("\n"));
	put_part(out, "shared", q->shared, &no_loss, 0, q->shared.n, t);
	for (size_t i = 0; i < q->n_candidates; i++) {
		const struct token_candidate *c = &q->candidates[i];

		snprintf(label, sizeof label, "candidate %zu", i);
		put_part(out, label, c->ids, &c->loss, 0, c->ids.n, t);
	}
}

static void
put_record(
    struct buf *out, const struct token_record *rec, const struct tokenizer *t)
{
	const struct token_episode *ep = &rec->train;
	const struct token_set *s = &rec->set;

	switch (rec->type) {
	case EPISODE_TRAIN:
		buf_str(out, ep->lm ? STR("text ") : STR("episode "));
		utf8_show(out, ep->id);
		buf_str(out, STR(" task "));
		utf8_show(out, ep->task);
		buf_printf(out, ": %zu tokens, %zu under loss\n", ep->ids.n,
		    id_spans_count(&ep->loss));
		put_examples(out, ep->ids, &ep->loss, ep->head, ep->starts,
		    ep->n_examples, "example", t);
		break;
	case EPISODE_SET:
		buf_printf(out, "set %" PRIu64 " task ", s->set);
		utf8_show(out, s->task);
		buf_printf(
		    out, ": k %" PRIu64 ", seed %" PRIu64 ", ", s->k, s->seed);
		utf8_show(out, s->method);
		buf_printf(
		    out, ", %zu tokens, ctx %" PRIu32 "\n", s->ids.n, s->ctx);
		put_examples(out, s->ids, &no_loss, s->head, s->starts,
		    s->n_demos, "demonstration", t);
		break;
	default:
		show_query(out, &rec->query, t);
	}
	buf_byte(out, '\n');
}

int
tokens_show_write(struct buf *scratch, const struct token_record *rec,
    const struct tokenizer *t, struct writer *w, struct err *e)
{
	buf_reset(scratch);
	put_record(scratch, rec, t);
	if (writer_bytes(w, scratch->p, scratch->n, e))
		return -1;
	return writer_flush(w, e);
}

static int
check_tokenizer(const struct reader *r, const struct token_vocab *v,
    const struct tokenizer *t, const char *path, struct err *e)
{
	char digest[DIGEST_HEX];

	if (t == NULL)
		return 0;
	tokenizer_digest(t, digest);
	return token_vocab_check(r, v, digest, path, e);
}

int
tokens_show(struct reader *r, struct writer *w, const struct tokenizer *t,
    const char *path, uint64_t count, struct err *e)
{
	struct buf scratch = { 0 };
	struct token_record rec;
	struct token_vocab v;
	struct arena a = { 0 };
	int rc = 0;

	if (token_vocab_read(r, &v, e) || check_tokenizer(r, &v, t, path, e))
		return -1;
	for (uint64_t n = 0; count == 0 || n < count; n++) {
		if ((rc = token_next(r, &v, &a, &rec, e)) <= 0)
			break;
		if ((rc = tokens_show_write(&scratch, &rec, t, w, e)) != 0)
			break;
		arena_reset(&a);
	}
	arena_release(&a);
	buf_release(&scratch);
	return rc < 0 ? -1 : 0;
}
