/* Weights from and to files: see weights.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "io/file.h"
#include "io/gguf.h"
#include "io/safetensors.h"
#include "model/weights.h"

enum { CONFIG_MAX_BYTES = 1 << 20 };

/* An open model: one of the two containers and its tensors. */
struct source {
	const char *path;
	enum container in;
	struct gguf *gguf;
	struct safetensors *folder;
	struct model_config config;
};

static int
folder_config(const char *dir, struct model_config *c, struct err *e)
{
	struct buf path = { 0 }, text = { 0 };
	int rc = -1;

	if (!file_exists(file_join(&path, dir, "config.json")))
		err_set(e, "%s: no config.json%s", dir,
		    file_exists(file_join(&path, dir, "adapter_config.json"))
			? "; this is an adapter, not a model"
			: "; a model is a folder with one or a .gguf file");
	else if (file_read(path.p, CONFIG_MAX_BYTES, &text, e) == 0) {
		rc = model_config_parse(buf_view(&text), c, e);
		if (rc != 0)
			err_prefix(e, "%s", path.p);
	}
	buf_release(&path);
	buf_release(&text);
	return rc;
}

static void
source_close(struct source *s)
{
	gguf_free(s->gguf);
	safetensors_free(s->folder);
}

/* Only as far as the configuration. */
static int
source_open(struct source *s, const char *path, struct err *e)
{
	*s = (struct source){ .path = path, .in = CONTAINER_HF };
	if (file_is_dir(path))
		return folder_config(path, &s->config, e);
	s->in = CONTAINER_GGUF;
	s->gguf = gguf_open(path, e);
	if (s->gguf == NULL)
		return -1;
	if (model_config_gguf(s->gguf, &s->config, e))
		return err_prefix(e, "%s", path);
	return 0;
}

static size_t
source_count(const struct source *s)
{
	size_t n;

	if (s->in == CONTAINER_HF)
		return safetensors_count(s->folder);
	gguf_tensors(s->gguf, &n);
	return n;
}

static const struct tensor *
source_at(const struct source *s, size_t i)
{
	size_t n;

	if (s->in == CONTAINER_HF)
		return safetensors_at(s->folder, i);
	return &gguf_tensors(s->gguf, &n)[i];
}

static void
put_shape(struct buf *b, const struct tensor *t)
{
	buf_byte(b, '[');
	for (size_t i = 0; i < t->n_dims; i++)
		buf_printf(
		    b, "%s%ju", i == 0 ? "" : ",", (uintmax_t)t->dims[i]);
	buf_byte(b, ']');
}

/* The tensor must have the slot's shape and a type that is read. */
static int
check_fit(const struct slot *s, const struct tensor *t, struct err *e)
{
	struct tensor want = { 0 };
	struct buf have_text = { 0 }, want_text = { 0 };
	float none;

	if (t->type >= TENSOR_OTHER)
		return tensor_f32(t, &none, e);
	tensor_names_shape(s, &want);
	if (t->n_dims == want.n_dims &&
	    memcmp(t->dims, want.dims, want.n_dims * sizeof want.dims[0]) == 0)
		return 0;
	put_shape(&have_text, t);
	put_shape(&want_text, &want);
	err_set(e, "tensor '%.*s' is %s, the configuration wants %s",
	    STR_ARG(t->name), have_text.p, want_text.p);
	buf_release(&have_text);
	buf_release(&want_text);
	return -1;
}

/* A tied head that is in the file all the same must be the embedding. */
static int
check_head(const struct tensor *head, const struct tensor *embed, struct err *e)
{
	if (embed != NULL && head->type == embed->type &&
	    head->n_bytes == embed->n_bytes &&
	    memcmp(head->bytes, embed->bytes, head->n_bytes) == 0)
		return 0;
	return err_set(e,
	    "tensor '%.*s' differs from the embedding that the "
	    "configuration ties it to",
	    STR_ARG(head->name));
}

