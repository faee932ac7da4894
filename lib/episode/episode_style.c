/* The style of a run: see episode_style.h. */
#include "episode/episode_style.h"

#include <assert.h>

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
episode_style_layout(const struct episode_style *s, bool later, bool loss)
{
	return (struct layout_options){
		.method = s->method,
		.later = later,
		.terminate = s->terminate,
		.loss = loss,
	};
}
