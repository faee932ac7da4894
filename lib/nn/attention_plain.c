/*
 * Attention by its formula, in fp64, a row at a time: the readable path that
 * tests compare the fast one with.  See attention.h.
 */
#include "nn/attention.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "nn/kv_chain.h"

/* A row and a head: where their query and keys lie. */
struct row {
	size_t t, head, kv_head; /* row of the batch */
	size_t in_segment;       /* row within its segment */
	size_t place;            /* in its chain of segments */
};

static double
dot(size_t n, const float *x, const float *y)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (double)x[i] * (double)y[i];
	return sum;
}

/* The rows of a chain before its run i. */
static size_t
rows_before(const struct kv_chain *s, size_t i)
{
	size_t n = 0;

	while (i-- > 0)
		n += s->runs[i].n;
	return n;
}

/* The keys of run i that the row sees: from the first to before the end. */
static size_t
first_key(const struct attention *a, const struct kv_chain *s, size_t i,
    const struct row *r)
{
	size_t begin = rows_before(s, i), hidden = 0;

	if (a->window > 0 && r->place + 1 > a->window)
		hidden = r->place + 1 - a->window;
	return hidden > begin ? hidden - begin : 0;
}

static size_t
end_key(const struct kv_chain *s, size_t i, const struct row *r)
{
	return i + 1 < s->n ? s->runs[i].n : r->in_segment + 1;
}

typedef void row_fn(void *ctx, const struct kv_chain *s, const struct row *r);

static void
each_row(const struct attention *a, const struct kv_rows *rows, row_fn *fn,
    void *ctx)
{
	struct kv_chain s = { 0 };

	for (size_t i = 0; i < a->n_segments; i++) {
		kv_chain_of(&s, rows, i);
		for (size_t h = 0; h < a->n_heads; h++)
			for (size_t j = 0; j < a->segments[i].n; j++) {
				struct row r = { a->segments[i].first + j, h,
					h * a->n_kv_heads / a->n_heads, j,
					rows_before(&s, s.n - 1) + j };

				fn(ctx, &s, &r);
			}
	}
	kv_chain_release(&s);
}

struct forward {
	const struct attention *a;
	size_t t_total;
	const float *q;
	float *out, *lse;
};

/* What the place of a key adds to its score. */
static double
bias(const struct attention *a, size_t place, const struct row *r)
{
	const double *of = a->bias;

	if (of == NULL)
		return 0;
	of += r->head * a->bias_stride;
	return of[place] - of[r->place];
}

/* Of key j of run i. */
static double
score(const struct attention *a, const float *q, const struct kv_chain *chain,
    size_t i, size_t j, const struct row *r)
{
	const struct kv_run *s = &chain->runs[i];
	size_t place = rows_before(chain, i) + j;
	size_t d = a->head_dim;

	double x =
	    (double)a->scale * dot(d, q + r->t * a->q_stride + r->head * d,
				   s->k + j * s->stride + r->kv_head * d);

	if (a->cap > 0)
		return (double)a->cap * tanh(x / (double)a->cap);
	return x + bias(a, place, r);
}

/* Of the score by what it was before the cap. */
static double
cap_slope(const struct attention *a, double score)
{
	double share = a->cap > 0 ? score / (double)a->cap : 0;

	return 1 - share * share;
}

static void
forward_row(void *ctx, const struct kv_chain *s, const struct row *r)
{
	const struct forward *f = ctx;
	const struct attention *a = f->a;
	size_t d = a->head_dim;
	float *out = f->out + r->t * a->out_stride + r->head * d;
	double *acc = mem_new(d, sizeof *acc), max = -INFINITY, sum = 0;

	for (size_t i = 0; i < s->n; i++)
		for (size_t j = first_key(a, s, i, r); j < end_key(s, i, r);
		     j++)
			max = fmax(max, score(a, f->q, s, i, j, r));
	for (size_t i = 0; i < s->n; i++)
		for (size_t j = first_key(a, s, i, r); j < end_key(s, i, r);
		     j++) {
			const struct kv_run *sp = &s->runs[i];
			const float *v =
			    sp->v + j * sp->stride + r->kv_head * d;
			double p = exp(score(a, f->q, s, i, j, r) - max);

			sum += p;
			for (size_t x = 0; x < d; x++)
				acc[x] += p * (double)v[x];
		}
	for (size_t x = 0; x < d; x++)
		out[x] = (float)(acc[x] / sum);
	f->lse[r->head * f->t_total + r->t] = (float)(max + log(sum));
	free(acc);
}

