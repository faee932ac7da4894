/*
 * Attention a tile at a time (Dao et al. 2022): see nn/attention.h.
 *
 * Scores are kept transposed, keys by queries: so the softmax runs down the
 * columns without a sum across lanes, and of all the operands only the
 * queries (and, backward, the gradient of the output) must be transposed, once
 * a tile.  All five products are the register tile of tile.h.
 *
 * With bf16 the operands of the products are pairs of bf16 numbers that
 * follow one another along what is summed over; scores, softmax and sums stay
 * fp32.  Below, a unit is a float or a pair.
 */
#include "base/size.h"
#include "nn/kernels/kernels.h"
#include "nn/kernels/tile.h"

#include <math.h>

enum { SIDE = ATTENTION_TILE }; /* queries, and keys, of a tile */

static size_t
padded(size_t d)
{
	return (d + VF - 1) / VF * VF;
}

/* Scratch memory of a tile; [SIDE] and dp wide unless said. */
struct work {
	float *q_transposed;        /* [D][SIDE], scaled */
	float *scores;              /* [SIDE keys][SIDE queries] */
	float *kv;                  /* copy of the values; backward, keys */
	float *out;                 /* or dq */
	float *max, *sum, *rescale; /* [SIDE] */
	/* backward only */
	float *g_transposed; /* [D][SIDE]: gradient of the output */
	float *slopes;       /* [SIDE keys][SIDE queries] */
	float *q, *g;        /* copies, q scaled */
	float *spill;        /* for rows that are not whole vectors */
	/* pairs only */
	float *rows;       /* [SIDE][D / 2, padded] along a head */
	float *by_keys;    /* [SIDE / 2][SIDE queries] along keys */
	float *by_queries; /* [SIDE keys][SIDE / 2] along queries */
	float *bias;       /* [SIDE] of queries, less that of the first */
};

static size_t
scratch(size_t d)
{
	return 2 * d * SIDE + 3 * SIDE * SIDE + 5 * SIDE * padded(d) +
	       SIDE * padded((d + 1) / 2) + 4 * SIDE;
}

static float *
take(float **p, size_t n)
{
	float *start = *p;

	*p += n;
	return start;
}

static struct work
work_in(float *p, size_t d)
{
	size_t tile = SIDE * padded(d);
	struct work w;

	w.q_transposed = take(&p, d * SIDE);
	w.g_transposed = take(&p, d * SIDE);
	w.scores = take(&p, SIDE * SIDE);
	w.slopes = take(&p, SIDE * SIDE);
	w.max = take(&p, SIDE);
	w.sum = take(&p, SIDE);
	w.rescale = take(&p, SIDE);
	w.kv = take(&p, tile);
	w.q = take(&p, tile);
	w.g = take(&p, tile);
	w.out = take(&p, tile);
	w.spill = take(&p, tile);
	w.rows = take(&p, SIDE * padded((d + 1) / 2));
	w.by_keys = take(&p, SIDE / 2 * SIDE);
	w.by_queries = take(&p, SIDE * SIDE / 2);
	w.bias = take(&p, SIDE);
	return w;
}

/*
 * A tile of keys and the queries that may see them: query c sees key i if
 * i + shift <= c < i + end.  But on the diagonal shift is large and negative,
 * and without a window end is large.
 */
struct key_tile {
	size_t nk, nq, d;
	ptrdiff_t shift, end;
	float cap; /* of scores; 0: none */
	int bf16;  /* operands are pairs */
};

/* The score of a key that the window hides: its weight is 0 beside that of any
 * other, and where it has come first, what it led to is scaled by 0. */
#define HIDDEN (-1e30F)

/* Units of n numbers that are summed over. */
static size_t
units(const struct key_tile *m, size_t n)
{
	return m->bf16 ? (n + 1) / 2 : n;
}

/* to[n][dp] = scale from[n][D], the padding 0. */
static void
copy_rows(size_t n, size_t d, const float *from, size_t stride, float scale,
    float *to)
{
	for (size_t i = 0; i < n; i++, from += stride, to += padded(d))
		for (size_t x = 0; x < d; x += VF)
			vf_store(
			    to + x, vf_get(from + x, d - x) * vf_all(scale));
}

/*
 * An operand in one of three forms, by the axis along which pairs are made.
 * Each returns the array of units, which may be in w: then it is good until
 * the next call for the same form.
 */

