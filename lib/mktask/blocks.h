/*
 * Documents of a segments stream in blocks, as the task makers want them.
 *
 * A block has as many documents as the window is wide, the last one what is
 * left; it is then filled up with documents before it.  Holds the sentences of
 * a window, and a batch of records that are parsed.
 */
#ifndef ICL_MKTASK_BLOCKS_H
#define ICL_MKTASK_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "io/stream.h"
#include "mktask/passage.h"

enum { WINDOW_MAX = 1 << 16 };

struct blocks;

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
