/*
 * The documents of a segments stream in blocks, as passages.
 *
 * A block has as many documents as the window; the last block has the rest, and
 * its window is filled up with the documents before it.  Memory holds the
 * sentences of a window and a batch of records that are being parsed.
 */
#ifndef ICL_MKTASK_BLOCKS_H
#define ICL_MKTASK_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "io/reader.h"
#include "mktask/passage.h"

enum { WINDOW_MAX = 1 << 16 }; /* documents */

struct blocks;

/* Never NULL; 1 <= window <= WINDOW_MAX, threads >= 1. */
struct blocks *blocks_new(size_t window, unsigned threads);
void blocks_free(struct blocks *b);

/*
 * Reads the next block: 1 when more may follow it, 0 when it is the last (and
 * perhaps empty), -1 on error.  Bad records are an error or, with skip, left
 * out and counted.
 */
int blocks_next(
    struct blocks *b, struct reader *in, bool skip, struct err *e) MUST_CHECK;

/*
 * Fills v, room for a window, with the passages of the block's window; the
 * block's own are [*first, result).  They are good until the next block.
 */
size_t blocks_window(const struct blocks *b, struct passage *v, size_t *first);

uint64_t blocks_read(const struct blocks *b); /* records, so far */
uint64_t blocks_bad(const struct blocks *b);  /* of these, left out */

#endif
