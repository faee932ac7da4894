/*
 * Which of the compiled variants of the own kernels this processor runs.  They
 * are written once in vector types (nn/kernels/simd.h) and compiled for
 * several instruction sets; the table of the best one is chosen at run time.
 */
#ifndef ICL_NN_CPU_H
#define ICL_NN_CPU_H

enum isa { ISA_PORTABLE, ISA_AVX2, ISA_AVX512, ISA_AVX512_BF16, N_ISA };

/* The best that the processor has, or a lower one set by cpu_limit. */
enum isa cpu_isa(void);
const char *cpu_isa_name(enum isa isa);

/* For tests: use nothing above isa.  Not while kernels run. */
void cpu_limit(enum isa isa);

#endif
