/*
 * AdamW (Loshchilov and Hutter 2019) in one pass over the parameters: decay,
 * moments, clip factor, bf16 copy.
 *
 * The moments are fp32, or 8 bits each in blocks of ADAMW8_BLOCK with a scale
 * of their own, by the dynamic code of Dettmers et al. (2022, 8-bit Optimizers
 * via Block-wise Quantization).  With d = floor(log2 c) a code c means
 * 10^(d - D + 1) (0.1 + 0.9 (c - 2^d + 1) / 2^d) of the block's largest number:
 * D = 7 decades and a sign for the first moment; 8 for the second, which is
 * kept as its root (half the decades to cover) and never falls to 0 by
 * rounding.
 */
#ifndef ICL_NN_ADAMW_H
#define ICL_NN_ADAMW_H

#include <stddef.h>
#include <stdint.h>

struct adamw {
	double lr, beta1, beta2, eps, weight_decay;
	double clip_scale; /* the gradient is multiplied by this first */
	uint64_t step;     /* from 1 */
};

enum { ADAMW8_BLOCK = 256 };

/* Arrays of all parameters, borrowed. */
struct adamw_arrays {
	float *param;
	const float *grad;
	float *m, *v;     /* moments; with codes, the scale of each block */
	uint8_t *m8, *v8; /* codes, or NULL */
	uint16_t *bf16;   /* bf16 copy of param to be renewed, or NULL */
};

/*
 * Updates parameters at .. at + n; at is a multiple of ADAMW8_BLOCK where the
 * moments are codes.
 */
void adamw_step(const struct adamw *a, const struct adamw_arrays *x, size_t at,
    size_t n, unsigned threads);

/* Sum of squares in fp64, in an order that the threads do not change. */
double sum_of_squares(size_t n, const float *x, unsigned threads);

#endif
