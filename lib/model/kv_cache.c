/* Keys and values that outlive their batch: see kv_cache.h. */
#include "model/kv_cache.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct kv_cache *
kv_cache_new(size_t n_layers, size_t width, size_t n)
{
	struct kv_cache *c = mem_new(1, sizeof *c);

	c->n = c->cap = n;
	c->width = width;
	c->n_layers = n_layers;
	c->data = mem_aligned(n_layers * n * width, sizeof *c->data);
	return c;
}

void
kv_cache_free(struct kv_cache *c)
{
	if (c == NULL)
		return;
	free(c->data);
	free(c);
}

float *
kv_cache_layer(const struct kv_cache *c, size_t layer)
{
	assert(layer < c->n_layers);
	return c->data + layer * c->cap * c->width;
}

size_t
kv_cache_bytes(const struct kv_cache *c)
{
	return c->n_layers * c->cap * c->width * sizeof *c->data;
}

/* The first n rows of every layer. */
static void
copy_rows(const struct kv_cache *from, size_t n, struct kv_cache *to)
{
	for (size_t l = 0; l < from->n_layers; l++)
		memcpy(kv_cache_layer(to, l), kv_cache_layer(from, l),
		    n * from->width * sizeof *from->data);
}

void
kv_cache_widen(struct kv_cache *c, size_t n)
{
	size_t cap = 2 * c->cap > n ? 2 * c->cap : n;
	struct kv_cache *wide;

	if (n <= c->cap)
		return;
	wide = kv_cache_new(c->n_layers, c->width, cap);
	copy_rows(c, c->n, wide);
	free(c->data);
	c->data = wide->data;
	c->cap = cap;
	free(wide);
}

struct kv_cache *
kv_cache_head(const struct kv_cache *c, size_t n)
{
	struct kv_cache *head = kv_cache_new(c->n_layers, c->width, n);

	assert(n <= c->n);
	head->parent = c->parent;
	copy_rows(c, n, head);
	return head;
}
