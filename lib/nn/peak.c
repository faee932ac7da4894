/* The peak of fused multiply-adds: see peak.h. */
#include "nn/peak.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/par.h"
#include "base/progress.h"
#include "nn/cpu.h"

enum { CHAINS = 12 }; /* independent ones hide the latency of each */

/* CHAINS vectors of BYTES, each multiplied and added to, `rounds` times. */
#define PEAK_LOOP(name, attribute, bytes)                                 \
	attribute static float name(long rounds)                          \
	{                                                                 \
		typedef float vector __attribute__((vector_size(bytes))); \
		vector x[CHAINS], a = { 0 }, b = { 0 };                   \
		float sum = 0;                                            \
                                                                          \
		a += 0.999F;                                              \
		b += 0.001F;                                              \
		for (int i = 0; i < CHAINS; i++)                          \
			x[i] = a + (float)i;                              \
		for (long n = 0; n < rounds; n++)                         \
			for (int i = 0; i < CHAINS; i++)                  \
				x[i] = x[i] * a + b;                      \
		for (int i = 0; i < CHAINS; i++)                          \
			sum += x[i][0];                                   \
		return sum;                                               \
	}

PEAK_LOOP(loop_portable, , 16)
#if defined(__x86_64__)
PEAK_LOOP(loop_avx2, __attribute__((target("avx2,fma"))), 32)
PEAK_LOOP(loop_avx512, __attribute__((target("avx512f,fma"))), 64)
#endif

struct peak {
	float (*loop)(long rounds);
	long rounds;
	float *sums; /* one a thread; keeps the loops from being left out */
};

static void
run(void *ctx, size_t i, unsigned worker)
{
	const struct peak *p = ctx;

	(void)worker;
	p->sums[i] = p->loop(p->rounds);
}

static double
timed(struct peak *p, unsigned threads)
{
	double start = progress_clock();

	par_for(threads, threads, run, p);
	return progress_clock() - start;
}

double
peak_flops(unsigned threads)
{
	struct peak p = { .loop = loop_portable, .rounds = 1 << 14 };
	double lanes = 4, best = 0, seconds;

#if defined(__x86_64__)
	if (cpu_isa() == ISA_AVX512) {
		p.loop = loop_avx512;
		lanes = 16;
	} else if (cpu_isa() == ISA_AVX2) {
		p.loop = loop_avx2;
		lanes = 8;
	}
#endif
	p.sums = mem_new(threads, sizeof *p.sums);
	while ((seconds = timed(&p, threads)) < 5e-3)
		p.rounds *= 2;
	for (int i = 0; i < 3; i++) {
		double rate = 2 * lanes * CHAINS * (double)p.rounds * threads /
			      timed(&p, threads);

		if (rate > best)
			best = rate;
	}
	free(p.sums);
	return best;
}
