/*
 * New words for the labels of an episode, so that a label means only what the
 * demonstrations of that episode show.
 */
#ifndef ICL_EPISODE_RELABEL_H
#define ICL_EPISODE_RELABEL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/opt.h"
#include "base/rng.h"
#include "base/str.h"
#include "io/texts.h"
#include "episode/pool.h"

/* The rules of --relabel, and words for them. */
struct relabel;

/*
 * rules: PATTERN[@SHARE][=WORDS].  SHARE of the episodes are relabelled, all
 * without it.  WORDS is a comma-separated list or one of
 *
 *   :numbers  0 to 9999
 *   :letters  aaa to zzz, of three small letters each
 *   :pieces   the words given as `pieces`, which are borrowed
 *
 * and without it the words that come with the tool.  The first pattern that
 * fits a task counts.  Tasks that none fits are relabelled when their examples
 * are marked and marked_too is true.
 */
struct relabel *relabel_new(const struct opt_list *rules, bool marked_too,
    struct texts pieces, struct err *e) MUST_CHECK;
void relabel_free(struct relabel *r);

/* How a task is relabelled. */
struct relabel_task {
	struct texts words; /* that its labels draw from; none: they stay */
	double share;       /* of its episodes */
};

/* For a task of n_labels labels; fewer words than labels is an error. */
int relabel_of(const struct relabel *r, struct str task, bool marked,
    size_t n_labels, struct relabel_task *t, struct err *e) MUST_CHECK;

/* Whether the episode that draws next from rng is relabelled. */
bool relabel_is_due(const struct relabel_task *t, struct rng *rng);

/* Whether a pattern of the rules fits the task. */
bool relabel_fits(const struct relabel *r, struct str task);

/* Patterns that count for none of the pool's tasks. */
size_t relabel_n_idle(const struct relabel *r, const struct pool *p);

/* A different word for each of n_labels labels, into the arena. */
struct texts relabel_draw(
    struct texts words, size_t n_labels, struct rng *rng, struct arena *a);

#endif
