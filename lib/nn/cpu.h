/*
 * Which of the compiled kernel variants this processor runs.  Own kernels are
 * written once in vector types and compiled for several instruction sets; the
 * table of the best one is chosen here at run time.
 */
#ifndef ICL_NN_CPU_H
#define ICL_NN_CPU_H

enum isa { ISA_PORTABLE, ISA_AVX2, ISA_AVX512, ISA_AVX512_BF16, N_ISA };

enum isa cpu_isa(void); /* the best, or a lower one set by cpu_limit */
const char *cpu_isa_name(enum isa isa);

/* For tests: use nothing above isa.  Not while kernels run. */
void cpu_limit(enum isa isa);

#endif
