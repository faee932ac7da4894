/* Adapters out of folders in PEFT's form, or GGUF: see adapter.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "io/file.h"
#include "io/safetensors.h"
#include "model/adapter.h"
#include "model/adapter_pairs.h"

enum { CONFIG_MAX_BYTES = 1 << 24 };

static int
read_config(const char *dir, struct arena *arena, struct adapter_config *c,
    struct err *e)
{
	struct buf path = { 0 }, text = { 0 };
	int rc = -1;

	if (!file_exists(file_join(&path, dir, ADAPTER_CONFIG_FILE)))
		err_set(e,
		    "%s: no " ADAPTER_CONFIG_FILE
		    "; an adapter is a folder with one",
		    dir);
	else if (file_read(path.p, CONFIG_MAX_BYTES, &text, e) == 0) {
		rc = adapter_config_parse(buf_view(&text), arena, c, e);
		if (rc != 0)
			err_prefix(e, "%s", path.p);
	}
	buf_release(&path);
	buf_release(&text);
	return rc;
}

static bool
is_file(const char *path)
{
	return file_exists(path) && !file_is_dir(path);
}

int
adapter_base(const char *dir, struct buf *base, struct err *e)
{
	struct arena arena = { 0 };
	struct adapter_config c;
	int rc;

	if (is_file(dir))
		return err_set(
		    e, "%s: a file does not name its base; give -m MODEL", dir);
	rc = read_config(dir, &arena, &c, e);
	buf_reset(base);
	if (rc == 0 && c.base.n == 0)
		rc = err_set(
		    e, "%s: does not name its base; give -m MODEL", dir);
	if (rc == 0)
		buf_str(base, c.base);
	arena_release(&arena);
	return rc;
}

static int
check_shape(const struct tensor *t, size_t rows, size_t cols, struct err *e)
{
	if (t->n_dims == 2 && t->dims[0] == rows && t->dims[1] == cols)
		return 0;
	if (t->n_dims != 2)
		return err_set(
		    e, "tensor '%.*s' is no matrix", STR_ARG(t->name));
	return err_set(e,
	    "tensor '%.*s' is [%ju,%ju], its configuration and this model "
	    "want [%zu,%zu]; is the adapter another model's?",
	    STR_ARG(t->name), (uintmax_t)t->dims[0], (uintmax_t)t->dims[1],
	    rows, cols);
}

static int
check_length(const struct tensor *t, size_t n, struct err *e)
{
	if (t->n_dims == 1 && t->dims[0] == n)
		return 0;
	return err_set(
	    e, "tensor '%.*s' is no vector of %zu", STR_ARG(t->name), n);
}

static int
check_pair(const struct lora_module *m, const struct adapter_pair *p, bool dora,
    struct err *e)
{
	if (p->a == NULL && p->b == NULL && p->m == NULL)
		return 0;
	if (p->a == NULL || p->b == NULL || (dora && p->m == NULL))
		return err_set(e, "no %s of '%.*s'; the file is incomplete",
		    p->a == NULL   ? "LoRA A"
		    : p->b == NULL ? "LoRA B"
				   : "DoRA magnitude",
		    STR_ARG(m->name));
	if (dora && check_length(p->m, m->slot.rows, e))
		return -1;
	return check_shape(p->a, m->rank, m->slot.cols, e) ||
		       check_shape(p->b, m->slot.rows, m->rank, e)
		   ? -1
		   : 0;
}

/* A tensor whose rows lie as those of its layer's weight do. */
static int
take_rows(const struct tensor *t, const struct slot *s, const struct weights *w,
    float *to, struct err *e)
{
	float *file = mem_new(s->rows * s->cols, sizeof *file);
	int rc = tensor_f32(t, file, e);

	if (rc == 0)
		tensor_names_put(s, w->config.head_dim, file, to);
	free(file);
	return rc;
}

static int
fill_lora(struct adapter *a, const struct weights *w,
    const struct adapter_pair *pairs, struct err *e)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < a->lora->n_modules; i++) {
		const struct lora_module *m = &a->lora->modules[i];
		struct slot b = lora_slot_b(m), length = lora_slot_m(m);

		if (m->rank == 0)
			continue;
		b.order = pairs[i].order;
		rc = tensor_f32(pairs[i].a, a->data + m->a, e);
		if (rc == 0)
			rc = take_rows(pairs[i].b, &b, w, a->data + m->b, e);
		if (rc == 0 && a->lora->dora)
			rc = take_rows(
			    pairs[i].m, &length, w, a->data + m->m, e);
	}
	return rc;
}

/* Takes what the file has, once all of it is known to fit. */
static int
take_lora(struct adapter *a, const struct weights *w,
    const struct adapter_pair *pairs, struct err *e)
{
	struct lora *l = a->lora;

	for (size_t i = 0; i < l->n_modules; i++)
		if (check_pair(&l->modules[i], &pairs[i], l->dora, e))
			return -1;
	lora_place(l);
	a->n = l->n;
	if (a->n == 0)
		return err_set(e, "no tensor in it");
	a->data = mem_aligned(a->n, sizeof *a->data);
	l->data = a->data;
	if (fill_lora(a, w, pairs, e))
		return -1;
	lora_measure(l, w);
	return 0;
}

