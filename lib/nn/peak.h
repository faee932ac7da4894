/*
 * What the processor could do at most: the rate of fused multiply-adds on
 * registers alone.  On shared machines it changes by up to twice within the
 * hour, so a share of it means something only when measured in the same
 * minute.
 */
#ifndef ICL_NN_PEAK_H
#define ICL_NN_PEAK_H

#include <stdbool.h>

/*
 * Operations a second, the best of some 50 ms: of fp32, or with half of bf16
 * where the processor has avx512_bf16 (what AMX could do is not measured).
 */
double peak_flops(unsigned threads, bool half);

#endif
