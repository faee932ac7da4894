/* Runs that diverge: see divergence.h. */
#include "train/divergence.h"

#include <inttypes.h>
#include <math.h>

bool
divergence_found(double loss, double norm, double stop_norm, size_t vocab_size)
{
	double guessing = log((double)vocab_size);

	return !isfinite(loss) || !isfinite(norm) || loss > 10 * guessing ||
	       (stop_norm > 0 && norm > stop_norm);
}

int
divergence_err(
    uint64_t step, double loss, double norm, const char *dir, struct err *e)
{
	if (step == 0)
		return err_set(e,
		    "step 1: loss %g, gradient norm %g: the run diverges from "
		    "its start; is this the right model?",
		    loss, norm);
	return err_set(e,
	    "step %" PRIu64 ": loss %g, gradient norm %g: the run diverges; "
	    "%s/checkpoint-%" PRIu64
	    " is from before that step: try a lower --lr or a --warmup, with "
	    "-m from an earlier checkpoint or anew",
	    step + 1, loss, norm, dir, step);
}
