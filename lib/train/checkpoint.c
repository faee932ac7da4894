/* Checkpoints on disk: see checkpoint.h. */
#include "train/checkpoint.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "io/file.h"
#include "io/json.h"
#include "io/safetensors.h"

#define PREFIX "checkpoint-"
#define STATE_FILE "trainer.json"
#define OPTIMIZER_FILE "optimizer.safetensors"

enum { STATE_MAX = 1 << 28 };

/* The step of a checkpoint's name; temporary ones end in more than digits. */
static bool
step_of(const char *name, uint64_t *step)
{
	size_t n = strlen(PREFIX);
	char *end;

	if (strncmp(name, PREFIX, n) != 0 || name[n] < '0' || name[n] > '9')
		return false;
	*step = strtoull(name + n, &end, 10);
	return *end == '\0';
}

/* A file, or a folder of files. */
static void
remove_any(const char *path)
{
	DIR *d = opendir(path);
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

static int
sync_folder(const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY);
	int rc = 0;

	if (fd == -1)
		return err_errno(e, "%s", path);
	if (fsync(fd) != 0 && errno != EINVAL && errno != EROFS)
		rc = err_errno(e, "%s", path);
	close(fd);
	return rc;
}

static int
write_parts(struct safetensors_out *s, const struct optimizer_part *parts,
    size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++)
		if (parts[i].bytes
			? safetensors_out_u8(s, parts[i].x, parts[i].n, e)
			: safetensors_out_f32(s, parts[i].x, parts[i].n, e))
			return -1;
	return safetensors_out_commit(s, e);
}

static int
write_optimizer(const char *dir, const struct checkpoint *c, struct err *e)
{
	struct optimizer_part parts[OPTIMIZER_PARTS_MAX];
	struct tensor t[OPTIMIZER_PARTS_MAX];
	struct safetensors_out *s;
	struct buf path = { 0 };
	size_t n = optimizer_parts(c->optimizer, parts);
	int rc = -1;

	for (size_t i = 0; i < n; i++)
		t[i] = (struct tensor){
			.name = str_of(parts[i].name),
			.type = parts[i].bytes ? TENSOR_U8 : TENSOR_F32,
			.n_dims = 1,
			.dims = { parts[i].n },
		};
	s = safetensors_out_new(file_join(&path, dir, OPTIMIZER_FILE), t, n, e);
	if (s != NULL)
		rc = write_parts(s, parts, n, e);
	safetensors_out_free(s);
	buf_release(&path);
	return rc;
}

static int
write_state(const char *dir, const struct checkpoint *c, struct err *e)
{
	struct buf path = { 0 }, text = { 0 };
	int rc;

	buf_byte(&text, '{');
	train_state_put(&text, c->state);
	buf_str(&text, STR(",\"options\":"));
	json_put_str(&text, c->options);
	buf_printf(&text,
	    ",\"stream\":\"%016" PRIx64 "\",\"frozen\":\"%016" PRIx64 "\"}\n",
	    c->stream, c->frozen);
	rc = file_put(file_join(&path, dir, STATE_FILE), buf_view(&text), e);
	buf_release(&path);
	buf_release(&text);
	return rc;
}

static int
write_parameters(const char *dir, const struct checkpoint *c, struct err *e)
{
	return c->adapter == NULL
		   ? weights_save(c->w, dir, 0, e)
		   : adapter_save(c->adapter, c->w, dir, c->base, 0, e);
}

static int
write_all(const char *dir, const struct checkpoint *c, struct err *e)
{
	if (mkdir(dir, 0777) != 0)
		return err_errno(e, "%s", dir);
	if (write_parameters(dir, c, e) || write_optimizer(dir, c, e) ||
	    write_state(dir, c, e))
		return -1;
	if (c->furnish.fn != NULL && c->furnish.fn(c->furnish.ctx, dir, e))
		return -1;
	return sync_folder(dir, e);
}

int
checkpoint_write(const char *dir, const struct checkpoint *c, struct err *e)
{
	struct buf final = { 0 }, temporary = { 0 };
	int rc = 0;

	buf_printf(&final, "%s/" PREFIX "%" PRIu64, dir, c->state->step);
	buf_printf(&temporary, "%s.tmp.%ld", final.p, (long)getpid());
	if (file_exists(final.p))
		goto out;
	rc = write_all(temporary.p, c, e);
	if (rc == 0 && rename(temporary.p, final.p) != 0)
		rc = err_errno(e, "%s", final.p);
	if (rc == 0)
		rc = sync_folder(dir, e);
	else
		remove_any(temporary.p);
out:
	buf_release(&final);
	buf_release(&temporary);
	return rc;
}

static int
read_part(const struct safetensors *s, const struct optimizer_part *part,
    struct err *e)
{
	const struct tensor *t = safetensors_find(s, str_of(part->name));

	enum tensor_type type = part->bytes ? TENSOR_U8 : TENSOR_F32;

