/* Learning rate schedules: see schedule.h. */
#include "train/schedule.h"

#include <assert.h>
#include <math.h>

double
schedule_factor(enum schedule s, uint64_t step, uint64_t warmup, uint64_t done,
    uint64_t warm_done, uint64_t total)
{
	const double pi = 3.14159265358979323846;
	double left;

	assert(s <= SCHEDULE_CONSTANT);
	if (step < warmup)
		return (double)(step + 1) / (double)warmup;
	if (s == SCHEDULE_CONSTANT || total <= warm_done)
		return 1;
	if (done >= total)
		return 0;
	left = (double)(total - done) / (double)(total - warm_done);
	return s == SCHEDULE_LINEAR ? left : (1 - cos(pi * left)) / 2;
}
