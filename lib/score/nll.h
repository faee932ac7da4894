/*
 * The loss of training records: of each example by itself, so that one pass
 * gives a curve over the number of demonstrations, and what the demonstrations
 * are worth to the query (the informativeness of Gu et al. 2023).
 */
#ifndef ICL_SCORE_NLL_H
#define ICL_SCORE_NLL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "io/scores.h"
#include "io/tokens.h"
#include "model/adapter.h"
#include "model/weights.h"

struct nll;

/* Weights and adapter (NULL: none) are the caller's and outlive it. */
struct nll *nll_new(const struct weights *w, const struct adapter *a,
    size_t micro_tokens, unsigned threads);
void nll_free(struct nll *m);

/* Whether the model has room for a record. */
int nll_check(const struct nll *m, const struct token_episode *ep,
    struct err *e) MUST_CHECK;

/*
 * out[i] gets episodes[i]'s loss, in the arena; all have passed nll_check.
 * gain: also the mean loss of the query's tokens without demonstrations minus
 * with them; records without demonstrations have none.  Fails when the model
 * gives a number that is not finite.
 */
int nll_run(struct nll *m, const struct token_episode *episodes, size_t n,
    bool gain, struct arena *a, struct score_episode *out,
    struct err *e) MUST_CHECK;

#endif
