/* Next sentence generation: sentences, and the one that follows them. */
#include "mktask/task_context.h"

enum { WORDS_MIN = 3 }; /* of the output */

enum skip_reason
nsg_make(const struct task_context *c, struct example *x)
{
	const struct passage *own = &c->window->v[c->doc];
	const struct str *sents = own->sents + c->unit.first;
	size_t last = c->unit.n - 1;

	if (passage_words(sents[last]) < WORDS_MIN)
		return SKIP_SHORT;
	for (size_t i = 0; i < last; i++)
		if (str_eq(sents[i], sents[last]))
			return SKIP_REPEATED;
	x->input = task_context_join(c, sents, last);
	task_context_output(c, x, sents[last]);
	return SKIP_NONE;
}
