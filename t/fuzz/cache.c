/*
 * Any bytes as an entry of a cache, as they are and with their digest before
 * them: nothing, or what was put, whatever became of it since.
 */
#include "score/cache.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/file.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void
write_entry(const char *path, struct str bytes)
{
	FILE *f = fopen(path, "wb");

	if (f == NULL || fwrite(bytes.p, 1, bytes.n, f) != bytes.n ||
	    fclose(f) != 0)
		abort();
}

/* What is got of an entry after a byte of it was changed, or its end cut. */
static void
damage(struct cache *c, const char *path, const char *key, struct str bytes,
    unsigned at)
{
	struct buf entry = { 0 }, got = { 0 };
	struct err e;
	size_t n;

	if (cache_put(c, key, bytes, &e) || !cache_get(c, key, &got) ||
	    !str_eq(buf_view(&got), bytes))
		abort();
	buf_reset(&got);
	if (file_read(path, 1 << 20, &entry, &e))
		abort();
	n = at / 2 % entry.n;
	entry.p[n] ^= 1;
	write_entry(path, (struct str){ entry.p, at % 2 ? entry.n : n });
	if (cache_get(c, key, &got))
		abort();
	buf_release(&entry);
	buf_release(&got);
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static char dir[] = "/tmp/fuzz-cache-XXXXXX";
	static char key[DIGEST_HEX] = "key", path[64];
	static struct cache *c;
	struct str bytes = { (const char *)data, size };
	struct buf got = { 0 };
	struct err e;

	if (c == NULL) {
		if (mkdtemp(dir) == NULL || (c = cache_new(dir, &e)) == NULL)
			abort();
		snprintf(path, sizeof path, "%s/%s", dir, key);
	}
	write_entry(path, bytes);
	if (cache_get(c, key, &got))
		abort(); /* a digest found by chance */
	if (size >= 2)
		damage(c, path, key, str_slice(bytes, 2, size),
		    data[0] + 256u * data[1]);
	remove(path);
	buf_release(&got);
	return 0;
}
