/* Next sentence generation: what comes before, and the sentence itself. */
#include "mktask/task_context.h"

enum { WORDS_MIN = 3 }; /* of the sentence asked for */

static bool
is_short(struct str s)
{
	size_t n = 1;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == ' ';
	return n < WORDS_MIN;
}

enum skip_reason
nsg_make(const struct task_context *s, struct example *x)
{
	const struct passage *own = &s->window->v[s->own];
	const struct str *sents = own->sents + s->unit.first;
	size_t last = s->unit.n - 1;

	if (is_short(sents[last]))
		return SKIP_SHORT;
	for (size_t i = 0; i < last; i++)
		if (str_eq(sents[i], sents[last]))
			return SKIP_COPY;
	x->input = task_context_join(s, sents, last);
	task_context_output(s, x, sents[last]);
	return SKIP_NONE;
}
