/*
 * Training episodes in the order of their stream.  FILEs can be read again
 * from the start as often as is wanted; a pipe ends when it ends.
 *
 * Of a team, each reads FILEs for itself; a pipe is read by rank 0, which
 * hands on what it read (step.h), and only it may ask for episodes.
 */
#ifndef ICL_TRAIN_DATASET_H
#define ICL_TRAIN_DATASET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/comm.h"
#include "io/tokens.h"
#include "model/batch.h"
#include "model/config.h"
#include "train/train_state.h"

struct dataset;

/*
 * Opens the stream and checks it against the model: a kind and a vocabulary
 * that fit.  files as for reader_new.  The team lives as long.
 */
struct dataset *dataset_new(const char *const *files, size_t n,
    const struct model_config *c, struct comm *comm, struct err *e) MUST_CHECK;

/* From here on episodes that are not valid are passed over and counted. */
void dataset_skip_bad(struct dataset *f);
uint64_t dataset_skipped(
    const struct dataset *f); /* in a pass, or the longest */
void dataset_free(struct dataset *f);

bool dataset_is_pipe(const struct dataset *f);
struct comm *dataset_comm(const struct dataset *f);

/* Line 1 of the stream, NULL where rank 0 reads; its vocabulary. */
const struct reader *dataset_reader(const struct dataset *f);
const struct token_vocab *dataset_vocab(const struct dataset *f);

/*
 * 1 and the next episode, in the arena; 0 at the end; -1 on error, which an
 * episode longer than the model's context is, or one without a target, unless
 * these are passed over.
 * place, not NULL, is moved on past it.
 */
int dataset_next(struct dataset *f, struct arena *a, struct token_episode *ep,
    struct train_state *place, struct err *e) MUST_CHECK;

/* Starts again from the first FILE; place, not NULL, enters a new pass. */
int dataset_again(
    struct dataset *f, struct train_state *place, struct err *e) MUST_CHECK;

/*
 * Moves on to the place that an earlier run had reached; an error when the
 * records up to there are not those that it had read.
 */
int dataset_skip(struct dataset *f, const struct train_state *place,
    struct err *e) MUST_CHECK;

/* Tokens of an episode under loss. */
size_t dataset_loss_tokens(const struct token_episode *ep);

/* Packs it as a segment; each target counts for owner by weight. */
void dataset_pack(struct batch *b, const struct token_episode *ep,
    uint32_t owner, float weight);

#endif
