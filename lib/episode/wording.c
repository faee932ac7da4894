/* The words that an example is laid out with: see wording.h. */
#include "episode/wording.h"

#include <assert.h>

struct str
wording_label(const struct wording *w, struct str label)
{
	size_t i = texts_find(w->labels, label);

	return i < w->words.n ? w->words.v[i] : layout_label(w->layout, label);
}

struct texts
wording_labels(const struct wording *w, struct texts labels, struct arena *a)
{
	struct str *v = arena_alloc(a, labels.n, sizeof *v);

	for (size_t i = 0; i < labels.n; i++)
		v[i] = wording_label(w, labels.v[i]);
	return (struct texts){ v, labels.n };
}

struct layout_values
wording_values(const struct wording *w, const struct pool_example *x)
{
	assert(x->outputs.n > 0 && w->labels.n == w->words.n);
	return (struct layout_values){
		.input = x->input,
		.output = wording_label(w, x->outputs.v[0]),
		.instruction = x->instruction,
		.members = x->members,
	};
}
