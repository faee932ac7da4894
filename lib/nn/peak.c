/* The processor's own limit: see peak.h. */
#include "nn/peak.h"

#include <time.h>

#include "base/par.h"
#include "nn/kernels/kernels.h"

enum { STEPS = 20000, BLOCKS = 16, ROUNDS = 12 };

struct peak {
	double (*run)(size_t steps, float *sink);
	double ops[BLOCKS];
};

static void
measure_block(void *ctx, size_t i, unsigned worker)
{
	struct peak *p = ctx;
	volatile float kept;
	float sink;

	(void)worker;
	p->ops[i] = p->run(STEPS, &sink);
	kept = sink; /* or the work could be left out */
	(void)kept;
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double
peak_flops(unsigned threads, bool bf16)
{
	const struct array_kernels *k = KERNELS_CHOOSE(array_kernels);
	struct peak p = { .run = bf16 ? k->peak_bf16 : k->peak };
	double best = 0;

	for (int round = 0; round < ROUNDS; round++) {
		double start = seconds(), ops = 0, rate;

		par_for(threads, BLOCKS, measure_block, &p);
		for (size_t i = 0; i < BLOCKS; i++)
			ops += p.ops[i];
		rate = ops / (seconds() - start);
		best = rate > best ? rate : best;
	}
	return best;
}
