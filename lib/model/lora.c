/* Products of low rank beside linear layers: see lora.h. */
#include "model/lora.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "nn/gemm.h"

#define WEIGHT_END ".weight"

static bool
is_linear(const struct slot *s)
{
	return s->id == TENSOR_QKV_W || s->id == TENSOR_OUT_W ||
	       s->id == TENSOR_UP_W || s->id == TENSOR_DOWN_W;
}

static struct lora_slot *
slot_of(const struct lora *l, enum tensor_id which, size_t layer)
{
	return &l->slots[layer * N_TENSORS + which];
}

static struct lora_slot *
own_slot(const struct lora *l, const struct lora_module *m)
{
	return slot_of(l, m->slot.id, m->slot.layer);
}

static int
in_memory_order(const void *a, const void *b)
{
	const struct lora_module *x = a, *y = b;

	const struct slot *s = &x->slot, *t = &y->slot;

	if (s->layer != t->layer)
		return s->layer < t->layer ? -1 : 1;
	if (s->id != t->id)
		return s->id < t->id ? -1 : 1;
	return (s->first_row > t->first_row) - (s->first_row < t->first_row);
}

static void
find_slots(struct lora *l, size_t n_layers)
{
	l->slots = mem_new(n_layers * N_TENSORS, sizeof *l->slots);
	for (size_t i = 0; i < l->n_modules; i++) {
		struct lora_slot *s = own_slot(l, &l->modules[i]);

		if (s->n++ == 0)
			s->first = i;
		assert(s->first + s->n == i + 1);
		s->cols = l->modules[i].slot.cols;
	}
}

struct lora *
lora_new(const struct model_config *c)
{
	struct lora *l = mem_new(1, sizeof *l);
	size_t n;
	const struct slot *slots =
	    tensor_names_slots(c, CONTAINER_HF, &l->arena, &n);

	l->modules = mem_new(n, sizeof *l->modules);
	for (size_t i = 0; i < n; i++) {
		const struct slot *s = &slots[i];
		struct lora_module *m = &l->modules[l->n_modules];

		if (!is_linear(s))
			continue;
		assert(str_ends(s->name, str_of(WEIGHT_END)));
		m->slot = *s;
		m->name = str_slice(s->name, 0, s->name.n - strlen(WEIGHT_END));
		l->n_modules++;
	}
	qsort(l->modules, l->n_modules, sizeof *l->modules, in_memory_order);
	find_slots(l, c->n_layers);
	return l;
}

void
lora_free(struct lora *l)
{
	if (l == NULL)
		return;
	free(l->modules);
	free(l->slots);
	free(l->lengths);
	free(l->gains);
	arena_release(&l->arena);
	free(l);
}

/* Whether name is tail, or ends in it after a dot. */
static bool
ends_in(struct str name, struct str tail)
{
	return str_ends(name, tail) &&
	       (name.n == tail.n || name.p[name.n - tail.n - 1] == '.');
}

struct lora_module *
lora_find(const struct lora *l, struct str name)
{
	struct lora_module *found = NULL;

	for (size_t i = 0; i < l->n_modules; i++) {
		struct lora_module *m = &l->modules[i];

		if (str_eq(m->name, name))
			return m;
		/* a file of the model without its head lacks the first part */
		if (ends_in(m->name, name) &&
		    memchr(m->name.p, '.', m->name.n - name.n - 1) == NULL)
			found = m;
	}
	return found;
}

size_t
lora_target(struct lora *l, struct str target, size_t rank, double alpha)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n_modules; i++) {
		struct lora_module *m = &l->modules[i];

		if (target.n > 0 && !ends_in(m->name, target))
			continue;
		m->rank = rank;
		m->alpha = alpha;
		n++;
	}
	return n;
}

size_t
lora_count(const struct lora *l, struct str target, size_t *ranked)
{
	size_t n = 0;

	*ranked = 0;
	for (size_t i = 0; i < l->n_modules; i++)
		if (ends_in(l->modules[i].name, target)) {
			*ranked += l->modules[i].rank > 0;
			n++;
		}
	return n;
}

/* Rows of the matrix in memory: those of its modules. */
static size_t
slot_rows(const struct lora *l, const struct lora_slot *s)
{
	const struct lora_module *last = &l->modules[s->first + s->n - 1];

	return last->slot.first_row + last->slot.rows;
}

