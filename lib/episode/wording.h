/*
 * The words that an example is laid out with: its own, or the layout's or an
 * episode's words for its label.
 */
#ifndef ICL_EPISODE_WORDING_H
#define ICL_EPISODE_WORDING_H

#include "base/mem.h"
#include "io/texts.h"
#include "episode/layout.h"
#include "episode/pool.h"

/* labels and words are the episode's new words, both may be empty. */
struct wording {
	const struct layout *layout;
	struct texts labels,
	    words; /* a word for each label; both may be none */
};

/* The word that is written for a label. */
struct str wording_label(const struct wording *w, struct str label);

/* The words of a list of labels, in the arena. */
struct texts wording_labels(
    const struct wording *w, struct texts labels, struct arena *a);

/* The values of x, its first output being what is shown. */
struct layout_values wording_values(
    const struct wording *w, const struct pool_example *x);

#endif
