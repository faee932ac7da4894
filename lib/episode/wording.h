/*
 * The words that an example is laid out with: its own, or the layout's or an
 * episode's words for its label; and where the layout lists the options, these
 * in their order and the output perhaps as a letter.
 */
#ifndef ICL_EPISODE_WORDING_H
#define ICL_EPISODE_WORDING_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/rng.h"
#include "io/texts.h"
#include "episode/layout.h"
#include "episode/pool.h"

/*
 * The order in which options are listed: 0 is their own, each further one moves
 * them on by a place, so that n orders have each of n options in every place,
 * and those from n on are drawn.
 */
struct option_order {
	uint64_t index;
	struct rng rng; /* of the drawn ones; it is not moved on */
};

/* labels and words are the episode's new words, both may be empty. */
struct wording {
	const struct layout *layout;
	struct texts labels,
	    words; /* a word for each label; both may be none */
	struct option_order option_order;
};

/* The word that is written for a label. */
struct str wording_label(const struct wording *w, struct str label);

/* The words of a list of labels, in the arena. */
struct texts wording_labels(
    const struct wording *w, struct texts labels, struct arena *a);

/*
 * What is written as the output for one of the options: its word, or the letter
 * that it has in their list.
 */
struct str wording_answer(const struct wording *w, struct str label,
    struct texts options, struct arena *a);

/* The options as the layout lists them, "" when it does not. */
struct str wording_options(
    const struct wording *w, struct texts options, struct arena *a);

/* Whether the layout can be written with these options for that output. */
bool wording_fits(
    const struct layout *l, struct str label, struct texts options);

/* Says why it cannot; returns -1. */
int wording_err(const struct layout *l, struct str label, struct err *e);

/*
 * The values of x, its first output being what is written, and its options;
 * some of them in the arena.
 */
struct layout_values wording_values(const struct wording *w,
    const struct pool_example *x, struct texts options, struct arena *a);

#endif
