/*
 * Where the loss is going: its mean over the last steps, and how that differs
 * from the mean over as many before them.
 */
#ifndef ICL_TRAIN_LOSS_TREND_H
#define ICL_TRAIN_LOSS_TREND_H

#include <stddef.h>
#include <stdint.h>

enum { LOSS_TREND_WINDOW = 10 };

struct loss_trend {                         /* {0} has seen nothing */
	double last[2 * LOSS_TREND_WINDOW]; /* a ring */
	uint64_t n;                         /* losses seen */
};

void loss_trend_add(struct loss_trend *t, double loss);

/*
 * The mean over the last LOSS_TREND_WINDOW losses, over half of them while
 * there are fewer than twice as many, and in *change its difference to the
 * mean of as many before; 0 before there are two.
 */
double loss_trend_mean(const struct loss_trend *t, double *change);

#endif
