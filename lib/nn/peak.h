/*
 * The most that the processor can do: the rate of fused multiply-adds on
 * registers alone.  On shared machines it changes by up to twice within the
 * hour, so a share of it means something only if both were measured in the
 * same minute.
 */
#ifndef ICL_NN_PEAK_H
#define ICL_NN_PEAK_H

#include <stdbool.h>

/*
 * Operations a second on so many threads, the best of some 50 ms: of fp32, or
 * of bf16 where asked for and the processor has avx512_bf16 (the rate of AMX
 * is not measured).  A multiply-add counts as two.
 */
double peak_flops(unsigned threads, bool bf16);

#endif
