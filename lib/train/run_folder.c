/* The folder that a training run writes: see run_folder.h. */
#include "train/run_folder.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/file.h"
#include "io/safetensors.h"
#include "model/adapter_config.h"
#include "train/checkpoint_folder.h"
#include "nn/cpu.h"
#include "nn/gemm.h"

int
run_folder_check(
    const char *dir, bool resume, bool force, struct buf *newest, struct err *e)
{
	if (force || !file_exists(dir))
		return 0;
	if (!resume)
		return err_set(e,
		    "%s: exists; --resume goes on from its checkpoint, "
		    "--force starts anew",
		    dir);
	checkpoint_newest(dir, newest);
	return 0;
}

int
run_folder_make(const char *dir, bool fresh, struct err *e)
{
	if (mkdir(dir, 0777) != 0 && (errno != EEXIST || !file_is_dir(dir)))
		return err_errno(e, "%s", dir);
	checkpoint_trim(dir, fresh ? 0 : UINT64_MAX);
	return 0;
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

	buf_str(&text, STR("{\"introduction\":"));
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
