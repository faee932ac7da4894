/* Models on disk: see model_file.h. */
#include "model/model_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "io/file.h"
#include "io/gguf.h"
#include "io/hub_name.h"
#include "io/safetensors.h"

enum { CONFIG_MAX_BYTES = 1 << 20 };

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

/* Only as far as the configuration. */
static int
open_config(struct model_file *f, const char *path, struct err *e)
{
	f->in = CONTAINER_HF;
	if (file_is_dir(path))
		return folder_config(path, &f->config, e);
	if (hub_name_check(path, e))
		return -1;
	f->in = CONTAINER_GGUF;
	f->gguf = gguf_open(path, e);
	if (f->gguf == NULL)
		return -1;
	if (model_config_gguf(f->gguf, &f->config, e))
		return err_prefix(e, "%s", path);
	return 0;
}

static size_t
tensor_total(const struct model_file *f)
{
	size_t n;

	if (f->in == CONTAINER_HF)
		return safetensors_count(f->folder);
	gguf_tensors(f->gguf, &n);
	return n;
}

static const struct tensor *
tensor_at(const struct model_file *f, size_t i)
{
	size_t n;

	if (f->in == CONTAINER_HF)
		return safetensors_at(f->folder, i);
	return &gguf_tensors(f->gguf, &n)[i];
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
	bool same = embed != NULL && head->type == embed->type &&
		    head->n_bytes == embed->n_bytes &&
		    memcmp(head->bytes, embed->bytes, head->n_bytes) == 0;

	model_file_forget(head);
	if (same)
		return 0;
	return err_set(e,
	    "tensor '%.*s' differs from the embedding that the "
	    "configuration ties it to",
	    STR_ARG(head->name));
}

/* A name within the text part of a larger model. */
static struct str
text_name(struct str name)
{
	static const char *const parts[] = { "model.language_model.",
		"language_model.", "model.text_model." };

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		if (str_starts(name, str_of(parts[i])))
			return str_slice(name, strlen(parts[i]), name.n);
	return name;
}

/* What larger models say of their heads is not always of this one. */
static void
tie_text_part(struct model_file *f)
{
	struct str head = tensor_names_head(f->config.family, f->in);

	if (!f->config.text_part)
		return;
	for (size_t i = 0; i < tensor_total(f); i++)
		if (str_eq(text_name(tensor_at(f, i)->name), head))
			return;
	f->config.tied = true;
}

static int
match_one(struct model_file *f, const struct tensor *t, struct err *e)
{
	enum family family = f->config.family;
	struct str name = f->config.text_part ? text_name(t->name) : t->name;
	struct slot *to =
	    tensor_names_find(family, f->in, f->slots, f->n, name);

	if (to == NULL && tensor_names_ignored(family, f->in, name))
		return 0;
	if (to == NULL && f->config.tied &&
	    str_eq(name, tensor_names_head(family, f->in))) {
		f->head = t;
		return 0;
	}
	if (to == NULL && f->config.text_part && name.p == t->name.p)
		return 0; /* of what sees or hears */
	if (to == NULL)
		return err_set(e,
		    "tensor '%.*s' has no home in this %s model; "
		    "is the configuration another model's?",
		    STR_ARG(t->name), model_family_name(family));
	if (f->filled[to - f->slots] != NULL)
		return err_set(e,
		    "tensor '%.*s' is there twice, with and "
		    "without its prefix",
		    STR_ARG(to->name));
	f->filled[to - f->slots] = t;
	return check_fit(to, t, e);
}

static int
match_all(struct model_file *f, struct err *e)
{
	const struct tensor *embed = NULL;

	tie_text_part(f);
	f->slots = tensor_names_slots(&f->config, f->in, &f->arena, &f->n);
	f->filled = mem_new(f->n, sizeof *f->filled);
	for (size_t i = 0; i < tensor_total(f); i++)
		if (match_one(f, tensor_at(f, i), e))
			return -1;
	for (size_t i = 0; i < f->n; i++) {
		if (f->filled[i] == NULL)
			return err_set(e,
			    "no tensor '%.*s'; the file is "
			    "incomplete or another model's",
			    STR_ARG(f->slots[i].name));
		if (f->slots[i].id == TENSOR_EMBED)
			embed = f->filled[i];
	}
	return f->head == NULL ? 0 : check_head(f->head, embed, e);
}

static int
open_all(struct model_file *f, const char *path, struct err *e)
{
	if (open_config(f, path, e))
		return -1;
	if (f->in == CONTAINER_HF) {
		f->folder = safetensors_open(path, e);
		if (f->folder == NULL)
			return -1;
	}
	return match_all(f, e) == 0 ? 0 : err_prefix(e, "%s", path);
}

struct model_file *
model_file_open(const char *path, struct err *e)
{
	struct model_file *f = mem_new(1, sizeof *f);

	if (open_all(f, path, e) == 0)
		return f;
	model_file_free(f);
	return NULL;
}

void
model_file_free(struct model_file *f)
{
	if (f == NULL)
		return;
	gguf_free(f->gguf);
	safetensors_free(f->folder);
	free(f->filled);
	arena_release(&f->arena);
	free(f);
}

void
model_file_forget(const struct tensor *t)
{
	file_forget((struct str){ (const char *)t->bytes, t->n_bytes });
}
