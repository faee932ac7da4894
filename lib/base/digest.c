/* SHA-256 by libmd: see digest.h. */
#include "base/digest.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sha256.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

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
	assert(d != NULL);
	SHA256End(&d->state, hex);
	free(d);
}

static int
add_all(struct digest *d, int fd, const char *path, struct err *e)
{
	unsigned char bytes[1 << 16];
	ssize_t n;

	do {
		n = read(fd, bytes, sizeof bytes);
		if (n == -1 && errno != EINTR)
			return err_errno(e, "%s", path);
		if (n > 0)
			digest_add(d, bytes, (size_t)n);
	} while (n != 0);
	return 0;
}

int
digest_file(const char *path, char hex[DIGEST_HEX], struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY), rc;
	struct digest *d;
	struct stat st;

	if (fd == -1 || fstat(fd, &st) != 0) {
		err_errno(e, "%s", path);
		if (fd != -1)
			close(fd);
		return -1;
	}
	if (!S_ISREG(st.st_mode)) {
		close(fd);
		return err_set(e, "%s: not a regular file", path);
	}
	d = digest_new();
	rc = add_all(d, fd, path, e);
	digest_finish(d, hex);
	close(fd);
	return rc;
}
