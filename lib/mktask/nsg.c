/* Next sentence generation: what comes before, and the sentence itself. */
#include "mktask/scene.h"

enum { WORDS_MIN = 3 }; /* of the sentence asked for */

static bool
is_short(struct str s)
{
	size_t n = 1;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == ' ';
	return n < WORDS_MIN;
}

enum miss
nsg_make(const struct scene *s, struct example *x)
{
	const struct passage *own = &s->window->v[s->own];
	const struct str *sents = own->sents + s->unit.first;
	size_t last = s->unit.n - 1;

	if (is_short(sents[last]))
		return MISS_SHORT;
	for (size_t i = 0; i < last; i++)
		if (str_eq(sents[i], sents[last]))
			return MISS_COPY;
	x->input = scene_join(s, sents, last);
	scene_output(s, x, sents[last]);
	return MISS_NONE;
}