/* Rows [n][D], *ld floats apart; *ld becomes the distance in the result. */
static const float *
along_head(const struct key_tile *m, const struct work *w, size_t n,
    const float *from, size_t *ld)
{
	size_t pairs = padded(units(m, m->d));

	if (!m->bf16)
		return from;
	for (size_t i = 0; i < n; i++)
		pair_row(m->d, from + i * *ld, w->rows + i * pairs);
	*ld = pairs;
	return w->rows;
}

/* [keys][SIDE queries] */
static const float *
along_keys(const struct key_tile *m, const struct work *w, const float *weights)
{
	if (!m->bf16)
		return weights;
	pair_rows(m->nk, padded(m->nq), weights, SIDE, 1, w->by_keys, SIDE);
	return w->by_keys;
}

/* [keys][SIDE, or half of that] */
static const float *
along_queries(
    const struct key_tile *m, const struct work *w, const float *weights)
{
	if (!m->bf16)
		return weights;
	for (size_t i = 0; i < m->nk; i++)
		pair_row(padded(m->nq), weights + i * SIDE,
		    w->by_queries + i * (SIDE / 2));
	return w->by_queries;
}

/* to[n][dp] = scale from[n][D]: rows of values that are summed over. */
static void
load_rows(const struct key_tile *m, size_t n, const float *from, size_t stride,
    float scale, float *to)
{
	if (m->bf16)
		pair_rows(n, m->d, from, stride, scale, to, padded(m->d));
	else
		copy_rows(n, m->d, from, stride, scale, to);
}

/*
 * rows[n][dp], n queries: to[D][SIDE] gets them transposed, 0 beyond n up to
 * whole vectors; they themselves become rows that are summed over.
 */
static void
transpose_rows(
    const struct key_tile *m, const struct work *w, float *rows, float *to)
{
	size_t ld = padded(m->d), n = m->nq, d = units(m, m->d);
	const float *from = along_head(m, w, n, rows, &ld);

	transpose(n, d, from, ld, to, SIDE);
	for (size_t x = 0; x < d; x++)
		for (size_t i = n; i < padded(n); i++)
			to[x * SIDE + i] = 0;
	if (m->bf16)
		pair_rows(n, m->d, rows, padded(m->d), 1, rows, padded(m->d));
}

/* The first query that sees key i. */
static size_t
first_query(const struct key_tile *m, size_t i)
{
	ptrdiff_t c = (ptrdiff_t)i + m->shift;

	return c < 0 ? 0 : size_min((size_t)c, m->nq);
}

/* The first query that sees key i no more. */
static size_t
end_query(const struct key_tile *m, size_t i)
{
	ptrdiff_t c = (ptrdiff_t)i + m->end;

	return c < 0 ? 0 : size_min((size_t)c, m->nq);
}

/* How many keys the queries before c see. */
static size_t
last_key(const struct key_tile *m, size_t c)
{
	ptrdiff_t k = (ptrdiff_t)c - m->shift;

	return k < 0 ? 0 : size_min((size_t)k, m->nk);
}

/* to[keys][queries] = rows[keys][D] transposed[D][queries], where visible. */
static void
key_scores(const struct key_tile *m, const struct work *w, const float *rows,
    size_t ld, const float *transposed, float *to)
{
	size_t end = padded(m->nq) / VF;

	rows = along_head(m, w, m->nk, rows, &ld);
	for (size_t i = 0; i < m->nk; i += MR) {
		size_t mr = size_min(MR, m->nk - i);

		for (size_t c = first_query(m, i) / VF; c < end; c += NV)
			tile(m->bf16, mr, size_min(NV, end - c), units(m, m->d),
			    rows + i * ld, ld, 1, transposed + c * VF, SIDE, 0,
			    to + i * SIDE + c * VF, SIDE);
	}
}

static void
cap_scores(const struct key_tile *m, float *scores)
{
	vf cap = vf_all(m->cap), inverse = vf_all(1 / m->cap);

	for (size_t i = 0; m->cap > 0 && i < m->nk; i++) {
		size_t c = first_query(m, i) / VF * VF;

		for (; c < m->nq; c += VF) {
			float *x = scores + i * SIDE + c;

			vf_store(x, cap * vf_tanh(vf_load(x) * inverse));
		}
	}
}

