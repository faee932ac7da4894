/*
 * How the examples of a run are written: one style for its training episodes,
 * its plain text and its evaluation sets.
 */
#ifndef ICL_EPISODE_EPISODE_STYLE_H
#define ICL_EPISODE_EPISODE_STYLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/rng.h"
#include "episode/layout.h"

struct episode_style {
	/* n_methods of them, at least one: drawn and made like layouts */
	enum method methods[N_METHODS];
	size_t n_methods;
	bool terminate; /* the end mark is written, under loss where scored */
	/* n_layouts of them, at least one: each episode or plain example draws
	 * one, evaluation makes sets in every one */
	struct layout *const *layouts;
	size_t n_layouts;
};

/* One method, or both: what --method offers. */
enum methods { METHODS_DIRECT, METHODS_CHANNEL, METHODS_BOTH };
#define METHODS_NAMES METHOD_NAMES "|both"
void episode_style_set_methods(struct episode_style *s, enum methods which);

/* Whether one of the methods is the channel method. */
bool episode_style_has_channel(const struct episode_style *s);

/* The method of an episode; nothing is drawn where there is only one. */
enum method episode_style_draw_method(
    const struct episode_style *s, struct rng *rng);

/* Whether every layout trains all outputs, as those of selfsup do. */
bool episode_style_is_selfsup(const struct episode_style *s);

/*
 * How one example is laid out; later: others come before it in the episode,
 * loss: its scored side is under loss.
 */
struct layout_options episode_style_layout(
    const struct episode_style *s, enum method method, bool later, bool loss);

#endif
