/* Files as wholes: see file.h. */
#include "io/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

struct file_out {
	char *path, *temporary;
	int fd;
};

static int
open_regular(const char *path, struct stat *st, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd == -1)
		return err_errno(e, "%s", path);
	if (fstat(fd, st) != 0 || !S_ISREG(st->st_mode)) {
		close(fd);
		return err_set(e, "%s: not a regular file", path);
	}
	return fd;
}

int
file_read(const char *path, size_t max, struct buf *out, struct err *e)
{
	struct str bytes;

	if (file_map(path, &bytes, e))
		return -1;
	if (bytes.n > max) {
		file_unmap(bytes);
		return err_set(e, "%s: %zu bytes, at most %zu are read here",
		    path, bytes.n, max);
	}
	buf_str(out, bytes);
	file_unmap(bytes);
	return 0;
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
	close(fd);
	if (p == MAP_FAILED)
		return err_errno(e, "%s: cannot be mapped", path);
	if (p != NULL)
		bytes->p = p;
	return 0;
}

void
file_unmap(struct str bytes)
{
	if (bytes.n > 0)
		munmap((void *)(uintptr_t)bytes.p, bytes.n);
}

void
file_forget(struct str part)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t from = ((uintptr_t)part.p + page - 1) / page * page;
	uintptr_t end = ((uintptr_t)part.p + part.n) / page * page;

	if (end > from)
		madvise((void *)from, end - from, MADV_DONTNEED);
}

/* A device or pipe, which a rename would put a file in place of. */
static bool
is_special(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISREG(st.st_mode) &&
	       !S_ISDIR(st.st_mode);
}

struct file_out *
file_out_new(const char *path, struct err *e)
{
	struct file_out *f = mem_new(1, sizeof *f);
	struct buf name = { 0 };

	f->path = strdup(path);
	if (!is_special(path)) {
		buf_printf(&name, "%s.tmp.%ld", path, (long)getpid());
		f->temporary = name.p;
	}
	f->fd = open(f->temporary != NULL ? f->temporary : path,
	    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (f->fd != -1)
		return f;
	err_errno(e, "%s", path);
	free(f->path);
	free(f->temporary);
	free(f);
	return NULL;
}

int
file_out_fd(const struct file_out *f)
{
	return f->fd;
}

/* The name itself must be on disk too: sync the folder that holds it. */
static void
sync_folder(const char *path)
{
	const char *base = file_basename(path);
	struct buf dir = { 0 };
	int fd;

	buf_add(&dir, path, (size_t)(base - path));
	fd = open(dir.n == 0 ? "." : dir.p, O_RDONLY | O_DIRECTORY);
	if (fd != -1) {
		fsync(fd);
		close(fd);
	}
	buf_release(&dir);
}

int
file_out_commit(struct file_out *f, struct err *e)
{
	int fd = f->fd;

	f->fd = -1;
	if (fsync(fd) != 0 && errno != EINVAL && errno != EROFS) {
		err_errno(e, "%s", f->path);
		close(fd);
		return -1;
	}
	if (close(fd) != 0 ||
	    (f->temporary != NULL && rename(f->temporary, f->path) != 0))
		return err_errno(e, "%s", f->path);
	sync_folder(f->path);
	free(f->temporary);
	f->temporary = NULL;
	return 0;
}

void
file_out_free(struct file_out *f)
{
	if (f == NULL)
		return;
	if (f->fd != -1)
		close(f->fd);
	if (f->temporary != NULL)
		unlink(f->temporary);
	free(f->temporary);
	free(f->path);
	free(f);
}

int
file_write(int fd, const void *p, size_t n, const char *name, struct err *e)
{
	const char *at = p;

	while (n > 0) {
		ssize_t done = write(fd, at, n);

		if (done == -1 && errno == EINTR)
			continue;
		if (done == -1)
			return err_errno(e, "%s", name);
		at += done;
		n -= (size_t)done;
	}
	return 0;
}

int
file_put(const char *path, struct str bytes, struct err *e)
{
	struct file_out *f = file_out_new(path, e);
	int rc = -1;

	if (f != NULL && file_write(f->fd, bytes.p, bytes.n, path, e) == 0)
		rc = file_out_commit(f, e);
	file_out_free(f);
	return rc;
}

bool
file_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool
file_exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
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
