/*
 * How the examples of a run are written: one style for its training episodes,
 * its plain text and its evaluation sets.
 */
#ifndef ICL_EPISODE_EPISODE_STYLE_H
#define ICL_EPISODE_EPISODE_STYLE_H

#include <stdbool.h>
#include <stddef.h>

#include "episode/layout.h"

struct episode_style {
	enum method method;
	bool terminate; /* the end mark is written, under loss where scored */
	/* n_layouts of them, at least one: each episode or plain example draws
	 * one, evaluation makes sets in every one */
	struct layout *const *layouts;
	size_t n_layouts;
};

/* Whether every layout trains all outputs, as those of selfsup do. */
bool episode_style_is_selfsup(const struct episode_style *s);

/*
 * How one example is laid out; later: others come before it in the episode,
 * loss: its scored side is under loss.
 */
struct layout_options episode_style_layout(
    const struct episode_style *s, bool later, bool loss);

#endif
