/*
 * Training logs in a page: the curves of loss, loss on the evaluation file,
 * gradient norm, learning rate and tokens a second over the steps, a curve a
 * log.
 */
#ifndef ICL_REPORT_TRAIN_CURVES_H
#define ICL_REPORT_TRAIN_CURVES_H

#include <stddef.h>

#include "base/err.h"
#include "base/str.h"
#include "io/texts.h"

/*
 * Adds a section with the curves of n logs that icl-train wrote; called by the
 * files' names, or by their folders' where names are equal, and in the colour
 * of the one of runs whose name it is but for its ending.  Lines without a
 * "step" are passed over; a log without any line that has one is an error, as
 * is a line that is no JSON.
 */
int train_curves_put(const char *const *files, size_t n, struct texts runs,
    struct buf *out, struct err *e) MUST_CHECK;

#endif