/* All of a matrix's A, then B, and m of DoRA, of each of its modules. */
void
lora_place(struct lora *l)
{
	size_t n = 0, rows = 0;

	l->max_rank = l->max_rows = 0;
	for (size_t i = 0; i < l->n_modules; i++) {
		struct lora_module *m = &l->modules[i];
		struct lora_slot *s = own_slot(l, m);

		m->first_rank = s->rank;
		s->rank += m->rank;
		if (i + 1 < s->first + s->n)
			continue;
		s->a = n;
		n += s->rank * s->cols;
		for (size_t j = s->first; j <= i; j++) {
			m = &l->modules[j];
			m->a = s->a + m->first_rank * s->cols;
			m->b = n;
			n += m->slot.rows * m->rank;
			m->m = n;
			m->row = rows;
			if (l->dora && m->rank > 0)
				n += m->slot.rows;
			rows += m->slot.rows;
		}
		if (slot_rows(l, s) > l->max_rows)
			l->max_rows = slot_rows(l, s);
		if (s->rank > l->max_rank)
			l->max_rank = s->rank;
	}
	l->n = n;
	if (!l->dora)
		return;
	l->lengths = mem_new(rows, sizeof *l->lengths);
	l->gains = mem_new(rows, sizeof *l->gains);
}

struct slot
lora_slot_b(const struct lora_module *m)
{
	struct slot s = m->slot;

	s.cols = m->rank;
	if (s.order == STORED_TRANSPOSED)
		s.order = STORED_PLAIN;
	return s;
}

struct slot
lora_slot_m(const struct lora_module *m)
{
	struct slot s = lora_slot_b(m);

	s.cols = 1;
	return s;
}

void
lora_random(const struct lora *l, uint64_t seed, float *data)
{
	for (size_t i = 0; i < l->n_modules; i++) {
		const struct lora_module *m = &l->modules[i];
		size_t cols = m->slot.cols;
		double bound = 1 / sqrt((double)cols);

		for (size_t r = 0; r < m->rank; r++) {
			struct rng rng = rng_at(seed, "lora", m->name, r);

			for (size_t c = 0; c < cols; c++)
				data[m->a + r * cols + c] =
				    (float)(bound * (2 * rng_unit(&rng) - 1));
		}
		memset(data + m->b, 0, m->slot.rows * m->rank * sizeof *data);
	}
}

/* The factor of each column that is the module's, of rows of `width`. */
static void
scale(const struct lora_module *m, size_t t, size_t width, float *low)
{
	float factor = (float)(m->alpha / (double)m->rank);

	for (size_t i = 0; i < t; i++)
		for (size_t r = 0; r < m->rank; r++)
			low[i * width + m->first_rank + r] *= factor;
}

/* u [T][R] = alpha / r A x, of all modules of the slot. */
static void
go_down(const struct lora *l, const struct lora_slot *s,
    const struct lora_pass *p, float *u)
{
	gemm_nt(p->t, s->rank, s->cols, p->x, s->cols, l->data + s->a, s->cols,
	    0, u, s->rank);
	for (size_t i = s->first; i < s->first + s->n; i++)
		if (l->modules[i].rank > 0)
			scale(&l->modules[i], p->t, s->rank, u);
}

void
lora_forward(const struct lora *l, const struct lora_pass *p, float *y)
{
	const struct lora_slot *s = slot_of(l, p->id, p->layer);
	size_t rows;

	if (s->rank == 0)
		return;
	assert(l->data != NULL && s->rank <= l->max_rank);
	rows = slot_rows(l, s);
	go_down(l, s, p, p->low);
	for (size_t i = s->first; i < s->first + s->n; i++) {
		const struct lora_module *m = &l->modules[i];

		if (m->rank > 0)
			gemm_nt(p->t, m->slot.rows, m->rank,
			    p->low + m->first_rank, s->rank, l->data + m->b,
			    m->rank, 1, y + m->slot.first_row, rows);
	}
}

void
lora_backward(const struct lora *l, const struct lora_pass *p, const float *dy,
    float *dx, float *grad)
{
	const struct lora_slot *s = slot_of(l, p->id, p->layer);
	float *u = p->low, *du = p->low + p->t * s->rank;
	size_t rows;

	if (s->rank == 0)
		return;
	rows = slot_rows(l, s);
	go_down(l, s, p, u);
	for (size_t i = s->first; i < s->first + s->n; i++) {
		const struct lora_module *m = &l->modules[i];
		const float *from = dy + m->slot.first_row;

		if (m->rank == 0)
			continue;
		gemm_tn(m->slot.rows, m->rank, p->t, from, rows,
		    u + m->first_rank, s->rank, 1, grad + m->b, m->rank);
		gemm_nn(p->t, m->rank, m->slot.rows, from, rows, l->data + m->b,
		    m->rank, 0, du + m->first_rank, s->rank);
		scale(m, p->t, s->rank, du);
	}
	gemm_tn(s->rank, s->cols, p->t, du, s->rank, p->x, s->cols, 1,
	    grad + s->a, s->cols);
	gemm_nn(p->t, s->cols, s->rank, du, s->rank, l->data + s->a, s->cols, 1,
	    dx, s->cols);
}

bool
lora_is_dora(const struct lora *l, enum tensor_id id, size_t layer)
{
	return l->dora && slot_of(l, id, layer)->rank > 0;
}

