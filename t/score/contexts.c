/* Contexts that are kept: which is found, and which goes. */
#include "../tap.h"

#include <stdlib.h>

#include "base/mem.h"
#include "score/contexts.h"
#include "nn/attention.h"

enum { LAYERS = 2, WIDTH = 4, CUT = ATTENTION_CUT };

/* Row i of layer l is l and ids[i]. */
static struct kv_cache *
cache_of(struct ids ids)
{
	struct kv_cache *c = kv_cache_new(LAYERS, WIDTH, ids.n);

	for (size_t l = 0; l < LAYERS; l++)
		for (size_t i = 0; i < ids.n; i++) {
			kv_cache_layer(c, l)[i * WIDTH] = (float)l;
			kv_cache_layer(c, l)[i * WIDTH + 1] = (float)ids.v[i];
		}
	return c;
}

static bool
is_of(const struct kv_cache *c, const uint32_t *ids, size_t n)
{
	bool good = c != NULL && c->n == n;

	for (size_t l = 0; good && l < LAYERS; l++)
		for (size_t i = 0; i < n; i++) {
			const float *row = kv_cache_layer(c, l) + i * WIDTH;

			good &= row[0] == (float)l && row[1] == (float)ids[i];
		}
	return good;
}

/* Takes and looks at it: rows of these ids, n of them, 0: none. */
static bool
takes(struct contexts *c, const struct adapter *a, struct ids ids, size_t n)
{
	struct kv_cache *cache = contexts_take(c, a, ids);
	bool good = n == 0 ? cache == NULL : is_of(cache, ids.v, n);

	kv_cache_free(cache);
	return good;
}

static void
put(struct contexts *c, const struct adapter *a, struct ids ids)
{
	contexts_put(c, a, ids, cache_of(ids));
}

int
main(void)
{
	size_t row = LAYERS * WIDTH * sizeof(float);
	struct contexts *c = contexts_new(6 * CUT * row);
	const struct adapter *other = (const struct adapter *)&row;
	uint32_t up[4 * CUT], odd[4 * CUT], third[3 * CUT];

	for (uint32_t i = 0; i < 4 * CUT; i++) {
		up[i] = i;
		odd[i] = i < CUT + 5 ? i : 1000 + i;
	}
	for (uint32_t i = 0; i < 3 * CUT; i++)
		third[i] = 5000 + i;
	ok(takes(c, NULL, (struct ids){ up, CUT }, 0), "nothing at first");
	put(c, NULL, (struct ids){ up, 2 * CUT + 1 });
	ok(takes(c, NULL, (struct ids){ up, 4 * CUT }, 2 * CUT),
	    "what a longer one begins with");
	ok(takes(c, NULL, (struct ids){ up, 2 * CUT }, CUT),
	    "but never all of it");
	ok(takes(c, NULL, (struct ids){ odd, 4 * CUT }, CUT),
	    "or what is in common");
	ok(takes(c, other, (struct ids){ up, 4 * CUT }, 0),
	    "not of another adapter");
	ok(takes(c, NULL, (struct ids){ NULL, 0 }, 0), "nor of nothing");
	put(c, NULL, (struct ids){ up, 3 * CUT });
	put(c, NULL, (struct ids){ odd, 3 * CUT });
	ok(takes(c, NULL, (struct ids){ up, 4 * CUT }, 3 * CUT) &&
		takes(c, NULL, (struct ids){ odd, 4 * CUT }, 3 * CUT),
	    "a longer one takes the place of its beginning");
	ok(takes(c, NULL, (struct ids){ up, 4 * CUT }, 3 * CUT), "used last");
	put(c, NULL, (struct ids){ third, 3 * CUT });
	ok(takes(c, NULL, (struct ids){ odd, 4 * CUT }, CUT) &&
		takes(c, NULL, (struct ids){ up, 4 * CUT }, 3 * CUT),
	    "what was used longest ago goes first");
	contexts_free(c);
	c = contexts_new(row);
	put(c, NULL, (struct ids){ up, 2 * CUT });
	ok(takes(c, NULL, (struct ids){ up, 4 * CUT }, 0), "no room at all");
	contexts_free(c);
	return tap_end();
}
