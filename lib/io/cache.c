/* A folder of results: see cache.h. */
#include "io/cache.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "io/file.h"

enum { ENTRY_MAX = 1 << 30 }; /* bytes of one result */

struct cache {
	const char *dir;
	struct buf path;
};

struct cache *
cache_new(const char *dir, struct err *e)
{
	struct cache *c;

	if (mkdir(dir, 0777) != 0 && errno != EEXIST) {
		err_errno(e, "%s", dir);
		return NULL;
	}
	c = mem_new(1, sizeof *c);
	c->dir = dir;
	return c;
}

void
cache_free(struct cache *c)
{
	if (c == NULL)
		return;
	buf_release(&c->path);
	free(c);
}

int
cache_get(
    struct cache *c, const char key[DIGEST_HEX], struct buf *out, struct err *e)
{
	const char *path = file_join(&c->path, c->dir, key);

	if (!file_exists(path))
		return 0;
	return file_read(path, ENTRY_MAX, out, e) ? -1 : 1;
}

int
cache_put(struct cache *c, const char key[DIGEST_HEX], struct str bytes,
    struct err *e)
{
	return file_put(file_join(&c->path, c->dir, key), bytes, e);
}