/*
 * Queries before the first that sees a key get no weight: softmax_column
 * skips whole vectors of them, so their weight of 0 is written here; the
 * others get a score of -INFINITY.
 */
static void
mask_scores(const struct key_tile *m, float *scores)
{
	for (size_t i = 0; end_query(m, 0) < m->nq && i < m->nk; i++)
		for (size_t c = end_query(m, i); c < m->nq; c++)
			scores[i * SIDE + c] = HIDDEN;
	if (first_query(m, m->nk - 1) == 0)
		return;
	for (size_t i = 0; i < m->nk; i++) {
		size_t end = first_query(m, i), c = 0;

		for (; c < end / VF * VF; c += VF)
			vf_store(scores + i * SIDE + c, (vf){ 0 });
		for (; c < end; c++)
			scores[i * SIDE + c] = -INFINITY;
	}
}

/* out[queries][dp] += weights[keys][queries]^T rows[keys][dp]. */
static void
add_to_queries(const struct key_tile *m, const float *weights,
    const float *rows, float *out)
{
	size_t dp = padded(m->d), end = dp / VF;

	for (size_t c = 0; c < m->nq; c += MR) {
		size_t mr = size_min(MR, m->nq - c);
		size_t nk = units(m, last_key(m, c + mr));

		for (size_t x = 0; x < end; x += NV)
			tile(m->bf16, mr, size_min(NV, end - x), nk,
			    weights + c, 1, SIDE, rows + x * VF, dp, 1,
			    out + c * dp + x * VF, dp);
	}
}

/* out[keys][..] (+)= weights[keys][queries] rows[queries][dp]. */
static void
into_keys(const struct key_tile *m, const float *weights, const float *rows,
    int add, float *out, size_t ld)
{
	size_t dp = padded(m->d), end = dp / VF, nq = units(m, m->nq);
	size_t side = units(m, SIDE);

	for (size_t i = 0; i < m->nk; i += MR) {
		size_t mr = size_min(MR, m->nk - i), c = first_query(m, i);

		c = m->bf16 ? c / 2 : c;
		for (size_t x = 0; x < end; x += NV)
			tile(m->bf16, mr, size_min(NV, end - x), nq - c,
			    weights + i * side + c, side, 1,
			    rows + c * dp + x * VF, dp, add,
			    out + i * ld + x * VF, ld);
	}
}

/* into_keys on rows of the caller's, which may not be whole vectors. */
static void
add_to_keys(const struct key_tile *m, const float *weights, const float *rows,
    float *spill, float *out, size_t ld)
{
	if (m->d % VF == 0) {
		into_keys(m, weights, rows, 1, out, ld);
		return;
	}
	into_keys(m, weights, rows, 0, spill, padded(m->d));
	for (size_t i = 0; i < m->nk; i++)
		for (size_t x = 0; x < m->d; x++)
			out[i * ld + x] += spill[i * padded(m->d) + x];
}

/* One vector of queries: scores become weights, the sums follow. */
static void
softmax_column(const struct key_tile *m, const struct work *w, size_t c)
{
	vf old = vf_load(w->max + c), max = old, sum = { 0 }, rescale;
	size_t nk = last_key(m, c + VF);
	float *s = w->scores + c;

	for (size_t i = 0; i < nk; i++)
		max = vf_max(vf_load(s + i * SIDE), max);
	for (size_t i = 0; i < nk; i++) {
		vf e = vf_exp(vf_load(s + i * SIDE) - max);

		vf_store(s + i * SIDE, e);
		sum += e;
	}
	rescale = vf_exp(old - max);
	vf_store(w->rescale + c, rescale);
	vf_store(w->sum + c, vf_load(w->sum + c) * rescale + sum);
	vf_store(w->max + c, max);
}

static void
softmax(const struct key_tile *m, const struct work *w)
{
	size_t dp = padded(m->d);

	for (size_t c = 0; c < m->nq; c += VF)
		softmax_column(m, w, c);
	for (size_t c = 0; c < m->nq; c++) {
		if (w->rescale[c] == 1)
			continue;
		for (size_t x = 0; x < dp; x += VF) {
			float *o = w->out + c * dp + x;

			vf_store(o, vf_load(o) * vf_all(w->rescale[c]));
		}
	}
}

