/* The folder that a training run writes: see run_folder.h. */
#include "train/run_folder.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/file.h"
#include "io/safetensors.h"
#include "model/adapter_config.h"
#include "train/checkpoint.h"
#include "train/checkpoint_folder.h"
#include "nn/cpu.h"
#include "nn/gemm.h"

/* A file system without locks goes without. */
static int
lock_folder(struct run_folder *r, struct err *e)
{
	r->fd = open(r->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (r->fd == -1)
		return err_errno(e, "%s", r->dir);
	if (flock(r->fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
		return 0;
	close(r->fd);
	r->fd = -1;
	return err_set(e,
	    "%s: another icl-train is writing it; wait for its end, or give "
	    "another -o",
	    r->dir);
}

static int
refuse(const struct run_folder *r, struct err *e)
{
	return err_set(e,
	    "%s: exists; --resume goes on from its checkpoint, --force starts "
	    "anew",
	    r->dir);
}

int
run_folder_open(struct run_folder *r, struct buf *newest, struct err *e)
{
	assert(r->fd == -1);
	if (!file_exists(r->dir))
		return 0;
	if (r->mode == RUN_FOLDER_NEW)
		return refuse(r, e);
	if (lock_folder(r, e))
		return -1;
	if (r->mode == RUN_FOLDER_RESUME && checkpoint_newest(r->dir, newest))
		return checkpoint_verify(newest->p, e);
	return 0;
}

int
run_folder_make(struct run_folder *r, struct err *e)
{
	if (r->fd == -1) {
		if (mkdir(r->dir, 0777) != 0)
			return err_errno(e, "%s", r->dir);
		if (lock_folder(r, e))
			return -1;
	}
	checkpoint_trim(r->dir, r->mode == RUN_FOLDER_FORCE ? 0 : UINT64_MAX);
	return 0;
}

void
run_folder_close(struct run_folder *r)
{
	if (r->fd == -1)
		return;
	rmdir(r->dir); /* unless something is in it */
	close(r->fd);
	r->fd = -1;
}

void
run_folder_clear(const char *dir)
{
	static const char *const names[] = { ADAPTER_CONFIG_FILE,
		ADAPTER_TENSOR_FILE, SAFETENSORS_INDEX };
	struct buf path = { 0 };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		unlink(file_join(&path, dir, names[i]));
	buf_release(&path);
}

int
run_folder_record(const char *dir, const struct intro *intro,
    const struct train_state *s, struct err *e)
{
	struct buf text = { 0 }, path = { 0 };
	int rc;

	buf_str(&text, STR("{\"header\":"));
	rc = intro_put(&text, intro, e);
	buf_printf(&text, ",\"kernels\":\"%s %s\",", gemm_kernels(),
	    cpu_isa_name(cpu_isa()));
	train_state_put(&text, s);
	buf_str(&text, STR("}\n"));
	if (rc == 0)
		rc = file_put(
		    file_join(&path, dir, "icl.json"), buf_view(&text), e);
	buf_release(&text);
	buf_release(&path);
	return rc;
}
