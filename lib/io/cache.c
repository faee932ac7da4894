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
	struct buf path, entry; /* entry: a line with its digest, the bytes */
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
	buf_release(&c->entry);
	free(c);
}

static void
digest_of(struct str bytes, char hex[DIGEST_HEX])
{
	struct digest *d = digest_new();

	digest_add(d, bytes.p, bytes.n);
	digest_finish(d, hex);
}

int
cache_get(
    struct cache *c, const char key[DIGEST_HEX], struct buf *out, struct err *e)
{
	const char *path = file_join(&c->path, c->dir, key);
	char hex[DIGEST_HEX];
	struct str all;
	int good;

	if (!file_exists(path))
		return 0;
	buf_reset(&c->entry);
	if (file_read(path, ENTRY_MAX, &c->entry, e))
		return -1;
	all = buf_view(&c->entry);
	if (all.n < DIGEST_HEX)
		return 0;
	digest_of(str_slice(all, DIGEST_HEX, all.n), hex);
	good = memcmp(all.p, hex, DIGEST_HEX - 1) == 0;
	if (good)
		buf_str(out, str_slice(all, DIGEST_HEX, all.n));
	return good;
}

int
cache_put(struct cache *c, const char key[DIGEST_HEX], struct str bytes,
    struct err *e)
{
	char hex[DIGEST_HEX];

	digest_of(bytes, hex);
	buf_reset(&c->entry);
	buf_printf(&c->entry, "%s\n", hex);
	buf_str(&c->entry, bytes);
	return file_put(
	    file_join(&c->path, c->dir, key), buf_view(&c->entry), e);
}