void
attention_forward_plain(const struct attention *a, size_t t_total,
    const float *q, const float *k, const float *v, float *out, float *lse)
{
	struct forward f = { a, t_total, q, out, lse };
	struct kv_rows rows = { k, v, NULL, NULL, a->kv_stride, a->segments,
		a->n_segments, a->blocks, a->n_blocks };

	each_row(a, &rows, forward_row, &f);
}

struct backward {
	const struct attention *a;
	size_t t_total;
	const float *q, *out, *lse, *d_out;
	float *dq;
};

/* p is the weight of a key; ds = p (dO.v - dO.O) scale moves q and k. */
static void
backward_key(const struct backward *b, const struct kv_chain *chain, size_t i,
    size_t j, const struct row *r, double delta)
{
	const struct kv_run *sp = &chain->runs[i];
	const struct attention *a = b->a;
	size_t d = a->head_dim;
	size_t at_q = r->t * a->q_stride + r->head * d;
	size_t at_out = r->t * a->out_stride + r->head * d;
	const float *k = sp->k + j * sp->stride + r->kv_head * d;
	const float *v = sp->v + j * sp->stride + r->kv_head * d;
	double s = score(a, b->q, chain, i, j, r);
	double p = exp(s - (double)b->lse[r->head * b->t_total + r->t]);
	double ds = p * (dot(d, b->d_out + at_out, v) - delta) *
		    cap_slope(a, s) * (double)a->scale;

	for (size_t x = 0; x < d; x++)
		b->dq[at_q + x] += (float)(ds * (double)k[x]);
	if (sp->dk == NULL)
		return;
	for (size_t x = 0; x < d; x++) {
		size_t at = j * sp->d_stride + r->kv_head * d + x;

		sp->dk[at] += (float)(ds * (double)b->q[at_q + x]);
		sp->dv[at] += (float)(p * (double)b->d_out[at_out + x]);
	}
}

static void
backward_row(void *ctx, const struct kv_chain *s, const struct row *r)
{
	const struct backward *b = ctx;
	const struct attention *a = b->a;
	size_t at = r->t * a->out_stride + r->head * a->head_dim;
	double delta = dot(a->head_dim, b->out + at, b->d_out + at);

	for (size_t i = 0; i < s->n; i++)
		for (size_t j = first_key(a, s, i, r); j < end_key(s, i, r);
		     j++)
			backward_key(b, s, i, j, r, delta);
}

static void
clear(size_t t, size_t n, float *x, size_t stride)
{
	for (size_t i = 0; i < t; i++)
		for (size_t j = 0; j < n; j++)
			x[i * stride + j] = 0;
}

void
attention_backward_plain(const struct attention *a, size_t t_total,
    const float *q, const float *k, const float *v, const float *out,
    const float *lse, const float *d_out, float *dq, float *dk, float *dv)
{
	struct backward b = { a, t_total, q, out, lse, d_out, dq };
	struct kv_rows rows = { k, v, dk, dv, a->kv_stride, a->segments,
		a->n_segments, a->blocks, a->n_blocks };

	clear(t_total, a->n_heads * a->head_dim, dq, a->q_stride);
	clear(t_total, a->n_kv_heads * a->head_dim, dk, a->kv_stride);
	clear(t_total, a->n_kv_heads * a->head_dim, dv, a->kv_stride);
	each_row(a, &rows, backward_row, &b);
}
