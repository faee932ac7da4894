/* A document's paragraphs and sentences: see segment.h. */
#include "segment/segment.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "segment/splitter.h"

struct segmenter {
	enum par_rule rule;
	struct splitter *splitter;
	struct span *sents;
	size_t n_sents, cap_sents;
	size_t *pars;
	size_t n_pars, cap_pars;
};

struct segmenter *
segmenter_new(const struct rules *r, enum par_rule rule, struct err *e)
{
	struct segmenter *s = mem_new(1, sizeof *s);

	s->rule = rule;
	s->splitter = splitter_new(r, e);
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
	free(s->sents);
	free(s->pars);
	free(s);
}

static void
add_paragraph(struct segmenter *s, struct str text, struct span par)
{
	struct span found;

	s->pars =
	    mem_grow(s->pars, &s->cap_pars, s->n_pars + 1, sizeof *s->pars);
	s->pars[s->n_pars++] = s->n_sents;
	splitter_begin(s->splitter, str_slice(text, par.begin, par.end));
	while (splitter_next(s->splitter, &found)) {
		assert(found.end <= par.end - par.begin);
		s->sents = mem_grow(
		    s->sents, &s->cap_sents, s->n_sents + 1, sizeof *s->sents);
		s->sents[s->n_sents++] = (struct span){
			par.begin + found.begin,
			par.begin + found.end,
		};
	}
}

void
segmenter_document(struct segmenter *s, struct document *d)
{
	bool by_line = s->rule == PAR_LINE ||
		       (s->rule == PAR_AUTO && !paragraph_wrapped(d->text));
	struct span par;
	size_t at = 0;

	s->n_sents = s->n_pars = 0;
	while (paragraph_next(d->text, by_line, &at, &par))
		add_paragraph(s, d->text, par);
	assert(s->n_pars <= s->n_sents); /* no paragraph is empty */
	d->sents = s->sents;
	d->n_sents = s->n_sents;
	d->pars = s->pars;
	d->n_pars = s->n_pars;
}