	if (t == NULL || t->type != type || tensor_count(t) != part->n)
		return err_set(e, "no tensor '%s' of %zu numbers in it",
		    part->name, part->n);
	if (!part->bytes)
		return tensor_f32(t, part->x, e);
	memcpy(part->x, t->bytes, part->n);
	return 0;
}

static int
read_optimizer(const char *dir, const struct checkpoint *c, struct err *e)
{
	struct optimizer_part parts[OPTIMIZER_PARTS_MAX];
	size_t n = optimizer_parts(c->optimizer, parts);
	struct buf path = { 0 };
	const char *name = file_join(&path, dir, OPTIMIZER_FILE);
	struct safetensors *s = safetensors_open(name, e);
	int rc = s == NULL ? -1 : 0;

	for (size_t i = 0; i < n && rc == 0; i++)
		if (read_part(s, &parts[i], e))
			rc = err_prefix(e, "%s", name);
	safetensors_free(s);
	buf_release(&path);
	return rc;
}

/* Takes a line off the front of *text; an empty one at its end. */
static struct str
take_line(struct str *text)
{
	const char *nl = text->n == 0 ? NULL : memchr(text->p, '\n', text->n);
	size_t n = nl == NULL ? text->n : (size_t)(nl - text->p);
	struct str line = str_slice(*text, 0, n);

	*text = str_slice(*text, n + (nl != NULL), text->n);
	return line;
}

/* The name of the option that a line gives. */
static struct str
option_of(struct str line)
{
	const char *space = memchr(line.p, ' ', line.n);

	return space == NULL ? line
			     : str_slice(line, 0, (size_t)(space - line.p));
}

/* The line of the same option, or what stands where there is none. */
static struct str
line_of(struct str lines, struct str option)
{
	while (lines.n > 0) {
		struct str line = take_line(&lines);

		if (str_eq(option_of(line), option))
			return line;
	}
	return STR("the default");
}

/* The first option of `lines` that others have otherwise; empty: none. */
static struct str
first_other(struct str lines, struct str others)
{
	while (lines.n > 0) {
		struct str line = take_line(&lines);
		struct str option = option_of(line);

		if (!str_eq(line, line_of(others, option)))
			return option;
	}
	return STR("");
}

static int
same_options(struct str was, struct str is, struct err *e)
{
	struct str option = first_other(was, is), a, b;

	if (option.n == 0)
		option = first_other(is, was);
	if (option.n == 0)
		return 0;
	a = line_of(was, option);
	b = line_of(is, option);
	return err_set(e,
	    "made with other options: %.*s: '%.*s' there, '%.*s' here; give "
	    "the same, or --force to start anew",
	    STR_ARG(option), STR_ARG(a), STR_ARG(b));
}

/* Whether a hash of then is that of now; 0 is one that nobody knows. */
static int
same_hash(const struct json *j, const char *name, uint64_t is,
    const char *otherwise, struct err *e)
{
	struct str text;
	uint64_t was;

	if (json_need_str(j, name, &text, e))
		return -1;
	was = strtoull(text.p, NULL, 16);
	if (was == is || was == 0 || is == 0)
		return 0;
	return err_set(
	    e, "%s; give the same, or --force to start anew", otherwise);
}

static int
same_run(const struct json *j, const struct checkpoint *c, struct err *e)
{
	struct str options;

	if (json_need_str(j, "options", &options, e) ||
	    same_options(options, c->options, e) ||
	    same_hash(j, "stream", c->stream,
		"not the stream of the checkpoint: FILEs had other episodes",
		e) ||
	    same_hash(j, "frozen", c->frozen,
		"of an adapter over another model's weights", e))
		return -1;
	return 0;
}

static int
read_state(const char *dir, const struct checkpoint *c, struct err *e)
{
	struct buf path = { 0 }, text = { 0 };
	const char *name = file_join(&path, dir, STATE_FILE);
	struct json *j = NULL;
	int rc = file_read(name, STATE_MAX, &text, e);

	if (rc == 0) {
		j = json_parse(buf_view(&text), e);
		rc = j == NULL ? -1 : same_run(j, c, e);
		if (rc == 0)
			rc = train_state_read(c->state, j, e);
		if (rc != 0)
			err_prefix(e, "%s", name);
	}
	json_free(j);
	buf_release(&path);
	buf_release(&text);
	return rc;
}

int
checkpoint_read(const char *path, const struct checkpoint *c, struct err *e)
{
	if (read_state(path, c, e))
		return -1;
	return read_optimizer(path, c, e);
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
		buf_printf(path, "%s/" PREFIX "%" PRIu64, dir, best);
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

/* Names that stand for checkpoints and are newer than this step. */
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

/* Whether files under way are called so: NAME.tmp.PID. */
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

	file_join(&path, dir, name);
	buf_printf(&temporary, "%s.tmp.%ld", path.p, (long)getpid());
	if (rename(path.p, temporary.p) == 0)
		remove_any(temporary.p);
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
			remove_any(file_join(&path, dir, f->d_name));
		}
	closedir(d);
	buf_release(&path);
}
