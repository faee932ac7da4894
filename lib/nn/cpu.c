/* The instruction set that the kernels use: see cpu.h. */
#include "nn/cpu.h"

#include <assert.h>

static enum isa
best_isa(void)
{
#if defined(__x86_64__)
	__builtin_cpu_init();
	if (__builtin_cpu_supports("avx512f") &&
	    __builtin_cpu_supports("avx512dq") &&
	    __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512vl") &&
	    __builtin_cpu_supports("avx512cd"))
		return __builtin_cpu_supports("avx512bf16") ? ISA_AVX512_BF16
							    : ISA_AVX512;
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
		return ISA_AVX2;
#endif
	return ISA_PORTABLE;
}

/* 0 until first asked; then one more than the set in use. */
static int chosen;

enum isa
cpu_isa(void)
{
	if (chosen == 0)
		chosen = 1 + (int)best_isa();
	return (enum isa)(chosen - 1);
}

void
cpu_limit(enum isa isa)
{
	enum isa best = best_isa();

	chosen = 1 + (int)(isa < best ? isa : best);
}

const char *
cpu_isa_name(enum isa isa)
{
	static const char *const names[N_ISA] = {
		[ISA_PORTABLE] = "portable",
		[ISA_AVX2] = "avx2",
		[ISA_AVX512] = "avx512",
		[ISA_AVX512_BF16] = "avx512_bf16",
	};

	assert(isa < N_ISA);
	return names[isa];
}
