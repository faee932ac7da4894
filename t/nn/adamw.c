/* AdamW and the sum of squares against fp64. */
#include "nn.h"
#include "nn/adamw.h"

enum { N = 70001, STEPS = 4, BLOCKS = (N + 255) / 256, FEW = 2000 };

/* Algorithm 2 of the paper, with the step size also on the decay. */
static void
plain_step(const struct adamw *a, double g, double *p, double *m, double *v)
{
	double t = (double)a->step, mh, vh;

	g *= a->clip_scale;
	*m = a->beta1 * *m + (1 - a->beta1) * g;
	*v = a->beta2 * *v + (1 - a->beta2) * g * g;
	mh = *m / (1 - pow(a->beta1, t));
	vh = *v / (1 - pow(a->beta2, t));
	*p -= a->lr * (mh / (sqrt(vh) + a->eps) + a->weight_decay * *p);
}

/* The largest relative distance of the copies. */
static double
bf16_off(const float *p, const uint16_t *bf16)
{
	double off = 0;

	for (size_t i = 0; i < N; i++) {
		uint32_t bits = (uint32_t)bf16[i] << 16;
		float x;

		memcpy(&x, &bits, sizeof x);
		off = fmax(off, fabs((double)(x / p[i]) - 1));
	}
	return off;
}

static void
fast(float *p, unsigned threads)
{
	float *m = mem_new(N, sizeof *m), *v = mem_new(N, sizeof *v);
	uint16_t *bf16 = mem_new(N, sizeof *bf16);
	struct adamw a = { 1e-2, 0.9, 0.95, 1e-8, 0.1, 0.5, 0 };

	for (a.step = 1; a.step <= STEPS; a.step++) {
		float *g = random_floats(N, a.step, 1);
		struct adamw_arrays x = { p, g, m, v, NULL, NULL, bf16 };

		adamw_step(&a, &x, 0, N / 2, threads);
		adamw_step(&a, &x, N / 2, N - N / 2, threads);
		free(g);
	}
	ok(bf16_off(p, bf16) <= 1.0 / 256, "bf16 copies are the nearest");
	free(bf16);
	free(v);
	free(m);
}

static void
plain(double *p)
{
	double *m = mem_new(N, sizeof *m), *v = mem_new(N, sizeof *v);
	struct adamw a = { 1e-2, 0.9, 0.95, 1e-8, 0.1, 0.5, 0 };

	for (a.step = 1; a.step <= STEPS; a.step++) {
		float *g = random_floats(N, a.step, 1);

		for (size_t i = 0; i < N; i++)
			plain_step(&a, (double)g[i], p + i, m + i, v + i);
		free(g);
	}
	free(v);
	free(m);
}

/* The number of a code, by the formula of the header. */
static double
value_of(unsigned code, int decades)
{
	int d = 0;

	if (code == 0)
		return 0;
	while (code >> (d + 1) > 0)
		d++;
	return pow(10, d - decades + 1) *
	       (0.1 + 0.9 * (code - (1U << d) + 1) / (1U << d));
}

static double
decode_m(const struct adamw_arrays *x, size_t i)
{
	double value = value_of(x->m8[i] & 127, 7);

	return (x->m8[i] & 128 ? -value : value) * (double)x->m[i / 256];
}

static double
decode_v(const struct adamw_arrays *x, size_t i)
{
	double root = value_of(x->v8[i], 8) * (double)x->v[i / 256];

	return root * root;
}

/* How much farther than the nearest code's the value got lies from wanted. */
static double
excess(double got, double wanted, double scale, int decades)
{
	double best = 1;

	for (unsigned c = 0; c < 1U << decades; c++)
		best = fmin(
		    best, fabs(value_of(c, decades) - fabs(wanted) / scale));
	return fabs(got - wanted) / scale - best;
}

/* Each step from the codes before it; what comes out is coded the nearest. */
static void
test_codes(const struct adamw_arrays *x, unsigned threads)
{
	struct adamw a = { 1e-2, 0.9, 0.95, 1e-8, 0.1, 0.5, 0 };
	double off = 0, off_m = 0, off_v = 0;

	for (a.step = 1; a.step <= STEPS; a.step++) {
		struct adamw_arrays now = *x, was = *x;
		float *g = random_floats(N, a.step, 1);

		now.grad = g;
		was.param = copy_floats(x->param, N);
		was.m = copy_floats(x->m, BLOCKS);
		was.v = copy_floats(x->v, BLOCKS);
		was.m8 = memcpy(mem_new(N, 1), x->m8, N);
		was.v8 = memcpy(mem_new(N, 1), x->v8, N);
		adamw_step(&a, &now, 0, N, threads);
		for (size_t i = 0; i < N; i += 37) {
			double p = (double)was.param[i];
			double m = decode_m(&was, i), v = decode_v(&was, i);

			plain_step(&a, (double)g[i], &p, &m, &v);
			off = fmax(off, fabs((double)x->param[i] - p));
			off_m = fmax(off_m, excess(decode_m(x, i), m,
						(double)x->m[i / 256], 7));
			off_v =
			    fmax(off_v, excess(sqrt(decode_v(x, i)), sqrt(v),
					    (double)x->v[i / 256], 8));
		}
		free(was.param);
		free(was.m);
		free(was.v);
		free(was.m8);
		free(was.v8);
		free(g);
	}
	ok(off < 1e-6, "a step from codes (off by %.2g)", off);
	ok(off_m < 1e-6 && off_v < 1e-6, "the nearest codes (%.2g, %.2g)",
	    off_m, off_v);
}

