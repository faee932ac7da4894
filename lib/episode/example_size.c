/* Bytes of an example: see example_size.h. */
#include "episode/example_size.h"

#include <assert.h>

#include "episode/wording.h"

size_t
example_size_of(const struct example_size *s, const struct pool_example *x)
{
	const struct layout_options how =
	    episode_style_layout(s->style, true, false);
	size_t most = 0;

	for (size_t i = 0; i < s->style->n_layouts; i++) {
		const struct layout *l = s->style->layouts[i];
		struct wording w = { .layout = l };
		struct layout_values v = wording_values(&w, x);
		size_t n;

		if (s->longest.n > 0)
			v.output = s->longest;
		n = layout_size(l, &v, how);
		most = n > most ? n : most;
	}
	return most;
}

static size_t
longest_prefix(const struct episode_style *style, const struct pool_task *t)
{
	size_t most = 0;

	for (size_t i = 0; i < t->n; i++)
		for (size_t j = 0; j < style->n_layouts; j++) {
			struct wording w = { .layout = style->layouts[j] };
			struct layout_values v = wording_values(&w, t->v[i]);
			size_t n = layout_prefix_size(w.layout, &v);

			most = n > most ? n : most;
		}
	return most;
}

size_t
example_size_room(
    const struct example_size *s, const struct pool_task *t, size_t max_bytes)
{
	size_t prefix = longest_prefix(s->style, t);

	assert(max_bytes > 0);
	return prefix < max_bytes ? max_bytes - prefix : 1;
}
