/* Contexts kept for later ones: see contexts.h. */
#include "score/contexts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "nn/attention.h"

struct entry {
	const struct adapter *adapter;
	uint32_t *ids;
	size_t n;
	struct kv_cache *cache;
	uint64_t used; /* when, by the clock below */
};

struct contexts {
	size_t room, bytes; /* allowed, in use */
	struct entry *entries;
	size_t n_entries, entries_cap;
	uint64_t clock;
};

struct contexts *
contexts_new(size_t bytes)
{
	struct contexts *c = mem_new(1, sizeof *c);

	c->room = bytes;
	return c;
}

static void
drop(struct contexts *c, size_t i)
{
	struct entry *x = &c->entries[i];

	c->bytes -= kv_cache_bytes(x->cache);
	kv_cache_free(x->cache);
	free(x->ids);
	*x = c->entries[--c->n_entries];
}

void
contexts_free(struct contexts *c)
{
	if (c == NULL)
		return;
	while (c->n_entries > 0)
		drop(c, 0);
	free(c->entries);
	free(c);
}

/* Ids that the entry and the context begin with. */
static size_t
common(const struct entry *x, const struct adapter *a, struct ids ids)
{
	const struct ids both[] = { { x->ids, x->n }, ids };

	return x->adapter == a ? ids_common(both, 2) : 0;
}

struct kv_cache *
contexts_take(struct contexts *c, const struct adapter *a, struct ids ids)
{
	struct ids before = { ids.v, ids.n - (ids.n > 0) };
	struct entry *best = NULL;
	size_t most = 0;

	for (size_t i = 0; i < c->n_entries; i++) {
		size_t n = common(&c->entries[i], a, before);

		if (n <= most)
			continue;
		most = n;
		best = &c->entries[i];
	}
	most -= most % ATTENTION_CUT;
	if (most == 0)
		return NULL;
	best->used = ++c->clock;
	return kv_cache_head(best->cache, most);
}

static size_t
oldest(const struct contexts *c)
{
	size_t first = 0;

	for (size_t i = 1; i < c->n_entries; i++)
		if (c->entries[i].used < c->entries[first].used)
			first = i;
	return first;
}

void
contexts_put(struct contexts *c, const struct adapter *a, struct ids ids,
    struct kv_cache *cache)
{
	size_t bytes = kv_cache_bytes(cache);
	struct entry *x;

	assert(cache->n == ids.n && cache->parent == NULL);
	for (size_t i = c->n_entries; i-- > 0;)
		if (common(&c->entries[i], a, ids) == c->entries[i].n)
			drop(c, i); /* this one begins with it */
	while (c->n_entries > 0 && c->bytes + bytes > c->room)
		drop(c, oldest(c));
	if (bytes > c->room) {
		kv_cache_free(cache);
		return;
	}
	c->entries = mem_grow(
	    c->entries, &c->entries_cap, c->n_entries + 1, sizeof *c->entries);
	x = &c->entries[c->n_entries++];
	*x = (struct entry){ a, mem_new(ids.n, sizeof *x->ids), ids.n, cache,
		++c->clock };
	memcpy(x->ids, ids.v, ids.n * sizeof *x->ids);
	c->bytes += bytes;
}
