/*
 * Training episodes in the order of their stream.  FILEs can be read again
 * from the start as often as is wanted; a pipe ends when it ends.
 *
 * Over several ranks each reads FILEs for itself; a pipe is read by rank 0
 * alone, which passes on what it read (step.h): only rank 0 may ask a pipe's
 * data set for episodes.
 */
#ifndef ICL_TRAIN_DATASET_H
#define ICL_TRAIN_DATASET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/comm.h"
#include "base/mem.h"
#include "io/tokens.h"
#include "model/batch.h"
#include "model/config.h"
#include "train/train_state.h"

struct dataset;

/*
 * Opens the stream and checks it against the model: its kind, and that its
 * vocabulary is not larger.  NULL on error.  files is as for reader_new; files
 * and comm must live as long.
 */
struct dataset *dataset_new(const char *const *files, size_t n,
    const struct model_config *c, struct comm *comm, struct err *e) MUST_CHECK;
void dataset_free(struct dataset *d);

/* From here on episodes that are not valid are left out and counted. */
void dataset_skip_bad(struct dataset *d);

/* How many were left out of a pass, the longest if there were several. */
uint64_t dataset_skipped(const struct dataset *d);

/* Whether it can be read only once. */
bool dataset_is_pipe(const struct dataset *d);
struct comm *dataset_comm(const struct dataset *d);

/* The open stream, for messages; NULL where rank 0 reads for this rank. */
const struct reader *dataset_reader(const struct dataset *d);
const struct token_vocab *dataset_vocab(const struct dataset *d);

/*
 * 1 and the next episode, in the arena; 0 at the end; -1 on error.  An episode
 * longer than the model's context, or without a target, is one, unless these
 * are left out.  place, not NULL, is moved on past the episode.
 */
int dataset_next(struct dataset *d, struct arena *a, struct token_episode *ep,
    struct train_state *place, struct err *e) MUST_CHECK;

/* Starts again from the first FILE; place, not NULL, enters a new pass. */
int dataset_again(
    struct dataset *d, struct train_state *place, struct err *e) MUST_CHECK;

/*
 * Moves on to the place that an earlier run had reached; an error when the
 * records up to there are not those that it had read.
 */
int dataset_skip(struct dataset *d, const struct train_state *place,
    struct err *e) MUST_CHECK;

/* Tokens of an episode under loss. */
size_t dataset_loss_tokens(const struct token_episode *ep);

/* Packs it as a segment; each target counts for owner by weight. */
void dataset_pack(struct batch *b, const struct token_episode *ep,
    uint32_t owner, float weight);

#endif
