/* The bytes of one FILE at a time: see input.h. */
#include "io/input.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "io/stream.h"

struct input {
	int fd;                /* -1: none is open */
	_Atomic uint64_t done; /* asked for by other threads */
	unsigned char *raw;    /* [INPUT_ROOM] as it came from the file */
	size_t pos, n;
	bool end; /* the file has no more */

	bool zstd, in_frame, frame_ended;
	bool full; /* the decoder may hold text that had no room */
	struct inflater *z;
};

struct input *
input_new(void)
{
	struct input *f = mem_new(1, sizeof *f);

	f->fd = -1;
	f->raw = mem_new(INPUT_ROOM, 1);
	return f;
}

void
input_close(struct input *f)
{
	if (f->fd > STDIN_FILENO)
		close(f->fd);
	f->fd = -1;
}

void
input_free(struct input *f)
{
	if (f == NULL)
		return;
	input_close(f);
	inflater_free(f->z);
	free(f->raw);
	free(f);
}

/* 1 and some bytes of the file, 0 at its end. */
static int
read_some(struct input *f, void *to, size_t room, size_t *got, struct err *e)
{
	ssize_t n;

	*got = 0;
	if (f->end)
		return 0;
	do
		n = read(f->fd, to, room);
	while (n == -1 && errno == EINTR);
	if (n == -1)
		return err_set(e, "%s", strerror(errno));
	f->end = n == 0;
	f->done += (size_t)n;
	*got = (size_t)n;
	return n > 0;
}

static int
fill(struct input *f, struct err *e)
{
	size_t got;
	int rc;

	assert(f->pos <= f->n && f->n <= INPUT_ROOM);
	if (f->pos == f->n)
		f->pos = f->n = 0;
	rc = read_some(f, f->raw + f->n, INPUT_ROOM - f->n, &got, e);
	f->n += got;
	return rc;
}

int
input_open(struct input *f, const char *path, struct err *e)
{
	int rc = 1;

	input_close(f);
	f->fd = strcmp(path, "-") == 0 ? STDIN_FILENO
				       : open(path, O_RDONLY | O_CLOEXEC);
	if (f->fd == -1)
		return err_errno(e, "%s", path);
	f->pos = f->n = 0;
	f->end = f->in_frame = f->frame_ended = f->full = false;
	while (rc > 0 && stream_may_be_zstd(f->raw, f->n))
		rc = fill(f, e);
	if (rc < 0)
		return err_prefix(e, "%s", path);
	f->zstd = stream_is_zstd(f->raw, f->n);
	if (f->zstd) {
		inflater_free(f->z);
		f->z = inflater_new();
	}
	return 0;
}

/* Decompresses some of raw; stops where a frame ends. */
static int
inflate(struct input *f, char *to, size_t *got, bool *starts, struct err *e)
{
	bool ended;

	if (f->frame_ended && f->n - f->pos >= STREAM_MAGIC &&
	    !stream_is_zstd(f->raw + f->pos, f->n - f->pos))
		return err_set(e,
		    "bytes after the end of a zstd stream that begin no other; "
		    "name plain files as FILEs of their own, do not join them "
		    "to it");
	if (f->frame_ended && f->pos < f->n) {
		*starts = true;
		f->frame_ended = false;
	}
	if (inflater_take(
		f->z, f->raw, f->n, &f->pos, to, INPUT_ROOM, got, &ended, e))
		return -1;
	f->full = *got == INPUT_ROOM;
	f->in_frame = !ended;
	f->frame_ended = ended;
	return 1;
}

int
input_take(struct input *f, char *to, size_t *got, bool *starts, struct err *e)
{
	int rc = 1;

	*got = 0;
	if (f->fd == -1)
		return 0;
	if (!f->zstd && f->pos == f->n)
		return read_some(f, to, INPUT_ROOM, got, e);
	if (!f->zstd) { /* what was read to tell that it is plain */
		*got = f->n - f->pos;
		memcpy(to, f->raw + f->pos, *got);
		f->pos = f->n;
		return 1;
	}
	if (f->pos == f->n)
		rc = fill(f, e);
	if (rc < 0)
		return -1;
	/* at the file's end the decoder may still hold text */
	if (rc == 0 && !f->in_frame)
		return 0;
	if (inflate(f, to, got, starts, e) < 0)
		return -1;
	return rc > 0 || *got > 0 || !f->in_frame;
}

bool
input_ready(struct input *f, int ms)
{
	struct pollfd p = { .fd = f->fd, .events = POLLIN };

	if (f->fd == -1 || f->pos < f->n || f->end || f->full)
		return true;
	return poll(&p, 1, ms) != 0;
}

bool
input_is_zstd(const struct input *f)
{
	return f->zstd;
}

bool
input_is_cut(const struct input *f)
{
	return f->zstd && f->in_frame;
}

uint64_t
input_done(const struct input *f)
{
	return f->done;
}
