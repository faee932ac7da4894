/*
 * How an operation's rows are cut into pieces of work.  The cut depends on
 * the shape alone, never on the number of threads: sums over rows are made a
 * piece at a time and added in the pieces' order, so the bits stay.
 */
#ifndef ICL_NN_ROW_BLOCKS_H
#define ICL_NN_ROW_BLOCKS_H

#include <stddef.h>

struct row_blocks {
	size_t rows; /* in all */
	size_t each; /* rows of a piece, fewer in the last */
	size_t n;    /* pieces; 0 of 0 rows */
};

/* Of t rows of c floats that need no sum: large enough to outweigh a start. */
struct row_blocks row_blocks_of(size_t t, size_t c);

/* Of t rows that are summed: at most 32, so that the sums stay small. */
struct row_blocks row_blocks_of_sums(size_t t);

size_t row_blocks_first(
    const struct row_blocks *p, size_t i); /* first row of i */
size_t row_blocks_size(const struct row_blocks *p, size_t i); /* rows of i */

#endif
