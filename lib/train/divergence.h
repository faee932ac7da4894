/*
 * Divergence: what no sane run has.  Numbers that are none, a loss beyond ten
 * times that of uniform guessing over the vocabulary, or a gradient norm
 * beyond a bound.
 */
#ifndef ICL_TRAIN_DIVERGENCE_H
#define ICL_TRAIN_DIVERGENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* stop_norm: the largest gradient norm before clipping; 0: any. */
bool divergence_found(
    double loss, double norm, double stop_norm, size_t vocab_size);

/*
 * The error of a run in dir that diverges in the step after `step`, whose
 * checkpoint is written unless step is 0.  Gives -1.
 */
int divergence_err(
    uint64_t step, double loss, double norm, const char *dir, struct err *e);

#endif
