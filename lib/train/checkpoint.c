/* Checkpoints on disk: see checkpoint.h. */
#include "train/checkpoint.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "io/file.h"
#include "io/json.h"
#include "io/safetensors.h"
#include "train/checkpoint_folder.h"
#include "train/folder_digests.h"

#define STATE_FILE "trainer.json"
#define OPTIMIZER_FILE "optimizer.safetensors"

enum { STATE_MAX = 1 << 28 };

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

/* Of all the bytes before it, in a record that it ends. */
#define OWN_DIGEST ",\"digest\":\""

static void
put_own_digest(struct buf *text)
{
	struct digest *d = digest_new();
	char hex[DIGEST_HEX];

	digest_add(d, text->p, text->n);
	digest_finish(d, hex);
	buf_printf(text, OWN_DIGEST "%s\"}\n", hex);
}

static int
check_own_digest(struct str text, struct err *e)
{
	size_t end = strlen(OWN_DIGEST) + DIGEST_HEX - 1 + strlen("\"}\n");
	struct buf again = { 0 };
	bool same = false;

	if (text.n > end) {
		buf_str(&again, str_slice(text, 0, text.n - end));
		put_own_digest(&again);
		same = str_eq(buf_view(&again), text);
	}
	buf_release(&again);
	return same ? 0
		    : err_set(e, "damaged, its bytes are not those written");
}

static int
write_state(const char *dir, const struct checkpoint *c, struct err *e)
{
	struct buf path = { 0 }, text = { 0 };
	int rc;

	buf_byte(&text, '{');
	train_state_put(&text, c->state);
	buf_byte(&text, ',');
	run_identity_put(&text, &c->identity);
	buf_str(&text, STR(",\"files\":"));
	rc = folder_digests_put(&text, dir, e);
	put_own_digest(&text);
	if (rc == 0)
		rc = file_put(
		    file_join(&path, dir, STATE_FILE), buf_view(&text), e);
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
	if (write_parameters(dir, c, e) || write_optimizer(dir, c, e))
		return -1;
	if (c->tokenizer.install != NULL &&
	    c->tokenizer.install(c->tokenizer.ctx, dir, e))
		return -1;
	return write_state(dir, c, e) ? -1 : sync_folder(dir, e);
}

int
checkpoint_write(const char *dir, const struct checkpoint *c, struct err *e)
{
	struct buf final = { 0 }, temporary = { 0 };
	int rc = 0;

	assert(c->state->step > 0 || c->state->tokens == 0);
	checkpoint_path(&final, dir, c->state->step);
	if (file_is_own_dir(final.p))
		goto out;
	unlink(final.p); /* a link, which is never followed */
	rc = file_draw_name(&temporary, final.p, e);
	if (rc)
		goto out;
	rc = write_all(temporary.p, c, e);
	if (rc == 0 && rename(temporary.p, final.p) != 0)
		rc = err_errno(e, "%s", final.p);
	if (rc == 0)
		rc = sync_folder(dir, e);
	else
		checkpoint_remove(temporary.p);
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

/* trainer.json of dir, parsed; NULL on error. */
static struct json *
load_state(const char *dir, struct err *e)
{
	struct buf path = { 0 }, text = { 0 };
	const char *name = file_join(&path, dir, STATE_FILE);
	struct json *j = NULL;

	if (file_read(name, STATE_MAX, &text, e) == 0) {
		if (check_own_digest(buf_view(&text), e) == 0)
			j = json_parse(buf_view(&text), e);
		if (j == NULL)
			err_prefix(e, "%s", name);
	}
	buf_release(&path);
	buf_release(&text);
	return j;
}

int
checkpoint_verify(const char *path, struct err *e)
{
	struct json *j;
	struct err why;
	int rc;

	if (!file_is_own_dir(path))
		return err_set(e,
		    "%s: a link or file, which --resume does not follow; put "
		    "the folder itself there",
		    path);
	j = load_state(path, e);
	rc = j == NULL ? -1
		       : folder_digests_check(path, json_get(j, "files"), e);
	json_free(j);
	if (rc == 0)
		return 0;
	why = *e;
	return err_set(
	    e, "%s; remove %s to go on from the one before it", why.msg, path);
}

static int
read_state(const char *dir, const struct checkpoint *c, struct buf *length_was,
    struct err *e)
{
	struct json *j = load_state(dir, e);
	int rc;

	if (j == NULL)
		return -1;
	rc = run_identity_check(&c->identity, j, length_was, e);
	if (rc == 0)
		rc = train_state_read(c->state, j, e);
	if (rc != 0)
		err_prefix(e, "%s/" STATE_FILE, dir);
	json_free(j);
	return rc;
}

int
checkpoint_read(const char *path, const struct checkpoint *c,
    struct buf *length_was, struct err *e)
{
	if (read_state(path, c, length_was, e))
		return -1;
	return read_optimizer(path, c, e);
}
