/* The processor and the instruction set of the own kernels: see cpu.h. */
#include "nn/cpu.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>
#if defined(__x86_64__)
#include <cpuid.h>
#endif

#if defined(__x86_64__)
enum {
	LEAF_VENDOR = 0,
	LEAF_MODEL = 1,
	F16C = 1 << 29,
	LEAF_FEATURES = 7,
	AVX_VNNI = 1 << 4, /* of its second part */
};
#define LEAF_NAME 0x80000002U /* and the two after it */

static void
put_bytes(char *to, uint32_t word)
{
	for (int i = 0; i < 4; i++)
		to[i] = (char)(word >> 8 * i & 255);
}

static void
read_vendor(struct processor *p)
{
	uint32_t a, b, c, d;

	if (!__get_cpuid(LEAF_VENDOR, &a, &b, &c, &d))
		return;
	put_bytes(p->vendor, b);
	put_bytes(p->vendor + 4, d);
	put_bytes(p->vendor + 8, c);
}

static void
read_name(struct processor *p)
{
	for (uint32_t i = 0; i < 3; i++) {
		uint32_t word[4];

		if (!__get_cpuid(
			LEAF_NAME + i, &word[0], &word[1], &word[2], &word[3]))
			return;
		for (size_t j = 0; j < 4; j++)
			put_bytes(p->name + 16 * i + 4 * j, word[j]);
	}
}

/* Leaf 1 of CPUID.  Families from 15 on and models of families 6 and 15 have
 * further bits. */
static void
read_leaf_1(struct processor *p)
{
	uint32_t a, b, c, d;

	if (!__get_cpuid(LEAF_MODEL, &a, &b, &c, &d))
		return;
	p->family = a >> 8 & 15;
	p->model = a >> 4 & 15;
	if (p->family == 6 || p->family == 15)
		p->model |= a >> 12 & 0xf0;
	if (p->family == 15)
		p->family += a >> 20 & 255;
	p->avx2 = (c & F16C) != 0 && __builtin_cpu_supports("avx2") &&
		  __builtin_cpu_supports("fma");
}

static bool
has_avx_vnni(void)
{
	uint32_t a, b, c, d;

	return __get_cpuid_count(LEAF_FEATURES, 1, &a, &b, &c, &d) &&
	       (a & AVX_VNNI) != 0;
}

struct processor
cpu_here(void)
{
	struct processor p = { 0 };

	__builtin_cpu_init();
	read_vendor(&p);
	read_name(&p);
	read_leaf_1(&p);
	p.avx512 = p.avx2 && __builtin_cpu_supports("avx512f") &&
		   __builtin_cpu_supports("avx512dq") &&
		   __builtin_cpu_supports("avx512bw") &&
		   __builtin_cpu_supports("avx512vl") &&
		   __builtin_cpu_supports("avx512cd");
	p.avx512_bf16 = p.avx512 && __builtin_cpu_supports("avx512bf16");
	p.vnni = (p.avx512 && __builtin_cpu_supports("avx512vnni")) ||
		 (p.avx2 && has_avx_vnni());
	return p;
}
#else
struct processor
cpu_here(void)
{
	struct processor p = { 0 };

#if defined(__aarch64__) && defined(__ARM_NEON)
	p.neon = true;
#endif
	return p;
}
#endif

enum isa
cpu_isa_of(const struct processor *p)
{
#if defined(__x86_64__)
	if (p->avx512_bf16)
		return ISA_AVX512_BF16;
	if (p->avx512)
		return ISA_AVX512;
	if (p->avx2)
		return ISA_AVX2;
#endif
	return p->neon ? ISA_NEON : ISA_PORTABLE;
}

/* 0 until first asked; then one more than the set in use. */
static int chosen;

enum isa
cpu_isa(void)
{
	if (chosen == 0) {
		struct processor p = cpu_here();

		chosen = 1 + (int)cpu_isa_of(&p);
	}
	return (enum isa)(chosen - 1);
}

void
cpu_limit(enum isa isa)
{
	struct processor p = cpu_here();

	p.avx512_bf16 = p.avx512_bf16 && isa >= ISA_AVX512_BF16;
	p.avx512 = p.avx512 && isa >= ISA_AVX512;
	p.avx2 = p.avx2 && isa >= ISA_AVX2;
	chosen = 1 + (int)cpu_isa_of(&p);
}

const char *
cpu_isa_name(enum isa isa)
{
	static const char *const names[N_ISA] = {
		[ISA_PORTABLE] = "portable",
		[ISA_NEON] = "neon",
		[ISA_AVX2] = "avx2",
		[ISA_AVX512] = "avx512",
		[ISA_AVX512_BF16] = "avx512_bf16",
	};

	assert(isa < N_ISA);
	return names[isa];
}
