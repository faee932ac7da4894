/*
 * How an operation's rows are cut into blocks, each the work of one thread.
 * The cut depends on the shape alone, never on the number of threads: sums
 * over rows are made block by block and added in the blocks' order, so that
 * the bits do not depend on the threads either.
 */
#ifndef ICL_NN_ROW_BLOCKS_H
#define ICL_NN_ROW_BLOCKS_H

#include <stddef.h>

struct row_blocks {
	size_t rows; /* in all */
	size_t each; /* rows of a block, fewer in the last */
	size_t n;    /* blocks; 0 if there are no rows */
};

/* Cuts t rows of c floats, not summed; a block outweighs starting a thread. */
struct row_blocks row_blocks_of(size_t t, size_t c);

/* Cuts t rows that are summed into at most 32 blocks, which bounds the sums. */
struct row_blocks row_blocks_of_sums(size_t t);

/* The first row of block i < n, and its number of rows. */
size_t row_blocks_first(const struct row_blocks *p, size_t i);
size_t row_blocks_size(const struct row_blocks *p, size_t i);

#endif
