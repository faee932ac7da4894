/* SHA-256 by libmd: see digest.h. */
#include "base/digest.h"

#include <sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct digest {
	SHA2_CTX state;
};

struct digest *
digest_new(void)
{
	struct digest *d = mem_new(1, sizeof *d);

	SHA256Init(&d->state);
	return d;
}

void
digest_add(struct digest *d, const void *p, size_t n)
{
	SHA256Update(&d->state, p, n);
}

void
digest_finish(struct digest *d, char hex[DIGEST_HEX])
{
	SHA256End(&d->state, hex);
	free(d);
}

int
digest_file(const char *path, char hex[DIGEST_HEX], struct err *e)
{
	if (SHA256File(path, hex) == NULL)
		return err_errno(e, "%s", path);
	return 0;
}
