/* The style of a run: see episode_style.h. */
#include "episode/episode_style.h"

#include <assert.h>

void
episode_style_set_methods(struct episode_style *s, enum methods which)
{
	s->n_methods = 0;
	if (which != METHODS_CHANNEL)
		s->methods[s->n_methods++] = METHOD_DIRECT;
	if (which != METHODS_DIRECT)
		s->methods[s->n_methods++] = METHOD_CHANNEL;
}

bool
episode_style_has_channel(const struct episode_style *s)
{
	assert(s->n_methods > 0);
	return s->methods[s->n_methods - 1] == METHOD_CHANNEL;
}

enum method
episode_style_draw_method(const struct episode_style *s, struct rng *rng)
{
	if (s->n_methods == 1)
		return s->methods[0];
	return s->methods[rng_below(rng, s->n_methods)];
}

bool
episode_style_is_selfsup(const struct episode_style *s)
{
	assert(s->n_layouts > 0);
	for (size_t i = 0; i < s->n_layouts; i++)
		if (!s->layouts[i]->selfsup)
			return false;
	return true;
}

struct layout_options
episode_style_layout(
    const struct episode_style *s, enum method method, bool later, bool loss)
{
	return (struct layout_options){
		.method = method,
		.later = later,
		.terminate = s->terminate,
		.loss = loss,
	};
}
