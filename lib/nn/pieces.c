/* Cutting rows into pieces of work: see pieces.h. */
#include "nn/pieces.h"

#include <assert.h>

enum {
	PIECE_FLOATS = 1 << 14, /* some microseconds of elementwise work */
	MAX_SUMS = 32,
	MIN_SUM_ROWS = 32,
};

static struct pieces
cut(size_t t, size_t each)
{
	return (struct pieces){ t, each, (t + each - 1) / each };
}

struct pieces
pieces_of_rows(size_t t, size_t c)
{
	size_t each = c == 0 ? 1 : PIECE_FLOATS / c;

	return cut(t, each == 0 ? 1 : each);
}

struct pieces
pieces_of_sums(size_t t)
{
	size_t each = (t + MAX_SUMS - 1) / MAX_SUMS;

	return cut(t, each < MIN_SUM_ROWS ? MIN_SUM_ROWS : each);
}

size_t
pieces_first(const struct pieces *p, size_t i)
{
	assert(i < p->n);
	return i * p->each;
}

size_t
pieces_size(const struct pieces *p, size_t i)
{
	size_t left = p->rows - pieces_first(p, i);

	return left < p->each ? left : p->each;
}
