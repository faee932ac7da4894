/*
 * The episodes of one step of training, in the order of their stream, and
 * where in the stream the next one begins.
 */
#ifndef ICL_TRAIN_STEP_H
#define ICL_TRAIN_STEP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "train/dataset.h"
#include "train/train_state.h"

struct step {               /* {0} is a valid empty one */
	struct arena arena; /* holds the episodes */
	struct token_episode *episodes;
	size_t n, cap;
	uint64_t tokens, loss_tokens;
	struct train_state place; /* after the step; only its position counts */
};

/* Where a step ends; a 0 is no bound, but one of the first two is given. */
struct step_bounds {
	uint64_t episodes;
	uint64_t tokens; /* episodes until they have as many */
	uint64_t left;   /* of the run, in tokens */
};

/* Whether a step with so much in it takes no further episode. */
bool step_full(const struct step_bounds *b, uint64_t episodes, uint64_t tokens);

/*
 * Takes the step's episodes from a place in the stream, going round FILEs: 1,
 * or 0 when a pipe ended, with what there was of the step; -1 on error.  Every
 * rank gets all of the step, from a pipe too, and the same result.
 */
int step_take(struct step *s, struct dataset *d, const struct train_state *from,
    const struct step_bounds *b, struct err *e) MUST_CHECK;

/*
 * Which of its episodes are this rank's, [*first, *end): the ranks' parts have
 * about as many tokens each.
 */
void step_part(
    const struct step *s, const struct comm *comm, size_t *first, size_t *end);

void step_release(struct step *s);

#endif
