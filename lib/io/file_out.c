/* Files that appear when they are complete: see file.h. */
#include "io/file.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/mem.h"
#include "io/signals.h"

#define UNDER_WAY ".tmp."
enum { DIGITS = 16, TRIES = 16 };

struct file_out {
	char *path;      /* for messages */
	char *name;      /* in folder; NULL: a device or pipe */
	char *temporary; /* what it is called under way */
	bool made;       /* and that it is there */
	int folder, fd;  /* -1: none */
	int note;        /* of signals.h */
};

/*
 * A device or pipe, which a rename would put a file in place of.  What is
 * below /dev and /proc names what is open already.
 */
static bool
is_special(const char *path)
{
	struct stat st;

	if (strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0)
		return true;
	return stat(path, &st) == 0 && !S_ISREG(st.st_mode) &&
	       !S_ISDIR(st.st_mode);
}

/* The folder that holds a path, as the place of all that happens to it. */
static int
open_folder(const char *path)
{
	struct buf dir = { 0 };
	int fd;

	buf_add(&dir, path, (size_t)(file_basename(path) - path));
	if (dir.n == 0)
		buf_byte(&dir, '.');
	fd = open(dir.p, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1 && errno == EACCES) /* it may still be written to */
		fd = open(dir.p, O_PATH | O_DIRECTORY | O_CLOEXEC);
	buf_release(&dir);
	return fd;
}

/* Whether a file under way is called so: NAME.tmp. and so many digits. */
static bool
is_under_way(const char *name)
{
	const char *tmp = strstr(name, UNDER_WAY);

	return tmp != NULL && tmp != name &&
	       strlen(tmp) == strlen(UNDER_WAY) + DIGITS &&
	       strspn(tmp + strlen(UNDER_WAY), "0123456789") == DIGITS;
}

/* Removes a file under way whose process has ended, and with it its lock. */
static void
remove_stale(int folder, const char *name)
{
	int fd = openat(folder, name,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	struct stat st;

	if (fd == -1)
		return;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    flock(fd, LOCK_EX | LOCK_NB) == 0)
		unlinkat(folder, name, 0);
	close(fd);
}

/*
 * Whether this process has not looked at the folder before.  A cache makes
 * thousands of files in one; to look at it for each would take time quadratic
 * in their number.  Forgetting a folder among many costs only time.
 */
static bool
is_new_folder(int folder)
{
	enum { REMEMBERED = 64 };
	static _Atomic uint64_t seen[REMEMBERED];
	struct stat st;
	uint64_t hash = HASH_START;

	if (fstat(folder, &st) != 0)
		return false;
	hash = hash_bytes(hash, &st.st_dev, sizeof st.st_dev);
	hash = hash_bytes(hash, &st.st_ino, sizeof st.st_ino);
	return atomic_exchange(&seen[hash % REMEMBERED], hash) != hash;
}

/* Removes what killed runs have left in the folder. */
static void
sweep(int folder)
{
	int own;
	DIR *d;
	struct dirent *f;

	if (!is_new_folder(folder))
		return;
	own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	d = own == -1 ? NULL : fdopendir(own);
	if (d == NULL) {
		if (own != -1)
			close(own);
		return;
	}
	while ((f = readdir(d)) != NULL)
		if (is_under_way(f->d_name))
			remove_stale(folder, f->d_name);
	closedir(d);
}

int
file_draw_name(struct buf *out, const char *path, struct err *e)
{
	uint64_t x;

	buf_reset(out);
	if (getrandom(&x, sizeof x, 0) != (ssize_t)sizeof x)
		return err_errno(e, "%s", path);
	buf_printf(out, "%s" UNDER_WAY "%0*" PRIu64, path, DIGITS,
	    x % 10000000000000000u);
	return 0;
}

static int
draw_name(struct file_out *f)
{
	struct buf name = { 0 };
	struct err e;

	assert(f->name != NULL && !f->made);
	if (file_draw_name(&name, f->name, &e))
		return -1;
	free(f->temporary);
	f->temporary = name.p;
	return 0;
}

/*
 * The lock says that the file's process is there.  Between the two steps
 * another may have taken the file for a stale one: it is drawn again then.
 */
static int
create_temporary(struct file_out *f)
{
	struct stat st;

	for (int i = 0; i < TRIES; i++) {
		if (draw_name(f))
			return -1;
		f->fd = openat(f->folder, f->temporary,
		    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
		if (f->fd == -1 && errno == EEXIST)
			continue;
		if (f->fd == -1)
			return -1;
		f->made = true;
		flock(f->fd, LOCK_EX); /* where there are locks */
		if (fstat(f->fd, &st) != 0)
			return -1;
		if (st.st_nlink > 0)
			return 0;
		close(f->fd);
		f->fd = -1;
		f->made = false;
	}
	errno = EEXIST;
	return -1;
}

static int
begin(struct file_out *f)
{
	f->folder = open_folder(f->path);
	if (f->folder == -1)
		return -1;
	sweep(f->folder);
	f->name = mem_copy(file_basename(f->path));
	if (create_temporary(f))
		return -1;
	f->note = signals_note(f->folder, f->temporary);
	return 0;
}

struct file_out *
file_out_new(const char *path, struct err *e)
{
	struct file_out *f = mem_new(1, sizeof *f);
	int rc = 0;

	f->folder = f->fd = f->note = -1;
	f->path = mem_copy(path);
	if (!is_special(path))
		rc = begin(f);
	else
		rc = f->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	if (rc != -1)
		return f;
	err_errno(e, "%s", path);
	file_out_free(f);
	return NULL;
}

int
file_out_fd(const struct file_out *f)
{
	return f->fd;
}

/* A device or pipe has nothing to bring to disk. */
static int
sync_file(int fd)
{
	return fsync(fd) == 0 || errno == EINVAL || errno == EROFS ? 0 : -1;
}

int
file_out_commit(struct file_out *f, struct err *e)
{
	int rc = sync_file(f->fd);

	assert(f->fd != -1);
	if (rc == 0 && f->made)
		rc = renameat(f->folder, f->temporary, f->folder, f->name);
	if (rc == 0 && f->made) {
		signals_forget(f->note);
		f->note = -1;
		f->made = false;
		(void)!fsync(f->folder); /* the name is to be on disk too */
	}
	if (rc != 0)
		err_errno(e, "%s", f->path);
	if (close(f->fd) != 0 && rc == 0)
		rc = err_errno(e, "%s", f->path);
	f->fd = -1;
	return rc;
}

void
file_out_free(struct file_out *f)
{
	if (f == NULL)
		return;
	if (f->made)
		unlinkat(f->folder, f->temporary, 0);
	signals_forget(f->note);
	if (f->fd != -1)
		close(f->fd);
	if (f->folder != -1)
		close(f->folder);
	free(f->temporary);
	free(f->name);
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
