/*
 * Training episodes from a pool of examples.  An episode is made in two steps,
 * so that threads can share the work without changing a byte: plans are made
 * one after the other and say which examples come next, and each is built into
 * an episode by any thread in any order, its random choices being a function of
 * (seed, task, number).
 */
#ifndef ICL_EPISODE_EPISODES_H
#define ICL_EPISODE_EPISODES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "io/episode.h"
#include "episode/episode_style.h"
#include "episode/mixture.h"
#include "episode/pool.h"
#include "episode/relabel.h"

/*
 * Which outputs (channel: inputs) are under loss.  By layout: every one with
 * selfsup, else the last, as in either paper.
 */
enum loss_on { LOSS_BY_LAYOUT, LOSS_EVERY, LOSS_LAST, LOSS_ALL };
#define LOSS_ON_NAMES "layout|every|last|all"
/*
 * How a pass goes through a task, see partition.h.  By layout: partition when
 * all layouts are selfsup, for their paper's episodes share no example.
 */
enum draw_by { DRAW_BY_LAYOUT, DRAW_QUERY, DRAW_PARTITION };
#define DRAW_NAMES "layout|query|partition"

/* The most demonstrations of an episode, and of one that is filled. */
enum { SHOTS_MAX = 1 << 16, FILL_SHOTS_MAX = 1 << 10 };

/* All that it points to is borrowed. */
struct episodes_options {
	uint64_t seed;
	const struct episode_style *style;
	uint64_t option_orders; /* an episode draws one; 1: as they come */
	bool balance; /* each label as often as any other in an episode */
	enum loss_on loss_on;
	enum draw_by draw;
	size_t k_min, k_max;
	size_t max_bytes; /* not 0: as many demonstrations as fit into it */
	struct mixture *mixture;
	const struct relabel *relabel;
	bool skip_small; /* leave out tasks with too few examples */
};

/* Counts of the pool, for people; complete once episodes_new returns. */
struct episodes_counts {
	uint64_t n_small_tasks, n_small; /* tasks left out, their examples */
	/* of the first pass: partition.h */
	uint64_t n_in, n_demo, n_left, n_long, n_without;
	size_t n_unmixed; /* tasks that the mixture gives no share */
	size_t n_idle_mix, n_idle_relabel; /* patterns that no task has */
	size_t n_unlisted; /* to be relabelled, without one list of options */
};

struct episodes;

/*
 * NULL and the reason when a task has too few examples, its labels cannot be
 * renamed, or no episode can be made.  options and the pool must outlive it.
 */
struct episodes *episodes_new(const struct episodes_options *options,
    const struct pool *pool, struct err *e) MUST_CHECK;
void episodes_free(struct episodes *eps);

/* Episodes of one pass: as many as a run without a count makes. */
uint64_t episodes_pass(const struct episodes *eps);

/* Which examples an episode is made of. */
struct episode_plan {
	uint64_t number;     /* in the stream, from 0 */
	size_t task;         /* index in the pool */
	const size_t *given; /* examples, the query last */
	size_t n_given;      /* 1: demonstrations are still to be drawn */
};

/* The next plan, of endless passes; `given` goes into the arena. */
void episodes_next(
    struct episodes *eps, struct arena *a, struct episode_plan *plan);

/*
 * Builds the episode of a plan into the arena; false when too few
 * demonstrations are left for its query.  Safe for several threads at once.
 */
bool episodes_build(const struct episodes *eps, const struct episode_plan *plan,
    struct arena *a, struct episode *out);

const struct episodes_counts *episodes_counted(const struct episodes *eps);

#endif
