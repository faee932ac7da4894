/* AdamW and the sum of squares against fp64. */
#include "nn.h"
#include "nn/optimizer.h"

enum { N = 70001, STEPS = 4 };

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

static void
fast(float *p, unsigned threads)
{
	float *m = mem_new(N, sizeof *m), *v = mem_new(N, sizeof *v);
	struct adamw a = { 1e-2, 0.9, 0.95, 1e-8, 0.1, 0.5, 0 };

	for (a.step = 1; a.step <= STEPS; a.step++) {
		float *g = random_floats(N, a.step, 1);

		adamw_step(&a, N, p, g, m, v, threads);
		free(g);
	}
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
		float *one = copy_floats(p0, N), *three = copy_floats(p0, N);

		fast(one, 1);
		fast(three, 3);
		ok_close(N, one, want, 1e-6, "four steps of AdamW");
		ok(same_bits(N, one, three), "same bits with three threads");
		got = sum_of_squares(N, p0, 1);
		ok_near(got / sum, 1, 1e-7, "sum of squares");
		ok(got == sum_of_squares(N, p0, 2) &&
			got == sum_of_squares(N, p0, 3),
		    "same sum with two and three threads");
		free(three);
		free(one);
	}
	ok(sum_of_squares(0, p0, 2) == 0, "sum of nothing");
	free(want);
	free(p0);
	return tap_end();
}
