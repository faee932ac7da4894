/* Bytes of an example: see example_size.h. */
#include "episode/example_size.h"

#include <assert.h>

#include "episode/wording.h"

/* Values that are as long as they can become; their texts are not looked at. */
static struct layout_values
widest_values(const struct example_size *s, const struct layout *l,
    const struct pool_example *x)
{
	struct wording w = { .layout = l };
	struct layout_values v = { .input = x->input,
		.output = wording_label(&w, x->outputs.v[0]),
		.instruction = x->instruction,
		.members = x->members };

	if (s->longest.n > 0)
		v.output = s->longest;
	if (l->asks_options)
		v.options.n = layout_options_size(l, x->options, s->longest.n);
	return v;
}

/* In the method that takes more. */
static size_t
size_in(const struct episode_style *s, const struct layout *l,
    const struct layout_values *v)
{
	size_t most = 0;

	for (size_t i = 0; i < s->n_methods; i++) {
		size_t n = layout_size(
		    l, v, episode_style_layout(s, s->methods[i], true, false));

		most = n > most ? n : most;
	}
	return most;
}

size_t
example_size_of(const struct example_size *s, const struct pool_example *x)
{
	size_t most = 0;

	for (size_t i = 0; i < s->style->n_layouts; i++) {
		const struct layout *l = s->style->layouts[i];
		struct layout_values v = widest_values(s, l, x);
		size_t n = size_in(s->style, l, &v);

		most = n > most ? n : most;
	}
	return most;
}

static size_t
longest_prefix(const struct example_size *s, const struct pool_task *t)
{
	size_t most = 0;

	for (size_t i = 0; i < t->n; i++)
		for (size_t j = 0; j < s->style->n_layouts; j++) {
			const struct layout *l = s->style->layouts[j];
			struct layout_values v = widest_values(s, l, t->v[i]);
			size_t n = layout_prefix_size(l, &v);

			most = n > most ? n : most;
		}
	return most;
}

size_t
example_size_room(
    const struct example_size *s, const struct pool_task *t, size_t max_bytes)
{
	size_t prefix = longest_prefix(s, t);

	assert(max_bytes > 0);
	return prefix < max_bytes ? max_bytes - prefix : 1;
}
