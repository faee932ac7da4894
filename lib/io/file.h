/*
 * Files as wholes: read, mapped, or written under a temporary name.
 *
 * What is read is a regular file; a pipe or a device in its place is refused,
 * and a pipe is not waited for.
 */
#ifndef ICL_IO_FILE_H
#define ICL_IO_FILE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"
#include "base/str.h"

/* The whole of a file of at most max bytes, appended to out. */
int file_read(
    const char *path, size_t max, struct buf *out, struct err *e) MUST_CHECK;

/*
 * A read-only map of a whole file; file_unmap ends it.  A file that becomes
 * shorter meanwhile ends the process with a message: io/signals.h.
 */
int file_map(const char *path, struct str *bytes, struct err *e) MUST_CHECK;
void file_unmap(struct str bytes);

/*
 * -1 when a file that is mapped now was written to since it was: what has been
 * read of it may be of two files.  Whoever made something of a map asks before
 * that counts.  A file of that name that took its place changes nothing.
 */
int file_check_maps(struct err *e) MUST_CHECK;

/* Gives back the memory of a part of a map; what is read again is there. */
void file_forget(struct str part);

/*
 * "path.tmp.DIGITS" into out, which is reset first: what a file or folder is
 * called under way, drawn at random so that nobody can put a link there before.
 */
int file_draw_name(struct buf *out, const char *path, struct err *e) MUST_CHECK;

/*
 * A file that appears under its name only when all of it is on disk.  It is
 * made as NAME.tmp.DIGITS, drawn at random, in the folder that it is for, and
 * never through a link; committed by fsync and rename; freed without a commit,
 * or when a signal ends the process, it is gone.  What a killed process left
 * in that folder is removed first: nobody holds a lock on it.  Side outputs
 * are begun early and committed last, when nothing can fail any more.
 *
 * A device or pipe of that name is written to as it is.
 */
struct file_out;
struct file_out *file_out_new(const char *path, struct err *e) MUST_CHECK;
int file_out_fd(const struct file_out *f);
int file_out_commit(struct file_out *f, struct err *e) MUST_CHECK;
void file_out_free(struct file_out *f);

/* All n bytes to a descriptor, going on after short writes. */
int file_write(int fd, const void *p, size_t n, const char *name,
    struct err *e) MUST_CHECK;

/* Writes a whole small file by file_out. */
int file_put(const char *path, struct str bytes, struct err *e) MUST_CHECK;

/* Whether there is a folder of that name, or a link to one. */
bool file_is_dir(const char *path);

/*
 * Whether there is anything of that name.  What cannot be looked at, because
 * of a failing disk or a folder that is closed to us, is not absent: opening
 * it will tell why.
 */
bool file_exists(const char *path);

/* Whether path is a file, or a link to one; a folder, and no link to one. */
bool file_is_regular(const char *path);
bool file_is_own_dir(const char *path);

/* The part of path after its last slash. */
const char *file_basename(const char *path);

/* "dir/name" into out, which is reset first. */
const char *file_join(struct buf *out, const char *dir, const char *name);

#endif
