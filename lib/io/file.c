/* Reading files as wholes, and their names: see file.h. */
#include "io/file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/signals.h"

/* A pipe is not waited for until somebody writes to it. */
static int
open_regular(const char *path, struct stat *st, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd == -1)
		return err_errno(e, "%s", path);
	if (fstat(fd, st) != 0) {
		err_errno(e, "%s", path);
		close(fd);
		return -1;
	}
	if (!S_ISREG(st->st_mode)) {
		close(fd);
		return err_set(e, "%s: not a regular file", path);
	}
	return fd;
}

static int
too_large(const char *path, uintmax_t n, size_t max, struct err *e)
{
	return err_set(
	    e, "%s: %ju bytes, at most %zu are read here", path, n, max);
}

/* Reads what is there, in case a file grows or shrinks meanwhile. */
static int
read_all(int fd, const char *path, size_t max, struct buf *out, struct err *e)
{
	enum { ROOM = 1 << 16 };
	size_t from = out->n;
	ssize_t n;

	do {
		n = read(fd, buf_room(out, ROOM), ROOM);
		if (n == -1 && errno != EINTR)
			return err_errno(e, "%s", path);
		out->n += n > 0 ? (size_t)n : 0;
		if (out->n - from > max)
			return too_large(path, out->n - from, max, e);
	} while (n != 0);
	return 0;
}

int
file_read(const char *path, size_t max, struct buf *out, struct err *e)
{
	struct stat st;
	int fd = open_regular(path, &st, e), rc;

	if (fd == -1)
		return -1;
	if ((uintmax_t)st.st_size > max) {
		close(fd);
		return too_large(path, (uintmax_t)st.st_size, max, e);
	}
	buf_room(out, (size_t)st.st_size + 1);
	rc = read_all(fd, path, max, out, e);
	buf_add(out, "", 0); /* a NUL after it */
	close(fd);
	return rc;
}

int
file_map(const char *path, struct str *bytes, struct err *e)
{
	struct stat st;
	int fd = open_regular(path, &st, e);
	void *p = NULL;

	if (fd == -1)
		return -1;
	*bytes = (struct str){ "", (size_t)st.st_size };
	if (st.st_size > 0)
		p = mmap(NULL, bytes->n, PROT_READ, MAP_PRIVATE, fd, 0);
	if (p == MAP_FAILED)
		err_errno(e, "%s: cannot be mapped", path);
	close(fd);
	if (p == MAP_FAILED)
		return -1;
	if (p != NULL) {
		bytes->p = p;
		signals_note_map(*bytes, path, &st);
	}
	return 0;
}

void
file_unmap(struct str bytes)
{
	if (bytes.n == 0)
		return;
	signals_forget_map(bytes);
	munmap((void *)(uintptr_t)bytes.p, bytes.n);
}

int
file_check_maps(struct err *e)
{
	return signals_check_maps(e);
}

void
file_forget(struct str part)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t from = ((uintptr_t)part.p + page - 1) / page * page;
	uintptr_t end = ((uintptr_t)part.p + part.n) / page * page;

	assert(page > 0);
	if (end > from)
		madvise((void *)from, end - from, MADV_DONTNEED);
}

bool
file_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool
file_is_regular(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool
file_is_own_dir(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool
file_exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

const char *
file_basename(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

const char *
file_join(struct buf *out, const char *dir, const char *name)
{
	buf_reset(out);
	buf_printf(out, "%s/%s", dir, name);
	return out->p;
}