/* For each slot the tensor that fills it. */
struct match {
	struct slot *slots;
	const struct tensor **filled;
	size_t n;
	const struct tensor *head; /* of a tied model */
};

static int
match_one(const struct source *s, struct match *m, const struct tensor *t,
    struct err *e)
{
	enum family f = s->config.family;
	struct slot *to = tensor_names_find(f, s->in, m->slots, m->n, t->name);

	if (to == NULL && tensor_names_ignored(f, s->in, t->name))
		return 0;
	if (to == NULL && s->config.tied &&
	    str_eq(t->name, tensor_names_head(f, s->in))) {
		m->head = t;
		return 0;
	}
	if (to == NULL)
		return err_set(e,
		    "tensor '%.*s' has no home in this %s model; "
		    "is the configuration another model's?",
		    STR_ARG(t->name), model_family_name(f));
	if (m->filled[to - m->slots] != NULL)
		return err_set(e,
		    "tensor '%.*s' is there twice, with and "
		    "without its prefix",
		    STR_ARG(to->name));
	m->filled[to - m->slots] = t;
	return check_fit(to, t, e);
}

static int
match_all(const struct source *s, struct match *m, struct err *e)
{
	const struct tensor *embed = NULL;

	for (size_t i = 0; i < source_count(s); i++)
		if (match_one(s, m, source_at(s, i), e))
			return -1;
	for (size_t i = 0; i < m->n; i++) {
		if (m->filled[i] == NULL)
			return err_set(e,
			    "no tensor '%.*s'; the file is "
			    "incomplete or another model's",
			    STR_ARG(m->slots[i].name));
		if (m->slots[i].id == TENSOR_EMBED)
			embed = m->filled[i];
	}
	return m->head == NULL ? 0 : check_head(m->head, embed, e);
}

/* Memory for the numbers only now that the file is known to have them. */
static int
fill(struct weights *w, const struct match *m, struct err *e)
{
	float *scratch = NULL;
	size_t cap = 0, dim = w->config.head_dim;
	int rc = 0;

	w->data = mem_aligned(w->n, sizeof *w->data);
	for (size_t i = 0; rc == 0 && i < m->n; i++) {
		const struct slot *s = &m->slots[i];
		bool plain = s->order == STORED_PLAIN;
		float *to = w->data + weights_place(w, s);

		if (!plain)
			scratch = mem_grow(
			    scratch, &cap, s->rows * s->cols, sizeof *scratch);
		rc = tensor_f32(m->filled[i], plain ? to : scratch, e);
		if (rc == 0 && !plain)
			tensor_names_put(s, dim, scratch, to);
		/* or a model would be in memory twice */
		file_forget((struct str){
		    (const char *)m->filled[i]->bytes, m->filled[i]->n_bytes });
	}
	free(scratch);
	return rc;
}

static int
load(struct source *s, struct weights **out, struct err *e)
{
	struct weights *w = weights_plan(&s->config);
	struct arena a = { 0 };
	struct match m = { 0 };
	int rc;

	m.slots = tensor_names_slots(&w->config, s->in, &a, &m.n);
	m.filled = mem_new(m.n, sizeof *m.filled);
	rc = match_all(s, &m, e);
	if (rc == 0)
		rc = fill(w, &m, e);
	if (rc == 0) {
		*out = w;
		w = NULL; /* now the caller's */
	}
	free(m.filled);
	arena_release(&a);
	weights_free(w);
	return rc;
}

struct weights *
weights_load(const char *path, struct err *e)
{
	struct source s;
	struct weights *w = NULL;
	int rc = source_open(&s, path, e);

	if (rc == 0 && s.in == CONTAINER_HF) {
		s.folder = safetensors_open(path, e);
		rc = s.folder == NULL ? -1 : 0;
	}
	if (rc == 0 && load(&s, &w, e))
		err_prefix(e, "%s", path);
	source_close(&s);
	return w;
}

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
