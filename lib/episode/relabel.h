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

struct relabel;

/*
 * rules: PATTERN or PATTERN=WORDS, WORDS a comma-separated list; without it
 * the words that come with the tool.  The first pattern that fits a task
 * counts.  Tasks that none fits are relabelled when their examples are marked
 * and marked_too is true.
 */
struct relabel *relabel_new(
    const struct opt_list *rules, bool marked_too, struct err *e) MUST_CHECK;
void relabel_free(struct relabel *r);

/*
 * The words that a task of n_labels labels draws from, none when its labels
 * stay; fewer words than labels is an error.
 */
int relabel_words(const struct relabel *r, struct str task, bool marked,
    size_t n_labels, struct texts *words, struct err *e) MUST_CHECK;

/* Whether a pattern of the rules fits the task. */
bool relabel_fits(const struct relabel *r, struct str task);

/* Patterns that count for none of the pool's tasks. */
size_t relabel_n_idle(const struct relabel *r, const struct pool *p);

/* A different word for each of n_labels labels, into the arena. */
struct texts relabel_draw(
    struct texts words, size_t n_labels, struct rng *rng, struct arena *a);

#endif
