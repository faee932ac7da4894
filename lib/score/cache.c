/* A folder of results: see cache.h. */
#include "score/cache.h"

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

	if (mkdir(dir, 0777) != 0 && !(errno == EEXIST && file_is_dir(dir))) {
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

/* Of an entry and what it is of, so that no other's is taken for it. */
static void
digest_of(const char *key, struct str bytes, char hex[DIGEST_HEX])
{
	struct digest *d = digest_new();

	digest_add(d, key, DIGEST_HEX);
	digest_add(d, bytes.p, bytes.n);
	digest_finish(d, hex);
}

bool
cache_get(struct cache *c, const char key[DIGEST_HEX], struct buf *out)
{
	char hex[DIGEST_HEX];
	struct str all, bytes;
	struct err why;

	buf_reset(&c->entry);
	if (file_read(
		file_join(&c->path, c->dir, key), ENTRY_MAX, &c->entry, &why))
		return false;
	all = buf_view(&c->entry);
	if (all.n < DIGEST_HEX)
		return false;
	bytes = str_slice(all, DIGEST_HEX, all.n);
	digest_of(key, bytes, hex);
	if (memcmp(all.p, hex, DIGEST_HEX - 1) != 0 ||
	    all.p[DIGEST_HEX - 1] != '\n')
		return false;
	buf_str(out, bytes);
	return true;
}

int
cache_put(struct cache *c, const char key[DIGEST_HEX], struct str bytes,
    struct err *e)
{
	char hex[DIGEST_HEX];

	digest_of(key, bytes, hex);
	buf_reset(&c->entry);
	buf_printf(&c->entry, "%s\n", hex);
	buf_str(&c->entry, bytes);
	return file_put(
	    file_join(&c->path, c->dir, key), buf_view(&c->entry), e);
}
