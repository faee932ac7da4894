/* A document's paragraphs and sentences: see segment.h. */
#include "segment/segment.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "segment/learned.h"
#include "segment/splitter.h"

/* A paragraph of the document and its sentences. */
struct paragraph {
	struct span span;
	size_t first;    /* sentence */
	unsigned doubts; /* DOUBT_* */
};

struct segmenter {
	enum par_rule rule;
	struct splitter *splitter;
	struct learned learned; /* of the document */
	struct paragraph *list;
	size_t n_list, cap_list;
	struct span *sents, *before; /* before: those of the first pass */
	size_t n_sents, cap_sents, cap_before;
	size_t *pars; /* [n_list] */
	size_t cap_pars;
};

struct segmenter *
segmenter_new(const struct rules *r, enum par_rule rule, struct err *e)
{
	struct segmenter *s = mem_new(1, sizeof *s);

	s->rule = rule;
	s->splitter = splitter_new(r, &s->learned, e);
	if (s->splitter == NULL) {
		segmenter_free(s);
		return NULL;
	}
	return s;
}

void
segmenter_free(struct segmenter *s)
{
	if (s == NULL)
		return;
	splitter_free(s->splitter);
	free(s->list);
	free(s->sents);
	free(s->before);
	free(s->pars);
	free(s);
}

static void
add_sentence(struct segmenter *s, struct span sent)
{
	s->sents =
	    mem_grow(s->sents, &s->cap_sents, s->n_sents + 1, sizeof *s->sents);
	s->sents[s->n_sents++] = sent;
}

static void
split(struct segmenter *s, struct str text, struct span par)
{
	struct span found;

	splitter_begin(s->splitter, str_slice(text, par.begin, par.end));
	while (splitter_next(s->splitter, &found)) {
		assert(found.end <= par.end - par.begin);
		add_sentence(s, (struct span){ par.begin + found.begin,
				    par.begin + found.end });
	}
}

/* Splits a paragraph for the first time, and collects evidence. */
static void
add_paragraph(struct segmenter *s, struct str text, struct span par)
{
	struct paragraph *p;

	s->list =
	    mem_grow(s->list, &s->cap_list, s->n_list + 1, sizeof *s->list);
	p = &s->list[s->n_list++];
	*p = (struct paragraph){ .span = par, .first = s->n_sents };
	s->learned.doubts = 0;
	split(s, text, par);
	p->doubts = s->learned.doubts;
}

/* Splits the paragraphs with these doubts again and keeps all others. */
static void
split_again(struct segmenter *s, struct str text, unsigned doubts)
{
	size_t n = s->n_sents;

	s->before = mem_grow(s->before, &s->cap_before, n, sizeof *s->before);
	memcpy(s->before, s->sents, n * sizeof *s->sents);
	s->n_sents = 0;
	for (size_t i = 0; i < s->n_list; i++) {
		struct paragraph *p = &s->list[i];
		size_t end = i + 1 < s->n_list ? p[1].first : n;
		size_t first = s->n_sents;

		if (p->doubts & doubts)
			split(s, text, p->span);
		else
			for (size_t k = p->first; k < end; k++)
				add_sentence(s, s->before[k]);
		p->first = first;
	}
}

void
segmenter_document(struct segmenter *s, struct document *d)
{
	bool by_line = s->rule == PAR_LINE ||
		       (s->rule == PAR_AUTO && !paragraph_wrapped(d->text));
	unsigned doubts = 0;
	struct span par;
	size_t at = 0;

	s->n_sents = s->n_list = 0;
	learned_reset(&s->learned);
	while (paragraph_next(d->text, by_line, &at, &par)) {
		add_paragraph(s, d->text, par);
		doubts |= s->learned.doubts;
	}
	if (doubts != 0)
		doubts &= learned_close(&s->learned, d->text);
	if (doubts != 0)
		split_again(s, d->text, doubts);
	assert(s->n_list <= s->n_sents); /* no paragraph is empty */
	s->pars = mem_grow(s->pars, &s->cap_pars, s->n_list, sizeof *s->pars);
	for (size_t i = 0; i < s->n_list; i++)
		s->pars[i] = s->list[i].first;
	d->sents = s->sents;
	d->n_sents = s->n_sents;
	d->pars = s->pars;
	d->n_pars = s->n_list;
}
