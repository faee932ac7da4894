/*
 * Tables of the kernels compiled for one instruction set.  A kernel does one
 * block of the work on one thread; the modules of lib/nn cut the work into
 * blocks whose bounds never depend on the number of threads, and so keep the
 * bits.  R is the number of rows of a block; a row is C floats.
 */
#ifndef ICL_NN_KERNELS_KERNELS_H
#define ICL_NN_KERNELS_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "base/tensor_type.h"
#include "nn/activation.h"
#include "nn/cpu.h"
#include "nn/adamw.h"
#include "nn/kv_chain.h"
#include "nn/small_gemm.h"

/* Norms over rows as in nn/norm.h; dx, and dw and db [C], are added to. */
struct norm_kernels {
	void (*layer_forward)(size_t r, size_t c, float eps, const float *x,
	    const float *w, const float *b, float *y, float *mean, float *rstd);
	void (*layer_backward)(size_t r, size_t c, const float *x,
	    const float *w, const float *mean, const float *rstd,
	    const float *dy, float *dx, float *dw, float *db);
	void (*rms_forward)(size_t r, size_t c, float eps, const float *x,
	    const float *w, float *y, float *rstd);
	void (*rms_backward)(size_t r, size_t c, const float *x, const float *w,
	    const float *rstd, const float *dy, float *dx, float *dw);
	/* sum[C] += every row of x, ld floats apart. */
	void (*add_rows)(
	    size_t r, size_t c, const float *x, size_t ld, float *sum);
};

/* As in nn/activation.h, for R rows. */
struct activation_kernels {
	void (*forward)(enum activation act, size_t r, size_t c, float *x,
	    const float *bias, float *y);
	void (*backward)(enum activation act, size_t n, const float *x,
	    const float *dy, float *dx);
	void (*gated_forward)(
	    enum activation act, size_t r, size_t c, const float *gu, float *y);
	void (*gated_backward)(enum activation act, size_t r, size_t c,
	    const float *gu, const float *dy, float *dgu);
	void (*bias)(size_t r, size_t c, const float *bias, float *x);
	void (*add)(size_t n, const float *a, const float *b, float *y);
	void (*cap)(size_t n, float cap, float *x);
};

/* One row of logits. */
struct loss_kernels {
	/* Log of the sum of exponentials of x [V], and the largest of x. */
	double (*log_sum)(size_t v, const float *x, float *max);
	/* x = weight * exp(x - log_sum) */
	void (*softmax)(size_t v, float *x, double log_sum, float weight);
};

/* One block of parameters: moments as numbers, or as codes of 8 bits. */
struct adamw_kernels {
	void (*fp32)(const struct adamw *a, size_t n, float *param,
	    const float *grad, float *m, float *v);
	void (*codes)(const struct adamw *a, size_t n, float *param,
	    const float *grad, uint8_t *m8, uint8_t *v8, float *m_scale,
	    float *v_scale);
};

/* Kernels over arrays without rows. */
struct array_kernels {
	/* y = x as bf16, to nearest even, NaN stays one; and back. */
	void (*to_bf16)(size_t n, const float *x, uint16_t *y);
	void (*from_bf16)(size_t n, const uint16_t *x, float *y);
	double (*square_sum)(size_t n, const float *x);
	/* Pairs (a[i], b[i]) rotated by the angles whose cos and sin are given;
	   n pairs. */
	void (*rotate)(
	    size_t n, const float *cos, const float *sin, float *a, float *b);
	/* Multiply-adds on registers alone; returns how many operations. */
	double (*peak)(size_t steps, float *sink);
	double (*peak_bf16)(size_t steps, float *sink); /* of bf16, or peak */
};

enum { FLAT_ROWS = 96, FLAT_COLUMNS = 64 }; /* multiples of 2 mr and of nr */

/*
 * Products by register tiles of mr rows and nr columns.  The right matrix is
 * packed in panels [k][nr]; add says whether y is added to or overwritten.
 */
struct gemm_kernels {
	size_t mr, nr;
	/* panel[k][nr] = b(p, j) = b[p b_row + j b_col], 0 for j >= n. */
	void (*pack_panel)(size_t k, size_t n, const float *b, size_t b_row,
	    size_t b_col, float *panel);
	/* y[m][n <= nr] from a[m][k]. */
	void (*rows_product)(size_t m, size_t n, size_t k, const float *a,
	    size_t lda, const float *panel, int add, float *y, size_t ldy);
	/* a[k][m] in tiles [k][mr], and y[m][n <= nr] from these. */
	void (*pack_transposed)(
	    size_t m, size_t k, const float *a, size_t lda, float *tiles);
	void (*transposed_product)(size_t m, size_t n, size_t k,
	    const float *tiles, const float *panel, int add, float *y,
	    size_t ldy);
	/* to[cols][rows] = from[rows][cols] transposed. */
	void (*transpose)(size_t rows, size_t cols, const float *from,
	    size_t ld_from, float *to, size_t ld_to);
	/*
	 * y[m][n] = x[m][k] w[n][k]^T for up to FLAT_COLUMNS rows of x, which
	 * are packed as columns of panels, the panels of each depth one after
	 * another, and FLAT_ROWS rows of w, which are read where they are. Sums
	 * as deep as `depth` says are made and then added in their order.
	 */
	void (*flat)(size_t n, size_t m, size_t k, struct gemm_depth depth,
	    const float *w, size_t ldw, const float *panels, int add, float *y,
	    size_t ldy);
	/* y[m][n] = x[m][k] w[n][k]^T without packing, for few rows. */
	void (*dots)(size_t m, size_t n, size_t k, const float *x, size_t ldx,
	    const float *w, size_t ldw, int add, float *y, size_t ldy);
};

