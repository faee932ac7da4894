/*
 * A folder of results by what they are results of: each in a file that is
 * named by a digest and appears when it is whole, so that a run can be killed
 * at any moment and several can share the folder.
 */
#ifndef ICL_SCORE_CACHE_H
#define ICL_SCORE_CACHE_H

#include <stdbool.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/str.h"

struct cache;

/* The folder is made when it is not there. */
struct cache *cache_new(const char *dir, struct err *e) MUST_CHECK;
void cache_free(struct cache *c);

/*
 * Adds the bytes to out; false when there are none, or what is there cannot be
 * read or is not what was put under this key.
 */
bool cache_get(struct cache *c, const char key[DIGEST_HEX], struct buf *out);

int cache_put(struct cache *c, const char key[DIGEST_HEX], struct str bytes,
    struct err *e) MUST_CHECK;

#endif