static int
load_lora(struct adapter *a, const struct weights *w,
    const struct safetensors *file, const struct adapter_config *c,
    struct err *e)
{
	struct lora *l = a->lora = lora_new(&w->config);
	struct adapter_pair *pairs = mem_new(l->n_modules, sizeof *pairs);
	int rc = adapter_pairs_peft(l, pairs, file, c, e);

	if (rc == 0)
		rc = take_lora(a, w, pairs, e);
	free(pairs);
	return rc;
}

static int
load_gguf(struct adapter *a, const struct weights *w, const struct gguf *g,
    struct err *e)
{
	struct lora *l = a->lora = lora_new(&w->config);
	struct adapter_pair *pairs = mem_new(l->n_modules, sizeof *pairs);
	int rc = adapter_pairs_gguf(w, l, pairs, g, e);

	a->kind = ADAPTER_LORA;
	if (rc == 0)
		rc = take_lora(a, w, pairs, e);
	free(pairs);
	return rc;
}

static int
check_prefix(
    const struct adapter_config *c, const struct model_config *m, struct err *e)
{
	size_t width = m->n_kv_heads * m->head_dim;

	if ((c->n_layers > 0 && c->n_layers != m->n_layers) ||
	    (c->width > 0 && c->width != width) ||
	    (c->n_heads > 0 && c->n_heads != m->n_kv_heads))
		return err_set(e,
		    "a prefix of %zu layers, %zu heads, width %zu; the model "
		    "has %zu, %zu, %zu",
		    c->n_layers, c->n_heads, c->width, m->n_layers,
		    m->n_kv_heads, width);
	if (c->n_tokens >= m->n_positions)
		return err_set(e,
		    "a prefix of %zu leaves nothing of the model's %zu "
		    "positions",
		    c->n_tokens, m->n_positions);
	return 0;
}

static int
load_prefix(struct adapter *a, const struct weights *w,
    const struct safetensors *file, const struct adapter_config *c,
    struct err *e)
{
	const struct tensor *t =
	    safetensors_find(file, STR(ADAPTER_PREFIX_NAME));
	struct prefix *p = &a->prefix;
	float *transposed;
	int rc;

	for (size_t i = 0; i < safetensors_count(file); i++)
		if (safetensors_at(file, i) != t)
			return adapter_pair_stray(safetensors_at(file, i), e);
	if (t == NULL)
		return err_set(e, "no tensor '" ADAPTER_PREFIX_NAME "'");
	*p = prefix_of(&w->config, c->n_tokens);
	if (check_prefix(c, &w->config, e) ||
	    check_shape(t, p->n, p->n_layers * p->width, e))
		return -1;
	a->n = prefix_count(p);
	a->data = mem_aligned(a->n, sizeof *a->data);
	p->data = a->data;
	transposed = mem_new(a->n, sizeof *transposed);
	rc = tensor_f32(t, transposed, e);
	prefix_put(p, transposed, a->data);
	free(transposed);
	return rc;
}

static struct safetensors *
open_tensors(const char *dir, struct buf *path, struct err *e)
{
	if (!file_exists(file_join(path, dir, ADAPTER_TENSOR_FILE))) {
		bool pickled =
		    file_exists(file_join(path, dir, "adapter_model.bin"));

		err_set(e, "%s: no " ADAPTER_TENSOR_FILE "%s", dir,
		    pickled ? "; adapter_model.bin is not read, save it anew "
			      "with safe_serialization"
			    : "");
		return NULL;
	}
	return safetensors_open(path->p, e);
}

static int
load_folder(
    struct adapter *a, const char *dir, const struct weights *w, struct err *e)
{
	struct arena arena = { 0 };
	struct adapter_config c;
	struct buf path = { 0 };
	struct safetensors *file = NULL;
	int rc = read_config(dir, &arena, &c, e);

	if (rc == 0) {
		file = open_tensors(dir, &path, e);
		rc = file == NULL ? -1 : 0;
	}
	if (rc == 0) {
		a->kind = c.kind;
		a->dropout = c.dropout;
		rc = c.kind == ADAPTER_LORA ? load_lora(a, w, file, &c, e)
					    : load_prefix(a, w, file, &c, e);
		if (rc != 0)
			err_prefix(e, "%s", path.p);
	}
	safetensors_free(file);
	buf_release(&path);
	arena_release(&arena);
	return rc;
}

static int
load_file(
    struct adapter *a, const char *path, const struct weights *w, struct err *e)
{
	struct gguf *g = gguf_open(path, e);
	int rc;

	if (g == NULL)
		return -1;
	rc = load_gguf(a, w, g, e);
	gguf_free(g);
	return rc == 0 ? 0 : err_prefix(e, "%s", path);
}

struct adapter *
adapter_load(const char *path, const struct weights *w, struct err *e)
{
	struct adapter *a = mem_new(1, sizeof *a);
	int rc = is_file(path) ? load_file(a, path, w, e)
			       : load_folder(a, path, w, e);

	if (rc == 0)
		return a;
	adapter_free(a);
	return NULL;
}

struct adapter *
adapter_of_gguf(const struct gguf *g, const struct weights *w, struct err *e)
{
	struct adapter *a = mem_new(1, sizeof *a);

	if (load_gguf(a, w, g, e) == 0)
		return a;
	adapter_free(a);
	return NULL;
}