static struct adamw_arrays
coded(const float *p)
{
	return (struct adamw_arrays){ copy_floats(p, N), NULL,
		mem_new(BLOCKS, sizeof(float)), mem_new(BLOCKS, sizeof(float)),
		mem_new(N, 1), mem_new(N, 1), NULL };
}

static void
uncode(struct adamw_arrays *x)
{
	free(x->param);
	free(x->m);
	free(x->v);
	free(x->m8);
	free(x->v8);
}

/* Noisy slopes of a bowl whose curvatures run three decades. */
static double
descend(const struct adamw_arrays *x, float *g)
{
	struct adamw a = { 0.05, 0.9, 0.999, 1e-8, 0, 1, 0 };
	struct adamw_arrays now = *x;
	double loss = 0;

	now.grad = g;
	for (a.step = 1; a.step <= 300; a.step++) {
		struct rng r = rng_at(a.step, "test", STR("noise"), 0);

		a.lr = 0.05 * (1 - (double)a.step / 301);
		for (size_t i = 0; i < FEW; i++)
			g[i] = x->param[i] * powf(10, -(float)(i % 4)) +
			       0.01F * (float)rng_normal(&r);
		adamw_step(&a, &now, 0, FEW, 1);
	}
	for (size_t i = 0; i < FEW; i++)
		loss += (double)(x->param[i] * x->param[i]) *
			pow(10, -(double)(i % 4));
	return loss;
}

/* Moments so small that their scale has no finite inverse. */
static void
test_tiny(const float *p0)
{
	struct adamw a = { 1e-3, 0.9, 0.999, 1e-8, 0, 1, 1 };
	struct adamw_arrays x = coded(p0);
	float *g = mem_new(FEW, sizeof *g);
	bool none = true;

	for (size_t i = 0; i < FEW; i++)
		g[i] = 1e-39F;
	x.grad = g;
	adamw_step(&a, &x, 0, FEW, 1);
	for (size_t i = 0; i < FEW; i++)
		none = none && x.m8[i] == 0 && x.v8[i] == 0;
	ok(none && same_bits(FEW, x.param, p0), "moments of nothing stay so");
	free(g);
	uncode(&x);
}

static void
test_descent(const float *p0)
{
	struct adamw_arrays x = coded(p0), y = coded(p0);
	float *m = mem_new(FEW, sizeof *m), *v = mem_new(FEW, sizeof *v);
	float *g = mem_new(FEW, sizeof *g);
	struct adamw_arrays z = { y.param, NULL, m, v, NULL, NULL, NULL };
	double before = 0, with, without;

	for (size_t i = 0; i < FEW; i++)
		before += (double)(p0[i] * p0[i]) * pow(10, -(double)(i % 4));
	with = descend(&x, g);
	without = descend(&z, g);
	ok(without < before / 10 && fabs(with - without) < without / 10,
	    "codes descend as fp32 does: %.3g, %.3g, from %.3g", with, without,
	    before);
	free(g);
	free(m);
	free(v);
	uncode(&x);
	uncode(&y);
}

int
main(void)
{
	float *p0 = random_floats(N, 99, 1);
	double *want = mem_new(N, sizeof *want), sum = 0, got;

	for (size_t i = 0; i < N; i++) {
		want[i] = (double)p0[i];
		sum += want[i] * want[i];
	}
	plain(want);
	EACH_ISA
	{
		struct adamw_arrays x, y;
		float *one = copy_floats(p0, N), *three = copy_floats(p0, N);

		fast(one, 1);
		fast(three, 3);
		ok_close(N, one, want, 1e-6, "four steps of AdamW");
		ok(same_bits(N, one, three), "same bits with three threads");
		x = coded(p0);
		y = coded(p0);
		test_codes(&x, 1);
		test_codes(&y, 3);
		ok(same_bits(N, x.param, y.param) && memcmp(x.v8, y.v8, N) == 0,
		    "same bits with three threads");
		uncode(&x);
		uncode(&y);
		got = sum_of_squares(N, p0, 1);
		ok_near(got / sum, 1, 1e-7, "sum of squares");
		ok(got == sum_of_squares(N, p0, 2) &&
			got == sum_of_squares(N, p0, 3),
		    "same sum with two and three threads");
		free(three);
		free(one);
	}
	test_descent(p0);
	test_tiny(p0);
	ok(sum_of_squares(0, p0, 2) == 0, "sum of nothing");
	free(want);
	free(p0);
	return tap_end();
}
