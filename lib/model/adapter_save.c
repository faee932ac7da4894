/* Adapters into folders in PEFT's form: see adapter.h. */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "io/file.h"
#include "io/safetensors.h"
#include "model/adapter.h"

/* The shortest end of a name that all who share it have a product. */
static struct str
target_of(const struct lora *l, struct str name)
{
	for (size_t from = name.n; from-- > 0;) {
		struct str tail = str_slice(name, from, name.n);
		size_t n, ranked;

		if (from > 0 && name.p[from - 1] != '.')
			continue;
		n = lora_count(l, tail, &ranked);
		if (n == ranked)
			return tail;
	}
	return name;
}

static void
add_target(struct adapter_config *c, struct str *targets, struct str target)
{
	for (size_t i = 0; i < c->n_targets; i++)
		if (str_eq(targets[i], target))
			return;
	targets[c->n_targets++] = target;
}

/* A name as a pattern: a dot is a dot. */
static struct str
escaped(struct str name, struct arena *arena)
{
	char *p = arena_alloc(arena, 2 * name.n, 1);
	size_t n = 0;

	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == '.')
			p[n++] = '\\';
		p[n++] = name.p[i];
	}
	return (struct str){ p, n };
}

static struct adapter_config
lora_config(const struct lora *l, struct arena *arena)
{
	struct adapter_config c = {
		.kind = ADAPTER_LORA, .rslora = l->rslora, .dora = l->dora
	};
	struct str *targets = arena_alloc(arena, l->n_modules, sizeof *targets);

	c.targets = targets;
	c.ranks = arena_alloc(arena, l->n_modules, sizeof *c.ranks);
	c.alphas = arena_alloc(arena, l->n_modules, sizeof *c.alphas);
	for (size_t i = 0; i < l->n_modules; i++) {
		const struct lora_module *m = &l->modules[i];
		double alpha = l->rslora ? m->file_alpha : m->alpha;

		if (m->rank == 0)
			continue;
		if (c.n_targets == 0) {
			c.rank = (double)m->rank;
			c.alpha = alpha;
		}
		add_target(&c, targets, target_of(l, m->name));
		if ((double)m->rank != c.rank)
			c.ranks[c.n_ranks++] =
			    (struct adapter_pattern){ escaped(m->name, arena),
				    (double)m->rank };
		if (alpha != c.alpha)
			c.alphas[c.n_alphas++] =
			    (struct adapter_pattern){ escaped(m->name, arena),
				    alpha };
	}
	return c;
}

static struct adapter_config
prefix_config(const struct prefix *p, const struct model_config *m)
{
	return (struct adapter_config){
		.kind = ADAPTER_PREFIX,
		.n_tokens = p->n,
		.width = p->width / 2,
		.n_heads = m->n_kv_heads,
		.n_layers = p->n_layers,
	};
}

static struct str
tensor_name(const struct lora_module *m, const char *end, struct arena *arena)
{
	struct buf b = { 0 };
	struct str s;

	buf_printf(&b, ADAPTER_FIRST_PART "%.*s%s", STR_ARG(m->name), end);
	s = (struct str){ arena_copy(arena, b.p, b.n), b.n };
	buf_release(&b);
	return s;
}

/* Two or three tensors a module, in the order in which they are written. */
static size_t
plan_lora(const struct lora *l, enum tensor_type type, struct tensor *t,
    struct arena *arena)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n_modules; i++) {
		const struct lora_module *m = &l->modules[i];

		if (m->rank == 0)
			continue;
		t[n++] = (struct tensor){ .name = tensor_name(
					      m, ADAPTER_A_END, arena),
			.type = type,
			.n_dims = 2,
			.dims = { m->rank, m->slot.cols } };
		t[n++] = (struct tensor){ .name = tensor_name(
					      m, ADAPTER_B_END, arena),
			.type = type,
			.n_dims = 2,
			.dims = { m->slot.rows, m->rank } };
		if (l->dora)
			t[n++] = (struct tensor){ .name = tensor_name(
						      m, ADAPTER_M_END, arena),
				.type = type,
				.n_dims = 1,
				.dims = { m->slot.rows } };
	}
	return n;
}

