/* What the tests of the kernels share: random arrays and comparisons. */
#ifndef ICL_T_NN_H
#define ICL_T_NN_H

#include <stdint.h>
#include <stdlib.h>

#include "../tap.h"
#include "base/mem.h"
#include "base/rng.h"
#include "nn/cpu.h"

/* n normal numbers times scale; the same for the same seed. */
__attribute__((unused)) static float *
random_floats(size_t n, uint64_t seed, double scale)
{
	float *x = mem_aligned(n, sizeof *x);
	struct rng r = rng_at(seed, "test", (struct str){ 0 }, 0);

	for (size_t i = 0; i < n; i++)
		x[i] = (float)(rng_normal(&r) * scale);
	return x;
}

/* A copy, for what is worked on in place. */
__attribute__((unused)) static float *
copy_floats(const float *x, size_t n)
{
	float *y = mem_aligned(n, sizeof *y);

	memcpy(y, x, n * sizeof *y);
	return y;
}

/* The largest difference over the largest wanted number (at least 1). */
__attribute__((unused)) static double
worst(size_t n, const float *got, const double *want)
{
	double difference = 0, scale = 1;

	for (size_t i = 0; i < n; i++) {
		if (!(fabs((double)got[i] - want[i]) <= difference))
			difference = fabs((double)got[i] - want[i]);
		scale = fmax(scale, fabs(want[i]));
	}
	return difference / scale;
}

__attribute__((unused)) static bool
ok_close(
    size_t n, const float *got, const double *want, double limit, const char *w)
{
	double difference = worst(n, got, want);
	bool good = difference <= limit;

	ok(good, "%s: %s", cpu_isa_name(cpu_isa()), w);
	if (!good)
		printf("# off by %g\n", difference);
	return good;
}

__attribute__((unused)) static bool
same_bits(size_t n, const float *a, const float *b)
{
	return memcmp(a, b, n * sizeof *a) == 0;
}

/* The body once for each instruction set that this machine has. */
#define EACH_ISA                                 \
	for (int isa_ = 0; isa_ < N_ISA; isa_++) \
		if (cpu_limit((enum isa)isa_), (int)cpu_isa() == isa_)

#endif
