/*
 * The demonstrations of an evaluation set, out of the shots that its source
 * gives: which are selected, in which order, and with which labels they are
 * shown (Min et al. 2022, Rethinking the role of demonstrations).  Those of a
 * training episode are drawn by demo_sampling.h.
 *
 * Every choice is a function of (seed, task, seed of the set, order), so the
 * same shots give the same demonstrations in every layout and method.
 */
#ifndef ICL_EPISODE_DEMO_CONTROLS_H
#define ICL_EPISODE_DEMO_CONTROLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "io/episode.h"
#include "episode/demo_bm25.h"
#include "episode/pool.h"

/* Which labels the demonstrations show. */
enum demo_labels {
	LABELS_GOLD,
	LABELS_RANDOM, /* a share of them gets a random label, right or not */
	LABELS_FLIP,   /* each gets a wrong one */
	LABELS_NONE,   /* only inputs */
	LABELS_ONLY,   /* only outputs */
};
#define DEMO_LABELS_NAMES "gold|random|flip|inputs-only|labels-only"

/* Which of the shots are demonstrations. */
enum select {
	SELECT_GIVEN,    /* the first k */
	SELECT_RANDOM,   /* k drawn by the set's seed */
	SELECT_BALANCED, /* drawn, each label as often as any other */
	SELECT_BM25,     /* for each query those most like it, nearest last */
};
#define SELECT_NAMES "given|random|balanced|bm25"

/* The controls of a run; text is borrowed. */
struct demo_controls {
	uint64_t seed;
	enum demo_labels labels;
	double share;     /* of random labels */
	const char *text; /* of the labels control, for the variant */
	enum select select;
	uint64_t n_orders; /* 1: as they come */
};

/*
 * Sets the members labels, share and text from gold, random, random:R, flip,
 * inputs-only or labels-only; text is borrowed.
 */
int demo_controls_labels(
    struct demo_controls *c, const char *text, struct err *e) MUST_CHECK;

/* Whether labels are exchanged, for which a task must have options. */
bool demo_controls_need_options(const struct demo_controls *c);

/* The set that demonstrations are for. */
struct demo_set {
	struct str task;
	uint64_t seed, order;   /* order counts from 1; 1 is as they come */
	struct texts labels;    /* of the task; none: each shot's options */
	struct demo_bm25 *near; /* index of the shots, for SELECT_BM25 */
};

/* A demonstration and the output that it is shown with. */
struct demo {
	const struct pool_example *x;
	struct str output;
};

/*
 * k demonstrations out of n shots, k <= n, into the arena: selected, ordered
 * and labelled.  Only SELECT_BM25 looks at query, and only it may have k > 0
 * with at->near.
 */
struct demo *demo_controls_apply(const struct demo_controls *c,
    const struct demo_set *at, struct pool_example *const *shots, size_t n,
    size_t k, const struct pool_example *query, struct arena *a);

/*
 * Removes the pieces that inputs-only or labels-only do not show.  The piece
 * that is then the first gets sep before its text, in the arena, if the piece
 * that held the separator was removed.
 */
void demo_controls_cut(const struct demo_controls *c, struct str sep,
    struct pieces *demo, struct arena *a);

/* The set's member `variant`, "order:2" or "random:0.5,order:2"; "": none. */
struct str demo_controls_variant(
    const struct demo_controls *c, uint64_t order, struct arena *a);

#endif