/* Rows in the order of those of its layer's weight in a file. */
static int
write_rows(const float *from, const struct slot *s, const struct weights *w,
    struct safetensors_out *out, struct err *e)
{
	size_t n = s->rows * s->cols;
	float *file = mem_new(n, sizeof *file);
	int rc;

	tensor_names_get(s, w->config.head_dim, from, file);
	rc = safetensors_out_f32(out, file, n, e);
	free(file);
	return rc;
}

static int
write_lora(const struct adapter *a, const struct weights *w,
    struct safetensors_out *out, struct err *e)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < a->lora->n_modules; i++) {
		const struct lora_module *m = &a->lora->modules[i];
		struct slot b = lora_slot_b(m), length = lora_slot_m(m);

		if (m->rank == 0)
			continue;
		rc = safetensors_out_f32(
		    out, a->data + m->a, m->rank * m->slot.cols, e);
		if (rc == 0)
			rc = write_rows(a->data + m->b, &b, w, out, e);
		if (rc == 0 && a->lora->dora)
			rc = write_rows(a->data + m->m, &length, w, out, e);
	}
	return rc;
}

static int
write_prefix(
    const struct adapter *a, struct safetensors_out *out, struct err *e)
{
	float *transposed = mem_new(a->n, sizeof *transposed);
	int rc;

	prefix_get(&a->prefix, a->data, transposed);
	rc = safetensors_out_f32(out, transposed, a->n, e);
	free(transposed);
	return rc;
}

static int
write_tensors(const struct adapter *a, const struct weights *w,
    const char *path, enum tensor_type type, struct err *e)
{
	struct arena arena = { 0 };
	size_t n = a->kind == ADAPTER_LORA ? 3 * a->lora->n_modules : 1;
	struct tensor *t = mem_new(n, sizeof *t);
	struct safetensors_out *out;
	int rc = -1;

	if (a->kind == ADAPTER_LORA)
		n = plan_lora(a->lora, type, t, &arena);
	else
		t[0] = (struct tensor){ .name = STR(ADAPTER_PREFIX_NAME),
			.type = type,
			.n_dims = 2,
			.dims = { a->prefix.n,
			    a->prefix.n_layers * a->prefix.width } };
	out = safetensors_out_new(path, t, n, e);
	if (out != NULL)
		rc = a->kind == ADAPTER_LORA ? write_lora(a, w, out, e)
					     : write_prefix(a, out, e);
	if (rc == 0)
		rc = safetensors_out_commit(out, e);
	safetensors_out_free(out);
	free(t);
	arena_release(&arena);
	return rc;
}

int
adapter_save(const struct adapter *a, const struct weights *w, const char *dir,
    const char *base, int bf16, struct err *e)
{
	struct arena arena = { 0 };
	struct buf path = { 0 }, text = { 0 };
	struct adapter_config c;
	int rc = 0;

	if (mkdir(dir, 0777) != 0 && errno != EEXIST)
		return err_errno(e, "%s", dir);
	c = a->kind == ADAPTER_LORA ? lora_config(a->lora, &arena)
				    : prefix_config(&a->prefix, &w->config);
	c.base = str_of(base == NULL ? "" : base);
	adapter_config_write(&text, &c);
	rc = write_tensors(a, w, file_join(&path, dir, ADAPTER_TENSOR_FILE),
	    bf16 ? TENSOR_BF16 : TENSOR_F32, e);
	if (rc == 0)
		rc = file_put(file_join(&path, dir, ADAPTER_CONFIG_FILE),
		    buf_view(&text), e);
	buf_release(&path);
	buf_release(&text);
	arena_release(&arena);
	return rc;
}
