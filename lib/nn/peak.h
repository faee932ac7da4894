/* What this machine could do at most, measured now: others may share it. */
#ifndef ICL_NN_PEAK_H
#define ICL_NN_PEAK_H

/* fp32 operations a second of fused multiply-adds on registers alone; takes
 * some hundredths of a second. */
double peak_flops(unsigned threads);

#endif
