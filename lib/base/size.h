/*
 * The smaller and the larger of two sizes, and whole units of them.  Functions,
 * not macros: each argument is evaluated once, and a signed one is told by the
 * compiler.
 */
#ifndef ICL_BASE_SIZE_H
#define ICL_BASE_SIZE_H

#include <stddef.h>

static inline size_t
size_min(size_t a, size_t b)
{
	return a < b ? a : b;
}

static inline size_t
size_max(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* The next multiple of unit, n itself if it is one; unit > 0. */
static inline size_t
size_round_up(size_t n, size_t unit)
{
	return (n + unit - 1) / unit * unit;
}

#endif
