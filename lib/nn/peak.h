/*
 * What the processor could do at most: the rate of fused multiply-adds on
 * registers alone.  On shared machines it changes by up to twice within the
 * hour, so a share of it means something only when measured in the same
 * minute.
 */
#ifndef ICL_NN_PEAK_H
#define ICL_NN_PEAK_H

/* fp32 operations a second, the best of some 50 ms. */
double peak_flops(unsigned threads);

#endif