/* How far before the first query key j of run i lies; negative: behind it. */
static ptrdiff_t
distance(const struct attention_tile *t, size_t i, size_t j)
{
	size_t n = t->q0;

	for (; i + 1 < t->n_runs; i++)
		n += t->runs[i].n;
	return (ptrdiff_t)n - (ptrdiff_t)j;
}

/* What the first query's place adds; differences from it are small. */
static const double *
first_bias(const struct attention_tile *t)
{
	return t->bias + distance(t, 0, 0);
}

/* Of the queries, less that of the first. */
static void
begin_bias(const struct attention_tile *t, const struct work *w)
{
	const double *first = first_bias(t);

	for (size_t c = 0; c < SIDE; c++)
		w->bias[c] = c < t->nq ? (float)(first[c] - *first) : 0;
}

/* Of the keys of run i from j on. */
static void
add_bias(const struct attention_tile *t, const struct key_tile *m,
    const struct work *w, size_t i, size_t j)
{
	const double *first, *key;

	if (t->bias == NULL)
		return;
	first = first_bias(t);
	key = first - distance(t, i, j);
	for (size_t k = 0; k < m->nk; k++) {
		vf bias = vf_all((float)(key[k] - *first));
		size_t c = first_query(m, k) / VF * VF;

		for (; c < m->nq; c += VF) {
			float *x = w->scores + k * SIDE + c;

			vf_store(x, vf_load(x) + (bias - vf_load(w->bias + c)));
		}
	}
}

static void
begin_queries(const struct attention_tile *t, const struct key_tile *m,
    const struct work *w)
{
	copy_rows(t->nq, t->d, t->q, t->q_stride, t->scale, w->q);
	transpose_rows(m, w, w->q, w->q_transposed);
	memset(w->out, 0, t->nq * padded(t->d) * sizeof *w->out);
	if (t->bias != NULL)
		begin_bias(t, w);
}

static struct key_tile
key_tile_of(const struct attention_tile *t)
{
	return (struct key_tile){
		.nq = t->nq,
		.d = t->d,
		.end = 2 * SIDE,
		.cap = t->cap,
		.bf16 = t->bf16,
	};
}

/* The next tile of keys of run i from j on; false when all are seen. */
static int
next_keys(
    const struct attention_tile *t, size_t *i, size_t *j, struct key_tile *m)
{
	while (*i < t->n_runs) {
		int own = *i + 1 == t->n_runs;
		size_t n = t->runs[*i].n;

		if (own)
			n = t->heads ? 1 : t->q0 + t->nq;
		for (; *j < n; *j += SIDE) {
			m->nk = size_min(SIDE, n - *j);
			m->shift = own ? (ptrdiff_t)*j - (ptrdiff_t)t->q0
				       : -(ptrdiff_t)SIDE;
			if (t->window == 0)
				return 1;
			m->end = (ptrdiff_t)t->window - distance(t, *i, *j);
			if (m->end + (ptrdiff_t)m->nk > 1)
				return 1;
		}
		++*i;
		*j = 0;
	}
	return 0;
}

static void
forward(const struct attention_tile *t, float *memory)
{
	struct work w = work_in(memory, t->d);
	struct key_tile m = key_tile_of(t);
	size_t dp = padded(t->d);

	begin_queries(t, &m, &w);
	for (size_t c = 0; c < SIDE; c++) {
		w.max[c] = -INFINITY;
		w.sum[c] = 0;
	}
	for (size_t i = 0, j = 0; next_keys(t, &i, &j, &m); j += SIDE) {
		const struct kv_run *s = &t->runs[i];
		size_t at = j * s->stride + t->kv_offset;

		load_rows(&m, m.nk, s->v + at, s->stride, 1, w.kv);
		key_scores(
		    &m, &w, s->k + at, s->stride, w.q_transposed, w.scores);
		cap_scores(&m, w.scores);
		add_bias(t, &m, &w, i, j);
		mask_scores(&m, w.scores);
		softmax(&m, &w);
		add_to_queries(&m, along_keys(&m, &w, w.scores), w.kv, w.out);
	}
	for (size_t c = 0; c < t->nq; c++) {
		vf scale = vf_all(1 / w.sum[c]);

		for (size_t x = 0; x < t->d; x += VF)
			vf_put(t->out + c * t->out_stride + x,
			    vf_load(w.out + c * dp + x) * scale, t->d - x);
		t->lse[c * t->lse_stride] = w.max[c] + logf(w.sum[c]);
	}
}