void
lora_scale(const struct lora *l, const struct lora_pass *p, const float *z,
    bool add, float *y)
{
	const struct lora_slot *s = slot_of(l, p->id, p->layer);
	const float *gains = l->gains + l->modules[s->first].row;
	size_t rows = slot_rows(l, s);

	for (size_t t = 0; t < p->t; t++)
		for (size_t r = 0; r < rows; r++) {
			float x = gains[r] * z[t * rows + r];

			y[t * rows + r] = add ? y[t * rows + r] + x : x;
		}
}

void
lora_scale_backward(const struct lora *l, const struct lora_pass *p,
    const float *z, const float *dy, float *dz, float *grad)
{
	const struct lora_slot *s = slot_of(l, p->id, p->layer);
	size_t rows = slot_rows(l, s);

	lora_scale(l, p, dy, false, dz);
	for (size_t i = s->first; i < s->first + s->n; i++) {
		const struct lora_module *m = &l->modules[i];
		size_t n = m->rank > 0 ? m->slot.rows : 0;

		for (size_t r = 0; r < n; r++) {
			size_t at = m->slot.first_row + r;
			double sum = 0;

			for (size_t t = 0; t < p->t; t++)
				sum += (double)dy[t * rows + at] *
				       (double)z[t * rows + at];
			if (l->lengths[m->row + r] > 0)
				grad[m->m + r] +=
				    (float)(sum /
					    (double)l->lengths[m->row + r]);
		}
	}
}

/* (alpha / r) B, the caller's. */
static float *
scaled_b(const struct lora *l, const struct lora_module *m)
{
	size_t n = m->slot.rows * m->rank;
	float *b = mem_new(n, sizeof *b);
	float factor = (float)(m->alpha / (double)m->rank);

	for (size_t i = 0; i < n; i++)
		b[i] = factor * l->data[m->b + i];
	return b;
}

static float
length_of(const float *x, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (double)x[i] * (double)x[i];
	return (float)sqrt(sum);
}

/* The lengths of a module's rows, some rows at a time. */
static void
measure(
    const struct lora *l, const struct lora_module *m, const struct weights *w)
{
	enum { ROWS = 256 };
	struct matrix matrix = weights_matrix(w, m->slot.id, m->slot.layer);
	size_t cols = m->slot.cols;
	float *b = scaled_b(l, m), *sum = mem_new(ROWS * cols, sizeof *sum);

	for (size_t r = 0; r < m->slot.rows; r += ROWS) {
		size_t n = m->slot.rows - r < ROWS ? m->slot.rows - r : ROWS;

		matrix_read(&matrix, m->slot.first_row + r, n, sum);
		gemm_nn(n, cols, m->rank, b + r * m->rank, m->rank,
		    l->data + m->a, cols, 1, sum, cols);
		for (size_t i = 0; i < n; i++)
			l->lengths[m->row + r + i] =
			    length_of(sum + i * cols, cols);
	}
	free(b);
	free(sum);
}

void
lora_measure(const struct lora *l, const struct weights *w)
{
	for (size_t i = 0; l->dora && i < l->n_modules; i++) {
		const struct lora_module *m = &l->modules[i];

		if (m->rank > 0)
			measure(l, m, w);
		for (size_t r = 0; r < m->slot.rows; r++) {
			float length = l->lengths[m->row + r];

			l->gains[m->row + r] = m->rank == 0 ? 1
					       : length > 0
						   ? l->data[m->m + r] / length
						   : 0;
		}
	}
}

void
lora_begin_dora(const struct lora *l, const struct weights *w, float *data)
{
	lora_measure(l, w);
	for (size_t i = 0; l->dora && i < l->n_modules; i++) {
		const struct lora_module *m = &l->modules[i];

		if (m->rank > 0)
			memcpy(data + m->m, l->lengths + m->row,
			    m->slot.rows * sizeof *data);
	}
	lora_measure(l, w);
}

double
lora_work(const struct lora *l)
{
	double n = 0;

	for (size_t i = 0; i < l->n_modules; i++) {
		const struct lora_module *m = &l->modules[i];

		n += (double)(m->rank * (m->slot.rows + m->slot.cols));
	}
	return n;
}

void
lora_merge(const struct lora *l, struct weights *w)
{
	assert(w->matrices == NULL);
	for (size_t i = 0; i < l->n_modules; i++) {
		const struct lora_module *m = &l->modules[i];
		size_t cols = m->slot.cols;
		float *b, *to;

		if (m->rank == 0)
			continue;
		b = scaled_b(l, m);
		to = w->data + weights_place(w, &m->slot);
		gemm_nn(m->slot.rows, cols, m->rank, b, m->rank, l->data + m->a,
		    cols, 1, to, cols);
		free(b);
		for (size_t j = 0; l->dora && j < m->slot.rows * cols; j++)
			to[j] *= l->gains[m->row + j / cols];
	}
}
