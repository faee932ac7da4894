/*
 * How many bytes an example takes within an episode, which --max-bytes limits
 * before it is known in which layout, by which method and with which label
 * words the episode will be written: the widest of them counts.
 */
#ifndef ICL_EPISODE_EXAMPLE_SIZE_H
#define ICL_EPISODE_EXAMPLE_SIZE_H

#include <stddef.h>

#include "base/str.h"
#include "episode/episode_style.h"
#include "episode/pool.h"

/* Borrows both. */
struct example_size {
	const struct episode_style *style;
	struct str longest; /* of the words that labels get; "": they stay */
};

/* Bytes of an example behind others, in the widest layout. */
size_t example_size_of(
    const struct example_size *s, const struct pool_example *x);

/*
 * The part of max_bytes that the longest prefix of the task's episodes leaves
 * for their examples, 1 at least.
 */
size_t example_size_room(
    const struct example_size *s, const struct pool_task *t, size_t max_bytes);

#endif