/* w->sum = the dot products of output and gradient; w->max = log-sums. */
static void
begin_backward(const struct attention_tile *t, const struct key_tile *m,
    const struct work *w)
{
	begin_queries(t, m, w);
	copy_rows(t->nq, t->d, t->d_out, t->out_stride, 1, w->g);
	for (size_t c = 0; c < SIDE; c++) {
		vf sum = { 0 };

		w->max[c] = c < t->nq ? t->lse[c] : INFINITY;
		for (size_t x = 0; c < t->nq && x < t->d; x += VF)
			sum +=
			    vf_get(t->out + c * t->out_stride + x, t->d - x) *
			    vf_load(w->g + c * padded(t->d) + x);
		w->sum[c] = vf_sum(sum);
	}
	transpose_rows(m, w, w->g, w->g_transposed);
}

/* Of a capped score by what it was before. */
static vf
cap_slope(const struct key_tile *m, vf score)
{
	vf share = score * vf_all(1 / m->cap);

	return vf_all(1) - share * share;
}

/* Scores become weights P, slopes (so far dO.V) become P (dO.V - dO.O). */
static void
weigh(const struct key_tile *m, const struct work *w)
{
	for (size_t i = 0; i < m->nk; i++) {
		size_t c = first_query(m, i) / VF * VF;

		for (; c < m->nq; c += VF) {
			float *s = w->scores + i * SIDE + c;
			float *g = w->slopes + i * SIDE + c;
			vf p = vf_exp(vf_load(s) - vf_load(w->max + c));
			vf d = p * (vf_load(g) - vf_load(w->sum + c));

			if (m->cap > 0)
				d *= cap_slope(m, vf_load(s));
			vf_store(s, p);
			vf_store(g, d);
		}
	}
}

/* Clears what each key is hidden from, part of which was not weighed. */
static void
clear_hidden(const struct key_tile *m, float *x)
{
	for (size_t i = 0; end_query(m, 0) < m->nq && i < m->nk; i++)
		for (size_t c = end_query(m, i); c < m->nq; c++)
			x[i * SIDE + c] = 0;
	if (first_query(m, m->nk - 1) == 0)
		return;
	for (size_t i = 0; i < m->nk; i++)
		for (size_t c = 0; c < first_query(m, i); c++)
			x[i * SIDE + c] = 0;
}

static void
backward(const struct attention_tile *t, float *memory)
{
	struct work w = work_in(memory, t->d);
	struct key_tile m = key_tile_of(t);

	begin_backward(t, &m, &w);
	for (size_t i = 0, j = 0; next_keys(t, &i, &j, &m); j += SIDE) {
		const struct kv_run *s = &t->runs[i];
		size_t at = j * s->stride + t->kv_offset;
		const float *k = m.bf16 ? s->k + at : w.kv; /* copy: near */

		load_rows(&m, m.nk, s->k + at, s->stride, 1, w.kv);
		key_scores(&m, &w, k, m.bf16 ? s->stride : padded(m.d),
		    w.q_transposed, w.scores);
		cap_scores(&m, w.scores);
		add_bias(t, &m, &w, i, j);
		key_scores(
		    &m, &w, s->v + at, s->stride, w.g_transposed, w.slopes);
		weigh(&m, &w);
		clear_hidden(&m, w.scores);
		clear_hidden(&m, w.slopes);
		add_to_queries(&m, along_keys(&m, &w, w.slopes), w.kv, w.out);
		if (s->dk == NULL)
			continue;
		at = j * s->d_stride + t->kv_offset;
		add_to_keys(&m, along_queries(&m, &w, w.scores), w.g, w.spill,
		    s->dv + at, s->d_stride);
		add_to_keys(&m, along_queries(&m, &w, w.slopes), w.q, w.spill,
		    s->dk + at, s->d_stride);
	}
	for (size_t c = 0; c < t->nq; c++)
		for (size_t x = 0; x < t->d; x += VF)
			vf_put(t->dq + c * t->q_stride + x,
			    vf_load(w.out + c * padded(t->d) + x) *
				vf_all(t->scale),
			    t->d - x);
}

const struct attention_kernels KERNEL(attention_kernels) = {
	.scratch = scratch,
	.forward = forward,
	.backward = backward,
};