/*
 * y[m][n] = x[m][k] w^T, or added to y, for m <= 6 and n rows of stored
 * numbers, k whole groups of 32; the bits of `dots` above for the same numbers
 * in fp32.  NULL: there is none for the type.
 */
struct quant_kernels {
	void (*dots[TENSOR_OTHER])(size_t m, size_t n, size_t k, const float *x,
	    size_t ldx, const unsigned char *const *rows, int add, float *y,
	    size_t ldy);
};

enum { ATTENTION_TILE = 96 };

/* Up to ATTENTION_TILE queries of one head and all that they see. */
struct attention_tile {
	size_t d;         /* floats of a head */
	int bf16;         /* products of bf16 numbers */
	float scale, cap; /* of nn/attention.h */
	size_t window;
	const double *bias; /* of the head, by places; or NULL */
	size_t q0, nq;      /* rows of their segment */
	int heads;          /* or nq heads of its one row, of the same keys */
	const struct kv_run *runs;
	size_t n_runs;
	size_t kv_offset; /* of the head in a row of keys or values */
	size_t q_stride, out_stride, lse_stride;
	const float *q; /* their rows and head, as are the next ones */
	float *out, *lse;
	/* Backward; keys and values have their gradients in the runs. */
	const float *d_out;
	float *dq;
};

struct attention_kernels {
	size_t (*scratch)(size_t d); /* floats of memory that a tile needs */
	void (*forward)(const struct attention_tile *t, float *memory);
	void (*backward)(const struct attention_tile *t, float *memory);
};

struct block_kernels {
	/* The fp32 numbers of n blocks that follow one another, by type. */
	void (*expand[TENSOR_OTHER])(
	    size_t n, const unsigned char *p, float *y);
};

/* A number of a row that is multiplied in fp32. */
struct int8_outlier {
	uint32_t index;
	float value;
};

/* A row of a product of 8-bit numbers on its way to fp32. */
struct int8_widen {
	size_t n;
	int32_t *sum;        /* [n], not kept */
	float row;           /* the scale of what was multiplied */
	const float *factor; /* [n] those of the weights; NULL: 1 */
	const struct int8_outlier *outliers;
	size_t n_outliers;
	const int8_t *q; /* [k][n] what outliers are multiplied by */
	size_t ldq;      /* from one row of q to the next */
	int add;
	float *y; /* [n] */
};

/* Numbers of 8 bits, as in nn/int8.h. */
struct int8_kernels {
	/*
	 * The scale of q [n], which is x [n] times the factors (NULL: 1).
	 * Outliers, at most so many, are 0 in q; none with factors.
	 */
	float (*narrow)(size_t n, const float *x, const float *factor,
	    int8_t *q, size_t most, struct int8_outlier *outliers,
	    size_t *n_outliers);
	/* y = factor (row sum + outliers q), or added to y. */
	void (*widen)(const struct int8_widen *o);
};

enum { INT8_COLUMNS = 64, INT8_PAD = 16 };

/*
 * Whole sums of products of 8-bit numbers.  Rows of one operand are widened to
 * pairs of 16 bits, the first of a pair in the lower half.
 */
struct int8_sum_kernels {
	/* A row of n as pairs, a last one paired with 0; what is written ends
	   at a multiple of INT8_PAD pairs. */
	void (*widen)(size_t n, const int8_t *q, int32_t *pairs);
	/* sum[m][n] = x[m][k] q[k][n], x in pairs, for few rows; what is
	   written ends at a multiple of INT8_PAD sums. */
	void (*few)(size_t m, size_t n, size_t k, const int32_t *x, size_t ldx,
	    const int8_t *q, size_t ldq, int32_t *sum, size_t ld);
	/*
	 * sum[m][INT8_COLUMNS], of which n are wanted, = x[m][k] q[k][n], or
	 * with q[n][k] where that is turned; x in pairs.
	 */
	void (*block)(int turned, size_t m, size_t n, size_t k,
	    const int32_t *x, size_t ldx, const int8_t *q, size_t ldq,
	    int32_t *sum);
};

#define KERNELS_DECLARE(isa)                                             \
	extern const struct norm_kernels norm_kernels_##isa;             \
	extern const struct activation_kernels activation_kernels_##isa; \
	extern const struct loss_kernels loss_kernels_##isa;             \
	extern const struct array_kernels array_kernels_##isa;           \
	extern const struct adamw_kernels adamw_kernels_##isa;           \
	extern const struct attention_kernels attention_kernels_##isa;   \
	extern const struct quant_kernels quant_kernels_##isa;           \
	extern const struct block_kernels block_kernels_##isa;           \
	extern const struct int8_kernels int8_kernels_##isa;             \
	extern const struct int8_sum_kernels int8_sum_kernels_##isa;     \
	extern const struct gemm_kernels gemm_kernels_##isa

#if defined(__x86_64__)
KERNELS_DECLARE(portable);
KERNELS_DECLARE(avx2);
KERNELS_DECLARE(avx512);
KERNELS_DECLARE(avx512_bf16);
#define KERNELS_CHOOSE(name)                                \
	(cpu_isa() == ISA_AVX512_BF16 ? &name##_avx512_bf16 \
	    : cpu_isa() == ISA_AVX512 ? &name##_avx512      \
	    : cpu_isa() == ISA_AVX2   ? &name##_avx2        \
				      : &name##_portable)
#elif defined(__aarch64__) && defined(__ARM_NEON)
KERNELS_DECLARE(neon);
#define KERNELS_CHOOSE(name) (&name##_neon)
#else
KERNELS_DECLARE(portable);
#define KERNELS_CHOOSE(name) (&name##_portable)
#endif

#endif
