/* Rows, segments and targets: see batch.h. */
#include "model/batch.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"

void
batch_reset(struct batch *b)
{
	b->n_rows = b->n_segments = b->n_targets = 0;
}

void
batch_release(struct batch *b)
{
	free(b->ids);
	free(b->pos);
	free(b->segments);
	free(b->targets);
	*b = (struct batch){ 0 };
}

size_t
batch_segment(
    struct batch *b, const uint32_t *ids, size_t n, size_t pos0, int parent)
{
	size_t cap = b->rows_cap;

	assert(n > 0 && parent < (int)b->n_segments);
	b->ids = mem_grow(b->ids, &cap, b->n_rows + n, sizeof *b->ids);
	b->pos = mem_resize(b->pos, cap, sizeof *b->pos);
	b->rows_cap = cap;
	for (size_t i = 0; i < n; i++) {
		b->ids[b->n_rows + i] = ids[i];
		b->pos[b->n_rows + i] = (uint32_t)(pos0 + i);
	}
	b->segments = mem_grow(b->segments, &b->segments_cap, b->n_segments + 1,
	    sizeof *b->segments);
	b->segments[b->n_segments] = (struct segment){
		.first = b->n_rows,
		.n = n,
		.pos0 = pos0,
		.parent = parent,
	};
	b->n_rows += n;
	return b->n_segments++;
}

void
batch_target(
    struct batch *b, uint32_t row, uint32_t id, uint32_t owner, float weight)
{
	assert(row < b->n_rows);
	assert(b->n_targets == 0 || row >= b->targets[b->n_targets - 1].row);
	b->targets = mem_grow(
	    b->targets, &b->targets_cap, b->n_targets + 1, sizeof *b->targets);
	b->targets[b->n_targets++] = (struct target){ row, id, owner, weight };
}
