/*
 * Training episodes in the order of their stream.  FILEs can be read again
 * from the start as often as is wanted; a pipe ends when it ends.
 *
 * Of a team, each reads FILEs for itself; a pipe is read by rank 0, which
 * hands on what it read (step.h), and only it may ask for episodes.
 */
#ifndef ICL_TRAIN_FEED_H
#define ICL_TRAIN_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/comm.h"
#include "io/tokens.h"
#include "model/batch.h"
#include "model/config.h"
#include "train/train_state.h"

struct feed;

/*
 * Opens the stream and checks it against the model: a kind and a vocabulary
 * that fit.  files as for reader_new.  The team lives as long.
 */
struct feed *feed_new(const char *const *files, size_t n,
    const struct model_config *c, struct comm *comm, struct err *e) MUST_CHECK;

/* From here on episodes that are not valid are passed over and counted. */
void feed_skip_bad(struct feed *f);
uint64_t feed_skipped(const struct feed *f); /* in a pass, or the longest */
void feed_free(struct feed *f);

bool feed_is_pipe(const struct feed *f);
struct comm *feed_comm(const struct feed *f);

/* Line 1 of the stream, NULL where rank 0 reads; its vocabulary. */
const struct reader *feed_reader(const struct feed *f);
const struct token_vocab *feed_vocab(const struct feed *f);

/*
 * 1 and the next episode, in the arena; 0 at the end; -1 on error, which an
 * episode longer than the model's context is, or one without a target, unless
 * these are passed over.
 * place, not NULL, is moved on past it.
 */
int feed_next(struct feed *f, struct arena *a, struct token_episode *ep,
    struct train_state *place, struct err *e) MUST_CHECK;

/* Starts again from the first FILE; place, not NULL, enters a new pass. */
int feed_again(
    struct feed *f, struct train_state *place, struct err *e) MUST_CHECK;

/*
 * Moves on to the place that an earlier run had reached; an error when the
 * records up to there are not those that it had read.
 */
int feed_skip(
    struct feed *f, const struct train_state *place, struct err *e) MUST_CHECK;

/* Tokens of an episode under loss. */
size_t feed_loss_tokens(const struct token_episode *ep);

/* Packs it as a segment; each target counts for owner by weight. */
void feed_pack(struct batch *b, const struct token_episode *ep, uint32_t owner,
    float weight);

#endif
