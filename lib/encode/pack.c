/* Plain text as records: see pack.h. */
#include "encode/pack.h"

#include <assert.h>
#include <stdlib.h>

void
pack_release(struct pack *p)
{
	free(p->ids.v);
	buf_release(&p->loss);
	buf_release(&p->id);
	buf_release(&p->task);
}

static void
put(struct pack *p, uint32_t id, bool loss)
{
	id_buf_add(&p->ids, &id, 1);
	buf_byte(&p->loss, loss ? 1 : 0);
}

static size_t
head(const struct pack *p)
{
	return p->bos >= 0;
}

static void
begin(struct pack *p, const struct episode *ep)
{
	p->ids.n = 0;
	buf_reset(&p->loss);
	buf_reset(&p->id);
	buf_reset(&p->task);
	buf_str(&p->id, ep->id);
	buf_str(&p->task, ep->task);
	if (p->bos >= 0)
		put(p, (uint32_t)p->bos, false);
}

/* Gives the window out as one example; what follows begins a new one. */
static int
give(struct pack *p, struct arena *a, struct token_episode *out,
    struct counts *c)
{
	struct id_span *v = arena_alloc(a, p->ids.n, sizeof *v);
	uint32_t *start = arena_alloc(a, 1, sizeof *start);
	size_t n = 0;

	assert(p->ids.n == p->loss.n && p->ids.n <= p->ctx);
	p->full = true;
	*start = (uint32_t)head(p);
	c->first_loss += p->loss.p[0] != 0; /* has no prediction */
	for (size_t i = 1; i < p->ids.n; i++) {
		if (!p->loss.p[i])
			continue;
		if (i == 1 || !p->loss.p[i - 1])
			v[n++].begin = (uint32_t)i;
		v[n - 1].end = (uint32_t)i + 1;
		c->loss_tokens++;
	}
	c->tokens += p->ids.n;
	c->windows++;
	*out = (struct token_episode){ .id = buf_view(&p->id),
		.task = buf_view(&p->task),
		.lm = true,
		.ids = { p->ids.v, p->ids.n },
		.loss = { v, n },
		.head = (uint32_t)head(p),
		.starts = start,
		.n_examples = 1 };
	return 1;
}

/* The piece of a document that holds its id number at; *at counts inside. */
static const struct fit_piece *
piece_at(const struct fit_example *doc, size_t *at)
{
	for (size_t i = 0; i < doc->n; i++) {
		if (*at < doc->v[i].ids.n)
			return &doc->v[i];
		*at -= doc->v[i].ids.n;
	}
	return NULL;
}

int
pack_document(struct pack *p, const struct episode *ep, struct fit_example doc,
    size_t *at, struct arena *a, struct token_episode *out, struct counts *c,
    struct err *e)
{
	const struct fit_piece *piece;
	size_t inside = *at;

	assert(p->ctx > head(p) + 1);
	piece = piece_at(&doc, &inside);
	if (piece == NULL)
		return 0;
	if (p->full || p->ids.n == 0) {
		begin(p, ep);
		p->full = false;
	} else if (*at == 0) {
		if (p->eot < 0)
			return err_set(e, "the tokenizer has no end-of-text "
					  "token to join documents by");
		put(p, (uint32_t)p->eot, true);
	}
	while (p->ids.n < p->ctx && piece != NULL) {
		put(p, piece->ids.v[inside], piece->loss);
		inside = ++*at;
		piece = piece_at(&doc, &inside);
	}
	return p->ids.n == p->ctx ? give(p, a, out, c) : 0;
}

int
pack_rest(struct pack *p, struct arena *a, struct token_episode *out,
    struct counts *c)
{
	if (p->full || p->ids.n <= head(p))
		return 0;
	if (p->ids.n == 1) { /* nothing to predict it from */
		c->first_loss++;
		return 0;
	}
	return give(p, a, out, c);
}
