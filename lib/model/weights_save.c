/* Weights into a folder: see weights.h. */
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "io/file.h"
#include "io/safetensors.h"
#include "model/weights.h"

static int
save_tensors(const struct weights *w, const char *path, int bf16, struct err *e)
{
	struct arena a = { 0 };
	size_t n, cap = 0;
	const struct slot *slots =
	    tensor_names_slots(&w->config, CONTAINER_HF, &a, &n);
	struct tensor *tensors = mem_new(n, sizeof *tensors);
	struct safetensors_out *out;
	float *scratch = NULL;
	int rc;

	for (size_t i = 0; i < n; i++) {
		tensors[i].name = slots[i].name;
		tensors[i].type = bf16 ? TENSOR_BF16 : TENSOR_F32;
		tensor_names_shape(&slots[i], &tensors[i]);
	}
	out = safetensors_out_new(path, tensors, n, e);
	rc = out == NULL ? -1 : 0;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		const struct slot *s = &slots[i];
		size_t count = s->rows * s->cols;

		scratch = mem_grow(scratch, &cap, count, sizeof *scratch);
		tensor_names_get(s, w->config.head_dim,
		    w->data + weights_place(w, s), scratch);
		rc = safetensors_out_f32(out, scratch, count, e);
	}
	if (rc == 0)
		rc = safetensors_out_commit(out, e);
	safetensors_out_free(out);
	free(scratch);
	free(tensors);
	arena_release(&a);
	return rc;
}

int
weights_save(const struct weights *w, const char *dir, int bf16, struct err *e)
{
	struct buf path = { 0 }, config = { 0 };
	int rc;

	assert(w->matrices == NULL);
	if (mkdir(dir, 0777) != 0 && errno != EEXIST)
		return err_errno(e, "%s", dir);
	rc = save_tensors(
	    w, file_join(&path, dir, "model.safetensors"), bf16, e);
	model_config_write(&config, &w->config, bf16 ? "bfloat16" : "float32");
	if (rc == 0)
		rc = file_put(
		    file_join(&path, dir, "config.json"), buf_view(&config), e);
	buf_release(&path);
	buf_release(&config);
	return rc;
}
