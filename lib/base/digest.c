/* SHA-256 by libmd: see digest.h. */
#include "base/digest.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sha256.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/sha_blocks.h"
#include "base/size.h"

enum { BLOCK = 64 };

struct digest {
	SHA2_CTX state;
	bool fast;
};

struct digest *
digest_new(void)
{
	struct digest *d = mem_new(1, sizeof *d);

	SHA256Init(&d->state);
	d->fast = sha_blocks_has();
	return d;
}

/* Bytes until the blocks in memory and those that are added lie alike. */
static size_t
until_whole(const struct digest *d)
{
	return (BLOCK - d->state.bitcount[0] / CHAR_BIT % BLOCK) % BLOCK;
}

/* Whole blocks go past libmd, whose context says how many bits it has. */
void
digest_add(struct digest *d, const void *p, size_t n)
{
	const unsigned char *at = p;
	size_t head = size_min(n, until_whole(d)), blocks = (n - head) / BLOCK;

	if (!d->fast || blocks == 0) {
		SHA256Update(&d->state, at, n);
		return;
	}
	SHA256Update(&d->state, at, head);
	sha_blocks(d->state.state.st32, at + head, blocks);
	d->state.bitcount[0] += (uint64_t)blocks * BLOCK * CHAR_BIT;
	head += blocks * BLOCK;
	SHA256Update(&d->state, at + head, n - head);
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
