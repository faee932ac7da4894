/* Trained keys and values before every segment: see prefix.h. */
#include "model/prefix.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

int
prefix_check(const struct model_config *c, struct err *e)
{
	if (c->family != FAMILY_GPTJ)
		return 0;
	return err_set(e, "a prefix of %s models is not supported; use LoRA",
	    model_family_name(c->family));
}

struct prefix
prefix_of(const struct model_config *c, size_t n)
{
	return (struct prefix){
		.n = n,
		.n_layers = c->n_layers,
		.width = 2 * c->n_kv_heads * c->head_dim,
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

void
prefix_put(const struct prefix *p, const float *file, float *memory)
{
	for (size_t l = 0; l < p->n_layers; l++)
		for (size_t i = 0; i < p->n; i++)
			memcpy(memory + (l * p->n + i) * p->width,
			    file + (i * p->n_layers + l) * p->width,
			    p->width * sizeof *memory);
}

void
prefix_get(const struct prefix *p, const float *memory, float *file)
{
	for (size_t l = 0; l < p->n_layers; l++)
		for (size_t i = 0; i < p->n; i++)
			memcpy(file + (i * p->n_layers + l) * p->width,
			    memory + (l * p->n + i) * p->width,
			    p->width * sizeof *file);
}
