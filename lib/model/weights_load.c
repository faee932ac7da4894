/* Weights from files, copied or mapped: see weights.h. */
#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "io/file.h"
#include "model/model_file.h"
#include "model/weights.h"

/* The numbers of tensor i into data, in the model's order. */
static int
copy_tensor(
    struct weights *w, const struct model_file *f, size_t i, struct err *e)
{
	const struct slot *s = &f->slots[i];
	float *to = w->data + weights_place(w, s), *scratch;
	int rc;

	if (s->order == STORED_PLAIN)
		return tensor_f32(f->filled[i], to, e);
	scratch = mem_resize(NULL, s->rows * s->cols, sizeof *scratch);
	rc = tensor_f32(f->filled[i], scratch, e);
	if (rc == 0)
		tensor_names_put(s, w->config.head_dim, scratch, to);
	free(scratch);
	return rc;
}

struct weights *
weights_load(const char *path, struct err *e)
{
	struct model_file *f = model_file_open(path, e);
	struct weights *w;
	int rc = 0;

	if (f == NULL)
		return NULL;
	w = weights_plan(&f->config);
	w->data = mem_aligned(w->n, sizeof *w->data);
	for (size_t i = 0; rc == 0 && i < f->n; i++) {
		rc = copy_tensor(w, f, i, e);
		/* or a model would be in memory twice */
		model_file_forget(f->filled[i]);
	}
	if (rc == 0)
		rc = file_check_maps(e);
	model_file_free(f);
	if (rc == 0)
		return w;
	err_prefix(e, "%s", path);
	weights_free(w);
	return NULL;
}

/* Where the file's tensor has each row of the slot; NULL: in the same order. */
static const uint32_t *
rows_of(struct weights *w, const struct slot *s)
{
	uint32_t *v;

	if (s->order != STORED_PAIRS && s->order != STORED_HEADS)
		return NULL;
	v = arena_alloc(&w->arena, s->rows, sizeof *v);
	for (size_t r = 0; r < s->rows; r++)
		v[r] = (uint32_t)tensor_names_row(s, w->config.head_dim, r);
	return v;
}

/* Parts are put in the order of their rows, whatever that of the names is. */
static void
add_part(struct weights *w, const struct slot *s, const struct tensor *t)
{
	struct matrix *m = &w->matrices[s->layer * N_TENSORS + s->id];
	size_t i = m->n_parts++;

	assert(i < MATRIX_PARTS);
	m->cols = s->cols;
	m->rows += s->rows;
	for (; i > 0 && m->parts[i - 1].first > s->first_row; i--)
		m->parts[i] = m->parts[i - 1];
	m->parts[i] = (struct matrix_part){
		.first = s->first_row,
		.rows = s->rows,
		.type = t->type,
		.bytes = t->bytes,
		.row_of = rows_of(w, s),
		.transposed = s->order == STORED_TRANSPOSED,
	};
}

struct weights *
weights_map(const char *path, struct err *e)
{
	struct model_file *f = model_file_open(path, e);
	struct weights *w;
	int rc = 0;

	if (f == NULL)
		return NULL;
	w = weights_plan_mapped(&f->config);
	w->file = f;
	w->data = mem_aligned(w->n_data, sizeof *w->data);
	for (size_t i = 0; rc == 0 && i < f->n; i++)
		if (f->slots[i].vector)
			rc = copy_tensor(w, f, i, e);
		else
			add_part(w, &f->slots[i], f->filled[i]);
	if (f->config.tied)
		w->matrices[TENSOR_HEAD] = w->matrices[TENSOR_EMBED];
	if (rc == 0)
		return w;
	err_prefix(e, "%s", path);
	weights_free(w);
	return NULL;
}
