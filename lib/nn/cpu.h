/*
 * What this processor can do, and which of the compiled variants of the own
 * kernels it runs.  They are written once in vector types (nn/kernels/simd.h)
 * and compiled for several instruction sets; the table of the best one is
 * chosen at run time.
 */
#ifndef ICL_NN_CPU_H
#define ICL_NN_CPU_H

#include <stdbool.h>

enum isa {
	ISA_PORTABLE,
	ISA_NEON,
	ISA_AVX2,
	ISA_AVX512,
	ISA_AVX512_BF16,
	N_ISA
};

/*
 * A processor as CPUID describes it: all that a choice of kernels may depend
 * on.  The name is what is sold; rented machines often mask it.  A feature
 * counts only if the operating system saves its registers.  Processors
 * without CPUID have no vendor, name, family and model.
 */
struct processor {
	char vendor[13]; /* "GenuineIntel" */
	char name[49];
	unsigned family, model;
	bool avx2;   /* and FMA and F16C */
	bool avx512; /* F, DQ, BW, VL and CD */
	bool avx512_bf16;
	bool vnni; /* products of 8-bit numbers, AVX-512's or AVX's */
	bool neon; /* of 64-bit Arm */
};

struct processor cpu_here(void);

/* The best set for a processor, of those that this program was built for. */
enum isa cpu_isa_of(const struct processor *p);

/* The best for this processor, or a lower one set by cpu_limit. */
enum isa cpu_isa(void);
const char *cpu_isa_name(enum isa isa);

/* For tests: use nothing above isa.  Not while kernels run. */
void cpu_limit(enum isa isa);

#endif
