/* Activations against libm in fp64, their slopes against differences. */
#include "nn.h"
#include "nn/activation.h"

enum { T = 131, C = 37, N = T * C };

static double
plain(enum activation act, double x)
{
	switch (act) {
	case ACT_GELU_TANH:
		return 0.5 * x *
		       (1 + tanh(sqrt(2 / M_PI) * (x + 0.044715 * x * x * x)));
	case ACT_GELU_ERF:
		return 0.5 * x * (1 + erf(x / sqrt(2)));
	case ACT_SILU:
		return x / (1 + exp(-x));
	case ACT_RELU:
		return x > 0 ? x : 0;
	}
	return 0;
}

static double
slope(enum activation act, double x)
{
	return (plain(act, x + 1e-6) - plain(act, x - 1e-6)) / 2e-6;
}

static void
test_plain(
    enum activation act, const float *given, const float *bias, const float *dy)
{
	static float y[N], dx[N], again[N];
	static double want[N], d_want[N];
	float *x = copy_floats(given, N);

	activation_forward(act, T, C, x, bias, y, 2);
	activation_backward(act, T, C, x, dy, dx, 2);
	for (size_t i = 0; i < N; i++) {
		want[i] = plain(act, (double)given[i] + (double)bias[i % C]);
		d_want[i] = (double)dy[i] * slope(act, (double)x[i]);
	}
	ok_close(N, y, want, 1e-6, "forward with a bias");
	ok_close(N, dx, d_want, 2e-6, "backward");
	memcpy(again, dy, sizeof again);
	activation_backward(act, T, C, x, again, again, 3);
	ok(same_bits(N, dx, again), "backward in place, three threads");
	activation_forward(act, T, C, x, NULL, again, 1);
	ok(same_bits(N, y, again), "without bias, one thread");
	free(x);
}

static void
test_gated(enum activation act, const float *gu, const float *dy)
{
	static float y[N], dgu[2 * N], again[2 * N];
	static double want[N], d_want[2 * N];

	gated_forward(act, T, C, gu, y, 2);
	gated_backward(act, T, C, gu, dy, dgu, 2);
	for (size_t t = 0; t < T; t++)
		for (size_t i = 0; i < C; i++) {
			double g = (double)gu[t * 2 * C + i], d;
			double u = (double)gu[t * 2 * C + C + i];

			d = (double)dy[t * C + i];
			want[t * C + i] = plain(act, g) * u;
			d_want[t * 2 * C + i] = d * u * slope(act, g);
			d_want[t * 2 * C + C + i] = d * plain(act, g);
		}
	ok_close(N, y, want, 1e-6, "gated forward");
	ok_close((size_t)2 * N, dgu, d_want, 2e-6, "gated backward");
	gated_backward(act, T, C, gu, dy, again, 3);
	ok(same_bits((size_t)2 * N, dgu, again), "gated, three threads");
}

static void
test_sums(const float *x, const float *bias)
{
	static float y[N];
	static double want[N];
	float db[C] = { 0 }, again[C] = { 0 };
	double d_want[C] = { 0 };

	memcpy(y, x, sizeof y);
	bias_forward(T, C, bias, y, 2);
	for (size_t i = 0; i < N; i++) {
		want[i] = (double)x[i] + (double)bias[i % C];
		d_want[i % C] += (double)x[i];
	}
	ok_close(N, y, want, 1e-6, "bias");
	bias_backward(T, C, x, db, 2);
	bias_backward(T, C, x, again, 1);
	ok_close(C, db, d_want, 1e-6, "gradient of the bias");
	ok(same_bits(C, db, again), "the same with one thread");
	bias_backward(T, C, x, db, 2);
	for (size_t i = 0; i < C; i++)
		d_want[i] *= 2;
	ok_close(C, db, d_want, 1e-6, "it is added to");
	memcpy(y, x, sizeof y);
	add_forward(N, y, y, y, 2);
	for (size_t i = 0; i < N; i++)
		want[i] = 2 * (double)x[i];
	ok_close(N, y, want, 1e-6, "sum in place");
}

int
main(void)
{
	float *x = random_floats((size_t)2 * N, 1, 3);
	float *dy = random_floats(N, 2, 1), *bias = random_floats(C, 3, 1);

	x[0] = 40;
	x[1] = -40;
	x[2] = 200;
	x[3] = -200;
	x[4] = 0.5F;
	EACH_ISA
	{
		for (int act = ACT_GELU_TANH; act <= ACT_SILU; act++) {
			test_plain((enum activation)act, x, bias, dy);
			test_gated((enum activation)act, x, dy);
		}
		test_sums(x, bias);
	}
	free(bias);
	free(dy);
	free(x);
	return tap_end();
}
