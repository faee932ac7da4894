/* How the learning rate moves over a run. */
#ifndef ICL_TRAIN_SCHEDULE_H
#define ICL_TRAIN_SCHEDULE_H

#include <stdint.h>

enum schedule { SCHEDULE_LINEAR, SCHEDULE_COSINE, SCHEDULE_CONSTANT };

/*
 * The factor of the learning rate at a step, counted from 0, in [0, 1]: it
 * rises over `warmup` steps, the last of which has all of it, and then falls
 * to 0 at the end.  How much of the run is done is given in its own measure,
 * steps or tokens: done before this step, done when the warmup ended, total.
 */
double schedule_factor(enum schedule s, uint64_t step, uint64_t warmup,
    uint64_t done, uint64_t warm_done, uint64_t total);

#endif
