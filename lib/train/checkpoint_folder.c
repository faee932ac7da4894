/* The checkpoints of a folder: see checkpoint_folder.h. */
#include "train/checkpoint_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/file.h"

#define PREFIX "checkpoint-"

/* The step of a checkpoint's name; temporary ones end in more than digits. */
static bool
step_of(const char *name, uint64_t *step)
{
	size_t n = strlen(PREFIX);
	char *end;

	if (strncmp(name, PREFIX, n) != 0 || name[n] < '0' || name[n] > '9')
		return false;
	if (name[n] == '0' && name[n + 1] != '\0')
		return false;
	errno = 0;
	*step = strtoull(name + n, &end, 10);
	return *end == '\0' && errno == 0;
}

void
checkpoint_remove(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *d = fd == -1 ? NULL : fdopendir(fd);
	struct dirent *f;

	if (d == NULL) {
		unlink(path);
		return;
	}
	while ((f = readdir(d)) != NULL)
		if (strcmp(f->d_name, ".") != 0 && strcmp(f->d_name, "..") != 0)
			unlinkat(dirfd(d), f->d_name, 0);
	closedir(d);
	rmdir(path);
}

void
checkpoint_path(struct buf *path, const char *dir, uint64_t step)
{
	buf_reset(path);
	buf_printf(path, "%s/" PREFIX "%" PRIu64, dir, step);
}

int
checkpoint_newest(const char *dir, struct buf *path)
{
	DIR *d = opendir(dir);
	struct dirent *f;
	uint64_t step, best = 0;
	int found = 0;

	if (d == NULL)
		return 0;
	while ((f = readdir(d)) != NULL)
		if (step_of(f->d_name, &step) && (!found || step > best)) {
			best = step;
			found = 1;
		}
	closedir(d);
	buf_reset(path);
	if (found)
		checkpoint_path(path, dir, best);
	return found;
}

bool
checkpoint_has(const char *dir, const char *path)
{
	char *folder = realpath(dir, NULL), *id = realpath(path, NULL);
	struct buf begin = { 0 };
	bool has = false;

	if (folder != NULL && id != NULL) {
		file_join(&begin, folder, PREFIX);
		has = strncmp(id, begin.p, begin.n) == 0;
	}
	buf_release(&begin);
	free(folder);
	free(id);
	return has;
}

/* Checkpoints by their names that are newer than this step. */
static uint64_t
count_newer(const char *dir, uint64_t step)
{
	DIR *d = opendir(dir);
	struct dirent *f;
	uint64_t other, n = 0;

	while (d != NULL && (f = readdir(d)) != NULL)
		n += step_of(f->d_name, &other) && other > step;
	if (d != NULL)
		closedir(d);
	return n;
}

/* Whether files under way are called so: NAME.tmp.DIGITS. */
static bool
is_left_over(const char *name)
{
	const char *tmp = strstr(name, ".tmp.");

	return tmp != NULL && tmp[5] != '\0' &&
	       tmp[5 + strspn(tmp + 5, "0123456789")] == '\0';
}

/* Away from its name first, under which it is whole or not there. */
static void
remove_checkpoint(const char *dir, const char *name)
{
	struct buf path = { 0 }, temporary = { 0 };
	struct err why;

	file_join(&path, dir, name);
	if (file_draw_name(&temporary, path.p, &why) == 0 &&
	    rename(path.p, temporary.p) == 0)
		checkpoint_remove(temporary.p);
	buf_release(&path);
	buf_release(&temporary);
}

void
checkpoint_trim(const char *dir, uint64_t keep)
{
	DIR *d = opendir(dir);
	struct buf path = { 0 };
	struct dirent *f;
	uint64_t step;

	if (d == NULL)
		return;
	while ((f = readdir(d)) != NULL)
		if (step_of(f->d_name, &step)) {
			if (count_newer(dir, step) >= keep)
				remove_checkpoint(dir, f->d_name);
		} else if (is_left_over(f->d_name)) {
			checkpoint_remove(file_join(&path, dir, f->d_name));
		}
	closedir(d);
	buf_release(&path);
}
