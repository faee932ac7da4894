/* Cutting rows into blocks of work: see row_blocks.h. */
#include "nn/row_blocks.h"

#include <assert.h>

enum {
	BLOCK_FLOATS = 1 << 14, /* some microseconds of elementwise work */
	MAX_SUMS = 32,
	MIN_SUM_ROWS = 32,
};

static struct row_blocks
cut(size_t t, size_t each)
{
	return (struct row_blocks){ t, each, (t + each - 1) / each };
}

struct row_blocks
row_blocks_of(size_t t, size_t c)
{
	size_t each = c == 0 ? 1 : BLOCK_FLOATS / c;

	return cut(t, each == 0 ? 1 : each);
}

struct row_blocks
row_blocks_of_sums(size_t t)
{
	size_t each = (t + MAX_SUMS - 1) / MAX_SUMS;

	return cut(t, each < MIN_SUM_ROWS ? MIN_SUM_ROWS : each);
}

size_t
row_blocks_first(const struct row_blocks *p, size_t i)
{
	assert(i < p->n);
	return i * p->each;
}

size_t
row_blocks_size(const struct row_blocks *p, size_t i)
{
	size_t left = p->rows - row_blocks_first(p, i);

	return left < p->each ? left : p->each;
}
