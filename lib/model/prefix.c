/* Trained keys and values before every segment: see prefix.h. */
#include "model/prefix.h"

#include <stdlib.h>

#include "base/mem.h"

struct prefix
prefix_of(const struct model_config *c, size_t n)
{
	return (struct prefix){
		.n = n,
		.n_layers = c->n_layers,
		.width = 2 * c->n_kv_heads * c->head_dim,
		.head_dim = c->head_dim,
		.paired = c->family == FAMILY_GPTJ ? c->rope.rotary_dim : 0,
	};
}

size_t
prefix_count(const struct prefix *p)
{
	return p->n_layers * p->n * p->width;
}

struct kv_block
prefix_block(const struct prefix *p, size_t layer, float *grad)
{
	size_t at = layer * p->n * p->width;
	struct kv_block b = {
		.k = p->data + at,
		.v = p->data + at + p->width / 2,
		.n = p->n,
		.stride = p->width,
		.parent = NO_PARENT,
		.d_stride = p->width,
	};

	if (grad != NULL) {
		b.dk = grad + at;
		b.dv = b.dk + p->width / 2;
	}
	return b;
}

const struct batch *
prefix_view(struct prefix_view *v, const struct prefix *p,
    const struct batch *b, int block)
{
	struct batch *to = &v->batch;
	struct segment *segments = mem_grow(
	    to->segments, &to->segments_cap, b->n_segments, sizeof *segments);
	uint32_t *pos =
	    mem_grow(to->pos, &to->rows_cap, b->n_rows, sizeof *pos);
	size_t segments_cap = to->segments_cap, rows_cap = to->rows_cap;

	for (size_t i = 0; i < b->n_rows; i++)
		pos[i] = b->pos[i] + (uint32_t)p->n;
	for (size_t i = 0; i < b->n_segments; i++) {
		segments[i] = b->segments[i];
		segments[i].pos0 += p->n;
		if (segments[i].parent == NO_PARENT)
			segments[i].parent = block;
	}
	*to = *b;
	to->segments = segments;
	to->segments_cap = segments_cap;
	to->pos = pos;
	to->rows_cap = rows_cap;
	return to;
}

void
prefix_view_release(struct prefix_view *v)
{
	free(v->batch.segments);
	free(v->batch.pos);
	*v = (struct prefix_view){ 0 };
}

/* Where number x of a token's keys and values lies in the file. */
static size_t
file_place(const struct prefix *p, size_t x)
{
	size_t half = p->paired / 2, within = x % p->head_dim;

	if (x >= p->width / 2 || within >= p->paired)
		return x;
	return x - within + within % half * 2 + within / half;
}

void
prefix_put(const struct prefix *p, const float *file, float *memory)
{
	for (size_t l = 0; l < p->n_layers; l++)
		for (size_t i = 0; i < p->n; i++, memory += p->width) {
			const float *from =
			    file + (i * p->n_layers + l) * p->width;

			for (size_t x = 0; x < p->width; x++)
				memory[x] = from[file_place(p, x)];
		}
}

void
prefix_get(const struct prefix *p, const float *memory, float *file)
{
	for (size_t l = 0; l < p->n_layers; l++)
		for (size_t i = 0; i < p->n; i++, memory += p->width) {
			float *to = file + (i * p->n_layers + l) * p->width;

			for (size_t x = 0; x < p->width; x++)
				to[file_place(p, x)] = memory[x];
		}
}
