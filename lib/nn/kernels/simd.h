/*
 * Vectors of floats for the kernels, in the compiler's own vector types, so
 * that one source serves every instruction set.  The width is that of the
 * set being compiled for (Makefile, ISA_*).  Every file of this folder is
 * compiled once a set and must include no header with code that may stay a
 * function but this and its neighbours.
 *
 * Compiler settings matter here, and the Makefile's NN_CFLAGS hold them:
 * -std=c11 alone turns off contraction to fused multiply-add (exp then takes
 * twice as long); -ffast-math breaks the rounding that vf_exp rests on (its
 * error goes from 1e-7 to 0.4); without -fno-math-errno a loop with sqrtf is
 * not vectorised (4 times slower).
 */
#ifndef ICL_NN_KERNELS_SIMD_H
#define ICL_NN_KERNELS_SIMD_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__AVX2__)
#include <immintrin.h> /* always inline */
#endif

/* KERNEL(rows) names what a file exports: rows_avx2 and so on. */
#define KERNEL_PASTE(name, isa) name##_##isa
#define KERNEL_NAME(name, isa) KERNEL_PASTE(name, isa)
#if defined(__AVX512F__)
#if defined(__AVX512BF16__)
#define KERNEL(name) KERNEL_NAME(name, avx512_bf16)
#else
#define KERNEL(name) KERNEL_NAME(name, avx512)
#endif
enum { VF_BYTES = 64 };
#elif defined(__AVX2__)
#define KERNEL(name) KERNEL_NAME(name, avx2)
enum { VF_BYTES = 32 };
#elif defined(__aarch64__) && defined(__ARM_NEON)
#define KERNEL(name) KERNEL_NAME(name, neon)
enum { VF_BYTES = 16 };
#else
#define KERNEL(name) KERNEL_NAME(name, portable)
enum { VF_BYTES = 16 };
#endif

/* Vector registers: 32 with AVX-512 and on 64-bit Arm, else 16. */
#if defined(__AVX512F__) || defined(__aarch64__)
#define VF_REGISTERS 32
#else
#define VF_REGISTERS 16
#endif

#define INLINE static inline __attribute__((always_inline))

enum { VF = VF_BYTES / 4 }; /* lanes */

typedef float vf __attribute__((vector_size(VF_BYTES)));
typedef int32_t vi __attribute__((vector_size(VF_BYTES)));
typedef float vf_any
    __attribute__((vector_size(VF_BYTES), aligned(4), may_alias));

static inline vf
vf_load(const float *p)
{
	return *(const vf_any *)p;
}

static inline void
vf_store(float *p, vf x)
{
	*(vf_any *)p = x;
}

/* The first n lanes, n <= VF; the rest are 0. */
static inline vf
vf_load_part(const float *p, size_t n)
{
	vf x = { 0 };

	memcpy(&x, p, n * sizeof *p);
	return x;
}

static inline void
vf_store_part(float *p, vf x, size_t n)
{
	memcpy(p, &x, n * sizeof *p);
}

/* Up to VF of the n floats at p: what a loop over a row in steps of VF does. */
static inline vf
vf_get(const float *p, size_t n)
{
	return n >= VF ? vf_load(p) : vf_load_part(p, n);
}

static inline void
vf_put(float *p, vf x, size_t n)
{
	if (n >= VF)
		vf_store(p, x);
	else
		vf_store_part(p, x, n);
}

/* x with the lanes from n on set to 0. */
static inline vf
vf_head(vf x, size_t n)
{
	for (size_t i = n; i < VF; i++)
		x[i] = 0;
	return x;
}

static inline vf
vf_all(float x)
{
	return x - (vf){ 0 };
}

static inline vf
vf_select(vi mask, vf yes, vf no)
{
	return (vf)((mask & (vi)yes) | (~mask & (vi)no));
}

/* The larger of a and b, b where one is not a number; and the smaller. */
static inline vf
vf_max(vf a, vf b)
{
#if defined(__AVX512F__)
	return (vf)_mm512_max_ps((__m512)a, (__m512)b);
#elif defined(__AVX2__)
	return (vf)_mm256_max_ps((__m256)a, (__m256)b);
#else
	return vf_select(a > b, a, b);
#endif
}

static inline vf
vf_min(vf a, vf b)
{
#if defined(__AVX512F__)
	return (vf)_mm512_min_ps((__m512)a, (__m512)b);
#elif defined(__AVX2__)
	return (vf)_mm256_min_ps((__m256)a, (__m256)b);
#else
	return vf_select(a < b, a, b);
#endif
}

/* Sum of the lanes, always in the same order. */
static inline float
vf_sum(vf x)
{
	float lane[VF];

	vf_store(lane, x);
	for (size_t n = VF / 2; n > 0; n /= 2)
		for (size_t i = 0; i < n; i++)
			lane[i] += lane[i + n];
	return lane[0];
}

static inline double
vf_sum_double(vf x)
{
	double sum = 0;

	for (size_t i = 0; i < VF; i++)
		sum += (double)x[i];
	return sum;
}

static inline float
vf_max_lane(vf x)
{
	float max = x[0];

	for (size_t i = 1; i < VF; i++)
		max = x[i] > max ? x[i] : max;
	return max;
}

/*
 * e^x to 1e-7: x = n ln 2 + r, a polynomial in r, n into the exponent.
 * 0 below -87.3; above 88.3 it stays at e^88.3, finite.
 */
static inline vf
vf_exp(vf x)
{
	const vf magic = vf_all(12582912.0F); /* 1.5 * 2^23: rounds to int */
	vi tiny = x < vf_all(-87.3F);
	vf y, n, r, p;
	vi exponent;

	y = vf_min(vf_max(x, vf_all(-87.3F)), vf_all(88.3F));
	n = y * vf_all(1.44269504F) + magic;
	exponent = (vi)n << 23;
	n -= magic;
	r = y - n * vf_all(0.693145752F);
	r -= n * vf_all(1.42860677e-6F);
	p = vf_all(1.3981999507e-3F);
	p = p * r + vf_all(8.3334519073e-3F);
	p = p * r + vf_all(4.1665795894e-2F);
	p = p * r + vf_all(1.6666665459e-1F);
	p = p * r + vf_all(5.0000001201e-1F);
	p = p * r * r + r + vf_all(1.0F);
	p = (vf)((vi)p + exponent);
	return (vf)((vi)p & ~tiny);
}

/* 1 / (1 + e^-x) */
static inline vf
vf_sigmoid(vf x)
{
	return vf_all(1.0F) / (vf_all(1.0F) + vf_exp(-x));
}

/* By an exponential, or, where that would cancel, a series. */
static inline vf
vf_tanh(vf x)
{
	const vf one = vf_all(1);
	vf s = vf_sigmoid(x + x), x2 = x * x, p = vf_all(62.0F / 2835);

	p = p * x2 - vf_all(17.0F / 315);
	p = p * x2 + vf_all(2.0F / 15);
	p = p * x2 - vf_all(1.0F / 3);
	p = p * x2 * x + x;
	return vf_select(x2 < vf_all(0.09F), p, s + s - one);
}

#endif
